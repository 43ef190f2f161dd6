"""Classic BPF as the kernel checks and runs it for seccomp; an independent judge of built filters.

Sources: seccomp_check_filter() in kernel/seccomp.c, bpf_check_classic() and
check_load_and_stores() in net/core/filter.c, and the interpreter's 32-bit arithmetic.
"""

from __future__ import annotations

import operator
import struct
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from scpipe.record import Record
from scpipe.seccomp import bpf

LD_LEN, LDX_LEN = 0x80, 0x81
LD_IMM, LDX_IMM = 0x00, 0x01
LD_MEM, LDX_MEM = 0x60, 0x61
ST, STX = 0x02, 0x03
TAX, TXA = 0x07, 0x87
NEG = 0x84
RET_A = 0x16
DIV_K, LSH_K, RSH_K = 0x34, 0x64, 0x74
_FROM_X = 0x08
_CLASS, _CLASS_JMP = 0x07, 0x05
_MEMORY_WORDS = 16

#: Arithmetic by opcode with a constant; the opcode with X is one bit higher. Division is apart.
_ALU: Mapping[int, Callable[[int, int], int]] = {
    0x04: operator.add,
    0x14: operator.sub,
    0x24: operator.mul,
    0x44: operator.or_,
    bpf.AND_K: operator.and_,
    # The interpreter takes shift counts from X modulo 32 (kernel/bpf/core.c).
    LSH_K: lambda a, b: a << (b & 31),
    RSH_K: lambda a, b: a >> (b & 31),
    0xA4: operator.xor,
}
_JUMP: Mapping[int, Callable[[int, int], bool]] = {
    bpf.JEQ_K: operator.eq,
    bpf.JGT_K: operator.gt,
    bpf.JGE_K: operator.ge,
    0x45: lambda a, b: bool(a & b),
}
_PLAIN = frozenset(
    {bpf.LD_W_ABS, LD_LEN, LDX_LEN, LD_IMM, LDX_IMM, LD_MEM, LDX_MEM, ST, STX, TAX, TXA, NEG,
     bpf.RET_K, RET_A, bpf.JA, DIV_K, DIV_K | _FROM_X}
)  # fmt: skip
_OPCODES = _PLAIN | {code | source for code in (*_ALU, *_JUMP) for source in (0, _FROM_X)}


class Instruction(Record):
    """One ``struct sock_filter``."""

    code: int
    jump_true: int
    jump_false: int
    k: int

    @property
    def targets(self) -> tuple[int, ...]:
        """How many instructions a jump skips, one number per way; empty for anything else."""
        if self.code == bpf.JA:
            return (self.k,)
        return (self.jump_true, self.jump_false) if self.code & _CLASS == _CLASS_JMP else ()


@lru_cache(maxsize=256)
def validate(program: bytes) -> tuple[Instruction, ...]:
    """The instructions of a program the kernel would load. Raises ValueError with the place otherwise."""
    if not program or len(program) % bpf.INSTRUCTION.size:
        raise ValueError(f"{len(program)} bytes are no whole number of instructions")
    code = tuple(Instruction(*fields) for fields in bpf.INSTRUCTION.iter_unpack(program))
    if len(code) > bpf.MAX_INSTRUCTIONS:
        raise ValueError(f"{len(code)} instructions, the kernel takes {bpf.MAX_INSTRUCTIONS}")
    for place, one in enumerate(code):
        fault = _fault(one, len(code) - place - 1)
        if fault:
            raise ValueError(f"instruction {place}: {fault}")
    if code[-1].code not in (bpf.RET_K, RET_A):
        raise ValueError("the last instruction does not return")
    _check_memory(code)
    return code


def evaluate(program: bytes, arch: int, nr: int, args: Sequence[int] = (), ip: int = 0) -> int:
    """The action of a program for one call; missing arguments are 0.

    Raises ValueError for a program the kernel would not load.
    """
    padded = [value & 0xFFFFFFFFFFFFFFFF for value in (*args, 0, 0, 0, 0, 0, 0)[:6]]
    data = struct.pack("<IIQ6Q", nr & bpf.WORD, arch, ip, *padded)
    return _run(validate(program), data)


def constant(program: bytes, arch: int, nr: int) -> int | None:
    """The action for every call of this number, None where it depends on arguments.

    Follows seccomp_is_const_allow(): what is not a load of nr or arch, a comparison with a
    constant or an AND ends the proof. Calls found ALLOW here cost no filter run from Linux 5.11 on.
    """
    code = validate(program)
    a = place = 0
    words = {bpf.OFFSET_NR: nr & bpf.WORD, bpf.OFFSET_ARCH: arch}
    while True:
        one = code[place]
        place += 1
        if one.code == bpf.LD_W_ABS and one.k in words:
            a = words[one.k]
        elif one.code in _JUMP:
            place += one.jump_true if _JUMP[one.code](a, one.k) else one.jump_false
        elif one.code == bpf.JA:
            place += one.k
        elif one.code == bpf.AND_K:
            a &= one.k
        else:
            return one.k if one.code == bpf.RET_K else None


def _fault(one: Instruction, left: int) -> str:
    """What the kernel refuses about one instruction, "" where nothing; ``left`` follow it."""
    if one.code not in _OPCODES:
        return f"opcode {one.code:#04x} is not permitted"
    if one.code == bpf.LD_W_ABS and (one.k >= bpf.DATA_SIZE or one.k & 3):
        return f"load from offset {one.k}"
    if one.code == DIV_K and one.k == 0:
        return "division by 0"
    if one.code in (LSH_K, RSH_K) and one.k >= 32:
        return f"shift by {one.k}"
    if one.code in (LD_MEM, LDX_MEM, ST, STX) and one.k >= _MEMORY_WORDS:
        return f"memory word {one.k}"
    if any(skipped >= left for skipped in one.targets):
        return "jump out of the program"
    return ""


def _check_memory(code: tuple[Instruction, ...]) -> None:
    """Raise ValueError where a memory word may be read before it is written."""
    everything = (1 << _MEMORY_WORDS) - 1
    known = [everything] * len(code)
    written = 0
    for place, one in enumerate(code):
        written &= known[place]
        if one.code in (ST, STX):
            written |= 1 << one.k
        elif one.code in (LD_MEM, LDX_MEM) and not written >> one.k & 1:
            raise ValueError(f"instruction {place}: memory word {one.k} may be read before it is written")
        elif one.targets:
            for skipped in one.targets:
                known[place + 1 + skipped] &= written
            written = everything


def _run(code: tuple[Instruction, ...], data: bytes) -> int:
    a = x = place = 0
    memory = [0] * _MEMORY_WORDS
    while True:
        one = code[place]
        place += 1
        kind, operand = one.code & ~_FROM_X, x if one.code & _FROM_X else one.k
        if one.code == bpf.RET_K:
            return one.k
        if one.code == RET_A:
            return a
        if one.code == bpf.JA:
            place += one.k
        elif kind in _JUMP:
            place += one.jump_true if _JUMP[kind](a, operand) else one.jump_false
        elif kind in _ALU:
            a = _ALU[kind](a, operand) & bpf.WORD
        elif kind == DIV_K:
            # A division by an X of 0 ends the program with 0, which is RET_KILL_THREAD.
            if operand == 0:
                return bpf.RET_KILL_THREAD
            a //= operand
        else:
            a, x = _move(one, a, x, memory, data)


def _move(one: Instruction, a: int, x: int, memory: list[int], data: bytes) -> tuple[int, int]:
    """A and X after an instruction that loads, stores, copies or negates."""
    if one.code in (ST, STX):
        memory[one.k] = a if one.code == ST else x
    elif one.code == bpf.LD_W_ABS:
        a = int.from_bytes(data[one.k : one.k + 4], "little")
    elif one.code in (LD_LEN, LD_IMM, LD_MEM):
        a = {LD_LEN: bpf.DATA_SIZE, LD_IMM: one.k}.get(one.code, memory[one.k % _MEMORY_WORDS])
    elif one.code in (LDX_LEN, LDX_IMM, LDX_MEM):
        x = {LDX_LEN: bpf.DATA_SIZE, LDX_IMM: one.k}.get(one.code, memory[one.k % _MEMORY_WORDS])
    elif one.code == NEG:
        a = -a & bpf.WORD
    elif one.code == TAX:
        x = a
    else:
        a = x
    return a, x
