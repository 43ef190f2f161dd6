"""Programs of many threads: they can be ended, and what belongs to them is theirs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import pytest
from harness import trap
from harness.processes import PATIENCE
from harness.runner import Runner

from .launching import lines_of_scpipe, python, run, scpipe

Built = Callable[[str], str]

#: Uses CPU time in the supervisor only: it sleeps while each of its calls is served.
SPINS = """
import os
read, write = os.pipe()
while True:
    os.write(write, b"a")
    os.read(read, 1)
"""
NAMES = "import os; print(*(os.environ.get(name) for name in ('LISTEN_PID', 'WATCHDOG_PID')), os.getpid())"

#: A host that was activated starts a command, and passes descriptor 3 on or not.
HOST = """
import os, socket, sys
sys.path[:] = sys.argv[2:]
import scpipe
one = socket.socket()
os.dup2(one.fileno(), 3)
env = {**os.environ, "LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1"}
passed = [3] if sys.argv[1] == "passed" else []
command = ["sh", "-c", "echo $LISTEN_PID $$"]
done = scpipe.run(command, env=env, pass_fds=passed, capture_output=True, text=True)
print(os.getpid(), done.stdout, done.stderr)
"""


@pytest.mark.parametrize("options", [[], ["--audit"], ["--pipe", "allow"]], ids=" ".join)
def test_a_timeout_ends_threads_that_do_not_listen(runner: Runner, built: Built, options: list[str]) -> None:
    """SIGTERM is handled by the program; SIGKILL comes whatever its threads ask of the supervisor."""
    limits = ["-q", "--timeout", "4", "--kill-after", "1"]
    done = run(runner, [*limits, *options], [built("deaf_threads")], timeout=PATIENCE)
    assert (done.returncode, done.stdout) == (124, "working\n"), done


def test_cpu_time_of_the_supervisor(runner: Runner) -> None:
    """A soft limit is the command's alone; a hard one that the supervisor meets itself is told of."""
    words = scpipe(runner, "-q", "--timeout", "60", "--", *python(runner, SPINS))
    done = runner.bare_run(["sh", "-c", 'ulimit -t 2; exec "$@"', "sh", *words], timeout=PATIENCE)
    said = lines_of_scpipe(done.stderr)
    if done.returncode == 124:
        pytest.skip("this user may raise the hard limit: the supervisor's own is lifted")
    if not said:
        assert done.returncode in (-9, 137), done  # the command has the same limit
        pytest.skip("the command met its limit first")
    assert done.returncode == 125 and "RLIMIT_CPU" in said[0] and len(said) == 1, done


def test_a_soft_limit_of_cpu_time_is_the_commands(runner: Runner) -> None:
    """The supervisor goes on when it has used as much; the command has the limit its caller set."""
    code = "import resource; print(*resource.getrlimit(resource.RLIMIT_CPU))"
    words = scpipe(runner, "-q", "--", *python(runner, code))
    done = runner.bare_run(["sh", "-c", 'ulimit -St 7; exec "$@"', "sh", *words], timeout=PATIENCE)
    assert (done.returncode, done.stdout) == (0, "7 -1\n"), done


@pytest.mark.parametrize("options", [[], ["--orphans", "detach"], ["--no-supervisor", "--pipe", "deny"]])
def test_variables_of_systemd_name_the_command(runner: Runner, options: list[str]) -> None:
    """Where they name the process that scpipe-run was started as, the command gets its own pid in them."""
    more = ["--socketpair", "deny"] if "--no-supervisor" in options else []
    words = scpipe(runner, "-q", *options, *more, "--", *python(runner, NAMES))
    activated = ["sh", "-c", 'export LISTEN_PID=$$ WATCHDOG_PID=$$; exec "$@"', "sh", *words]
    done = runner.bare_run(activated, timeout=PATIENCE)
    listen, watchdog, own = done.stdout.split()
    assert listen == watchdog == own, done


def test_variables_that_name_others_stay(runner: Runner) -> None:
    """What names another process is none of ours; what is not there stays away."""
    words = scpipe(runner, "-q", "--", *python(runner, NAMES))
    done = runner.bare_run(["env", "-u", "WATCHDOG_PID", "LISTEN_PID=1", *words], timeout=PATIENCE)
    assert done.stdout.split()[:2] == ["1", "None"], (done, os.getpid())


@pytest.mark.parametrize("passed", ["passed", "kept"])
def test_an_activated_host(runner: Runner, passed: str) -> None:
    """The library's command is named where it gets the descriptors; else they are the host's."""
    words = [runner.python, "-c", HOST, passed, *sys.path]
    done = runner.bare_run(words, timeout=PATIENCE)
    host, listen, own = done.stdout.split()
    assert listen == (own if passed == "passed" else host), done


@pytest.mark.parametrize("mode", ["all", "armed"])
def test_a_number_is_written_to_while_its_pair_is_made(runner: Runner, built: Built, mode: str) -> None:
    """Nobody is killed for a thread that writes to a number whatever has it; its events go in at last."""
    if mode == "armed" and trap.is_armed_too_new():
        pytest.skip("trap armed needs Linux 6.7")
    done = run(runner, ["--trap", mode], [built("stale_number")], timeout=PATIENCE)
    assert (done.returncode, done.stdout) == (0, "e after 300 pairs\n"), done
