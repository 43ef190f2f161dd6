"""stress-ng and hackbench, bounded so that the same work is done each time, and what they say but times."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from harness.identity import require_program
from harness.runner import SUPERVISED, Runner

from .selection import runs_in_full

#: stress-ng's stressors, and how much of each is about a third of a second under scpipe.
STRESSORS = {
    "pipe": 3000,
    "sockpair": 150,
    "splice": 600,
    "tee": 100,
    "vm-splice": 2000,
    "dup": 60,
    "fork": 100,
    "vfork": 300,
    "clone": 30,
}
#: Seconds after which stress-ng gives up by itself; far above what a slow machine needs.
SECONDS = 300 if runs_in_full() else 60
_TIMES = re.compile(r"\b[\d.]+ ?(secs?|s)\b|\[\d+\]|^stress-ng: ")


@dataclass(frozen=True, slots=True)
class Load:
    """How a load generator ended, how much it says it has done, and its other lines, in order."""

    status: int
    done: tuple[str, ...]
    said: tuple[str, ...]


def flags_of(policy: str, runner: Runner, program: str) -> Sequence[str]:
    """``allow``: supervision alone. ``rules``: every trap, nothing refused. ``default``: allow-events."""
    if policy == "default":
        return ["-q"]
    if policy == "allow":
        return ["-q", *SUPERVISED]
    rules = [{"exe": program, "pipe": "allow", "socketpair": "allow"}]
    return ["-q", "--policy", str(runner.write("policy.json", json.dumps({"rules": rules})))]


def stress_words(runner: Runner, stressor: str, operations: int) -> list[str]:
    """The command line of stress-ng: two processes of one stressor share the work."""
    # Some make as many pairs as they may have descriptors.
    limit = [] if runs_in_full() else [require_program("prlimit"), "--nofile=1024", "--"]
    words = [*limit, require_program("stress-ng"), f"--{stressor}", "2", f"--{stressor}-ops", str(operations)]
    words += ["--timeout", str(SECONDS), "--verify", "--no-rand-seed", "--metrics"]
    return [*words, "--temp-path", str(runner.home)]


def stress(runner: Runner, stressor: str, operations: int, flags: Sequence[str] | None) -> Load:
    """One run of stress-ng, natively (``flags`` None) or under scpipe."""
    report = runner.home / f"{uuid.uuid4().hex[:8]}.yaml"
    words = [*stress_words(runner, stressor, operations), "--yaml", str(report)]
    done = runner.either_run(words, flags, timeout=SECONDS + 20)
    counted = re.findall(r"(?:stressor|bogo-ops|passed|failed|skipped): .*", report.read_text())
    lines = (done.stdout + done.stderr).splitlines()
    said = [_TIMES.sub("", line).strip() for line in lines if "metrc:" not in line]
    return Load(done.returncode, tuple(counted), tuple(sorted(said)))


def hackbench(runner: Runner, options: Sequence[str], flags: Sequence[str] | None) -> Load:
    """One run of hackbench: it ends when every message has arrived; what it was asked for, it repeats."""
    words = [require_program("hackbench"), *options]
    done = runner.either_run(words, flags, timeout=SECONDS)
    lines = done.stdout.splitlines()
    told = tuple(line for line in lines if not line.startswith("Time:"))
    return Load(done.returncode, told, (*done.stderr.splitlines(), f"{len(lines) - len(told)} times"))
