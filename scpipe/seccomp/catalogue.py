"""The table of system calls that a filter traps, refuses or answers, and why.

A new row here is a new trapped call: its filter, its truth tables and its line in the reference are made
from the row (``python -m scpipe.seccomp.generate``), and its family says which handler answers it. Numbers
are those of arch/x86/entry/syscalls/syscall_64.tbl and asm-generic/unistd.h.

Deliberately absent: pwrite64 and pwritev (ESPIPE on both kinds of pair, which have no position),
copy_file_range (regular files only), exit and exit_group (refusing them makes programs loop). dup and the
other ways to name a pair have rows only where writes are trapped by descriptor: objects are judged, not
numbers.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping

from scpipe.linux import clone
from scpipe.seccomp import armed, syscalls
from scpipe.seccomp.entries import (
    WORD,
    ArgTest,
    Entry,
    Family,
    Need,
    Relaxation,
    Response,
    call,
    differs,
    equals,
    has,
    mediate,
    refuse,
)

#: The architecture that scpipe runs on.
NATIVE = "x86_64"
#: The newest system call this release has judged; later ones are refused. Linux 7.2.
NEWEST: Mapping[str, int] = {"x86_64": 471, "aarch64": 471}
#: Numbers below that no call had when those were judged, first and last; x86 has begun to use such a gap (335
#: and 336), so they are refused as well. arch/x86/entry/syscalls/syscall_64.tbl, scripts/syscall.tbl.
GAPS: Mapping[str, tuple[tuple[int, int], ...]] = {
    "x86_64": ((337, 423),),
    "aarch64": ((244, 259), (295, 423)),
}

AF_UNIX = 1
CLOSE_RANGE_UNSHARE = 2
O_NOTIFICATION_PIPE = 0o200  # is O_EXCL
PR_GET_DUMPABLE = 3
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PRIO_PROCESS = 0
IOPRIO_WHO_PROCESS = 1
P_PIDFD = 3
SECCOMP_SET_MODE_FILTER = 1
SOL_SOCKET = 1
SO_PASSCRED = 16
SO_PASSPIDFD = 76
SECCOMP_FILTER_FLAG_NEW_LISTENER = 8
TIOCSTI = 0x5412
TIOCLINUX = 0x541C
USERFAULTFD_IOC_NEW = 0xAA00
WNOHANG = 1

_OTHER = differs(0, 0)
_STARVES = "gives processes outside the sandbox, the supervisor among them, fewer or slower CPUs or disks"
_BYTES = "sends bytes of the program's choice into a pair"
_PASSES = _BYTES + ", and passes descriptors to others"
_RING = "an io_uring reads its requests from memory shared with the program, and can also create pipes"
_INHERITED_RING = _RING + "; a ring may have been inherited"
_AIO = "the targets and bytes of a request lie in memory that can change after the check"
_OWN_TABLE = "gives a thread descriptors of its own, where the supervisor reads the leader's for it"
_FUSE = "the supervisor would wait for the server of a FUSE file system, which waits for the supervisor"
_REAPED = "a dead child shows in its pidfd before the supervisor, its tracer, has let its parent wait for it"
_TAMPER = "a program could change another one between its check and its use"
_UNTRACED = "CLONE_UNTRACED makes a child that no supervisor watches"

_NO_SPLICE = Relaxation("splice", "any bytes can be moved into a pair without being judged")
_NO_DUMPABLE = Relaxation(
    "dumpable", "a process can become unreadable to an ordinary user's supervisor; its calls then fail"
)
_NO_FUSE = Relaxation("fuse", "a program can stop the supervisor for good, and with it the sandbox")
_NO_PRLIMIT = Relaxation(
    "prlimit", "a program can end processes outside of the same user, and the supervisor with the sandbox"
)
_NO_SCHEDULING = Relaxation(
    "scheduling",
    "a program can starve processes outside of the same user, and the supervisor with its time limits",
)
_NO_RING = Relaxation("io-uring", "a ring can write any bytes into a pair and create pipes")
_NO_AIO = Relaxation("aio", "io_submit can write any bytes into a pair")
_NO_USERFAULTFD = Relaxation("userfaultfd", "a program can stop the supervisor, and with it the sandbox")
_NO_BPF = Relaxation("bpf", "a privileged program can redirect any bytes into a socketpair")
_NO_UNTRACED = Relaxation(
    "untraced", "a child can leave the supervisor; what it traps then fails, or is run by a tracer of its own"
)
_NO_CLONE3 = Relaxation("clone3", "a child can leave the supervisor, or share a descriptor table unseen")
_NO_LISTENER = Relaxation("notify-listener", "a program can let its own trapped calls run unjudged")
_NO_INJECTION = Relaxation("terminal-injection", "a program can have commands run outside the sandbox")
_NO_NOTIFICATION = Relaxation("notification-pipe", "records of the kernel reach the reader of a pipe")
_NO_PRIVATE_TABLES = Relaxation(
    "private-tables", "the bytes of such a thread are judged by another thread's descriptors"
)

_MEDIATED: tuple[Entry, ...] = (
    Entry(10, syscalls.PIPE, Family.CREATE, Need.PIPE_WATCHED,
          "creates a pair", answer=mediate(errno.EACCES)),
    Entry(11, syscalls.PIPE2, Family.CREATE, Need.PIPE_WATCHED,
          "creates a pair", answer=mediate(errno.EACCES)),
    Entry(12, syscalls.SOCKETPAIR, Family.CREATE, Need.SOCKET_WATCHED,
          "creates a pair", answer=mediate(errno.EACCES)),
    Entry(20, syscalls.WRITE, Family.MESSAGE, Need.EVENTS, _BYTES, answer=mediate(errno.EACCES)),
    Entry(21, syscalls.WRITEV, Family.MESSAGE, Need.EVENTS, _BYTES, answer=mediate(errno.EACCES)),
    Entry(22, syscalls.PWRITEV2, Family.MESSAGE, Need.EVENTS,
          _BYTES + " when its offset is -1", answer=mediate(errno.EACCES)),
    Entry(23, syscalls.SENDTO, Family.MESSAGE, Need.SOCKET_EVENTS, _BYTES, answer=mediate(errno.EACCES)),
    Entry(24, syscalls.SENDMSG, Family.MESSAGE, Need.EVENTS, _PASSES, answer=mediate(errno.EACCES)),
    Entry(25, syscalls.SENDMMSG, Family.MESSAGE, Need.EVENTS, _PASSES, answer=mediate(errno.EACCES)),
    Entry(30, syscalls.SPLICE, Family.TRANSFER, Need.EVENTS,
          "moves pages whose bytes can still change into a pipe or a socket", answer=mediate(errno.EINVAL),
          relaxation=_NO_SPLICE),
    Entry(31, syscalls.TEE, Family.TRANSFER, Need.PIPE_EVENTS,
          "copies one pipe's bytes into another", answer=mediate(errno.EINVAL), relaxation=_NO_SPLICE),
    Entry(32, syscalls.VMSPLICE, Family.TRANSFER, Need.PIPE_EVENTS,
          "puts the program's own pages into a pipe; their bytes can still change",
          answer=mediate(errno.EINVAL), relaxation=_NO_SPLICE),
    Entry(33, syscalls.SENDFILE, Family.TRANSFER, Need.EVENTS,
          "puts pages of a file into a pipe or a socket; their bytes can still change",
          answer=mediate(errno.EINVAL), relaxation=_NO_SPLICE),
    Entry(40, syscalls.PRCTL, Family.DUMPABLE, Need.EVENTS,
          "PR_SET_DUMPABLE is answered without being done, as it would hide the process from the supervisor",
          tests=(equals(0, PR_SET_DUMPABLE),), relaxation=_NO_DUMPABLE),
    Entry(41, syscalls.PRCTL, Family.DUMPABLE, Need.EVENTS,
          "PR_GET_DUMPABLE is answered with what the program has set, so that it agrees with itself",
          tests=(equals(0, PR_GET_DUMPABLE),), relaxation=_NO_DUMPABLE),
    Entry(50, syscalls.SECCOMP, Family.FILTER, Need.EVENTS,
          "a filter of the program's own (modes STRICT and FILTER) can fake or veto what the supervisor does",
          tests=(ArgTest(0, WORD & ~SECCOMP_SET_MODE_FILTER, 0),)),
    Entry(51, syscalls.PRCTL, Family.FILTER, Need.EVENTS,
          "PR_SET_SECCOMP: a filter of the program's own can fake or veto what the supervisor does",
          tests=(equals(0, PR_SET_SECCOMP),)),
    # What a program is told: it is bound already, it is connected already, it has no right to the option.
    Entry(60, syscalls.BIND, Family.NAMING, Need.SOCKET_EVENTS,
          "an end of a pair that has a name can be sent to by sockets that are no pair",
          answer=mediate(errno.EINVAL)),
    Entry(61, syscalls.CONNECT, Family.NAMING, Need.SOCKET_EVENTS,
          "takes a datagram pair apart, and its end can then be sent to by others",
          answer=mediate(errno.EISCONN)),
    Entry(62, syscalls.SETSOCKOPT, Family.NAMING, Need.SOCKET_EVENTS,
          "SO_PASSCRED gives an end of a datagram pair a name by itself", answer=mediate(errno.EPERM),
          tests=(equals(1, SOL_SOCKET), equals(2, SO_PASSCRED))),
    Entry(63, syscalls.SETSOCKOPT, Family.NAMING, Need.SOCKET_EVENTS,
          "SO_PASSPIDFD gives an end of a datagram pair a name by itself", answer=mediate(errno.EPERM),
          tests=(equals(1, SOL_SOCKET), equals(2, SO_PASSPIDFD))),
    Entry(70, call("mount", 165, 40, 2), Family.MOUNT, Need.EVENTS,
          _FUSE, answer=mediate(errno.ENODEV), relaxation=_NO_FUSE),
    Entry(71, call("fsopen", 430, 430, 0), Family.MOUNT, Need.EVENTS,
          _FUSE, answer=mediate(errno.ENODEV), relaxation=_NO_FUSE),
    Entry(80, call("prlimit64", 302, 261, 0), Family.LIMITS, Need.EVENTS,
          "takes memory, descriptors or CPU time from processes outside the sandbox, "
          "the supervisor among them",
          answer=mediate(errno.EPERM), tests=(_OTHER,), relaxation=_NO_PRLIMIT),
    Entry(81, call("sched_setparam", 142, 118, 0), Family.SCHEDULING, Need.EVENTS,
          _STARVES, answer=mediate(errno.EPERM), tests=(_OTHER,), relaxation=_NO_SCHEDULING),
    Entry(82, call("sched_setscheduler", 144, 119, 0), Family.SCHEDULING, Need.EVENTS,
          _STARVES, answer=mediate(errno.EPERM), tests=(_OTHER,), relaxation=_NO_SCHEDULING),
    Entry(83, call("sched_setaffinity", 203, 122, 0), Family.SCHEDULING, Need.EVENTS,
          _STARVES, answer=mediate(errno.EPERM), tests=(_OTHER,), relaxation=_NO_SCHEDULING),
    Entry(84, call("sched_setattr", 314, 274, 0), Family.SCHEDULING, Need.EVENTS,
          _STARVES, answer=mediate(errno.EPERM), tests=(_OTHER,), relaxation=_NO_SCHEDULING),
    Entry(85, syscalls.SETPRIORITY, Family.SCHEDULING, Need.EVENTS,
          _STARVES, answer=mediate(errno.EPERM), tests=(differs(1, 0),), relaxation=_NO_SCHEDULING),
    Entry(86, syscalls.SETPRIORITY, Family.SCHEDULING, Need.EVENTS,
          _STARVES + "; of a group or a user", answer=mediate(errno.EPERM),
          tests=(differs(0, PRIO_PROCESS),), relaxation=_NO_SCHEDULING),
    Entry(87, syscalls.IOPRIO_SET, Family.SCHEDULING, Need.EVENTS,
          _STARVES, answer=mediate(errno.EPERM), tests=(differs(1, 0),), relaxation=_NO_SCHEDULING),
    Entry(88, syscalls.IOPRIO_SET, Family.SCHEDULING, Need.EVENTS,
          _STARVES + "; of a group or a user", answer=mediate(errno.EPERM),
          tests=(differs(0, IOPRIO_WHO_PROCESS),), relaxation=_NO_SCHEDULING),
    Entry(90, call("wait4", 61, 260), Family.WAIT, Need.SUPERVISED, _REAPED, tests=(has(2, WNOHANG),)),
    Entry(91, syscalls.WAITID, Family.WAIT, Need.SUPERVISED, _REAPED, tests=(has(3, WNOHANG),)),
    Entry(92, syscalls.WAITID, Family.WAIT, Need.SUPERVISED,
          _REAPED + "; a pidfd can be non-blocking by itself",
          tests=(equals(0, P_PIDFD), ArgTest(3, WNOHANG, 0))),
)  # fmt: skip

_REFUSED: tuple[Entry, ...] = (
    Entry(100, call("io_uring_setup", 425, 425), Family.REFUSED, Need.RESTRICTED,
          _RING, answer=refuse(errno.ENOSYS), relaxation=_NO_RING),
    Entry(101, call("io_uring_enter", 426, 426), Family.REFUSED, Need.RESTRICTED,
          _INHERITED_RING, answer=refuse(errno.ENOSYS), relaxation=_NO_RING),
    Entry(102, call("io_uring_register", 427, 427), Family.REFUSED, Need.RESTRICTED,
          _INHERITED_RING, answer=refuse(errno.ENOSYS), relaxation=_NO_RING),
    Entry(103, call("io_setup", 206, 0), Family.REFUSED, Need.EVENTS,
          _AIO + "; refused here, programs fall back", answer=refuse(errno.ENOSYS), relaxation=_NO_AIO),
    Entry(104, call("io_submit", 209, 2), Family.REFUSED, Need.EVENTS,
          _AIO, answer=refuse(errno.ENOSYS), relaxation=_NO_AIO),
    Entry(105, call("userfaultfd", 323, 282), Family.REFUSED, Need.EVENTS,
          "the supervisor would wait for ever for a page that the program never serves",
          answer=refuse(errno.ENOSYS), relaxation=_NO_USERFAULTFD),
    Entry(106, call("bpf", 321, 280), Family.REFUSED, Need.EVENTS,
          "a socket map redirects bytes into a unix socket inside the kernel", answer=refuse(errno.EPERM),
          relaxation=_NO_BPF),
    Entry(107, call("clone", 56, 220), Family.REFUSED, Need.RESTRICTED,
          _UNTRACED, answer=refuse(errno.EPERM), tests=(has(0, clone.UNTRACED),), relaxation=_NO_UNTRACED),
    Entry(108, call("clone3", 435, 435), Family.REFUSED, Need.RESTRICTED,
          "its flags lie in memory, where CLONE_UNTRACED and CLONE_FILES cannot be tested; "
          "every thread creation tries it first and falls back, so it is not reported",
          answer=refuse(errno.ENOSYS, Response.SILENT), relaxation=_NO_CLONE3),
    Entry(109, syscalls.SECCOMP, Family.REFUSED, Need.RESTRICTED,
          "a listener answers before the supervisor is asked, and can let a trapped call run",
          answer=refuse(errno.EINVAL),
          tests=(equals(0, SECCOMP_SET_MODE_FILTER), has(1, SECCOMP_FILTER_FLAG_NEW_LISTENER)),
          relaxation=_NO_LISTENER),
    Entry(110, call("ptrace", 101, 117), Family.REFUSED, Need.RESTRICTED,
          _TAMPER + ", or act through one outside", answer=refuse(errno.EPERM),
          relaxation=Relaxation("ptrace", "a program can take over another one, in the sandbox or outside")),
    Entry(111, call("process_vm_writev", 311, 271), Family.REFUSED, Need.EVENTS,
          _TAMPER, answer=refuse(errno.EPERM),
          relaxation=Relaxation("ptrace", "a program can change another one's memory")),
    Entry(112, call("pidfd_getfd", 438, 438), Family.REFUSED, Need.RESTRICTED,
          "takes descriptors out of other processes, also out of ones outside the sandbox",
          answer=refuse(errno.EPERM),
          relaxation=Relaxation("ptrace", "a program can take pairs that were made outside the sandbox")),
    Entry(113, syscalls.IOCTL, Family.REFUSED, Need.RESTRICTED,
          "TIOCSTI types into the terminal, where a shell outside the sandbox reads it",
          answer=refuse(errno.EPERM), tests=(equals(1, TIOCSTI),), relaxation=_NO_INJECTION),
    Entry(114, syscalls.IOCTL, Family.REFUSED, Need.RESTRICTED,
          "TIOCLINUX pastes into a virtual console, where a shell outside the sandbox reads it",
          answer=refuse(errno.EPERM), tests=(equals(1, TIOCLINUX),), relaxation=_NO_INJECTION),
    Entry(117, syscalls.IOCTL, Family.REFUSED, Need.EVENTS,
          "USERFAULTFD_IOC_NEW on /dev/userfaultfd is userfaultfd under another name",
          answer=refuse(errno.ENOTTY), tests=(equals(1, USERFAULTFD_IOC_NEW),), relaxation=_NO_USERFAULTFD),
    # ENOPKG is what a kernel without CONFIG_WATCH_QUEUE answers (fs/pipe.c).
    Entry(115, syscalls.PIPE2, Family.REFUSED, Need.RESTRICTED,
          "O_NOTIFICATION_PIPE: the kernel itself writes records into such a pipe",
          answer=refuse(errno.ENOPKG), tests=(has(1, O_NOTIFICATION_PIPE),), relaxation=_NO_NOTIFICATION),
    Entry(116, syscalls.SOCKETPAIR, Family.REFUSED, Need.RESTRICTED,
          "pairs of families other than AF_UNIX (AF_TIPC) cannot be recognised by their descriptors",
          answer=refuse(errno.EOPNOTSUPP), tests=(differs(0, AF_UNIX),)),
    Entry(118, call("unshare", 272, 97), Family.REFUSED, Need.LEADERS_ONLY,
          _OWN_TABLE, answer=refuse(errno.EPERM), tests=(has(0, clone.FILES),),
          relaxation=_NO_PRIVATE_TABLES),
    # ENOSYS is what kernels before 5.9 answer, and what callers of close_range fall back on.
    Entry(119, call("close_range", 436, 436), Family.REFUSED, Need.LEADERS_ONLY,
          _OWN_TABLE, answer=refuse(errno.ENOSYS), tests=(has(2, CLOSE_RANGE_UNSHARE),),
          relaxation=_NO_PRIVATE_TABLES),
)  # fmt: skip

OTHER_ABI = Entry(
    120, call("other ABI", None, None), Family.REFUSED, Need.RESTRICTED,
    "int 0x80, x32 and 32-bit programs reach the same calls under other numbers",
    answer=refuse(errno.ENOSYS),
    relaxation=Relaxation("other-abi", "such calls write any bytes into pairs, and create pairs, unseen"),
)  # fmt: skip
UNKNOWN = Entry(
    121, call("unknown call", None, None), Family.REFUSED, Need.RESTRICTED,
    "a call newer than this release may write to pairs or create them",
    answer=refuse(errno.ENOSYS), relaxation=Relaxation("unknown-syscalls", "such a call may do so unseen"),
)  # fmt: skip

#: Every row. Where two rows match one call the refusal wins; ``plan`` and ``build`` see to it.
CATALOGUE: tuple[Entry, ...] = (*_MEDIATED, *armed.ROWS, *_REFUSED, OTHER_ABI, UNKNOWN)


def is_known(number: int, arch: str = NATIVE) -> bool:
    """True if a number, unsigned, was judged: it is no newer one, and some call has had it."""
    return number <= NEWEST[arch] and not any(first <= number <= last for first, last in GAPS[arch])


#: The numbers of the calls that take their file before they can sleep.
LOOKS_UP_FIRST = frozenset(entry.numbers[NATIVE] for entry in CATALOGUE if entry.syscall.looks_up_first)
