"""Filters that are added later: what they trap, alone and in a row, and that the kernel would load them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scpipe.policy.model import PairMode, Policy
from scpipe.seccomp import bpf
from scpipe.seccomp.build import build
from scpipe.seccomp.catalogue import CATALOGUE
from scpipe.seccomp.entries import WORD, Entry, Family, Form
from scpipe.seccomp.evaluate import constant, evaluate, validate
from scpipe.seccomp.extension import DATA, everything, extension, lets_move
from scpipe.seccomp.layers import first_filter, later_rows
from scpipe.seccomp.plan import Plan, plan

X86_64 = bpf.AUDIT_ARCH["x86_64"]
TRACE = bpf.trace(DATA)
ARMED = [
    plan(Policy(pipe, sockets), armed=True)
    for pipe in PairMode
    for sockets in PairMode
    if PairMode.ALLOW_EVENTS in (pipe, sockets)
]
ROWS = [later_rows(made) for made in ARMED]
BOTH = later_rows(plan(Policy(), armed=True))
NUMBERS = sorted({row.numbers["x86_64"] for row in CATALOGUE if "x86_64" in row.numbers})
VALUES = sorted({test.value for row in CATALOGUE for test in row.tests})
SIZE = bpf.INSTRUCTION.size

#: Descriptor numbers as programs have them, with the ends of their range.
descriptors = st.integers(0, 12) | st.integers(0, WORD) | st.sampled_from([0x7FFFFFFF, 0x80000000, WORD])
words = st.sampled_from(VALUES) | st.integers(0, 12) | st.integers(0, WORD)
#: Half of them with garbage in the high half.
arguments = st.lists(
    words | st.builds(lambda low, high: high << 32 | low, words, st.integers(0, WORD)), min_size=6, max_size=6
)
calls = st.sampled_from(NUMBERS) | st.integers(0, 480) | st.integers(0, WORD)


def _traps(rows: Sequence[Entry], chosen: Sequence[int] | None, number: int, args: Sequence[int]) -> bool:
    """Whether a call is on one of the descriptors, by the text of the rows."""
    for row in rows:
        if row.numbers["x86_64"] != number or not row.holds(args):
            continue
        if chosen is None:
            return row.family is not Family.DUPLICATE
        if args[row.syscall.subject] & WORD in chosen:
            free = row.syscall.form is Form.ONTO and 1 in chosen and len(chosen) > 1
            return not free or args[1] & WORD not in chosen
    return False


@cache
def _first(made: Plan) -> bytes:
    return build(first_filter(made))


def _stacked(programs: Sequence[bytes], number: int, args: Sequence[int]) -> int:
    """What the kernel does: the action of the smallest value, as a signed number (seccomp_run_filters)."""
    actions = [evaluate(program, X86_64, number, args) & ~bpf.RET_DATA & WORD for program in programs]
    return min(actions, key=lambda action: action - (1 << 32) if action >> 31 else action)


@pytest.mark.slow
@given(st.sampled_from(ROWS), st.sets(descriptors, min_size=1, max_size=4), calls, arguments)
@settings(max_examples=400)
def test_an_extension_traps_what_its_rows_say(
    rows: Sequence[Entry], chosen: set[int], number: int, args: list[int]
) -> None:
    """A call of a row on one of the numbers stops, and no other; high halves of arguments do not matter."""
    wanted = TRACE if _traps(rows, sorted(chosen), number, args) else bpf.RET_ALLOW
    assert evaluate(extension(rows, chosen), X86_64, number, args) == wanted


@pytest.mark.slow
@given(st.data())
@settings(max_examples=300)
def test_an_extension_traps_its_own_calls(data: st.DataObject) -> None:
    """The same with calls that are made to hit: each row, with its descriptor in the set or just not."""
    rows = data.draw(st.sampled_from(ROWS))
    row, chosen = data.draw(st.sampled_from(rows)), data.draw(st.sets(descriptors, min_size=1, max_size=3))
    args = data.draw(arguments)
    for test in row.tests:
        args[test.index] = args[test.index] & ~test.mask | test.value
    args[row.syscall.subject] = data.draw(st.sampled_from(sorted(chosen))) | args[0] & ~WORD
    program, number = extension(rows, chosen), row.numbers["x86_64"]
    free = row.syscall.form is Form.ONTO and lets_move(chosen)
    onto = free and args[1] & WORD in chosen
    assert evaluate(program, X86_64, number, args) == (bpf.RET_ALLOW if onto else TRACE)
    args[row.syscall.subject] ^= 1 << data.draw(st.integers(0, 31))
    hit = args[row.syscall.subject] & WORD in chosen and not onto
    assert evaluate(program, X86_64, number, args) == (TRACE if hit else bpf.RET_ALLOW)


@pytest.mark.slow
@given(st.sampled_from(ROWS), calls, arguments)
@settings(max_examples=300)
def test_the_one_for_all_traps_any_descriptor(rows: Sequence[Entry], number: int, args: list[int]) -> None:
    """It has every row but those about copies: a copy of what is trapped everywhere is trapped."""
    wanted = TRACE if _traps(rows, None, number, args) else bpf.RET_ALLOW
    assert evaluate(everything(rows), X86_64, number, args) == wanted


@pytest.mark.slow
@given(
    st.sampled_from(ARMED),
    st.lists(st.sets(st.integers(0, 20), min_size=1, max_size=2), max_size=5),
    st.booleans(),
    calls,
    arguments,
)
@settings(max_examples=300)
def test_together_they_do_what_the_whole_plan_would(
    made: Plan, sets: list[set[int]], is_all: bool, number: int, args: list[int]
) -> None:
    """On armed numbers a call meets what a filter of all rows would do, in whatever order they were added."""
    rows = later_rows(made)
    programs = [_first(made), *(extension(rows, chosen) for chosen in sets)]
    programs += [everything(rows)] if is_all else []
    armed = {fd for chosen in sets for fd in chosen}
    entry = made.match(number, args)
    wanted = bpf.RET_ALLOW if entry is None else made.action(entry) & ~bpf.RET_DATA
    if entry in rows:
        assert entry is not None
        is_followed = is_all and entry.family is not Family.DUPLICATE
        traps = any(_traps(rows, sorted(chosen), number, args) for chosen in sets)
        if not is_followed and not traps:
            # Only what is on no armed number, or gives a number to which writes are trapped.
            assert args[entry.syscall.subject] & WORD not in armed or args[1] & WORD in armed
            wanted = bpf.RET_ALLOW
    assert _stacked(programs, number, args) == wanted
    assert _stacked(programs[::-1], number, args) == wanted


@pytest.mark.slow
@given(st.sampled_from(ROWS), st.sets(st.integers(0, WORD), min_size=1, max_size=2))
def test_the_kernel_would_load_it(rows: Sequence[Entry], chosen: set[int]) -> None:
    """Every jump ends inside, on every way a value is returned, and no instruction is out of reach."""
    for program in (extension(rows, chosen), everything(rows)):
        code = validate(program)
        reached, open_ways = set[int](), [0]
        while open_ways:
            place = open_ways.pop()
            if place not in reached:
                reached.add(place)
                ways = code[place].targets or ((0,) if code[place].code != bpf.RET_K else ())
                open_ways += [place + 1 + skip for skip in ways]
        assert reached == set(range(len(code)))
        assert {one.k for one in code if one.code == bpf.RET_K} == {bpf.RET_ALLOW, TRACE}


@pytest.mark.parametrize("made", ARMED, ids=lambda made: made.profile)
def test_they_are_short(made: Plan) -> None:
    """The kernel runs a new filter once for each of its calls; so many instructions are told in bpf/."""
    rows = later_rows(made)
    assert len(extension(rows, [4])) // SIZE <= 76
    assert len(extension(rows, [4, 5])) // SIZE <= 83
    assert len(everything(rows)) // SIZE <= 34


@pytest.mark.parametrize("number", [0, 3, 9, 39, 59, 60, 202, 228, 231, 257, 322, 46, 307, 47, 22, 293, 53])
def test_other_calls_run_by_their_number(number: int) -> None:
    """What is no row's is allowed without a look at an argument: the kernel keeps it in its bitmap."""
    for program in (extension(BOTH, [4, 5]), everything(BOTH)):
        assert constant(program, X86_64, number) == bpf.RET_ALLOW


@pytest.mark.parametrize("number", [33, 292])
@pytest.mark.parametrize(
    ("old", "new", "stops"),
    [(4, 5, False), (5, 4, False), (4, 4, False), (4, 1, True), (4, 6, True), (5, 0xFFFFFFFF, True),
     (4, 5 << 32, True), (4, 7 << 32 | 5, False), (9 << 32 | 4, 5, False), (1, 4, False), (6, 1, False)],
)  # fmt: skip
def test_a_duplicate_onto_a_trapped_number_runs(number: int, old: int, new: int, stops: bool) -> None:
    """dup2 and dup3 among the numbers of one filter that lets them; any other stops each."""
    program = extension(BOTH, [4, 5], moves=True)
    assert evaluate(program, X86_64, number, (old, new)) == (TRACE if stops else bpf.RET_ALLOW)
    stops = old & WORD in (4, 5)
    program = extension(BOTH, [4, 5])
    assert evaluate(program, X86_64, number, (old, new)) == (TRACE if stops else bpf.RET_ALLOW)


@pytest.mark.parametrize("number", [32, 33, 292, 72])
def test_copies_run_where_all_is_trapped(number: int) -> None:
    """The one for all has no rows about copies, not even an instruction."""
    assert constant(everything(BOTH), X86_64, number) == bpf.RET_ALLOW
    assert constant(extension(BOTH, [4]), X86_64, number) is None


@given(st.integers(0, WORD), arguments)
def test_other_abis_are_left_to_the_first_filter(number: int, args: list[int]) -> None:
    """Calls by int 0x80, of another machine, or with the bit of x32."""
    for program in (extension(BOTH, [0, 1]), everything(BOTH)):
        for arch in (bpf.AUDIT_ARCH_I386, bpf.AUDIT_ARCH["aarch64"], 0):
            assert evaluate(program, arch, number, args) == bpf.RET_ALLOW
        assert evaluate(program, X86_64, number | bpf.X32_BIT, args) == bpf.RET_ALLOW


def test_numbers_are_a_set() -> None:
    """Neither their order nor how often they are named changes a byte; without any there is no filter."""
    assert extension(BOTH, [5, 4, 5]) == extension(BOTH, (4, 5))
    with pytest.raises(ValueError, match="descriptor number"):
        extension(BOTH, [])


def test_rows_about_the_same_share_their_part() -> None:
    """One more call with the same descriptor and tests costs its place in the look-up, and nothing else."""
    for name in ("write", "writev", "sendto", "bind", "dup"):
        fewer = [row for row in BOTH if row.name != name]
        assert 0 < len(extension(BOTH, [4])) - len(extension(fewer, [4])) <= 3 * SIZE


def test_aarch64_has_its_own_numbers() -> None:
    """Only its own calls are looked up there; open and dup2 do not exist."""
    program, arch = extension(BOTH, [4], "aarch64"), bpf.AUDIT_ARCH["aarch64"]
    assert evaluate(program, arch, 64, (4, 0, 1)) == TRACE
    assert evaluate(program, arch, 1, (4, 0, 1)) == bpf.RET_ALLOW
    assert evaluate(program, X86_64, 1, (4, 0, 1)) == bpf.RET_ALLOW
