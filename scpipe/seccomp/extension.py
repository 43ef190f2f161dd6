"""Filters that are added to a running program: its calls on some descriptor numbers, or all its writes.

They are made here and not by libseccomp: they have one shape, are made while a program waits, and must be
short, as the kernel runs a new filter once for each of its calls when it is loaded (kernel/seccomp.c
seccomp_cache_prepare). So the number of the call is looked up by halves first.

A filter in front of this one says what becomes of other ABIs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from scpipe.seccomp import bpf
from scpipe.seccomp.entries import WORD, ArgTest, Entry, Family, Form

#: What these filters tell the tracer: it finds its row by the call itself.
DATA = 0
#: Which argument of a call names the number that a duplicate is put onto.
_TARGET = 1
_STANDARD_OUTPUT = 1
#: Up to so many calls are compared one by one.
_FEW = 3

Tests = tuple[ArgTest, ...]


def extension(
    rows: Sequence[Entry], numbers: Iterable[int], arch: str = "x86_64", *, moves: bool | None = None
) -> bytes:
    """The filter that traps the calls of ``rows`` on these descriptor numbers, as ``struct sock_filter``.

    ``moves``: a duplicate of one of them onto another one is not trapped. None: if standard output is among
    them, as the children of shells are to have it (lets_move).
    """
    chosen = sorted(set(numbers))
    if not chosen:
        raise ValueError("an extension needs a descriptor number")
    free = lets_move(chosen) if moves is None else moves
    return _program(rows, lambda row: _on_numbers(row, chosen, free), arch)


def lets_move(numbers: Collection[int]) -> bool:
    """True if the filter for these numbers does not trap a duplicate of one of them onto another one."""
    return _STANDARD_OUTPUT in numbers and len(numbers) > 1


def everything(rows: Sequence[Entry], arch: str = "x86_64") -> bytes:
    """The filter that traps the calls of ``rows`` on any descriptor: then no number has to be followed."""
    plain = [row for row in rows if row.family is not Family.DUPLICATE]
    return _program(plain, lambda row: b"", arch)


def _program(rows: Sequence[Entry], subject: Callable[[Entry], bytes], arch: str) -> bytes:
    """Look the call up, then its arguments. Rows that test the same share their part of the program."""
    parts: list[bytes] = []
    part_of: dict[int, int] = {}
    for number, own in _by_call(rows, arch).items():
        part = subject(own[0]) + _alternatives([row.tests for row in own])
        if part not in parts:
            parts.append(part)
        part_of[number] = parts.index(part)
    # Every jump of the look-up is to a place behind it: so its length has to be known, and does not change.
    numbers = sorted(part_of)
    length = len(_look_up(numbers, lambda number: 0)) // bpf.INSTRUCTION.size
    starts = [length]
    for part in parts:
        starts.append(starts[-1] + len(part) // bpf.INSTRUCTION.size)
    head = bpf.instruction(bpf.LD_W_ABS, bpf.OFFSET_ARCH)
    head += bpf.instruction(bpf.JEQ_K, bpf.AUDIT_ARCH[arch], 1, 0) + bpf.instruction(bpf.RET_K, bpf.RET_ALLOW)
    head += bpf.instruction(bpf.LD_W_ABS, bpf.OFFSET_NR)
    return head + _look_up(numbers, lambda number: starts[part_of[number]]) + b"".join(parts)


def _by_call(rows: Sequence[Entry], arch: str) -> dict[int, list[Entry]]:
    found: dict[int, list[Entry]] = {}
    for row in rows:
        if arch in row.numbers:
            found.setdefault(row.numbers[arch], []).append(row)
    return found


def _look_up(numbers: Sequence[int], start: Callable[[int], int], at: int = 0) -> bytes:
    """From the number of a call, in A, to the place of its part; ``at``: where this stands itself."""
    if len(numbers) <= _FEW:
        code = b""
        for place, number in enumerate(numbers):
            here = at + place + 1
            code += bpf.instruction(bpf.JEQ_K, number, max(start(number) - here, 0), 0)
        return code + bpf.instruction(bpf.RET_K, bpf.RET_ALLOW)
    middle = len(numbers) // 2
    low = _look_up(numbers[:middle], start, at + 1)
    size = len(low) // bpf.INSTRUCTION.size
    high = _look_up(numbers[middle:], start, at + 1 + size)
    return bpf.instruction(bpf.JGE_K, numbers[middle], size, 0) + low + high


def _on_numbers(row: Entry, numbers: Sequence[int], free: bool) -> bytes:
    """Go on where the call is about one of the numbers, else allow it."""
    code = _if_among(row.syscall.subject, numbers) + bpf.instruction(bpf.RET_K, bpf.RET_ALLOW)
    if free and row.syscall.form is Form.ONTO:
        allowed = bpf.instruction(bpf.JA, 1) + bpf.instruction(bpf.RET_K, bpf.RET_ALLOW)
        code += _if_among(_TARGET, numbers) + allowed
    return code


def _if_among(index: int, numbers: Sequence[int]) -> bytes:
    """Leave out the instruction behind where the argument is one of the numbers."""
    code = bpf.instruction(bpf.LD_W_ABS, bpf.argument(index))
    for place, number in enumerate(numbers):
        code += bpf.instruction(bpf.JEQ_K, number, len(numbers) - place, 0)
    return code


def _alternatives(several: Sequence[Tests]) -> bytes:
    """Trap the call if the arguments pass one of these tests, else allow it."""
    code = b""
    for tests in several:
        trap = bpf.instruction(bpf.RET_K, bpf.trace(DATA))
        for test in reversed(tests):
            trap = _test(test, len(trap) // bpf.INSTRUCTION.size) + trap
        code += trap
        if not tests:
            return code
    return code + bpf.instruction(bpf.RET_K, bpf.RET_ALLOW)


def _test(test: ArgTest, behind: int) -> bytes:
    """Go on where the argument passes, else go past ``behind`` instructions."""
    code = bpf.instruction(bpf.LD_W_ABS, bpf.argument(test.index))
    if test.mask != WORD:
        code += bpf.instruction(bpf.AND_K, test.mask)
    passed, failed = (behind, 0) if test.negated else (0, behind)
    return code + bpf.instruction(bpf.JEQ_K, test.value, passed, failed)
