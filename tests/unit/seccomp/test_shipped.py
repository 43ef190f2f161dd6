"""The filters that the package ships: those of bpf/, chosen by all that a filter depends on."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import pytest

from scpipe.policy.model import RELAXATIONS, PairMode, Policy
from scpipe.seccomp import golden, shipped
from scpipe.seccomp import plan as plan_module
from scpipe.seccomp.build import build
from scpipe.seccomp.catalogue import CATALOGUE
from scpipe.seccomp.layers import first_filter
from scpipe.seccomp.plan import Plan, plan, plan_standalone
from scpipe.seccomp.profiles import first_filters, profiles
from scpipe.seccomp.shipped import file_name, filter_of, load, pack, unpack

ROOT = Path(__file__).parents[3]
BPF = ROOT / "bpf"
FILES = {path.name: path.read_bytes() for path in Path(shipped.FOLDER).iterdir()}

POLICIES = [Policy(pipe, sockets) for pipe, sockets in itertools.product(PairMode, repeat=2)]
SUPERVISED = [
    plan(policy, inherited_read_end=inherited, leaders_only=leaders, armed=armed)
    for policy in POLICIES
    for inherited in (False, True)
    for leaders in (False, True)
    for armed in (False, True)
]
FIRST = [first_filter(made) for made in SUPERVISED]
ALONE = [
    plan_standalone(policy)
    for policy in POLICIES
    if PairMode.ALLOW_EVENTS not in (policy.pipe, policy.socketpair)
]
RELAXED = [plan(Policy(relax=frozenset({name}))) for name in RELAXATIONS]


def test_what_is_shipped_is_what_is_reviewed() -> None:
    """The package holds the x86-64 programs of bpf/, all of them and no others."""
    assert golden.shipped_files(BPF) == FILES, "python -m scpipe.seccomp.generate"


KEPT = profiles() | first_filters()


@pytest.mark.parametrize("made", KEPT.values(), ids=KEPT)
def test_a_shipped_filter_is_the_generator_s(made: Plan) -> None:
    """What is loaded has the bytes that were reviewed; the same libseccomp builds them, too."""
    program = load(made, "x86_64")
    assert program is not None
    if golden.comparison(BPF).endswith("are compared"):
        assert program == build(made)
    assert program in [golden.from_hex(path.read_text()) for path in BPF.glob("*.x86_64.bpf")]


def test_the_name_says_all_that_a_filter_depends_on() -> None:
    """Plans with different rows or without a supervisor have different names; the rest has no part in it."""
    names: dict[str, tuple[object, ...]] = {}
    for made in (*SUPERVISED, *FIRST, *ALONE, *RELAXED):
        facts = (made.entries, made.supervised)
        assert names.setdefault(file_name(made, "x86_64"), facts) == facts
    assert len(set(names.values())) == len(names)


def test_trace_ids_are_bits_of_their_own() -> None:
    """No two rows have one trace id, and the rows of every plan stand in the catalogue's order."""
    ids = [entry.trace_id for entry in CATALOGUE]
    assert len(set(ids)) == len(ids)
    for made in (*SUPERVISED, *FIRST, *ALONE, *RELAXED):
        assert list(made.entries) == [entry for entry in CATALOGUE if entry in made.entries]


@pytest.mark.parametrize("made", RELAXED, ids=list(RELAXATIONS))
def test_a_relaxation_that_takes_rows_away_is_built(made: Plan) -> None:
    """With a relaxation the shipped filter of the same modes is not taken, unless no row goes."""
    if made.entries == plan(Policy()).entries:
        assert filter_of(made) == filter_of(plan(Policy()))
    else:
        assert load(made, "x86_64") is None
        assert filter_of(made) == build(made)


def test_other_machines_and_rows_are_built(monkeypatch: pytest.MonkeyPatch) -> None:
    """aarch64 is not shipped; nor is what a catalogue without some row makes."""
    assert load(plan(Policy()), "aarch64") is None
    assert filter_of(plan(Policy()), "aarch64") == build(plan(Policy()), "aarch64")
    for row in plan(Policy()).entries:
        monkeypatch.setattr(plan_module, "CATALOGUE", tuple(one for one in CATALOGUE if one is not row))
        assert load(plan(Policy()), "x86_64") is None


@pytest.mark.parametrize(
    "policy", [one for one in POLICIES if PairMode.ALLOW_EVENTS in (one.pipe, one.socketpair)]
)
def test_a_launch_has_the_first_filter_of_its_plan(policy: Policy) -> None:
    """Where writes are trapped by descriptor the command starts with the first filter, which is shipped."""
    made = plan(policy, armed=True)
    assert filter_of(made) == load(first_filter(made), "x86_64")
    assert filter_of(made) != filter_of(plan(policy))
    assert load(made, "x86_64") is None


@pytest.mark.parametrize("damage", [b"", b"\0", b"\0" * 8])
def test_a_damaged_file_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes) -> None:
    """A file that is cut short, changed or empty counts as none, as does one that is missing."""
    made = plan(Policy())
    program = build(made)
    monkeypatch.setattr(shipped, "FOLDER", str(tmp_path))
    assert load(made, "x86_64") is None
    place = tmp_path / file_name(made, "x86_64")
    place.write_bytes(pack(program))
    assert load(made, "x86_64") == program
    for content in (damage, pack(program)[:-8], program, pack(program) + damage + b"1", damage + program):
        place.write_bytes(content)
        assert load(made, "x86_64") is None
    assert filter_of(made) == program
    assert unpack(b"") is None


def test_a_run_loads_no_libseccomp() -> None:
    """The filters of bpf/ come without pyseccomp, and without the module that builds others."""
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from scpipe.policy.model import Policy\n"
        "from scpipe.seccomp.plan import plan\nfrom scpipe.seccomp.shipped import filter_of\n"
        "filter_of(plan(Policy())); print('ctypes' in sys.modules, 'scpipe.seccomp.build' in sys.modules)"
    )
    words = [sys.executable, "-I", "-S", "-c", code]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300, check=True)
    assert done.stdout == "False False\n"
