"""One supervisor, an hour of everything: nothing grows, nothing is lost, nothing is left.

SCPIPE_SOAK_SECONDS: how long (3600). SCPIPE_SOAK_PACE: how much at once (1). SCPIPE_SOAK_KEEP: a
directory for the samples, the report and stderr.
"""

from __future__ import annotations

import collections
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from harness.commands import scpipe_run

from .guests.board import WORKERS, Board
from .sampling import Sample, look, tracees
from .verdict import growth, shares, table

GUESTS = Path(__file__).parent / "guests"
SECONDS = float(os.environ.get("SCPIPE_SOAK_SECONDS", "3600"))
#: How often one looks, how often there is rest (seconds), and how long the end may take.
LOOK = min(5.0, SECONDS / 60)
REST = min(55.0, SECONDS / 8)
LATEST_END = 240.0
_RULES = {"rules": [{"exe": "/bin/sh", "pipe": "allow"}]}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A private directory with a copy of the guests; what is to be kept goes to SCPIPE_SOAK_KEEP."""
    shutil.copytree(GUESTS, tmp_path / "guests")
    yield tmp_path
    keep = os.environ.get("SCPIPE_SOAK_KEEP")
    for name in ("samples.jsonl", "report.jsonl", "stderr", "verdict.md"):
        if keep and (tmp_path / name).exists():
            shutil.copy(tmp_path / name, Path(keep) / name)


def _start(place: Path, board: Path) -> subprocess.Popen[bytes]:
    policy = place / "policy.json"
    policy.write_text(json.dumps(_RULES))
    flags = ["--policy", str(policy), "--report", str(place / "report.jsonl")]
    guest = [sys.executable, str(place / "guests/conductor.py"), str(board), str(SECONDS), str(REST)]
    settings = {"TMPDIR": str(place), "SOAK_PACE": os.environ.get("SCPIPE_SOAK_PACE", "1")}
    with (place / "stderr").open("wb") as err:
        return subprocess.Popen(
            scpipe_run(*flags, "--", *guest),
            cwd=place,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", **settings},
            stdin=subprocess.DEVNULL,
            stdout=err,
            stderr=err,
            start_new_session=True,
        )


class _Watcher:
    """Looks at a supervisor every now and then, and once in the middle of each rest."""

    def __init__(self, pid: int, board: Board, log: Path) -> None:
        self.samples: list[Sample] = []
        self._pid, self._board = pid, board
        self._log = log.open("w", buffering=1)
        self._began = time.monotonic()
        self._due, self._rest = self._began + LOOK, 0

    def look(self) -> None:
        """Take a sample if it is time to."""
        quiet, now = self._board.quiet(), time.monotonic()
        if quiet % 2 and quiet != self._rest:
            self._rest = quiet
            sample = self._sample(quiet=True)
            if self._board.quiet() == quiet:  # the rest was long enough
                self._take(sample)
        elif not quiet % 2 and now >= self._due:
            self._due = now + LOOK
            self._take(self._sample(quiet=False))

    def _sample(self, *, quiet: bool) -> Sample:
        operations = sum(map(self._board.operations, range(len(WORKERS))))
        return look(self._pid, self._began, self._board.take_gap(), operations, quiet=quiet)

    def _take(self, sample: Sample) -> None:
        self.samples.append(sample)
        self._log.write(json.dumps(asdict(sample)) + "\n")

    def close(self) -> None:
        """No more samples."""
        self._log.close()


def _watch(process: subprocess.Popen[bytes], watcher: _Watcher) -> int:
    """Until the supervisor ends; its status."""
    deadline = time.monotonic() + SECONDS + LATEST_END
    while process.poll() is None:
        if time.monotonic() > deadline:
            pytest.fail(f"it still runs {LATEST_END:g} s after its end")
        try:
            watcher.look()
        except (OSError, LookupError, IndexError):
            continue  # it is ending
        time.sleep(0.05)
    return process.returncode


def _read_report(path: Path) -> tuple[collections.Counter[str], dict[str, object], list[str]]:
    """How many events of each kind, the last one, and what was noted."""
    counts: collections.Counter[str] = collections.Counter()
    notes, last = [], {}
    with path.open() as lines:
        for line in lines:
            last = json.loads(line)
            counts[last["event"]] += 1
            if last["event"] == "note":
                notes.append(last["text"])
    return counts, last, notes


def _told(board: Board, samples: list[Sample], counts: dict[str, int], end: dict[str, object]) -> list[str]:
    """The table, and what was done, for people."""
    done = {name: board.operations(slot) for slot, name in enumerate(WORKERS)}
    gaps = max(sample.gap for sample in samples if not sample.quiet)
    return [
        *table(samples),
        f"the supervisor's CPU time by quarters: {', '.join(f'{share:.1%}' for share in shares(samples))}",
        f"operations: {sum(done.values())}: {done}",
        f"events: {dict(counts)}",
        f"end: {end}",
        f"heartbeats: {board.sent} sent, {board.heard} heard, longest gap {gaps * 1000:.0f} ms",
        f"faults: {board.faults}",
        f"samples: {len(samples)}, at rest {sum(sample.quiet for sample in samples)}",
    ]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root sees the supervisor's descriptors")
def test_nothing_grows(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After an hour memory and descriptors are what they were, and the first byte of a pair is its byte."""
    Board.make(place / "board")
    board = Board(str(place / "board"))
    process = _start(place, place / "board")
    watcher = _Watcher(process.pid, board, place / "samples.jsonl")
    try:
        status = _watch(process, watcher)
        left = tracees(process.pid)
    finally:
        process.kill()
        process.wait(30)
        watcher.close()
    counts, end, notes = _read_report(place / "report.jsonl")
    stderr = (place / "stderr").read_text(errors="replace").splitlines()
    said = [line for line in stderr if not line.startswith(("scpipe: refused: ", "scpipe:   "))]
    grown = growth(watcher.samples)
    lines = _told(board, watcher.samples, counts, end)
    lines += [f"grown: {grown or 'nothing'}", f"status {status}, notes {notes[:20]}"]
    (place / "verdict.md").write_text("\n".join(lines) + "\n")
    with capsys.disabled():
        print("", *lines, sep="\n")  # noqa: T201 - the figures are what it is run for
    assert grown == []
    assert (status, left, board.faults) == (0, [], 0), said[-60:]
    assert notes == []
    assert not [line for line in said if "internal error" in line or "defect" in line]
    assert board.sent == board.heard > 0
    assert end["event"] == "end"
    assert (end["pairs"], end["refused"]) == (counts["pair"], counts["refused"])
