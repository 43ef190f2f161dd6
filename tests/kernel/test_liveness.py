"""Other tracees keep running, nothing hangs: whatever one of them does to the supervisor.

Every guest has an innocent process that sends events all the while and counts them. Times are compared
within one run only. A test that shows a defence to be needed takes it away in a patched scpipe-run.
"""

from __future__ import annotations

import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest
from harness.commands import scpipe_run
from harness.fixtures import clean_runner
from harness.processes import PATIENCE, end_all
from harness.runner import Runner

from .launching import run, start

Built = Callable[[str], str]

#: What scpipe-run does if the code is executed before it: one line of Python for each defence.
ABLATIONS = {
    "turns": "from scpipe.supervisor import blocking; blocking._LONGEST_STEP = 1e9",
    "sweeping": "from scpipe.supervisor.collector import Collector; Collector._look = lambda self: None",
}
#: How many events the innocent process must make when the burden is gone (the guests stop counting there).
WANTED = 200
#: So often a load is tried whose longest pause is the whole of it.
TRIES = 3


@pytest.fixture
def one_runner() -> Iterator[Runner]:
    """Runs commands as the tests' own user only, for what costs seconds and asks nobody's rights."""
    with clean_runner(None) as made:
        yield made


def _without(runner: Runner, defence: str) -> list[str]:
    """The words that start scpipe-run without one of its defences."""
    begin = ("sys.argv[0] = 'scpipe-run'", "from scpipe.command.cli import main_run", "main_run()")
    return [runner.python, "-c", "; ".join(("import sys", ABLATIONS[defence], *begin))]


def _numbers(text: str) -> dict[str, float]:
    return {name: float(value) for name, value in re.findall(r"(\w+)=(-?[\d.]+)", text)}


# -- a supervisor that waits for a tracee ---------------------------------------------------------


# -- a supervisor that has much to do -------------------------------------------------------------


@pytest.mark.parametrize(
    ("load", "amount", "least"),
    [
        ("stopped", 0, 30),
        ("parked", 200, 20),
        ("threads", 300, 20),
        ("signals", 0, 30),
        ("messages", 256, 10),
        ("uniform", 768, 8),
    ],
)
def test_others_go_on(runner: Runner, built: Built, load: str, amount: int, least: int) -> None:
    """While one process burdens the supervisor, an innocent one makes at least so many events.

    A machine that stands still for a second makes one pause of a short load: that is tried again.
    """
    told = []
    for _attempt in range(TRIES):
        done = run(runner, [], [built("liveness_load"), load, str(amount)], timeout=PATIENCE)
        assert done.returncode == 0, done.stderr
        seen = _numbers(done.stdout)
        assert seen["status"] == 0, (done.stdout, done.stderr)
        assert seen["errors"] == 0, done.stdout
        assert seen["events"] >= least, f"{done.stdout}: fewer than {least} events meanwhile"
        assert seen["after"] >= WANTED, f"{done.stdout}: fewer than {WANTED} events afterwards"
        if seen["longest"] < max(seen["seconds"] * 0.8, 0.3):
            return
        told.append(done.stdout)
    pytest.fail(f"each time one pause as long as the load: {told}")


def test_a_full_chain_of_filters(one_runner: Runner, built: Built) -> None:
    """A process that has filled its chain with 2000 filters and more is judged as before."""
    done = run(one_runner, [], [built("liveness_load"), "filters", "2000"], timeout=PATIENCE)
    seen = _numbers(done.stdout)
    assert seen["status"] == 0, (done.stdout, done.stderr)
    assert seen["events"] >= 20, f"{done.stdout}: fewer than 20 events meanwhile"


def test_turns_are_needed(one_runner: Runner, built: Built) -> None:
    """Without turns a message of 768 MiB leaves the innocent process standing nearly all the time."""
    runner = one_runner
    words = [*_without(runner, "turns"), "--", built("liveness_load"), "uniform", "768"]
    done = runner.bare_run(words, timeout=PATIENCE)
    seen = _numbers(done.stdout)
    assert seen["longest"] > seen["seconds"] * 0.5, (done.stdout, done.stderr)


BOMB_USER = 65531


def test_a_bomb_up_to_the_limit(root_runner: Runner, built: Built) -> None:
    """Processes that fork up to RLIMIT_NPROC and write all the while leave turns to an innocent one."""
    runner = root_runner
    runner.home.chmod(0o777)
    become = ["setpriv", f"--reuid={BOMB_USER}", f"--regid={BOMB_USER}", "--clear-groups", "--"]
    nobody = Runner("nobody", runner.home)
    words = [*become, *scpipe_run("--", built("liveness_load"), "bomb", "60", python=nobody.python)]
    done = runner.bare_run(words, timeout=PATIENCE)
    seen = _numbers(done.stdout)
    assert seen["status"] == signal.SIGTERM, (done.stdout, done.stderr)
    assert seen["events"] >= 5, f"{done.stdout}: fewer than 5 events among 60 processes that write"
    assert seen["after"] >= WANTED, done.stdout


def _with_descriptors(runner: Runner, limit: int) -> list[str]:
    return ["prlimit", f"--nofile={limit}:{limit}", *scpipe_run(python=runner.python)]


def test_more_writers_than_descriptors(one_runner: Runner, built: Built) -> None:
    """1500 threads that wait in write under a limit of 512: who finds no room gets an error, others go on."""
    runner = one_runner
    words = [*_with_descriptors(runner, 512), "--", built("liveness_load"), "threads", "1500"]
    done = runner.bare_run(words, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    seen = _numbers(done.stdout)
    assert seen["errors"] > 500, f"{done.stdout}: the limit was not reached"
    assert seen["after"] >= WANTED, f"{done.stdout}: fewer than {WANTED} events afterwards"


def test_more_pairs_than_descriptors(one_runner: Runner, built: Built) -> None:
    """1500 waiting processes under a limit of 512, each hundred on a new pipe: no hang, no internal error."""
    runner = one_runner
    words = [*_with_descriptors(runner, 512), "--", built("liveness_load"), "parked", "1500"]
    done = runner.bare_run(words, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    seen = _numbers(done.stdout)
    assert seen["errors"] > 0 or seen["status"] == signal.SIGKILL, f"{done.stdout}: the limit was not reached"
    assert seen["after"] >= WANTED, f"{done.stdout}: fewer than {WANTED} events afterwards"


@pytest.mark.parametrize("load", ["threads", "messages", "uniform"])
def test_sigkill_under_load(runner: Runner, built: Built, load: str) -> None:
    """scpipe-run killed in the middle of a load: nothing of the sandbox survives."""
    amount = {"uniform": "2000", "messages": "1000"}.get(load, "300")
    words = scpipe_run("-q", "--", built("liveness_load"), load, amount, python=runner.python)
    process = start(runner, words, stderr=subprocess.DEVNULL)
    time.sleep(0.6)
    process.kill()
    process.wait(300)
    for stream in (process.stdin, process.stdout):
        assert stream is not None
        stream.close()
    assert not end_all(runner.traces, grace=60), "processes survived scpipe-run"


USERFAULTFD = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
print(libc.syscall(323, 1), ctypes.get_errno())
"""


def test_userfaultfd_is_refused(runner: Runner) -> None:
    """userfaultfd, by which a tracee could let us wait for a page, cannot be made: EPERM or ENOSYS."""
    done = run(runner, ["-q"], [runner.python, "-I", "-S", "-c", USERFAULTFD])
    assert done.stdout.split() in (["-1", "1"], ["-1", "38"]), (done.stdout, done.stderr)


# -- memory ---------------------------------------------------------------------------------------

PAIRS = 16_000


def _growth(done: subprocess.CompletedProcess[str]) -> float:
    assert done.returncode == 0, (done.stdout, done.stderr)
    seen = _numbers(done.stdout)
    assert seen["quarter"] > 0, done.stdout
    return seen["end"] - seen["quarter"]


def test_memory_stays_flat(one_runner: Runner, built: Built, cost: Callable[[str], None]) -> None:
    """Pairs that come and go, some over other sockets, cost nothing that stays; unswept they would."""
    guest = [built("liveness_memory"), str(PAIRS)]
    swept = _growth(run(one_runner, ["-q"], guest, timeout=PATIENCE))
    unswept = [*_without(one_runner, "sweeping"), "-q", "--", *guest]
    kept = _growth(one_runner.bare_run(unswept, timeout=PATIENCE))
    cost(f"{PAIRS * 3 // 4} dead pairs: {swept:.0f} kB with sweeping, {kept:.0f} kB without")
    assert swept < 2048, f"{swept} kB more"
    assert kept > swept + 2048, f"the test cannot fail: {kept} kB without sweeping, {swept} kB with"


@pytest.mark.parametrize("burden", ["long", "idle"])
def test_a_call_that_waits_for_solitude_holds_up_nobody_else(
    one_runner: Runner, built: Built, burden: str
) -> None:
    """An innocent process goes on while another one's call takes long, or its threads do not stop."""
    done = run(one_runner, ["-q"], [built("liveness_stall"), burden])
    found = _numbers(done.stdout)
    assert found["slow"] < found["whole"] / 2, done.stdout
    assert found["alive"] == 1, f"killed, though it did nothing wrong: {done.stderr}"
