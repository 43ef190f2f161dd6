"""The artefacts in bpf/: as this release makes them, and complete."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scpipe.seccomp import golden
from scpipe.seccomp.build import build
from scpipe.seccomp.catalogue import CATALOGUE

FOLDER = Path(__file__).parents[3] / "bpf"


def test_folder_is_as_generated(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing in bpf/ differs; where libseccomp does, the truth tables still hold, and it says so."""
    status = golden.main([str(FOLDER)])
    told = capsys.readouterr().out
    assert status == 0, told
    assert "compared bytes, listings and truth tables" in told or "compared truth tables only" in told


def test_every_row_of_the_catalogue_is_asked_of() -> None:
    """Each numbered call has rows in every table of its architecture."""
    for arch in golden.ARCHES:
        for path in FOLDER.glob(f"*.{arch}.cases"):
            text = path.read_text()
            for entry in CATALOGUE:
                if arch in entry.numbers:
                    assert f"# {entry.name}: matches" in text, (path.name, entry.name)


def test_every_trap_is_seen_in_some_table() -> None:
    """Every trace id of the catalogue is an action in a table: no row without a case."""
    text = "".join(path.read_text() for path in FOLDER.glob("*.x86_64.cases"))
    for entry in CATALOGUE:
        if entry.response.value != "silent":
            assert f"TRACE {entry.trace_id} " in text, entry.name


@pytest.mark.parametrize("name", ["pipe-deny.socketpair-deny", "pipe-allow-events.socketpair-allow-events"])
def test_hex_holds_the_bytes(name: str) -> None:
    """What the text form keeps is the program itself."""
    program = build(golden.profiles()[name])
    assert golden.from_hex(golden.to_hex(program)) == program


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("deny.no-supervisor.x86_64.cases", ("ALLOW", "ERRNO 1")),
        ("deny.no-supervisor.x86_64.bpf", ("7fff0000", "7fc00000")),
        ("pipe-deny.socketpair-deny.aarch64.asm", ("A = nr", "A = arch")),
    ],
)
def test_a_change_is_found(tmp_path: Path, file: str, change: tuple[str, str]) -> None:
    """A row, a byte or a listing that was changed by hand does not pass."""
    folder = tmp_path / "bpf"
    shutil.copytree(FOLDER, folder)
    assert golden.differences(folder) == []
    place = folder / file
    place.write_text(place.read_text().replace(*change, 1))
    assert golden.differences(folder)


def test_missing_and_foreign_files_are_found(tmp_path: Path) -> None:
    """The folder holds what belongs there and nothing else."""
    folder = tmp_path / "bpf"
    shutil.copytree(FOLDER, folder)
    (folder / "manifest").rename(folder / "other")
    assert {line.partition(":")[0] for line in golden.differences(folder)} >= {"manifest", "other"}
