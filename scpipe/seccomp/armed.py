"""Rows that stand beside the others where writes are trapped by descriptor.

A number of a descriptor table that names a restricted pair is trapped by a filter of its own (extension.py).
These rows stop every call by which an end of a pair can come to one more number. Those are, tried one by
one: the dup family, an open for writing (through /proc), a received message, and a table or memory that
another process shares (threads have each other's filters). A call that does not write to a descriptor
(O_RDONLY, O_PATH) gives no writable end, and O_CREAT with O_EXCL opens nothing that exists (fs/namei.c
do_open).
"""

from __future__ import annotations

import errno

from scpipe.linux import clone
from scpipe.seccomp import syscalls
from scpipe.seccomp.entries import ArgTest, Entry, Family, Need, call, equals, refuse

_O_WRONLY = 1
_O_RDWR = 2
_O_CREAT = 0o100
_O_EXCL = 0o200
#: _IOWR('b', 1, struct binder_write_read): linux/android/binder.h.
BINDER_WRITE_READ = 0xC0306201
_F_DUPFD = 0
_F_DUPFD_CLOEXEC = 1030

_OPENS = "opened through /proc, a pair gets one more number"
_RECEIVES = "a message can bring an end of a pair"
_SHARES = "a process that has the table or memory of another one has not its filters"
_PASSES = "binder passes descriptors between processes, and no call of its own installs them"
_COPIES = "gives an end of a pair one more number"
_OPEN = call("open", 2, None)
_OPENAT = call("openat", 257, 56)
_CLONE = call("clone", 56, 220)
_FCNTL = call("fcntl", 72, 25, 0)


def _opens_what_exists(flags: int) -> list[tuple[ArgTest, ...]]:
    """Tests of the argument ``flags``: write access, and not both O_CREAT and O_EXCL."""
    found: list[tuple[ArgTest, ...]] = []
    for access in (_O_WRONLY, _O_RDWR):
        found.append((ArgTest(flags, access | _O_CREAT, access),))
        found.append((ArgTest(flags, access | _O_CREAT | _O_EXCL, access | _O_CREAT),))
    return found


ROWS: tuple[Entry, ...] = (
    Entry(130, call("creat", 85, None), Family.OPEN, Need.ARMED_PIPES, _OPENS),
    Entry(131, call("openat2", 437, 437), Family.OPEN, Need.ARMED_PIPES, _OPENS),
    *(Entry(132 + place, _OPEN, Family.OPEN, Need.ARMED_PIPES, _OPENS, tests=tests)
      for place, tests in enumerate(_opens_what_exists(1))),
    *(Entry(136 + place, _OPENAT, Family.OPEN, Need.ARMED_PIPES, _OPENS, tests=tests)
      for place, tests in enumerate(_opens_what_exists(2))),
    Entry(140, call("recvmsg", 47, 212, 0, looks_up_first=True), Family.RECEIVE, Need.ARMED, _RECEIVES),
    Entry(141, call("recvmmsg", 299, 243, 0), Family.RECEIVE, Need.ARMED, _RECEIVES),
    Entry(142, _CLONE, Family.SHARE, Need.ARMED, _SHARES,
          tests=(ArgTest(0, clone.FILES | clone.THREAD, clone.FILES),)),
    Entry(143, _CLONE, Family.SHARE, Need.ARMED, _SHARES,
          tests=(ArgTest(0, clone.VM | clone.VFORK | clone.THREAD, clone.VM),)),
    Entry(150, syscalls.IOCTL, Family.REFUSED, Need.ARMED, _PASSES, answer=refuse(errno.ENOTTY),
          tests=(equals(1, BINDER_WRITE_READ),)),
    Entry(144, syscalls.DUP, Family.DUPLICATE, Need.ARMED, _COPIES),
    Entry(145, syscalls.DUP2, Family.DUPLICATE, Need.ARMED, _COPIES),
    Entry(146, syscalls.DUP3, Family.DUPLICATE, Need.ARMED, _COPIES),
    Entry(147, _FCNTL, Family.DUPLICATE, Need.ARMED, _COPIES, tests=(equals(1, _F_DUPFD),)),
    Entry(148, _FCNTL, Family.DUPLICATE, Need.ARMED, _COPIES, tests=(equals(1, _F_DUPFD_CLOEXEC),)),
)  # fmt: skip
