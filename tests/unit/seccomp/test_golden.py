"""The artefacts in bpf/: as this release makes them, and complete."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path
from typing import Any

import pytest

from scpipe.policy.model import PairMode, Policy, Rule
from scpipe.seccomp import bpf, cases, generate, golden
from scpipe.seccomp import build as build_module
from scpipe.seccomp.build import build
from scpipe.seccomp.catalogue import CATALOGUE
from scpipe.seccomp.layers import first_filter
from scpipe.seccomp.listing import action_text, disassemble
from scpipe.seccomp.plan import plan
from scpipe.seccomp.profiles import first_filters, profiles
from scpipe.seccomp.reference import render

FOLDER = Path(__file__).parents[3] / "bpf"
X86_64 = bpf.AUDIT_ARCH["x86_64"]
MODE_SETS = [modes for size in (1, 2, 3) for modes in itertools.combinations(PairMode, size)]


@pytest.mark.slow
def test_folder_is_as_generated(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing in bpf/ differs; where libseccomp does, the truth tables still hold, and it says so."""
    status = golden.main([str(FOLDER)])
    told = capsys.readouterr().out
    assert status == 0, told
    assert "bytes, listings and truth tables are compared" in told or "cannot be compared" in told


def test_every_row_of_the_catalogue_is_asked_of() -> None:
    """Each entry has a reason, and in every table of its architecture rows that match it."""
    for path in FOLDER.glob("*.cases"):
        text = path.read_text()
        for entry in CATALOGUE:
            assert entry.reason
            if path.name.split(".")[-2] in entry.numbers:
                assert f"# {entry.name} ({entry.trace_id}): matches" in text, (path.name, entry.name)


BUILT = profiles() | first_filters()


@pytest.mark.slow
@pytest.mark.parametrize("name", BUILT)
def test_a_matching_row_has_the_answer_of_its_entry(name: str) -> None:
    """Where an entry is in force its own row, clean and with garbage, has its own action and no other's."""
    made = BUILT[name]
    for arch in golden.ARCHES if name in profiles() else ("x86_64",):
        lines = (FOLDER / f"{name}.{arch}.cases").read_text().splitlines()
        for entry in (entry for entry in made.entries if arch in entry.numbers):
            own = [line for line in lines if f"# {entry.name} ({entry.trace_id}):" in line]
            own = [line for line in own if line.endswith((": matches", "garbage", "bits are set"))]
            wanted = f" -> {action_text(made.action(entry))}  #"
            assert len(own) == 3 and all(wanted in line for line in own), (entry.name, own)


@pytest.mark.slow
def test_requirements_agree_with_the_plan() -> None:
    """The tables' rule for an answer is that of Plan.match, which judges calls while they run."""
    for made in BUILT.values():
        for nr in range(480):
            for args in ((0,) * 6, (1, 8, 0, 0, 0, 0), (4, 0x5412, 0, 0, 0, 0), (0xFFFFFFFF,) * 6):
                entry = made.match(nr, args)
                wanted = bpf.RET_ALLOW if entry is None else made.action(entry)
                assert cases.required(made, "x86_64", cases.Call("", X86_64, nr, args)) == wanted, (nr, args)


@pytest.mark.parametrize("pipes", MODE_SETS)
@pytest.mark.parametrize("sockets", MODE_SETS)
def test_rules_for_programs_make_no_other_filter(
    pipes: tuple[PairMode, ...], sockets: tuple[PairMode, ...]
) -> None:
    """Whatever modes a policy's rules add, its filter is one of the kept ones."""
    rules = tuple(
        Rule(f"/{number}", pipe, socket)
        for number, (pipe, socket) in enumerate(itertools.zip_longest(pipes, sockets))
    )
    policy = Policy(pipes[0], sockets[0], rules=rules)
    if not policy.unrestricted:
        assert plan(policy).entries in [made.entries for made in profiles().values()]
        first = first_filter(plan(policy, armed=True))
        assert first.entries in [made.entries for made in BUILT.values()]


def test_an_inherited_read_end_makes_no_other_filter() -> None:
    """With an inherited read end too the filter is one of the kept ones."""
    for pipe, socket in itertools.product(PairMode, repeat=2):
        made = plan(Policy(pipe, socket), inherited_read_end=True)
        assert not made.entries or made.entries in [one.entries for one in profiles().values()]
        first = first_filter(plan(Policy(pipe, socket), inherited_read_end=True, armed=True))
        assert not first.entries or first.entries in [one.entries for one in BUILT.values()]


@pytest.mark.slow
def test_a_filter_built_wrong_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing anew does not help where a rule is lost: the tables are not made from the filter."""
    lose = build_module._add

    def add(*args: Any) -> None:
        if args[4] != "writev":
            lose(*args)

    monkeypatch.setattr(build_module, "_add", add)
    assert generate.main([str(_checkout(tmp_path))]) == 1


@pytest.mark.slow
def test_everything_is_made_by_one_command(tmp_path: Path) -> None:
    """bpf/, the package's filters and the reference, with nothing left of what they were."""
    checkout = _checkout(tmp_path)
    assert generate.main([str(checkout)]) == 0
    filters = checkout / "scpipe" / "seccomp" / "filters"
    assert {path.name: path.read_bytes() for path in filters.iterdir()} == golden.shipped_files(
        checkout / "bpf"
    )
    assert (checkout / "docs" / "reference" / "syscalls.md").read_text() == render()
    assert (checkout / "bpf" / "README.md").read_text() == "kept"


def _checkout(tmp_path: Path) -> Path:
    """A checkout with what is generated, out of date."""
    for folder in ("bpf", "scpipe/seccomp/filters", "docs/reference"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "syscalls.md").write_text("old")
    (tmp_path / "bpf" / "README.md").write_text("kept")
    return tmp_path


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """What this release makes."""
    return golden.artefacts()


@pytest.fixture
def kept(tmp_path: Path, made: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the folder. What it is compared with is not made anew for each comparison."""
    monkeypatch.setattr(golden, "artefacts", made.copy)
    return Path(shutil.copytree(FOLDER, tmp_path / "bpf"))


@pytest.mark.slow
def test_another_libseccomp_is_told_and_compared_by_meaning(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Other bytes that mean the same pass, and the output says that bytes were not compared."""
    (kept / golden.MANIFEST).write_text("libseccomp 0.0.0\n")
    name = kept / "deny.no-supervisor.x86_64"
    # A needless jump to the next instruction in front: a program with the same meaning.
    program = bpf.instruction(bpf.JA, 0) + golden.from_hex(name.with_suffix(".x86_64.bpf").read_text())
    name.with_suffix(".x86_64.bpf").write_text(golden.to_hex(program))
    name.with_suffix(".x86_64.asm").write_text(disassemble(program))
    assert golden.main([str(kept)]) == 0
    assert "bytes and .pfc cannot be compared" in capsys.readouterr().out


def test_programs_of_different_meaning_are_found_by_samples() -> None:
    """Two programs that no table tells apart are told apart by random calls."""
    kept = build(profiles()["deny.no-supervisor"])
    fresh = build(profiles()["pipe-deny.socketpair-deny"])
    assert list(golden._disagreements("x.x86_64", "x86_64", kept, fresh))
    assert not list(golden._disagreements("x.x86_64", "x86_64", kept, kept))


@pytest.mark.parametrize("name", ["pipe-deny.socketpair-deny", "pipe-allow-events.socketpair-allow-events"])
def test_hex_holds_the_bytes(name: str) -> None:
    """What the text form keeps is the program itself."""
    program = build(profiles()[name])
    assert golden.from_hex(golden.to_hex(program)) == program


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("deny.no-supervisor.x86_64.cases", ("ALLOW", "ERRNO 1")),
        ("deny.no-supervisor.x86_64.bpf", ("7fff0000", "7fc00000")),
        ("pipe-deny.socketpair-deny.aarch64.asm", ("A = nr", "A = arch")),
        ("armed-later.pipes.descriptors-4.x86_64.cases", ("TRACE 0", "ALLOW")),
        ("armed-later.pipes.descriptors-4.x86_64.bpf", ("7ff00000", "7fff0000")),
    ],
)
def test_a_change_is_found(kept: Path, file: str, change: tuple[str, str]) -> None:
    """A row, a byte or a listing that was changed by hand does not pass."""
    # Listings are made from the bytes that lie beside them: another libseccomp changes nothing about that.
    assert golden.differences(kept) == []
    place = kept / file
    place.write_text(place.read_text().replace(*change, 1))
    assert golden.differences(kept)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["manifest", "deny.no-supervisor.x86_64.cases", "deny.no-supervisor.x86_64.bpf"]
)
def test_missing_and_foreign_files_are_found(kept: Path, name: str) -> None:
    """The folder holds what belongs there and nothing else."""
    (kept / name).rename(kept / "other")
    assert {f"{name}: missing", "other: of no profile"} <= set(golden.differences(kept))
    assert golden.main([str(kept)]) == 1
