"""How much of its rounds an attack makes: all, unless this machine is so slow that a part is asked for.

SCPIPE_ATTACKS_SCALE says which part (0.1), and SCPIPE_ATTACKS_WHOLE names the attacks that need all of it:
those that got nothing through with a part when nobody hindered them. guests/attack.h has what the part means.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from harness import trap
from harness.commands import quiet_run

#: The variable of the environment that the attacks read, too.
SCALE = "SCPIPE_ATTACKS_SCALE"
WHOLE = "SCPIPE_ATTACKS_WHOLE"
#: What a test's record says of how much was made.
ROUNDS, ALL = "rounds", "all"
#: scpipe-run for attacks that make a part: SCRIPT MODE WORDS.
SCRIPT = Path(__file__).with_name("run_scaled.py")


def is_part(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a part is asked for."""
    return environment.get(SCALE, "") not in ("", "1")


def part_for(name: str, environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """What an attack of this name gets into its environment."""
    return {} if name in environment.get(WHOLE, "").split(",") else part_of_all(environment)


def part_of_all(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """What attacks get into their environment while it is not known which ones need all rounds."""
    return {SCALE: environment[SCALE]} if is_part(environment) else {}


def supervised(name: str, *words: str) -> list[str]:
    """scpipe-run, quiet, with these words, for an attack of this name."""
    if not part_for(name):
        return quiet_run(*words)
    return [sys.executable, str(SCRIPT), trap.chosen() or "", "-q", *words]
