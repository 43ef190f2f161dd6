"""Built filters answer every call as the plan says, for every profile and relaxation."""

from __future__ import annotations

import itertools
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from functools import cache

import pyseccomp  # type: ignore[import-untyped]  # has no py.typed
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scpipe.errors import SetupError
from scpipe.policy.model import RELAXATIONS, PairMode, Policy
from scpipe.seccomp import bpf
from scpipe.seccomp.build import build, intent, stub, version
from scpipe.seccomp.catalogue import CATALOGUE, OTHER_ABI, UNKNOWN, Entry
from scpipe.seccomp.evaluate import constant, evaluate, validate
from scpipe.seccomp.layers import first_filter
from scpipe.seccomp.plan import Plan, plan, plan_standalone

X86_64, AARCH64 = bpf.AUDIT_ARCH["x86_64"], bpf.AUDIT_ARCH["aarch64"]
GARBAGE = 0xDEADBEEF << 32
MIXES = list(itertools.product(PairMode, repeat=2))
RELAXED = [frozenset[str](), *(frozenset({name}) for name in RELAXATIONS)]
POLICIES = [Policy(pipe, socket, relax=relax) for pipe, socket in MIXES for relax in RELAXED]
#: Calls no profile may stop: read, close, exit, execve, exit_group, execveat, and a few hot ones.
FREE = (0, 3, 9, 15, 39, 59, 60, 202, 228, 231, 257, 281, 322)
#: What is looked at where writes are trapped by descriptor: openat, if it is for writing.
OPENS = {257}


def _plans() -> list[Plan]:
    found = [plan(policy) for policy in POLICIES]
    found += [
        first_filter(plan(Policy(pipe, socket), armed=True))
        for pipe, socket in MIXES
        if PairMode.ALLOW_EVENTS in (pipe, socket)
    ]
    alone = [policy for policy in POLICIES if PairMode.ALLOW_EVENTS not in (policy.pipe, policy.socketpair)]
    return found + [plan_standalone(policy) for policy in alone]


PLANS = _plans()
#: Those with a relaxation are slow: there are many. Of the others each has nearly all rows.
every_plan = pytest.mark.parametrize(
    "plan_",
    [pytest.param(made, marks=[pytest.mark.slow] if made.relaxed else []) for made in PLANS],
    ids=lambda value: value.profile,
)


@cache
def _program(plan_: Plan, arch: str = "x86_64") -> bytes:
    return build(plan_, arch)


def _matching(entry: Entry) -> list[int]:
    """Arguments that pass the tests of a row and of no refusal beside it."""
    args = [1 if entry.name == "socketpair" else 0, 0, 0, 0, 0, 0]
    for test in entry.tests:
        args[test.index] = test.value ^ 0x10 if test.negated else test.value
    return args


def _misses(entry: Entry) -> Iterator[list[int]]:
    """Arguments that fail just one test of a row, in just one bit."""
    for test in entry.tests:
        for bit in (1 << place for place in range(32) if test.mask >> place & 1):
            args = _matching(entry)
            args[test.index] = test.value if test.negated else args[test.index] ^ bit
            yield args


def _expected(plan_: Plan, name: str, args: list[int]) -> int:
    """The answer by the rows' own text: the first refusal that holds, else the first other row."""
    rows = [entry for entry in plan_.entries if entry.name == name and entry.holds(args)]
    rows.sort(key=lambda entry: entry.errno == 0)
    return plan_.action(rows[0]) if rows else bpf.RET_ALLOW


@every_plan
def test_matching_calls_are_answered(plan_: Plan) -> None:
    """A call that matches a row in force gets that row's action, whatever its high words hold."""
    for entry in (row for row in plan_.entries if row.numbers):
        args = _matching(entry)
        dirty = [GARBAGE | value for value in args]
        for given_args in (args, dirty):
            found = evaluate(_program(plan_), X86_64, entry.numbers["x86_64"], given_args)
            assert found == plan_.action(entry), entry


@every_plan
def test_rows_not_in_force_are_allowed(plan_: Plan) -> None:
    """A call that matches only rows out of force runs."""
    for entry in (row for row in CATALOGUE if row.numbers and row not in plan_.entries):
        args = _matching(entry)
        found = evaluate(_program(plan_), X86_64, entry.numbers["x86_64"], args)
        assert found == _expected(plan_, entry.name, args), entry


@pytest.mark.slow
@every_plan
def test_near_misses_are_allowed(plan_: Plan) -> None:
    """A call that fails a row's tests in one bit runs, unless another row of it holds."""
    for entry in (row for row in plan_.entries if row.tests):
        for args in _misses(entry):
            dirty = [GARBAGE | value for value in args]
            wanted = _expected(plan_, entry.name, args)
            assert evaluate(_program(plan_), X86_64, entry.numbers["x86_64"], dirty) == wanted, (entry, args)


@every_plan
def test_other_abis_are_refused_or_relaxed(plan_: Plan) -> None:
    """int 0x80, a foreign arch and x32 numbers get one answer; the x32 range is refused as another ABI."""
    wanted = plan_.action(OTHER_ABI) if plan_.other_abi else bpf.RET_ALLOW
    program = _program(plan_)
    for arch, nr in itertools.product((bpf.AUDIT_ARCH_I386, AARCH64, 0), (0, 1, 42, 472, 0xFFFFFFFF)):
        assert evaluate(program, arch, nr) == wanted
    for nr in (0x40000000, 0x40000001, 0x40000016, 0x40000200, 0x7FFFFFFF, 0xFFFFFFFE):
        assert evaluate(program, X86_64, nr) == wanted


@every_plan
def test_unknown_numbers_are_refused_or_relaxed(plan_: Plan) -> None:
    """Numbers above the newest judged call, -1 included, are refused; the newest runs."""
    wanted = plan_.action(UNKNOWN) if plan_.unknown else bpf.RET_ALLOW
    for nr in (472, 473, 0x3FFFFFFF, 0xFFFFFFFF):
        assert evaluate(_program(plan_), X86_64, nr) == wanted
    assert evaluate(_program(plan_), X86_64, 471) == bpf.RET_ALLOW


@every_plan
def test_vital_calls_never_stop(plan_: Plan) -> None:
    """read, exit, execve and others run, and the kernel can prove it from the number if no row is of it."""
    for nr in FREE:
        assert evaluate(_program(plan_), X86_64, nr, [GARBAGE | 8] * 6) == bpf.RET_ALLOW
        if nr not in plan_.rows:
            assert constant(_program(plan_), X86_64, nr) == bpf.RET_ALLOW
    assert set(FREE) & set(plan_.rows) <= OPENS


@every_plan
def test_a_wait_that_waits_never_stops(plan_: Plan) -> None:
    """wait4 and waitid stop only if they do not wait, and without a supervisor not even then."""
    for nr, options, kind in ((61, 2, 0), (247, 3, 1)):
        for value in (0, 1, 2 | 4 | 8, 3, 0x40000000, 0x40000001):
            args = [GARBAGE | kind] * options + [GARBAGE | value] + [GARBAGE] * (5 - options)
            trapped = plan_.supervised and plan_.entries and value & 1
            wanted = bpf.trace(90 if nr == 61 else 91) if trapped else bpf.RET_ALLOW
            assert evaluate(_program(plan_), X86_64, nr, args) == wanted, (nr, value)


@every_plan
def test_aarch64_filter_answers_alike(plan_: Plan) -> None:
    """The filter built for aarch64 gives matching calls the same actions under that table's numbers."""
    program = _program(plan_, "aarch64")
    for entry in (row for row in plan_.entries if "aarch64" in row.numbers):
        args = [GARBAGE | value for value in _matching(entry)]
        assert evaluate(program, AARCH64, entry.numbers["aarch64"], args) == plan_.action(entry), entry
    foreign = plan_.action(OTHER_ABI) if plan_.other_abi else bpf.RET_ALLOW
    assert evaluate(program, X86_64, 1) == foreign
    unknown = plan_.action(UNKNOWN) if plan_.unknown else bpf.RET_ALLOW
    assert evaluate(program, AARCH64, 472) == evaluate(program, AARCH64, 0x40000001) == unknown
    assert evaluate(program, AARCH64, 93) == bpf.RET_ALLOW, "exit"


_numbers = st.one_of(
    st.sampled_from(sorted({entry.numbers["x86_64"] for entry in CATALOGUE if entry.numbers})),
    st.integers(0, 480),
    st.integers(0, 0xFFFFFFFF),
)
_words = st.one_of(
    st.sampled_from([0, 1, 3, 4, 8, 9, 22, 30, 0x80, 0x800000, 0x5412, 0x541C, 0xAA00]),
    st.integers(0, 0xFFFFFFFF),
)
_args = st.lists(st.builds(lambda low, high: high << 32 | low, _words, _words), min_size=6, max_size=6)


@pytest.mark.slow
@settings(max_examples=2000, deadline=None)
@given(st.sampled_from(PLANS), _numbers, _args)
def test_filter_and_plan_agree(plan_: Plan, nr: int, args: list[int]) -> None:
    """For any call the filter's answer is the action of the row that Plan.match finds, or ALLOW."""
    entry = plan_.match(nr, args)
    wanted = bpf.RET_ALLOW if entry is None else plan_.action(entry)
    assert evaluate(_program(plan_), X86_64, nr, args) == wanted


def test_unrestricted_filter_allows_everything() -> None:
    """A plan without rows builds a filter of one instruction."""
    assert build(plan(Policy(PairMode.ALLOW, PairMode.ALLOW))) == bpf.instruction(bpf.RET_K, bpf.RET_ALLOW)


def test_building_is_reproducible() -> None:
    """The same plan gives the same bytes, so that reviewed artefacts can be compared."""
    assert build(plan(Policy())) == build(plan(Policy()))


def test_stub_is_the_head_of_the_filter() -> None:
    """The filter is the stub followed by libseccomp's program, and both are valid on their own."""
    strict = plan(Policy())
    head = stub(strict)
    program = build(strict)
    assert program.startswith(head)
    validate(program[len(head) :])


def test_intent_lists_the_rules() -> None:
    """libseccomp's listing names the trapped calls and the answer to other architectures."""
    text = intent(plan(Policy()))
    assert 'filter for syscall "writev" (20)' in text
    assert "action TRACE(120)" in text


def test_refusals_of_libseccomp_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that libseccomp refuses ends in a SetupError that names the call."""

    def refuse(*_: object) -> None:
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr(pyseccomp.SyscallFilter, "add_rule_exactly", refuse)
    with pytest.raises(SetupError, match=r"libseccomp refuses the rule for pipe .*Invalid argument"):
        build(plan(Policy()))


def test_missing_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without libseccomp building fails with a SetupError, not with an import error."""
    monkeypatch.setitem(sys.modules, "pyseccomp", None)
    with pytest.raises(SetupError, match="libseccomp cannot be loaded"):
        build(plan(Policy()))


def test_only_building_imports_libseccomp() -> None:
    """Planning and listing do not pay for the import of pyseccomp."""
    code = "import sys, scpipe.seccomp.reference, scpipe.seccomp.build; print('pyseccomp' in sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=True
    )
    assert found.stdout == "False\n"


def test_version_is_libseccomps() -> None:
    """The version for the manifest is three numbers, of a libseccomp that can export filters."""
    assert tuple(int(part) for part in version().split(".")) >= (2, 3, 0)


@pytest.mark.parametrize("limit", [0, 1, 4096, (1 << 20) - 1])
def test_no_limit_of_files_is_in_the_way(limit: int) -> None:
    """The bytes are the same where no file may be that long."""
    expected = build(plan(Policy()))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        assert build(plan(Policy())) == expected
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_neither_file_nor_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pipes are denied as well the limit is named."""

    def deny(_flags: int) -> tuple[int, int]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "pipe2", deny)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        with pytest.raises(SetupError, match="ulimit -f"):
            build(plan(Policy()))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
