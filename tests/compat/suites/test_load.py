"""Load generators do the same work with the same result under scpipe, and end when they are stopped."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from harness.identity import require_program
from harness.processes import PATIENCE, Leftover, leftovers
from harness.runner import Runner, Service

from .load_generators import STRESSORS, flags_of, hackbench, stress, stress_words
from .selection import runs_in_full

#: How much more work the full variant does, and how often.
MORE, TIMES = (10, 3) if runs_in_full() else (1, 1)
AT_ONCE = 2
#: stress-ng says so where a stressor met errors; it never knows more of the reason.
FAILED = 2


def _only_in_full(unless: bool) -> None:
    if not runs_in_full() and not unless:
        pytest.skip("only with SCPIPE_SUITES=full")


@pytest.mark.parametrize("policy", ["rules", "allow"])
@pytest.mark.parametrize("stressor", STRESSORS)
def test_stress_ng_cannot_tell(runner: Runner, user: str | None, stressor: str, policy: str) -> None:
    """Status, operations done and everything said are what they are natively."""
    _only_in_full(unless=(policy == "rules") is (user is not None))
    operations = STRESSORS[stressor] * MORE
    flags = flags_of(policy, runner, require_program("stress-ng"))
    native = stress(runner, stressor, operations, None)
    assert (native.status, native.done) == (0, (f"stressor: {stressor}", f"bogo-ops: {operations}"))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        again = [pool.submit(stress, runner, stressor, operations, flags) for _ in range(TIMES)]
        assert [one.result() for one in again] == [native] * TIMES


@pytest.mark.refused
@pytest.mark.parametrize("stressor", STRESSORS)
def test_stress_ng_ends_where_it_is_refused(runner: Runner, user: str | None, stressor: str) -> None:
    """Under allow-events a stressor whose data is refused gives up; one that sends none is not disturbed."""
    _only_in_full(unless=user is not None)
    flags = flags_of("default", runner, "")
    harmless = stressor in {"dup", "fork", "vfork", "clone"}
    for _ in range(TIMES):
        done = stress(runner, stressor, STRESSORS[stressor], flags)
        assert done.status in ({0} if harmless else {0, FAILED}), done
        assert (f"bogo-ops: {STRESSORS[stressor]}" in done.done) is harmless, done
        assert not [line for line in done.said if "scpipe" in line], done


def _workers(runner: Runner, stressor: str) -> list[Leftover]:
    """Its processes: stress-ng names them after what they do."""
    named = (f"stress-ng-{stressor}"[:15], "stress-ng")
    return [found for found in leftovers(runner.traces) if _name(found.pid).startswith(named)]


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def _stop_scpipe(service: Service, _workers: list[Leftover], number: int) -> int:
    return service.stop(number, PATIENCE)


def _kill_one(service: Service, workers: list[Leftover], _number: int) -> int:
    """One of the working processes; the others go on until they are told to end, too.

    Where it is a worker with children of its own, stress-ng knows nothing of them and they go on for ever,
    natively as well: scpipe-run is told to end its orphans.
    """
    for worker in random.sample(workers, len(workers)):
        if _name(worker.pid).startswith("stress-ng-"):
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGKILL)
                break
    time.sleep(0.1)
    return service.stop(signal.SIGTERM, PATIENCE)


STOPS: dict[str, tuple[int, Callable[[Service, list[Leftover], int], int], set[int]]] = {
    "TERM": (signal.SIGTERM, _stop_scpipe, {0, FAILED}),
    "INT": (signal.SIGINT, _stop_scpipe, {0, FAILED}),
    "KILL": (signal.SIGKILL, _stop_scpipe, {-signal.SIGKILL}),
    "a worker": (signal.SIGKILL, _kill_one, {0, FAILED}),
}


@pytest.mark.parametrize("policy", ["default", "rules"])
@pytest.mark.parametrize("stop", STOPS)
def test_stress_ng_stopped_half_way(runner: Runner, user: str | None, stop: str, policy: str) -> None:
    """Stopped in the middle it ends as it does natively, and leaves nobody behind."""
    _only_in_full(unless=(policy == "rules") is (user is not None))
    number, way, expected = STOPS[stop]
    seed = random.randrange(1_000_000)
    print(f"seed {seed}")  # noqa: T201 - shown with a failure
    chosen = random.Random(seed)
    names = [*STRESSORS] if runs_in_full() else [chosen.choice([*STRESSORS])]
    flags = [*flags_of(policy, runner, require_program("stress-ng")), "--orphans", "kill"]
    for stressor in names:
        with runner.serving(stress_words(runner, stressor, 10**8), policy_flags=flags) as service:
            deadline = time.monotonic() + PATIENCE
            while len(workers := _workers(runner, stressor)) < 2 and service.process.poll() is None:
                assert time.monotonic() < deadline, service.output()
                time.sleep(0.02)
            time.sleep(chosen.random() * 0.3)
            if service.process.poll() is None and len(workers) > 1:
                assert way(service, workers, number) in expected, (stressor, service.output())
            else:  # all was refused: it has given up by itself
                assert service.process.wait(PATIENCE) in {0, FAILED}
            assert "scpipe" not in service.output(), (stressor, service.output())


HACKBENCH = {"pipes": ["-p"], "sockets": [], "pipes of threads": ["-p", "-T"], "sockets of threads": ["-T"]}


@pytest.mark.parametrize("policy", ["default", "rules", "allow"])
@pytest.mark.parametrize("kind", HACKBENCH)
def test_hackbench(runner: Runner, user: str | None, kind: str, policy: str) -> None:
    """Every message arrives, also under the default: all bytes of all its messages are the same."""
    _only_in_full(unless=(policy != "allow") is (user is not None))
    options = [*HACKBENCH[kind], "-g", str(min(MORE, 4)), "-f", "5", "-l", str(20 * MORE)]
    flags = flags_of(policy, runner, require_program("hackbench"))
    native = hackbench(runner, options, None)
    assert native.status == 0 and f"will pass {20 * MORE} messages" in native.done[1], native
    with ThreadPoolExecutor(AT_ONCE) as pool:
        again = [pool.submit(hackbench, runner, options, flags) for _ in range(TIMES)]
        assert [one.result() for one in again] == [native] * TIMES
