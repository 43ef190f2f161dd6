"""x86-64: offsets into ``struct user``, numbers and codes that the supervisor needs.

Source: arch/x86/include/asm/user_64.h, arch/x86/entry/syscalls/syscall_64.tbl,
include/uapi/linux/audit.h.
"""

from __future__ import annotations

AUDIT_ARCH = 0xC000003E

#: Offsets (bytes) of registers in ``struct user_regs_struct``, for PTRACE_POKEUSER.
R10 = 56
R9 = 64
R8 = 72
RAX = 80
RDX = 96
RSI = 104
RDI = 112
ORIG_RAX = 120
RIP = 128
CS = 136

ARGUMENTS = (RDI, RSI, RDX, R10, R8, R9)

#: Code segment selector of a program in 32-bit mode (arch/x86/include/asm/segment.h).
USER32_CS = 0x23

SYS_WRITE = 1
SYS_RT_SIGACTION = 13
SYS_RT_SIGPROCMASK = 14
SYS_PAUSE = 34
SYS_SENDMSG = 46
SYS_SOCKETPAIR = 53
SYS_CLONE = 56
SYS_FORK = 57
SYS_VFORK = 58
SYS_SEMOP = 65
SYS_PTRACE = 101
SYS_RT_SIGTIMEDWAIT = 128
SYS_RT_SIGQUEUEINFO = 129
SYS_PRCTL = 157
SYS_SEMTIMEDOP = 220
SYS_TIMER_CREATE = 222
SYS_TIMER_SETTIME = 223
SYS_EPOLL_WAIT = 232
SYS_TGKILL = 234
SYS_EPOLL_PWAIT = 281
SYS_SIGNALFD4 = 289
SYS_PWRITEV2 = 328
SYS_SENDMMSG = 307
SYS_PROCESS_VM_READV = 310
SYS_PROCESS_VM_WRITEV = 311
SYS_SECCOMP = 317
SYS_PIDFD_OPEN = 434
SYS_CLONE3 = 435
SYS_PIDFD_GETFD = 438
SYS_EPOLL_PWAIT2 = 441
