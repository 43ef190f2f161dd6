"""The measure of journeys sees what it is to measure."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from .journeys import KINDS

ROOT = Path(__file__).parents[2]


def test_every_kind_is_seen() -> None:
    """The guest makes each kind of stop often enough; the long way is longer, and a refusal than an event."""
    command = [sys.executable, "-m", "tests.bench.journeys"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=True)
    files = {}
    for line in done.stdout.splitlines()[1:]:
        kind, seen, _calls, count, _moves = line.rsplit(None, 4)
        assert int(seen) >= 30, line
        files[kind.strip()] = int(count)
    assert set(files) == set(KINDS)
    assert files["a refusal, the long way"] > files["an event, the long way"] > files["a refused message"]
    assert files["the first refusal of a kind"] > files["a refused message"] > files["an event by sendmsg"]
    assert files["an event by sendmsg"] > files["an event, the short way"] > files["an exit event"]
