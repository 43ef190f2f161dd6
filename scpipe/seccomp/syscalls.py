"""System calls of several rows, or with more to say than a number; the rows are in catalogue.py.

Which of them look their descriptor up before they can sleep was read in the kernel's sources;
tests/attacks/test_asleep.py makes each of them sleep wherever a file outside can make it.
"""

from __future__ import annotations

from scpipe.seccomp.entries import Form, call

PIPE = call("pipe", 22, None, 0, Form.PIPE)
PIPE2 = call("pipe2", 293, 59, 0, Form.PIPE)
SOCKETPAIR = call("socketpair", 53, 199, 3, Form.SOCKETS)
# fs/read_write.c ksys_write: fdget_pos
WRITE = call("write", 1, 64, 0, Form.BUFFER, looks_up_first=True)
# do_writev: fdget_pos, before import_iovec
WRITEV = call("writev", 20, 66, 0, Form.VECTOR, looks_up_first=True)
# do_writev, or do_pwritev: fdget, before import_iovec
PWRITEV2 = call("pwritev2", 328, 287, 0, Form.VECTOR_AT, looks_up_first=True)
# net/socket.c __sys_sendto: after a range check, before move_addr_to_kernel
SENDTO = call("sendto", 44, 206, 0, Form.BUFFER_TO, looks_up_first=True)
# __sys_sendmsg: before copy_msghdr_from_user
SENDMSG = call("sendmsg", 46, 211, 0, Form.HEADER, looks_up_first=True)
# __sys_sendmmsg: once, before its first entry is read
SENDMMSG = call("sendmmsg", 307, 269, 0, Form.HEADERS, looks_up_first=True)
# fs/splice.c: both, one after the other; __do_splice reads the offsets
SPLICE = call("splice", 275, 76, 2, Form.SPLICE, looks_up_first=True)
# both, one after the other
TEE = call("tee", 276, 77, 1, Form.TEE, looks_up_first=True)
# before import_iovec
VMSPLICE = call("vmsplice", 278, 75, 0, Form.PAGES, looks_up_first=True)
# Not sendfile: it reads its position, then has the hooks of its source asked (rw_verify_area: fanotify,
# security modules), and then takes its target (fs/read_write.c do_sendfile).
SENDFILE = call("sendfile", 40, 71, 0, Form.FILE)
# net/socket.c __sys_bind: before move_addr_to_kernel
BIND = call("bind", 49, 200, 0, Form.NAME, looks_up_first=True)
# __sys_connect: before move_addr_to_kernel
CONNECT = call("connect", 42, 203, 0, Form.PEER, looks_up_first=True)
# __sys_setsockopt: before LSM and cgroup hooks, and the value
SETSOCKOPT = call("setsockopt", 54, 208, 0, Form.OPTION, looks_up_first=True)
PRCTL = call("prctl", 157, 167)
SECCOMP = call("seccomp", 317, 277)
SETPRIORITY = call("setpriority", 141, 140, 1, Form.PRIORITY)
IOPRIO_SET = call("ioprio_set", 251, 30, 1, Form.IO_PRIORITY)
WAITID = call("waitid", 247, 95)
IOCTL = call("ioctl", 16, 29)
DUP = call("dup", 32, 23, 0)
DUP2 = call("dup2", 33, None, 0, Form.ONTO)
DUP3 = call("dup3", 292, 24, 0, Form.ONTO)
