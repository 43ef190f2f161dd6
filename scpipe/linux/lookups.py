"""Which calls look their descriptor up before they can sleep, and what shows that one of them sleeps by now.

A call that takes its file first holds it while it sleeps: whatever its number is given to then, the
call goes on with the file it has. Read in the kernel's sources; tests/attacks/test_asleep.py makes
each of them sleep wherever a file outside can make it.
"""

from __future__ import annotations

import os

from scpipe.linux import procfs
from scpipe.linux.abi import native

#: The calls for which that is true. What is not among them must be watched up to its end.
LOOKS_UP_FIRST = frozenset(
    {
        native.SYS_WRITE,  # fs/read_write.c ksys_write: fdget_pos
        native.SYS_WRITEV,  # do_writev: fdget_pos, before import_iovec
        native.SYS_PWRITEV2,  # do_writev, or do_pwritev: fdget, before import_iovec
        native.SYS_SENDTO,  # net/socket.c __sys_sendto: after a range check, before move_addr_to_kernel
        native.SYS_SENDMSG,  # __sys_sendmsg: before copy_msghdr_from_user
        native.SYS_SENDMMSG,  # __sys_sendmmsg: once, before its first entry is read
        native.SYS_BIND,  # __sys_bind: before move_addr_to_kernel
        native.SYS_CONNECT,  # __sys_connect: before move_addr_to_kernel
        native.SYS_SETSOCKOPT,  # __sys_setsockopt: before LSM and cgroup hooks, and the value
        native.SYS_SPLICE,  # fs/splice.c: both, one after the other; __do_splice reads the offsets
        native.SYS_TEE,  # both, one after the other
        native.SYS_VMSPLICE,  # before import_iovec
    }
)
# sendfile does not: it reads its position, then has the hooks of its source asked (rw_verify_area: fanotify,
# security modules), and then takes its target (fs/read_write.c do_sendfile).

#: How the functions begin in which a task sleeps that has not begun its call: it is still in our stop, frozen
#: with its control group or the whole machine, and shows as D there (kernel/freezer.c).
_NOT_BEGUN = ("ptrace", "__seccomp", "syscall_trace", "__refrigerator")
#: There every lock can make a task sleep, also the ones on its way into the call, and it shows as D
#: (include/linux/sched.h TASK_RTLOCK_WAIT).
_LOCKS_SLEEP = any(word in os.uname().version for word in ("PREEMPT_RT", "PREEMPT RT"))


def sleeps_in_call(tid: int, state: str) -> bool:
    """True if a task that was resumed at its seccomp stop sleeps in the code of its call.

    ``state``: its letter in /proc. S is enough: nothing between the stop and the call sleeps so.
    """
    if state == "S":
        return True
    if state != "D" or _LOCKS_SLEEP:
        return False
    function = procfs.wait_channel(tid)
    return function not in ("", "0") and not function.startswith(_NOT_BEGUN)
