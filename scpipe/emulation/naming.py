"""bind, connect and setsockopt made on our copy, where the kernel asks for nothing of its caller.

Left to the task itself: paths (its directory, root, umask and rights count), connect on a unix socket (our
pid would be the peer's), netlink (our pid would be the address), ports (low ones need a capability), TCP
(Landlock rules of the task's own count, and connect may sleep), and UDP on kernels whose Landlock is newer
than what is known here.
"""

from __future__ import annotations

import errno
import struct

from scpipe.linux import landlock, memory, sockets
from scpipe.linux.descriptors import Borrowed
from scpipe.linux.files import FileKind
from scpipe.linux.ptrace import SyscallEntry
from scpipe.seccomp.entries import Form
from scpipe.tracee.actions import Answer

_WORD = 0xFFFFFFFF
_FAMILY = 2
_INT = 4
_LONGEST_UNIX = 110
_LONGEST_ADDRESS = 128


def name_at_once(tid: int, call: SyscallEntry, form: Form, borrowed: Borrowed) -> Answer | None:
    """Make the call on the copy; None where ours would not be the same.

    Raises OSError with what the call fails with.
    """
    if not borrowed.whole or not borrowed.facts.cookie:
        return None
    if form is Form.OPTION:
        return _set_option(tid, call, borrowed)
    if borrowed.facts.kind is FileKind.UNIX_SOCKET and form is Form.PEER:
        return None
    size = call.args[2] & _WORD
    if not _FAMILY <= size <= _LONGEST_UNIX:
        return None
    address = memory.read_exactly(tid, call.args[1], size)
    if not _asks_for_nothing(form, address, borrowed):
        return None
    (sockets.bind if form is Form.NAME else sockets.connect)(borrowed.fd, address)
    return Answer(0)


def wrong_arguments(tid: int, call: SyscallEntry, form: Form) -> int:
    """The errno of a call on a unix socket that fails for its arguments alone; 0 if they are right."""
    is_option = form is Form.OPTION
    place, size = (3, 4) if is_option else (1, 2)
    length = call.args[size] & _WORD
    least, most = (_INT, 0x7FFFFFFF) if is_option else (0, _LONGEST_ADDRESS)
    if not least <= length <= most:
        return errno.EINVAL
    try:
        data = memory.read_exactly(tid, call.args[place], _INT if is_option else length)
    except OSError:
        return errno.EFAULT
    if form is not Form.PEER:
        return 0
    family = int.from_bytes(data[:_FAMILY], "little")
    known = length >= _FAMILY and family in (sockets.AF_UNSPEC, sockets.AF_UNIX)
    return 0 if known else errno.EINVAL


def _asks_for_nothing(form: Form, address: bytes, borrowed: Borrowed) -> bool:
    """True if neither the caller's rights nor its place in the system play a part."""
    if borrowed.facts.kind is FileKind.UNIX_SOCKET:
        is_unix = int.from_bytes(address[:_FAMILY], "little") == sockets.AF_UNIX
        return is_unix and address[_FAMILY : _FAMILY + 1] in (b"", b"\0")  # autobind, or no path
    if borrowed.facts.kind is not FileKind.INET_SOCKET or not sockets.is_udp(borrowed.fd):
        return False
    if landlock.abi() > landlock.NEWEST_KNOWN_ABI:
        return False
    return form is Form.PEER or address[_FAMILY : _FAMILY + 2] == bytes(2)


def _set_option(tid: int, call: SyscallEntry, borrowed: Borrowed) -> Answer | None:
    """SO_PASSCRED and SO_PASSPIDFD: an int, of which the kernel takes no more (net/core/sock.c)."""
    if borrowed.facts.kind is not FileKind.UNIX_SOCKET or not _INT <= call.args[4] & _WORD <= 0x7FFFFFFF:
        return None
    value = struct.unpack("=i", memory.read_exactly(tid, call.args[3], _INT))[0]
    sockets.set_option(borrowed.fd, call.args[2] & _WORD, value)
    return Answer(0)
