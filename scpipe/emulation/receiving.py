"""recvmsg without control data, as the recvfrom that does the same.

recvfrom gives no descriptors, whatever socket it receives from: the kernel makes its message by itself,
without a place for control data (net/socket.c __sys_recvfrom, include/net/scm.h scm_recv). So it does not
matter what others put under the number meanwhile, or write into the structures in memory.

What recvmsg leaves in its msghdr and recvfrom does not is left there after it (____sys_recvmsg): msg_flags,
and msg_controllen, which is 0. It is memory that others may share, as where the kernel writes it: they can
change it before and after, and nothing is decided by it. msg_name and msg_namelen recvfrom writes in the
same way, by the same function (move_addr_to_user). The flags are known: MSG_CMSG_CLOEXEC is the caller's own,
and MSG_TRUNC says that a datagram was longer than its room, which recvfrom tells if it is asked with
MSG_TRUNC (af_netlink.c netlink_recvmsg, udp.c udp_recvmsg). MSG_CTRUNC, by which a socket says that it has
control data and no place for it, is not told.
"""

from __future__ import annotations

import struct

from scpipe.emulation.arguments import MAX_RW_COUNT
from scpipe.linux import memory, sockets
from scpipe.linux.abi import native
from scpipe.linux.descriptors import Borrowed
from scpipe.linux.files import FileKind
from scpipe.linux.ptrace import SyscallEntry
from scpipe.tracee.actions import ContinueAs, Returned, Store

#: struct msghdr up to its msg_flags (include/linux/socket.h struct user_msghdr), and struct iovec.
_MSGHDR = struct.Struct("=QixxxxQQQQ")
_IOVEC = struct.Struct("=QQ")
#: Where msg_namelen stands in it, and msg_controllen with the msg_flags that follow.
_NAME_LENGTH, _CONTROL_LENGTH = 8, 40
_LEFT = struct.Struct("=QI")
#: Flags that both calls take alike.
_PLAIN = (
    sockets.MSG_DONTWAIT
    | sockets.MSG_NOSIGNAL
    | sockets.MSG_PEEK
    | sockets.MSG_TRUNC
    | sockets.MSG_WAITALL
    | sockets.MSG_CMSG_CLOEXEC
)


def as_recvfrom(borrowed: Borrowed, tid: int, call: SyscallEntry) -> ContinueAs | None:
    """A recvmsg that needs nothing but what recvfrom does; None for any other.

    What is read from memory is read once.
    """
    place, flags = call.args[1], call.args[2] & 0xFFFFFFFF
    is_datagram = _is_datagram(borrowed, flags)
    if is_datagram is None or flags & ~_PLAIN:
        return None
    try:
        header = memory.read_exactly(tid, place, _MSGHDR.size)
        name, name_length, vector, count, _control, control_length = _MSGHDR.unpack(header)
        if count != 1 or control_length or (name and name_length < 0):
            return None
        base, length = _IOVEC.unpack(memory.read_exactly(tid, vector, _IOVEC.size))
    except OSError:
        return None  # the call fails by itself
    if length > MAX_RW_COUNT:
        return None
    asked = flags & ~sockets.MSG_CMSG_CLOEXEC | (sockets.MSG_TRUNC if is_datagram else 0)
    name_place = place + _NAME_LENGTH if name else 0

    def received(result: int) -> Returned:
        if result < 0:
            return Returned(result)
        is_cut = is_datagram and result > length
        told = flags & sockets.MSG_CMSG_CLOEXEC | (sockets.MSG_TRUNC if is_cut else 0)
        value = length if is_cut and not flags & sockets.MSG_TRUNC else result
        return Returned(value, Store(place + _CONTROL_LENGTH, _LEFT.pack(0, told)))

    return ContinueAs(native.SYS_RECVFROM, (call.args[0], base, length, asked, name, name_place), received)


def _is_datagram(borrowed: Borrowed, flags: int) -> bool | None:
    """Whether a socket gives datagrams or a stream; None where it is not known to do as the module says.

    A peek of UDP can begin within a datagram (SO_PEEK_OFF), and its length does not tell then.
    """
    fd, kind = borrowed.fd, borrowed.facts.kind
    if kind is FileKind.OTHER_SOCKET:
        return True if sockets.domain(fd) == sockets.AF_NETLINK else None
    if kind is not FileKind.INET_SOCKET:
        return None
    if sockets.is_tcp_stream(fd):
        return False
    return True if sockets.is_udp_datagram(fd) and not flags & sockets.MSG_PEEK else None
