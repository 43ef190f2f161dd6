"""A hundred pipelines of three stages in a row, again and again: all the same, and none of them hangs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from harness.identity import require_program
from harness.processes import PATIENCE
from harness.runner import Completed, Runner

from .load_generators import flags_of
from .selection import runs_in_full

PIPELINES = 100
TIMES, AT_ONCE = (10, 2) if runs_in_full() else (1, 1)

#: What each round runs, and what is said of it where nothing is refused.
KINDS = {
    "data": ("echo line $n | tr a-z A-Z | sed s/E/e/", "LINe {n}"),
    "zeros": ("head -c 5000 /dev/zero | cat | wc -c", "5000"),
    "statuses": ("(exit 3) | (read x; exit 4) | (exit 5)", ""),
}
SCRIPT = """n=0
while [ $n -lt {pipelines} ]; do
    n=$((n + 1))
    {pipeline}
    echo "status $?"
done"""


def _run(runner: Runner, shell: str, kind: str, flags: list[str] | None) -> Completed:
    script = SCRIPT.format(pipelines=PIPELINES, pipeline=KINDS[kind][0])
    words = [require_program(shell), "-c", script]
    return runner.either_run(words, flags, timeout=PATIENCE)


def _again(runner: Runner, shell: str, kind: str, flags: list[str]) -> list[Completed]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        runs = [pool.submit(_run, runner, shell, kind, flags) for _ in range(TIMES)]
        return [one.result() for one in runs]


def _expected(kind: str) -> str:
    status, said = (5, "") if kind == "statuses" else (0, KINDS[kind][1] + "\n")
    return "".join(said.format(n=n) + f"status {status}\n" for n in range(1, PIPELINES + 1))


@pytest.mark.parametrize("policy", ["rules", "allow", "default"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shell", ["dash", "bash"])
def test_pipelines(runner: Runner, user: str | None, shell: str, kind: str, policy: str) -> None:
    """They say what they say natively where nothing is refused, or all the data is one byte."""
    if policy == "default" and kind == "data":
        pytest.skip("refused: see the next test")
    in_ci = (policy == "allow") is (user is None) and (shell == "dash" or kind == "data")
    if not runs_in_full() and not in_ci:
        pytest.skip("only with SCPIPE_SUITES=full")
    native = _run(runner, shell, kind, None)
    assert (native.stdout, native.stderr, native.returncode) == (_expected(kind), "", 0)
    for done in _again(runner, shell, kind, [*flags_of(policy, runner, "/usr/bin/*")]):
        assert (done.stdout, done.stderr, done.returncode) == (native.stdout, "", 0)


@pytest.mark.refused
@pytest.mark.parametrize("shell", ["dash", "bash"])
def test_pipelines_that_are_refused(runner: Runner, user: str | None, shell: str) -> None:
    """A hundred refusals in a row: each pipeline ends with the same outcome, and nothing comes out."""
    if not runs_in_full() and user is None:
        pytest.skip("only with SCPIPE_SUITES=full")
    for done in _again(runner, shell, "data", [*flags_of("default", runner, "")]):
        assert (done.stdout, done.returncode) == ("status 0\n" * PIPELINES, 0)
        said = done.stderr.splitlines()
        assert len(said) == PIPELINES and len(set(said)) == 1, said[:5]
