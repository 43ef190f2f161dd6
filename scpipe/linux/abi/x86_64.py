"""x86-64: numbers of system calls, and what is done to the registers of a stopped tracee.

Source: arch/x86/include/asm/user_64.h, arch/x86/entry/syscalls/syscall_64.tbl,
include/uapi/linux/audit.h. Every function of this file raises what ptrace.py raises.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

from scpipe.linux import clone, ptrace

#: As the catalogue and the filters name it.
NAME = "x86_64"
AUDIT_ARCH = 0xC000003E
#: Of programs' files (elf.h EM_X86_64).
ELF_MACHINE = 62

SYS_WRITE = 1
SYS_OPEN = 2
SYS_CLOSE = 3
SYS_MMAP = 9
SYS_MUNMAP = 11
SYS_RT_SIGACTION = 13
SYS_RT_SIGPROCMASK = 14
SYS_WRITEV = 20
SYS_DUP2 = 33
SYS_PAUSE = 34
SYS_SENDFILE = 40
SYS_CONNECT = 42
SYS_SENDTO = 44
SYS_RECVFROM = 45
SYS_SENDMSG = 46
SYS_RECVMSG = 47
SYS_BIND = 49
SYS_GETSOCKNAME = 51
SYS_GETPEERNAME = 52
SYS_SOCKETPAIR = 53
SYS_SETSOCKOPT = 54
SYS_CLONE = 56
SYS_FORK = 57
SYS_VFORK = 58
SYS_EXIT = 60
SYS_SEMOP = 65
SYS_FCNTL = 72
SYS_CAPGET = 125
SYS_CAPSET = 126
SYS_RT_SIGTIMEDWAIT = 128
SYS_RT_SIGQUEUEINFO = 129
SYS_FSTATFS = 138
SYS_PRCTL = 157
SYS_MOUNT = 165
SYS_SEMTIMEDOP = 220
SYS_TIMER_CREATE = 222
SYS_TIMER_SETTIME = 223
SYS_TIMER_DELETE = 226
SYS_EXIT_GROUP = 231
SYS_EPOLL_WAIT = 232
SYS_TGKILL = 234
SYS_OPENAT = 257
SYS_UNSHARE = 272
SYS_SPLICE = 275
SYS_TEE = 276
SYS_VMSPLICE = 278
SYS_EPOLL_PWAIT = 281
SYS_SIGNALFD4 = 289
SYS_DUP3 = 292
SYS_SENDMMSG = 307
SYS_PROCESS_VM_WRITEV = 311
SYS_KCMP = 312
SYS_SECCOMP = 317
SYS_MEMFD_CREATE = 319
SYS_PWRITEV2 = 328
SYS_PIDFD_OPEN = 434
SYS_CLONE3 = 435
SYS_CLOSE_RANGE = 436
SYS_OPENAT2 = 437
SYS_PIDFD_GETFD = 438
SYS_EPOLL_PWAIT2 = 441
SYS_MOUNT_SETATTR = 442
SYS_LANDLOCK_CREATE_RULESET = 444
SYS_LANDLOCK_ADD_RULE = 445
SYS_LANDLOCK_RESTRICT_SELF = 446
SYS_MSEAL = 462

#: The number that skips a call: seccomp's way, which keeps rax (arch/x86/entry/common.c).
NO_CALL = -1

#: Offsets (bytes) of registers in ``struct user_regs_struct``, for PTRACE_PEEKUSER and PTRACE_POKEUSER.
R10 = 56
R9 = 64
R8 = 72
RAX = 80
RDX = 96
RSI = 104
RDI = 112
ORIG_RAX = 120
CS = 136
#: Where the six arguments of a call are.
ARGUMENTS = (RDI, RSI, RDX, R10, R8, R9)

#: Code segment selector of a program in 32-bit mode (arch/x86/include/asm/segment.h).
USER32_CS = 0x23

#: Which argument of a call that opens a file has its flags.
OPEN_FLAGS = {SYS_OPEN: 1, SYS_OPENAT: 2}
#: Flags of those, one bit each (include/uapi/asm-generic/fcntl.h): what has to be a directory, what follows
#: no link at the end of a path, what opens nothing, what makes a file without a name.
O_DIRECTORY, O_NOFOLLOW, O_PATH, O_TMPFILE = 0o200000, 0o400000, 0o10000000, 0o20000000
#: All others that there are: of access, O_CREAT, O_EXCL, O_NOCTTY, O_TRUNC, O_APPEND, O_NONBLOCK, O_DSYNC,
#: FASYNC, O_DIRECT, O_LARGEFILE, O_NOATIME, O_CLOEXEC, and the second bit of O_SYNC.
OTHER_OPEN_FLAGS = 0o7177703

#: Results by which the kernel makes a call again on its way out (include/linux/errno.h).
_ERESTARTSYS = 512
_ERESTARTNOHAND = 514

#: What fork and vfork do in clone's terms: nothing, CLONE_VM and CLONE_VFORK (kernel/fork.c).
_CLONE_FLAGS = {SYS_FORK: 0, SYS_VFORK: clone.VM | clone.VFORK}

_SIGN = 1 << 63
_WORD = (1 << 64) - 1
#: The registers of ``struct user_regs_struct`` by their place in it; that of the instruction pointer.
_REGISTERS = struct.Struct("<27Q")
_RIP = 128
_RSP = 152
_OF_CALL = (_RIP, _RSP, ORIG_RAX, *ARGUMENTS)
#: How long the instruction is that makes a call (``syscall``).
_CALL_LENGTH = 2


#: Registers by their numbers in debug information: the frame pointer, the stack pointer, the return address.
FRAME_POINTER, STACK_POINTER, RETURN_ADDRESS = 6, 7, 16
#: What C libraries return to from a signal handler: mov $15, %rax; syscall (rt_sigreturn).
SIGNAL_RETURN = b"\x48\xc7\xc0\x0f\x00\x00\x00\x0f\x05"
#: Where the stack holds the interrupted registers then (bytes), and in which order, by their numbers in debug
#: information (arch/x86/include/asm/sigframe.h, struct sigcontext).
SIGNAL_REGISTERS = 40
SIGNAL_ORDER = (8, 9, 10, 11, 12, 13, 14, 15, 5, 4, 6, 3, 1, 0, 2, 7, 16)
#: Calls of a process that computes with what it has and answers on a socket. By lines: read, close, fstat,
#: lseek, pread64, newfstatat (glibc's fstat); mmap, mprotect, munmap, brk, mremap, madvise; sendto, recvfrom,
#: sendmsg, recvmsg, poll; rt_sigprocmask, rt_sigreturn, setitimer; futex, clock_gettime, getrandom, getpid,
#: exit, exit_group. No fcntl: F_SETOWN sends signals to others.
FOR_COMPUTING = (
    *(0, 3, 5, 8, 17, 262),
    *(9, 10, 11, 12, 25, 28),
    *(44, 45, 46, 47, 7),
    *(14, 15, 38),
    *(202, 228, 318, 39, 60, 231),
)

#: The places of registers in ``struct user_regs_struct`` by their number in debug information (the System V
#: ABI's table "DWARF Register Number Mapping"): rax, rdx, rcx, rbx, rsi, rdi, rbp, rsp, r8 to r15, and rip
#: for the return address; then fs_base, which is what pthread_self(3) returns.
_FOR_UNWINDING = (10, 12, 11, 5, 13, 14, 4, 19, 9, 8, 7, 6, 3, 2, 1, 0, 16, 21)


def unwinding_registers(tid: int) -> tuple[int, ...]:
    """The registers of a stopped tracee as debug information numbers them, and its thread pointer."""
    values = _REGISTERS.unpack(ptrace.get_registers(tid))
    return tuple(values[place] for place in _FOR_UNWINDING)


def call_number(tid: int) -> int:
    """The call a tracee is in, as the kernel truncates it."""
    return ptrace.peek_register(tid, ORIG_RAX) & 0xFFFFFFFF


def argument(tid: int, index: int) -> int:
    """An argument of the call a tracee is in, unsigned; the first has index 0."""
    return ptrace.peek_register(tid, ARGUMENTS[index])


def result(tid: int) -> int:
    """What the call returned that a tracee is on its way out of (-errno on failure)."""
    value = ptrace.peek_register(tid, RAX)
    return value - 2 * _SIGN if value & _SIGN else value


def clone_flags(tid: int) -> int | None:
    """The clone flags of the call a tracee is in; None if they cannot be known: clone3 has them in memory."""
    number = call_number(tid)
    if number == SYS_CLONE:
        return argument(tid, 0)
    return _CLONE_FLAGS.get(number)


def is_32_bit(tid: int) -> bool:
    """True for a tracee whose program is in 32-bit mode: its calls have numbers of their own."""
    return ptrace.peek_register(tid, CS) == USER32_CS


def skip(tid: int, value: int) -> None:
    """Skip the call a tracee is about to make and give it a result. At an exit stop: replace the result."""
    ptrace.poke_register(tid, ORIG_RAX, NO_CALL)
    ptrace.poke_register(tid, RAX, value)


def set_argument(tid: int, index: int, value: int) -> None:
    """Change an argument of the call a tracee is at; at its exit stop, what the register has after it."""
    ptrace.poke_register(tid, ARGUMENTS[index], value)


def set_call(tid: int, number: int) -> None:
    """Turn the call a tracee is about to make into another one; NO_CALL skips it."""
    ptrace.poke_register(tid, ORIG_RAX, number)


def restart(tid: int, number: int) -> None:
    """At an exit stop: the kernel makes the call again, or says EINTR if a handler without SA_RESTART runs.

    It does so only with a signal pending: else the program would see -ERESTARTSYS (arch/x86/kernel/signal.c).
    """
    ptrace.poke_register(tid, ORIG_RAX, number)
    ptrace.poke_register(tid, RAX, -_ERESTARTSYS)


def restart_unless_handled(tid: int) -> None:
    """On the way out of a call: the kernel makes it again, or says EINTR if any handler runs."""
    ptrace.poke_register(tid, RAX, -_ERESTARTNOHAND)


def make_instead(tid: int, entry: bytes, number: int, arguments: tuple[int, ...]) -> None:
    """Have a tracee at the entry of a call make another one; ``entry``: its registers there."""
    _change(tid, entry, {ORIG_RAX: number, **dict(zip(ARGUMENTS, arguments, strict=False))})


def return_to_entry(tid: int, entry: bytes) -> None:
    """At an exit stop: the tracee makes the call of ``entry`` next, as if it had not made another one.

    The instruction before the instruction pointer is the one that made it. The kernel restarts nothing.
    """
    values = _REGISTERS.unpack(entry)
    place, number = values[_RIP // 8] - _CALL_LENGTH, values[ORIG_RAX // 8]
    _change(tid, entry, {_RIP: place, RAX: number, ORIG_RAX: NO_CALL})


def return_from_entry(tid: int, entry: bytes, value: int) -> None:
    """At an exit stop: the call of ``entry`` has returned ``value``, as if another one had not been made."""
    _change(tid, entry, {RAX: value, ORIG_RAX: NO_CALL})


def return_as_own(tid: int, entry: bytes, value: int) -> None:
    """At an exit stop: the call of ``entry`` has returned ``value``, or is made again if that says so."""
    _change(tid, entry, {RAX: value})


def _change(tid: int, entry: bytes, changes: Mapping[int, int]) -> None:
    """Give a tracee the registers ``entry``, but for those that stand at these offsets."""
    values = list(_REGISTERS.unpack(entry))
    for offset, value in changes.items():
        values[offset // 8] = value & _WORD
    ptrace.set_registers(tid, _REGISTERS.pack(*values))


def is_at_entry(tid: int, entry: bytes) -> bool:
    """True if a tracee stands at the entry of the call of ``entry``: same place, number, arguments, stack.

    And the same ABI: ``int $0x80`` has the same registers, and other calls under these numbers.
    """
    if ptrace.syscall_entry(tid).arch != AUDIT_ARCH:
        return False
    one, other = ptrace.get_registers(tid), entry
    return all(one[offset : offset + 8] == other[offset : offset + 8] for offset in _OF_CALL)
