"""Taking the samples of rows: round after round, every mode in each, so that noise hits all alike."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence

from .place import Place
from .results import Measured
from .row import STRACE, MissingError, Row


def measure(row: Row, place: Place) -> Measured:
    """All rounds of a row; what is missing or fails is noted. Without strace the others are measured."""
    modes = [mode for mode in row.modes if mode != STRACE or shutil.which("strace")]
    found = Measured(row.about, row.unit, {mode: [] for mode in modes})
    try:
        for _round in range(min(place.settings.rounds, row.most_rounds)):
            for mode in modes:
                found.rounds[mode].append(row.sample(place, mode))
    except MissingError as missing:
        found.skipped, found.rounds = str(missing), {}
    except subprocess.CalledProcessError as error:
        said = (error.stderr or b"").decode(errors="replace").strip()
        found.failed = f"status {error.returncode} of {mode}: {said[-500:] or 'nothing on stderr'}"
        found.rounds = {}
    except (OSError, RuntimeError, ValueError, subprocess.TimeoutExpired) as error:
        found.failed, found.rounds = f"{mode}: {error}", {}
    return found


def measure_all(rows: Sequence[Row], place: Place, tell: Callable[[str], None]) -> dict[str, Measured]:
    """The rows one after the other; ``tell`` gets a line for each."""
    found = {}
    for row in rows:
        tell(f"{row.name}: {row.about}")
        found[row.name] = measure(row, place)
        if found[row.name].skipped or found[row.name].failed:
            tell(f"{row.name}: {found[row.name].skipped or found[row.name].failed}")
    return found
