"""Much of everything at once: results must be right, what it cost is printed and never judged."""

from __future__ import annotations

import random
from collections.abc import Callable

from harness.processes import PATIENCE
from harness.runner import Runner

from .launching import run

PROCESSES = 1000
THREADS = 200
ROUNDS = 2
PAIRS = 10_000

Cost = Callable[[str], None]
Built = Callable[[str], str]


def _numbers(text: str) -> dict[str, float]:
    return {name: float(value) for name, _equals, value in (word.partition("=") for word in text.split())}


def _both(runner: Runner, program: str, mode: str, first: int, second: int) -> list[dict[str, float]]:
    """What the guest counted: bare, then under scpipe-run."""
    arguments = [str(first), str(second)]
    bare = runner.bare_run([program, mode, "0", *arguments], timeout=PATIENCE)
    boxed = run(runner, ["-q"], [program, mode, "1", *arguments], timeout=PATIENCE)
    for done in (bare, boxed):
        assert (done.returncode, done.stderr) == (0, ""), (done.returncode, done.stdout, done.stderr)
    return [_numbers(done.stdout) for done in (bare, boxed)]


def _told(bare: float, boxed: float, count: int, unit: str, factor: float) -> str:
    return f"{bare / count * factor:.3g} {unit} bare, {boxed / count * factor:.3g} {unit} under scpipe"


def test_a_thousand_processes(runner: Runner, built: Built, cost: Cost) -> None:
    """A thousand processes that live at once have pipes, send events to their parents, and all arrive."""
    bare, boxed = _both(runner, built("load"), "processes", PROCESSES, 20)
    assert bare["events"] == boxed["events"] == 3 * PROCESSES
    times = _told(bare["seconds"], boxed["seconds"], PROCESSES, "ms", 1e3)
    cost(f"{PROCESSES} processes ({runner.user or 'root'}): {times} each")


def test_two_hundred_threads(runner: Runner, built: Built, cost: Cost) -> None:
    """Two hundred threads write to pipes of their own and to one eventfd, file and pipe; nothing is lost."""
    both = _both(runner, built("load"), "threads", THREADS, ROUNDS)
    for seen in both:
        assert seen["events"] == seen["counted"] == seen["lines"] == THREADS * ROUNDS
    times = _told(both[0]["seconds"], both[1]["seconds"], THREADS, "ms", 1e3)
    cost(f"{THREADS} threads of {4 * ROUNDS} writes ({runner.user or 'root'}): {times} each")


def test_ten_thousand_pairs(runner: Runner, built: Built, cost: Cost) -> None:
    """Ten thousand pairs live at once; each keeps its byte, and a sample refuses another one."""
    seed = random.randrange(1_000_000)
    print(f"seed {seed}")
    bare, boxed = _both(runner, built("load"), "pairs", PAIRS, seed)
    assert bare["pairs"] == boxed["pairs"] == PAIRS
    times = _told(bare["seconds"], boxed["seconds"], PAIRS, "us", 1e6)
    cost(f"{PAIRS} pairs ({runner.user or 'root'}): {times} for a pair and an event")
