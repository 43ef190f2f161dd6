"""Classic BPF as seccomp(2) uses it: opcodes, actions, architectures, the layout of seccomp_data.

Sources: linux/bpf_common.h, linux/filter.h, linux/seccomp.h, linux/audit.h.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

#: ``struct sock_filter``: u16 code, u8 jump if true, u8 jump if false, u32 k. Little endian on both ABIs.
INSTRUCTION = struct.Struct("<HBBI")
#: The kernel refuses longer programs (BPF_MAXINSNS).
MAX_INSTRUCTIONS = 4096

# Opcodes the hand-made part of a filter uses.
LD_W_ABS = 0x20
AND_K = 0x54
JA = 0x05
JEQ_K = 0x15
JGT_K = 0x25
JGE_K = 0x35
RET_K = 0x06

# Offsets into struct seccomp_data; arguments are u64 and little endian: the low word comes first.
OFFSET_NR = 0
OFFSET_ARCH = 4
OFFSET_IP = 8
OFFSET_ARGS = 16
DATA_SIZE = 64

WORD = 0xFFFFFFFF

RET_KILL_PROCESS = 0x80000000
RET_KILL_THREAD = 0x00000000
RET_TRAP = 0x00030000
RET_ERRNO = 0x00050000
RET_USER_NOTIF = 0x7FC00000
RET_TRACE = 0x7FF00000
RET_LOG = 0x7FFC0000
RET_ALLOW = 0x7FFF0000
RET_DATA = 0x0000FFFF

AUDIT_ARCH: Mapping[str, int] = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
AUDIT_ARCH_I386 = 0x40000003

#: x32 shares x86-64's AUDIT_ARCH and sets this bit in the number (asm/unistd.h). Like libseccomp,
#: scpipe counts every number from here on as x32, except NO_CALL.
X32_BIT = 0x40000000
#: -1, the number of no call: tracers write it to skip one, and libseccomp lets it pass.
NO_CALL = 0xFFFFFFFF


def trace(data: int) -> int:
    """The action RET_TRACE with 16 bits for the tracer."""
    return RET_TRACE | (data & RET_DATA)


def fail(errno: int) -> int:
    """The action RET_ERRNO: the call is skipped and returns -errno."""
    return RET_ERRNO | (errno & RET_DATA)


def argument(index: int) -> int:
    """Offset of the low 32 bits of argument ``index`` (0 to 5)."""
    return OFFSET_ARGS + 8 * index


def instruction(code: int, k: int, jump_true: int = 0, jump_false: int = 0) -> bytes:
    """One packed ``struct sock_filter``."""
    return INSTRUCTION.pack(code, jump_true, jump_false, k)
