"""The catalogue is complete, unambiguous, and agrees with libseccomp's tables."""

from __future__ import annotations

import pyseccomp  # type: ignore[import-untyped]  # has no py.typed
import pytest

from scpipe.policy.model import RELAXATIONS
from scpipe.seccomp import bpf
from scpipe.seccomp.catalogue import CATALOGUE, NEWEST, OTHER_ABI, UNKNOWN
from scpipe.seccomp.entries import ArgTest, Entry, Family, Form, Response

NUMBERED = [(entry, arch) for entry in CATALOGUE for arch in entry.numbers]
#: Without these no program can start, go on or end; a trap here would be a loop or a standstill.
NEVER = {"read", "exit", "exit_group", "execve", "execveat", "rt_sigreturn", "mmap", "close", "futex"}


def test_trace_ids_are_unique_and_fit() -> None:
    """Every row has a trace id of its own, not 0, within the 16 bits of RET_DATA."""
    ids = [entry.trace_id for entry in CATALOGUE]
    assert len(set(ids)) == len(ids)
    assert all(0 < number <= bpf.RET_DATA for number in ids)


def test_relaxations_and_rows_name_each_other() -> None:
    """Every relaxation lifts a row, except two that are no matter of the filter; rows name no other."""
    used = {entry.relax for entry in CATALOGUE if entry.relax}
    assert used == set(RELAXATIONS) - {"capabilities", "landlock"}


@pytest.mark.parametrize(("entry", "arch"), NUMBERED, ids=lambda value: getattr(value, "name", value))
def test_numbers_are_libseccomps(entry: Entry, arch: str) -> None:
    """Each number is the one libseccomp has for the name, and is not above the newest judged call."""
    code = {"x86_64": pyseccomp.Arch.X86_64, "aarch64": pyseccomp.Arch.AARCH64}[arch]
    assert pyseccomp.resolve_syscall(code, entry.numbers[arch]) == entry.name.encode()
    assert entry.numbers[arch] <= NEWEST[arch]


#: No policy refuses these; what cannot be trapped fails as where memory is short.
_NAMING_ENDS = (Family.OPEN, Family.RECEIVE, Family.SHARE, Family.DUPLICATE)


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: f"{entry.trace_id}-{entry.name}")
def test_rows_are_consistent(entry: Entry) -> None:
    """A refusal has an errno, so has every row whose handler can refuse, and every row says when and why."""
    never = (Family.DUMPABLE, Family.FILTER, Family.WAIT, *_NAMING_ENDS)
    assert (entry.errno == 0) == (entry.family in never)
    assert (entry.family is Family.REFUSED) == (entry.response is not Response.MEDIATE)
    assert entry.when
    assert entry.reason
    assert bool(entry.relaxation.lost) == bool(entry.relax)
    assert entry.numbers or entry in (OTHER_ABI, UNKNOWN)


#: What a handler looks a descriptor up for.
_OF_DESCRIPTORS = (Family.MESSAGE, Family.TRANSFER, Family.NAMING, Family.RECEIVE)


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: f"{entry.trace_id}-{entry.name}")
def test_rows_know_their_calls(entry: Entry) -> None:
    """A row whose handler looks at something says which argument names it; only descriptors are looked up."""
    none = (Family.DUMPABLE, Family.FILTER, Family.WAIT, Family.OPEN, Family.SHARE)
    call = entry.syscall
    assert -1 <= call.subject <= 5
    if entry.response is Response.MEDIATE:
        assert (call.subject < 0) == (entry.family in none)
    assert not call.looks_up_first or entry.family in _OF_DESCRIPTORS
    assert call.form is not Form.OTHER or entry.family not in (Family.CREATE, Family.MESSAGE, Family.NAMING)


def test_rows_of_one_call_have_one_description() -> None:
    """Whatever row of a call is looked at, its arguments lie where the others say they do."""
    seen: dict[str, object] = {}
    for entry in CATALOGUE:
        assert seen.setdefault(entry.name, entry.syscall) == entry.syscall


def test_vital_calls_are_absent() -> None:
    """No row concerns a call that a program cannot run or end without."""
    assert not NEVER & {entry.name for entry in CATALOGUE}


@pytest.mark.parametrize(
    ("index", "mask", "value"), [(6, 1, 1), (-1, 1, 1), (0, 0, 0), (0, 1 << 32, 0), (0, 1, 2), (0, 1, -1)]
)
def test_impossible_tests_are_refused(index: int, mask: int, value: int) -> None:
    """A test of a seventh argument, the high word, nothing, or bits outside its mask is an error."""
    with pytest.raises(ValueError, match="not a test"):
        ArgTest(index, mask, value)


@pytest.mark.parametrize(
    ("test", "argument", "expected"),
    [
        (ArgTest(0, bpf.WORD, 1), 0xDEADBEEF_00000001, True),
        (ArgTest(0, bpf.WORD, 1), 3, False),
        (ArgTest(0, 8, 8), 0xF, True),
        (ArgTest(0, 8, 8), 7, False),
        (ArgTest(0, 8, 8), -1, True),
        (ArgTest(0, bpf.WORD, 1, negated=True), 1 << 32 | 1, False),
        (ArgTest(0, bpf.WORD, 1, negated=True), 30, True),
    ],
)
def test_only_the_low_word_counts(test: ArgTest, argument: int, expected: bool) -> None:
    """A test sees the low 32 bits of an argument under its mask, whatever the high ones hold."""
    assert test.holds((argument, 0, 0, 0, 0, 0)) is expected
