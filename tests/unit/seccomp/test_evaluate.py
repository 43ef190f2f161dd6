"""The evaluator refuses what the kernel refuses and computes what it computes."""

from __future__ import annotations

import pytest

from scpipe.seccomp import bpf, evaluate
from scpipe.seccomp.bpf import instruction

ALLOW = instruction(bpf.RET_K, bpf.RET_ALLOW)
RETURN_A = instruction(evaluate.RET_A, 0)
ARCH = bpf.AUDIT_ARCH["x86_64"]


@pytest.mark.parametrize(
    ("program", "fault"),
    [
        (b"", "whole number"),
        (ALLOW[:-1], "whole number"),
        (ALLOW * 4097, "4097 instructions"),
        (instruction(bpf.LD_W_ABS, 0), "does not return"),
        (instruction(0xFF, 0) + ALLOW, "opcode 0xff"),
        (instruction(0x28, 0) + ALLOW, "opcode 0x28"),
        (instruction(0x40, 0) + ALLOW, "opcode 0x40"),
        (instruction(0x94, 2) + ALLOW, "opcode 0x94"),
        (instruction(bpf.LD_W_ABS, 2) + ALLOW, "load from offset 2"),
        (instruction(bpf.LD_W_ABS, 64) + ALLOW, "load from offset 64"),
        (instruction(evaluate.DIV_K, 0) + ALLOW, "division by 0"),
        (instruction(evaluate.LSH_K, 32) + ALLOW, "shift by 32"),
        (instruction(evaluate.RSH_K, 40) + ALLOW, "shift by 40"),
        (instruction(evaluate.ST, 16) + ALLOW, "memory word 16"),
        (instruction(evaluate.LD_MEM, 3) + ALLOW, "before it is written"),
        (instruction(bpf.JA, 1) + ALLOW, "jump out"),
        (instruction(bpf.JA, 0xFFFFFFFF) + ALLOW, "jump out"),
        (instruction(bpf.JEQ_K, 0, 1, 0) + ALLOW, "jump out"),
        (instruction(bpf.JEQ_K, 0, 0, 1) + ALLOW, "jump out"),
    ],
)
def test_malformed_programs_are_refused(program: bytes, fault: str) -> None:
    """A program the kernel would not load is a ValueError that says what is wrong."""
    with pytest.raises(ValueError, match=fault):
        evaluate.evaluate(program, ARCH, 0)


def test_memory_must_be_written_on_every_way() -> None:
    """A memory word written on one branch only cannot be read after they meet."""
    one_way = instruction(bpf.JEQ_K, 0, 0, 1) + instruction(evaluate.ST, 0)
    read = instruction(evaluate.LD_MEM, 0) + RETURN_A
    with pytest.raises(ValueError, match="memory word 0"):
        evaluate.validate(one_way + read)
    evaluate.validate(instruction(evaluate.ST, 0) + one_way + read)


@pytest.mark.parametrize(
    ("code", "a", "k", "expected"),
    [
        (0x04, 0xFFFFFFFF, 2, 1),
        (0x14, 1, 2, 0xFFFFFFFF),
        (0x24, 0x80000001, 2, 2),
        (0x34, 7, 2, 3),
        (0x44, 5, 8, 13),
        (0x54, 13, 5, 5),
        (0x64, 0x80000001, 1, 2),
        (0x74, 0x80000001, 1, 0x40000000),
        (0xA4, 5, 1, 4),
    ],
)
def test_arithmetic_is_unsigned_32_bits(code: int, a: int, k: int, expected: int) -> None:
    """Each operation wraps at 32 bits and gives the same with a constant and with X."""
    load = instruction(evaluate.LD_IMM, a)
    assert evaluate.evaluate(load + instruction(code, k) + RETURN_A, ARCH, 0) == expected
    with_x = instruction(evaluate.LDX_IMM, k) + load + instruction(code | 8, 0) + RETURN_A
    assert evaluate.evaluate(with_x, ARCH, 0) == expected


def test_negation_wraps() -> None:
    """NEG gives the two's complement of A."""
    program = instruction(evaluate.LD_IMM, 1) + instruction(evaluate.NEG, 0) + RETURN_A
    assert evaluate.evaluate(program, ARCH, 0) == 0xFFFFFFFF


def test_division_by_zero_in_x_kills() -> None:
    """A division by an X of 0 ends the program with action 0, which kills the thread."""
    program = instruction(evaluate.LD_IMM, 9) + instruction(0x3C, 0) + ALLOW
    assert evaluate.evaluate(program, ARCH, 0) == bpf.RET_KILL_THREAD


@pytest.mark.parametrize(
    ("code", "k", "taken"),
    [
        (bpf.JEQ_K, 5, True),
        (bpf.JEQ_K, 4, False),
        (bpf.JGT_K, 4, True),
        (bpf.JGT_K, 5, False),
        (bpf.JGE_K, 5, True),
        (bpf.JGE_K, 6, False),
        (0x45, 4, True),
        (0x45, 2, False),
    ],
)
def test_jumps_compare(code: int, k: int, taken: bool) -> None:
    """Each comparison goes the right way for a constant and for X."""
    ways = instruction(bpf.RET_K, 1) + instruction(bpf.RET_K, 2)
    start = instruction(evaluate.LDX_IMM, k) + instruction(evaluate.LD_IMM, 5)
    for jump in (instruction(code, k, 0, 1), instruction(code | 8, 0, 0, 1)):
        assert evaluate.evaluate(start + jump + ways, ARCH, 0) == (1 if taken else 2)


def test_comparison_is_unsigned() -> None:
    """A number that is negative as an int is greater than every positive one."""
    program = instruction(bpf.LD_W_ABS, bpf.OFFSET_NR) + instruction(bpf.JGT_K, 471, 0, 1)
    program += instruction(bpf.RET_K, 1) + instruction(bpf.RET_K, 2)
    assert evaluate.evaluate(program, ARCH, -1) == 1


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (0, 7),
        (4, ARCH),
        (8, 0x22222222),
        (12, 0x11111111),
        (16, 3),
        (20, 0),
        (60, 0xFFFFFFFF),
        (56, 0xFFFFFFFE),
    ],
)
def test_loads_follow_seccomp_data(offset: int, expected: int) -> None:
    """nr, arch, the instruction pointer and the arguments lie where struct seccomp_data has them."""
    program = instruction(bpf.LD_W_ABS, offset) + RETURN_A
    found = evaluate.evaluate(program, ARCH, 7, (3, 0, 0, 0, 0, -2), ip=0x11111111_22222222)
    assert found == expected


def test_registers_and_memory_keep_values() -> None:
    """Values go from A and X through memory and back, and LEN is the size of seccomp_data."""
    program = b"".join(
        (
            instruction(evaluate.LDX_LEN, 0),
            instruction(evaluate.STX, 15),
            instruction(evaluate.LD_MEM, 15),
            instruction(evaluate.ST, 0),
            instruction(evaluate.LDX_MEM, 0),
            instruction(evaluate.TXA, 0),
            instruction(evaluate.TAX, 0),
            instruction(0x0C, 0),
            RETURN_A,
        )
    )
    assert evaluate.evaluate(program, ARCH, 0) == 128


def test_constant_ends_at_arguments() -> None:
    """A way that looks at an argument is not constant; one that does not is."""
    program = instruction(bpf.LD_W_ABS, bpf.OFFSET_NR) + instruction(bpf.JEQ_K, 1, 0, 1)
    program += instruction(bpf.LD_W_ABS, bpf.argument(0)) + ALLOW
    assert evaluate.constant(program, ARCH, 1) is None
    assert evaluate.constant(program, ARCH, 2) == bpf.RET_ALLOW
