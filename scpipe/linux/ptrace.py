"""ptrace(2) requests as typed functions; the only importer of python-ptrace.

Only the C library that it has loaded is used: its debugger polls, detaches on garbage collection and knows
no PTRACE_SEIZE, and its binding looks at every result in Python, a third of what a request costs. Every
function raises TraceeGoneError where the kernel says ESRCH (the tracee died or is not stopped, ptrace(2)
"Death under ptrace"), OSError otherwise.
"""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import struct

from scpipe.linux import calls
from scpipe.linux.sonames import libraries_by_soname, modules_of
from scpipe.record import Record

with libraries_by_soname(), modules_of("ptrace"):  # the package itself loads its debugger's logging
    from ptrace.ctypes_libc import libc  # type: ignore[import-untyped]

#: long ptrace(request, pid, addr, data); errno is kept for ctypes.get_errno().
_PTRACE = ctypes.CFUNCTYPE(
    ctypes.c_long, ctypes.c_long, ctypes.c_long, ctypes.c_ulong, ctypes.c_ulong, use_errno=True
)(("ptrace", libc))

PEEKUSER = 3
POKEUSER = 6
CONT = 7
GETREGS = 12
SETREGS = 13
SYSCALL = 24
GETEVENTMSG = 0x4201
GETSIGINFO = 0x4202
SETSIGINFO = 0x4203
SEIZE = 0x4206
INTERRUPT = 0x4207
LISTEN = 0x4208
GETSIGMASK = 0x420A
SETSIGMASK = 0x420B
GET_SYSCALL_INFO = 0x420E

O_TRACESYSGOOD = 0x00000001
O_TRACEFORK = 0x00000002
O_TRACEVFORK = 0x00000004
O_TRACECLONE = 0x00000008
O_TRACEEXEC = 0x00000010
O_TRACEVFORKDONE = 0x00000020
O_TRACEEXIT = 0x00000040
O_TRACESECCOMP = 0x00000080
O_EXITKILL = 0x00100000

#: EXITKILL is a security requirement: without it a tracee that sits in its seccomp stop when
#: the supervisor dies runs that one call unjudged (kernel/signal.c ptrace_stop).
OPTIONS = (
    O_TRACESYSGOOD
    | O_TRACEFORK
    | O_TRACEVFORK
    | O_TRACECLONE
    | O_TRACEEXEC
    | O_TRACEVFORKDONE
    | O_TRACEEXIT
    | O_TRACESECCOMP
    | O_EXITKILL
)

INFO_ENTRY = 1
INFO_EXIT = 2
INFO_SECCOMP = 3

_WORD = 0xFFFFFFFFFFFFFFFF
_INFO = ctypes.create_string_buffer(88)
_INFO_ADDRESS = ctypes.addressof(_INFO)
_INFO_SIZE = len(_INFO)
_MESSAGE = ctypes.c_ulong()
_MESSAGE_ADDRESS = ctypes.addressof(_MESSAGE)
_SIGINFO = ctypes.create_string_buffer(128)
_SIGINFO_ADDRESS = ctypes.addressof(_SIGINFO)
#: struct user_regs_struct, and a set of signals as the kernel has it.
_REGISTERS = ctypes.create_string_buffer(27 * 8)
_REGISTERS_ADDRESS = ctypes.addressof(_REGISTERS)
_MASK = ctypes.c_uint64()
_MASK_ADDRESS = ctypes.addressof(_MASK)
#: struct ptrace_syscall_info at an entry.
_ENTRY = struct.Struct("=BxxxIQQQQQQQQQ")
_EXIT = struct.Struct("=qB")
_SIGNAL = struct.Struct("=iii")
#: PTRACE_EVENT_EXEC and PTRACE_EVENT_EXIT, at which a task can be that was reported elsewhere.
_EVENTS = (4, 6)


_NAMES = {
    PEEKUSER: "PTRACE_PEEKUSER",
    POKEUSER: "PTRACE_POKEUSER",
    CONT: "PTRACE_CONT",
    GETREGS: "PTRACE_GETREGS",
    SETREGS: "PTRACE_SETREGS",
    SYSCALL: "PTRACE_SYSCALL",
    GETEVENTMSG: "PTRACE_GETEVENTMSG",
    GETSIGINFO: "PTRACE_GETSIGINFO",
    SETSIGINFO: "PTRACE_SETSIGINFO",
    SEIZE: "PTRACE_SEIZE",
    INTERRUPT: "PTRACE_INTERRUPT",
    LISTEN: "PTRACE_LISTEN",
    GETSIGMASK: "PTRACE_GETSIGMASK",
    SETSIGMASK: "PTRACE_SETSIGMASK",
    GET_SYSCALL_INFO: "PTRACE_GET_SYSCALL_INFO",
}
#: What a request says that belongs to a stop which is over, because the tracee was killed (kernel/ptrace.c).
_OVER = {LISTEN: errno.EIO, INTERRUPT: errno.EIO, GETSIGINFO: errno.EINVAL, SETSIGINFO: errno.EINVAL}


class TraceeGoneError(Exception):
    """The tracee died under us (ESRCH), or goes to its exit stop; waitpid tells of it next."""


#: What read_entry() returns: kind of stop, arch, instruction and stack pointer, number, six arguments.
RawEntry = tuple[int, int, int, int, int, int, int, int, int, int, int]


class SyscallEntry(Record, frozen=False):  # not frozen, __init__ by hand: one for every trap
    """A system call about to be made, as its registers say; ``nr`` as the kernel truncates it."""

    arch: int
    nr: int
    args: tuple[int, int, int, int, int, int]
    ip: int

    def __init__(self, arch: int, nr: int, args: tuple[int, int, int, int, int, int], ip: int) -> None:
        self.arch = arch
        self.nr = nr
        self.args = args
        self.ip = ip


def _request(request: int, tid: int, address: int = 0, data: int = 0) -> None:
    if _PTRACE(request, tid, address, data) == -1:
        raise _failed(request, tid)


def _failed(request: int, tid: int) -> Exception:
    code = ctypes.get_errno()
    if code == errno.ESRCH or _OVER.get(request) == code:
        return TraceeGoneError(tid)
    if (request, code) == (GET_SYSCALL_INFO, errno.EIO):  # the answer to a request that is not known
        return calls.NoSyscallInfoError(code, f"ptrace({_NAMES[request]}): {os.strerror(code)}")
    return calls.error(code, f"ptrace({_NAMES[request]})")


def seize(tid: int) -> None:
    """Attach to a task without stopping it, with every option the supervisor needs."""
    _request(SEIZE, tid, 0, OPTIONS)


def interrupt(tid: int) -> None:
    """Ask a running tracee to stop; it reports PTRACE_EVENT_STOP."""
    _request(INTERRUPT, tid)


def cont(tid: int, number: int = 0) -> None:
    """Let a stopped tracee run, delivering signal ``number`` if it stopped for one."""
    if _PTRACE(CONT, tid, 0, number) == -1:
        raise _failed(CONT, tid)


def run_to_syscall_stop(tid: int, number: int = 0) -> None:
    """Let a stopped tracee run until it enters or leaves a system call."""
    _request(SYSCALL, tid, 0, number)


def listen(tid: int) -> None:
    """Leave a tracee in its group-stop, but let SIGCONT end it."""
    _request(LISTEN, tid)


def event_message(tid: int, event: int) -> int:
    """The number that belongs to a PTRACE_EVENT stop (a tid for fork and exec).

    A killed task goes on to its exit stop, whose number is its exit status: the program chooses that. So
    the stop is looked at after the number was read. Raises TraceeGoneError if it is over.
    """
    _request(GETEVENTMSG, tid, 0, _MESSAGE_ADDRESS)
    found = _MESSAGE.value
    if not is_at_stop(tid, (event << 16) | (signal.SIGTRAP << 8)):
        raise TraceeGoneError(tid)
    return found


def peek_register(tid: int, offset: int) -> int:
    """One register of a stopped tracee, unsigned; ``offset`` counts bytes in struct user."""
    ctypes.set_errno(0)  # glibc's wrapper returns the word itself: -1 is an error only with errno set
    value: int = _PTRACE(PEEKUSER, tid, offset, 0)
    if value == -1 and ctypes.get_errno():
        raise TraceeGoneError(tid)
    return value & _WORD


def poke_register(tid: int, offset: int, value: int) -> None:
    """Set one register of a stopped tracee; negative values are stored as two's complement."""
    if _PTRACE(POKEUSER, tid, offset, value & _WORD) == -1:
        raise _failed(POKEUSER, tid)


def get_registers(tid: int) -> bytes:
    """All general registers of a stopped tracee, as struct user_regs_struct has them."""
    _request(GETREGS, tid, 0, _REGISTERS_ADDRESS)
    return _REGISTERS.raw


def set_registers(tid: int, registers: bytes) -> None:
    """Set all of them."""
    _REGISTERS.raw = registers
    _request(SETREGS, tid, 0, _REGISTERS_ADDRESS)


def block_signals(tid: int, mask: int) -> int:
    """Set which signals a stopped tracee blocks (bit 0 is signal 1); which it blocked before."""
    _request(GETSIGMASK, tid, ctypes.sizeof(_MASK), _MASK_ADDRESS)
    before = _MASK.value
    _MASK.value = mask
    _request(SETSIGMASK, tid, ctypes.sizeof(_MASK), _MASK_ADDRESS)
    return before


def is_leaving_call(tid: int) -> bool:
    """True at the exit stop of a system call, False at an entry. Raises TraceeGoneError at any other stop."""
    _request(GET_SYSCALL_INFO, tid, _INFO_SIZE, _INFO_ADDRESS)
    kind = _INFO.raw[0]
    if kind not in (INFO_ENTRY, INFO_EXIT):
        raise TraceeGoneError(tid)
    return kind == INFO_EXIT


def read_entry(tid: int) -> RawEntry:
    """The call a tracee is about to make, in plain numbers.

    Read from registers of a stopped thread, which nobody can race; never from the event message, which
    the tracee's own filter chooses (kernel/seccomp.c). Needs Linux 5.3. Raises TraceeGoneError if the
    tracee is at another stop: it was killed and goes to its exit stop.
    """
    if _PTRACE(GET_SYSCALL_INFO, tid, _INFO_SIZE, _INFO_ADDRESS) == -1:
        raise _failed(GET_SYSCALL_INFO, tid)
    raw: RawEntry = _ENTRY.unpack_from(_INFO)
    if raw[0] != INFO_SECCOMP and raw[0] != INFO_ENTRY:
        raise TraceeGoneError(tid)
    return raw


def as_entry(raw: RawEntry) -> SyscallEntry:
    """The same as a value of its own."""
    return SyscallEntry(raw[1], raw[4] & 0xFFFFFFFF, raw[5:], raw[2])


def syscall_entry(tid: int) -> SyscallEntry:
    """The call a tracee is about to make. Raises as read_entry() does."""
    return as_entry(read_entry(tid))


def syscall_result(tid: int) -> int:
    """What the call a tracee is leaving returned (-errno on failure). Raises as syscall_entry() does."""
    _request(GET_SYSCALL_INFO, tid, _INFO_SIZE, _INFO_ADDRESS)
    if _INFO.raw[0] != INFO_EXIT:
        raise TraceeGoneError(tid)
    value, _is_error = _EXIT.unpack_from(_INFO, 24)
    return int(value)


def signal_information(tid: int) -> bytes:
    """The raw siginfo_t (128 bytes) of the signal a tracee stopped for."""
    _request(GETSIGINFO, tid, 0, _SIGINFO_ADDRESS)
    return _SIGINFO.raw


def is_at_stop(tid: int, status: int) -> bool:
    """True if a tracee is still at the stop that waitpid reported with ``status``.

    A stop ends without us when its task is killed; and where a thread executes a program, it takes
    over the number of its killed leader (fs/exec.c de_thread). The siginfo of a ptrace stop has the code
    that was reported (kernel/signal.c ptrace_do_notify), that of a signal has the signal's number.
    """
    try:
        number, _errno, code = _SIGNAL.unpack_from(signal_information(tid))
    except OSError:
        return False
    reported = status >> 8
    if reported > 0xFF or reported == signal.SIGTRAP | 0x80:
        return bool(code == reported)
    return bool(number == reported and not (number == signal.SIGTRAP and code >> 8 in _EVENTS))


def set_signal_information(tid: int, raw: bytes) -> None:
    """Replace the siginfo_t of the signal a tracee stopped for."""
    _SIGINFO.raw = raw.ljust(128, b"\0")
    _request(SETSIGINFO, tid, 0, _SIGINFO_ADDRESS)
