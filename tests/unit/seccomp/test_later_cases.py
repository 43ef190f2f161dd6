"""Truth tables of later filters: made from the rows, complete, and able to find a filter that is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from scpipe.seccomp import bpf, cases, golden, later_cases
from scpipe.seccomp.catalogue import CATALOGUE
from scpipe.seccomp.entries import Entry, Family
from scpipe.seccomp.evaluate import validate
from scpipe.seccomp.extension import everything, extension
from scpipe.seccomp.profiles import LATER, Numbers, later_filters

FOLDER = Path(__file__).parents[3] / "bpf"
SAMPLES = later_filters()
by_sample = pytest.mark.parametrize(("rows", "numbers"), SAMPLES.values(), ids=SAMPLES)


def _made(rows: Sequence[Entry], numbers: Numbers) -> bytes:
    return everything(rows) if numbers is None else extension(rows, numbers)


def _faults(program: bytes, rows: Sequence[Entry], numbers: Numbers) -> list[str]:
    table = later_cases.table(rows, numbers, "x86_64")
    return [wrong for wrong in (cases.fault(program, row) for row in table.splitlines()) if wrong]


@pytest.mark.slow
@by_sample
def test_a_filter_is_as_its_table(rows: Sequence[Entry], numbers: Numbers) -> None:
    """Every row of it holds, and each call of the filter stops in some and runs in others."""
    assert _faults(_made(rows, numbers), rows, numbers) == []
    lines = later_cases.table(rows, numbers, "x86_64").splitlines()
    for row in rows:
        own = [line for line in lines if f"# {row.name} ({row.trace_id}): " in line]
        answers = {line.partition(" -> ")[2].partition("  #")[0] for line in own}
        untrapped = numbers is None and row.family is Family.DUPLICATE
        assert answers == ({"ALLOW"} if untrapped else {"ALLOW", "TRACE 0"}), row


@pytest.mark.slow
@by_sample
def test_a_filter_for_other_numbers_is_not(rows: Sequence[Entry], numbers: Numbers) -> None:
    """The neighbours, one number of two, all or none of all: each is found, for each row by itself."""
    others = {"5": extension(rows, [5]), "all": everything(rows), "4 to 6": extension(rows, [4, 5, 6])}
    others["none"] = bpf.instruction(bpf.RET_K, bpf.RET_ALLOW)
    others |= {f"without {row.name}": _made([one for one in rows if one.name != row.name], numbers)
               for row in rows if numbers is not None or row.family is not Family.DUPLICATE}  # fmt: skip
    for what, program in others.items():
        if program != _made(rows, numbers):
            assert _faults(program, rows, numbers), what


@pytest.mark.slow
@by_sample
def test_any_changed_constant_is_found(rows: Sequence[Entry], numbers: Numbers) -> None:
    """An instruction that compares, masks or loads something else answers some row of the table otherwise."""
    program = _made(rows, numbers)
    code = validate(program)
    unseen = []
    for place, one in enumerate(code):
        changed = one.k + 8 if one.code == bpf.LD_W_ABS and one.k >= bpf.OFFSET_ARGS else one.k ^ 1
        if one.code == bpf.RET_K:
            changed = bpf.RET_ALLOW if one.k != bpf.RET_ALLOW else bpf.trace(0)
        if one.code == bpf.LD_W_ABS and changed not in range(0, bpf.DATA_SIZE, 4):
            continue  # not a program
        head, tail = program[: place * 8], program[place * 8 + 8 :]
        wrong = head + bpf.instruction(one.code, changed, one.jump_true, one.jump_false) + tail
        if not _faults(wrong, rows, numbers):
            unseen.append((place, one))
    # A border of the look-up that lies between two calls can move by one without an effect.
    assert all(one.code == bpf.JGE_K for _place, one in unseen)


def test_every_call_of_the_catalogue_is_asked_of() -> None:
    """What is no row of a filter is asked about as it would match, and runs."""
    for name, (rows, _numbers) in SAMPLES.items():
        text = (FOLDER / f"{name}.x86_64.cases").read_text()
        for entry in CATALOGUE:
            if "x86_64" in entry.numbers and entry not in rows:
                own = [line for line in text.splitlines() if f"# {entry.name} ({entry.trace_id}): " in line]
                assert own, entry
                assert all(" -> ALLOW " in line for line in own) or entry.name in {row.name for row in rows}


def test_kept_programs_are_what_is_made_now() -> None:
    """bpf/ has the bytes that a running program would be given for these numbers, and its listing."""
    for name, (rows, numbers) in SAMPLES.items():
        assert name.startswith(LATER)
        kept = golden.from_hex((FOLDER / f"{name}.x86_64.bpf").read_text())
        assert kept == _made(rows, numbers)
