"""The table of system calls that a filter traps, refuses or answers, and why.

Numbers are those of arch/x86/entry/syscalls/syscall_64.tbl and asm-generic/unistd.h. The key of a
handler in the supervisor is the trace id here. docs/reference/syscalls.md is generated from it.

Deliberately absent: pwrite64 and pwritev (ESPIPE on both kinds of pair, which have no position),
copy_file_range (regular files only), exit and exit_group (refusing them makes programs loop),
dup and the other ways to name a pair (objects are judged, not numbers).
"""

from __future__ import annotations

import errno
from collections.abc import Mapping

from scpipe.seccomp.entries import (
    WORD,
    ArgTest,
    Entry,
    Family,
    Need,
    Response,
    equals,
    has,
    refuse,
    row,
)

#: The newest system call this release has judged; later ones are refused. Linux 7.2.
NEWEST: Mapping[str, int] = {"x86_64": 471, "aarch64": 471}

AF_UNIX = 1
CLONE_FILES = 0x00000400
CLONE_UNTRACED = 0x00800000
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

_C, _M, _T, _D, _F = Family.CREATE, Family.MESSAGE, Family.TRANSFER, Family.DUMPABLE, Family.FILTER
_N, _MOUNT, _LIMITS, _WAIT = Family.NAMING, Family.MOUNT, Family.LIMITS, Family.WAIT
_S, _OTHER = Family.SCHEDULING, ArgTest(0, WORD, 0, negated=True)
_STARVES = "gives processes outside the sandbox, the supervisor among them, fewer or slower CPUs or disks"
_STARVED = "a program can starve processes outside of the same user, and the supervisor with its time limits"
_BYTES = "sends bytes of the program's choice into a pair"
_PASSES = _BYTES + ", and passes descriptors to others"
_SPLICED = "any bytes can be moved into a pair without being judged"
_HIDDEN = "a process can become unreadable to an ordinary user's supervisor; its calls then fail"
_RING = "an io_uring reads its requests from memory shared with the program, and can also create pipes"
_RING_LOST = "a ring can write any bytes into a pair and create pipes"
_AIO = "the targets and bytes of a request lie in memory that can change after the check"
_OWN_TABLE = "gives a thread descriptors of its own, where the supervisor reads the leader's for it"
_OWN_TABLE_LOST = "the bytes of such a thread are judged by another thread's descriptors"
_FUSE = "the supervisor would wait for the server of a FUSE file system, which waits for the supervisor"
_FUSE_LOST = "a program can stop the supervisor for good, and with it the sandbox"
_REAPED = "a dead child shows in its pidfd before the supervisor, its tracer, has let its parent wait for it"
_TAMPER = "a program could change another one between its check and its use"

_MEDIATED: tuple[Entry, ...] = (
    row(10, "pipe", 22, None, _C, Need.PIPE_WATCHED, "creates a pair"),
    row(11, "pipe2", 293, 59, _C, Need.PIPE_WATCHED, "creates a pair"),
    row(12, "socketpair", 53, 199, _C, Need.SOCKET_WATCHED, "creates a pair"),
    row(20, "write", 1, 64, _M, Need.EVENTS, _BYTES),
    row(21, "writev", 20, 66, _M, Need.EVENTS, _BYTES),
    row(22, "pwritev2", 328, 287, _M, Need.EVENTS, _BYTES + " when its offset is -1"),
    row(23, "sendto", 44, 206, _M, Need.SOCKET_EVENTS, _BYTES),
    row(24, "sendmsg", 46, 211, _M, Need.EVENTS, _PASSES),
    row(25, "sendmmsg", 307, 269, _M, Need.EVENTS, _PASSES),
    row(30, "splice", 275, 76, _T, Need.EVENTS,
         "moves pages whose bytes can still change into a pipe or a socket", relax="splice", lost=_SPLICED),
    row(31, "tee", 276, 77, _T, Need.PIPE_EVENTS,
         "copies one pipe's bytes into another", relax="splice", lost=_SPLICED),
    row(32, "vmsplice", 278, 75, _T, Need.PIPE_EVENTS,
         "puts the program's own pages into a pipe; their bytes can still change",
         relax="splice", lost=_SPLICED),
    row(33, "sendfile", 40, 71, _T, Need.EVENTS,
         "puts pages of a file into a pipe or a socket; their bytes can still change",
         relax="splice", lost=_SPLICED),
    row(40, "prctl", 157, 167, _D, Need.EVENTS,
         "PR_SET_DUMPABLE is answered without being done, as it would hide the process from the supervisor",
         tests=(equals(0, PR_SET_DUMPABLE),), relax="dumpable", lost=_HIDDEN),
    row(41, "prctl", 157, 167, _D, Need.EVENTS,
         "PR_GET_DUMPABLE is answered with what the program has set, so that it agrees with itself",
         tests=(equals(0, PR_GET_DUMPABLE),), relax="dumpable", lost=_HIDDEN),
    row(50, "seccomp", 317, 277, _F, Need.EVENTS,
         "a filter of the program's own (modes STRICT and FILTER) can fake or veto what the supervisor does",
         tests=(ArgTest(0, WORD & ~SECCOMP_SET_MODE_FILTER, 0),)),
    row(51, "prctl", 157, 167, _F, Need.EVENTS,
         "PR_SET_SECCOMP: a filter of the program's own can fake or veto what the supervisor does",
         tests=(equals(0, PR_SET_SECCOMP),)),
    row(60, "bind", 49, 200, _N, Need.SOCKET_EVENTS,
         "an end of a pair that has a name can be sent to by sockets that are no pair"),
    row(61, "connect", 42, 203, _N, Need.SOCKET_EVENTS,
         "takes a datagram pair apart, and its end can then be sent to by others"),
    row(62, "setsockopt", 54, 208, _N, Need.SOCKET_EVENTS,
         "SO_PASSCRED gives an end of a datagram pair a name by itself",
         tests=(equals(1, SOL_SOCKET), equals(2, SO_PASSCRED))),
    row(63, "setsockopt", 54, 208, _N, Need.SOCKET_EVENTS,
         "SO_PASSPIDFD gives an end of a datagram pair a name by itself",
         tests=(equals(1, SOL_SOCKET), equals(2, SO_PASSPIDFD))),
    row(70, "mount", 165, 40, _MOUNT, Need.EVENTS, _FUSE, relax="fuse", lost=_FUSE_LOST),
    row(71, "fsopen", 430, 430, _MOUNT, Need.EVENTS, _FUSE, relax="fuse", lost=_FUSE_LOST),
    row(80, "prlimit64", 302, 261, _LIMITS, Need.EVENTS,
        "takes memory, descriptors or CPU time from processes outside the sandbox, the supervisor among them",
        tests=(_OTHER,), relax="prlimit",
        lost="a program can end processes outside of the same user, and the supervisor with the sandbox"),
    row(81, "sched_setparam", 142, 118, _S, Need.EVENTS, _STARVES, tests=(_OTHER,), relax="scheduling",
        lost=_STARVED),
    row(82, "sched_setscheduler", 144, 119, _S, Need.EVENTS, _STARVES, tests=(_OTHER,), relax="scheduling",
        lost=_STARVED),
    row(83, "sched_setaffinity", 203, 122, _S, Need.EVENTS, _STARVES, tests=(_OTHER,), relax="scheduling",
        lost=_STARVED),
    row(84, "sched_setattr", 314, 274, _S, Need.EVENTS, _STARVES, tests=(_OTHER,), relax="scheduling",
        lost=_STARVED),
    row(85, "setpriority", 141, 140, _S, Need.EVENTS, _STARVES, relax="scheduling", lost=_STARVED,
        tests=(ArgTest(1, WORD, 0, negated=True),)),
    row(86, "setpriority", 141, 140, _S, Need.EVENTS, _STARVES + "; of a group or a user", relax="scheduling",
        lost=_STARVED, tests=(ArgTest(0, WORD, PRIO_PROCESS, negated=True),)),
    row(87, "ioprio_set", 251, 30, _S, Need.EVENTS, _STARVES, relax="scheduling", lost=_STARVED,
        tests=(ArgTest(1, WORD, 0, negated=True),)),
    row(88, "ioprio_set", 251, 30, _S, Need.EVENTS, _STARVES + "; of a group or a user", relax="scheduling",
        lost=_STARVED, tests=(ArgTest(0, WORD, IOPRIO_WHO_PROCESS, negated=True),)),
    row(90, "wait4", 61, 260, _WAIT, Need.SUPERVISED, _REAPED, tests=(has(2, WNOHANG),)),
    row(91, "waitid", 247, 95, _WAIT, Need.SUPERVISED, _REAPED, tests=(has(3, WNOHANG),)),
    row(92, "waitid", 247, 95, _WAIT, Need.SUPERVISED, _REAPED + "; a pidfd can be non-blocking by itself",
        tests=(equals(0, P_PIDFD), ArgTest(3, WNOHANG, 0))),
)  # fmt: skip

_REFUSED: tuple[Entry, ...] = (
    refuse(100, "io_uring_setup", 425, 425, errno.ENOSYS, "io-uring", _RING, _RING_LOST),
    refuse(101, "io_uring_enter", 426, 426, errno.ENOSYS, "io-uring",
            _RING + "; a ring may have been inherited", _RING_LOST),
    refuse(102, "io_uring_register", 427, 427, errno.ENOSYS, "io-uring",
            _RING + "; a ring may have been inherited", _RING_LOST),
    refuse(103, "io_setup", 206, 0, errno.ENOSYS, "aio", _AIO + "; refused here, programs fall back",
            "io_submit can write any bytes into a pair", when=Need.EVENTS),
    refuse(104, "io_submit", 209, 2, errno.ENOSYS, "aio", _AIO,
            "io_submit can write any bytes into a pair", when=Need.EVENTS),
    refuse(105, "userfaultfd", 323, 282, errno.ENOSYS, "userfaultfd",
            "the supervisor would wait for ever for a page that the program never serves",
            "a program can stop the supervisor, and with it the sandbox", when=Need.EVENTS),
    refuse(106, "bpf", 321, 280, errno.EPERM, "bpf",
            "a socket map redirects bytes into a unix socket inside the kernel",
            "a privileged program can redirect any bytes into a socketpair", when=Need.EVENTS),
    refuse(107, "clone", 56, 220, errno.EPERM, "untraced",
            "CLONE_UNTRACED makes a child that no supervisor watches",
            "a child can leave the supervisor; what it traps then fails, or is run by a tracer of its own",
            tests=(has(0, CLONE_UNTRACED),)),
    refuse(108, "clone3", 435, 435, errno.ENOSYS, "clone3",
            "its flags lie in memory, where CLONE_UNTRACED and CLONE_FILES cannot be tested; "
            "every thread creation tries it first and falls back, so it is not reported",
            "a child can leave the supervisor, or share a descriptor table unseen",
            response=Response.SILENT),
    refuse(109, "seccomp", 317, 277, errno.EINVAL, "notify-listener",
            "a listener answers before the supervisor is asked, and can let a trapped call run",
            "a program can let its own trapped calls run unjudged",
            tests=(equals(0, SECCOMP_SET_MODE_FILTER), has(1, SECCOMP_FILTER_FLAG_NEW_LISTENER))),
    refuse(110, "ptrace", 101, 117, errno.EPERM, "ptrace", _TAMPER + ", or act through one outside",
            "a program can take over another one, in the sandbox or outside"),
    refuse(111, "process_vm_writev", 311, 271, errno.EPERM, "ptrace", _TAMPER,
            "a program can change another one's memory", when=Need.EVENTS),
    refuse(112, "pidfd_getfd", 438, 438, errno.EPERM, "ptrace",
            "takes descriptors out of other processes, also out of ones outside the sandbox",
            "a program can take pairs that were made outside the sandbox"),
    refuse(113, "ioctl", 16, 29, errno.EPERM, "terminal-injection",
            "TIOCSTI types into the terminal, where a shell outside the sandbox reads it",
            "a program can have commands run outside the sandbox", tests=(equals(1, TIOCSTI),)),
    refuse(114, "ioctl", 16, 29, errno.EPERM, "terminal-injection",
            "TIOCLINUX pastes into a virtual console, where a shell outside the sandbox reads it",
            "a program can have commands run outside the sandbox", tests=(equals(1, TIOCLINUX),)),
    refuse(117, "ioctl", 16, 29, errno.ENOTTY, "userfaultfd",
            "USERFAULTFD_IOC_NEW on /dev/userfaultfd is userfaultfd under another name",
            "a program can stop the supervisor, and with it the sandbox",
            when=Need.EVENTS, tests=(equals(1, USERFAULTFD_IOC_NEW),)),
    # ENOPKG is what a kernel without CONFIG_WATCH_QUEUE answers (fs/pipe.c).
    refuse(115, "pipe2", 293, 59, errno.ENOPKG, "notification-pipe",
            "O_NOTIFICATION_PIPE: the kernel itself writes records into such a pipe",
            "records of the kernel reach the reader of a pipe", tests=(has(1, O_NOTIFICATION_PIPE),)),
    refuse(116, "socketpair", 53, 199, errno.EOPNOTSUPP, "",
            "pairs of families other than AF_UNIX (AF_TIPC) cannot be recognised by their descriptors",
            "", tests=(ArgTest(0, WORD, AF_UNIX, negated=True),)),
    refuse(118, "unshare", 272, 97, errno.EPERM, "private-tables",
            _OWN_TABLE, _OWN_TABLE_LOST, when=Need.LEADERS_ONLY, tests=(has(0, CLONE_FILES),)),
    # ENOSYS is what kernels before 5.9 answer, and what callers of close_range fall back on.
    refuse(119, "close_range", 436, 436, errno.ENOSYS, "private-tables",
            _OWN_TABLE, _OWN_TABLE_LOST, when=Need.LEADERS_ONLY, tests=(has(2, CLOSE_RANGE_UNSHARE),)),
)  # fmt: skip

OTHER_ABI = refuse(
    120, "other ABI", None, None, errno.ENOSYS, "other-abi",
    "int 0x80, x32 and 32-bit programs reach the same calls under other numbers",
    "such calls write any bytes into pairs, and create pairs, unseen",
)  # fmt: skip
UNKNOWN = refuse(
    121, "unknown call", None, None, errno.ENOSYS, "unknown-syscalls",
    "a call newer than this release may write to pairs or create them", "such a call may do so unseen",
)  # fmt: skip

#: Every row. Where two rows match one call the refusal wins; ``plan`` and ``build`` see to it.
CATALOGUE: tuple[Entry, ...] = (*_MEDIATED, *_REFUSED, OTHER_ABI, UNKNOWN)
