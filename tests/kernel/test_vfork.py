"""--trap armed: children that have the memory of a program with threads, and descriptors of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from harness import trap
from harness.machine import needs_x86_64
from harness.runner import Runner

from scpipe.linux import process

from .launching import python, readable_guest

pytestmark = [
    needs_x86_64,
    pytest.mark.skipif(trap.is_armed_too_new(), reason="trap armed needs Linux 6.7"),
]

needs_seals = pytest.mark.skipif(not process.can_seal(), reason="mappings are sealed since Linux 6.10")

Built = Callable[[str], str]

_CHILDREN, _THREADS = 30, 8
#: Children of a program with idle threads get the end of a pipe as standard output, by vfork or posix_spawn.
SUBPROCESSES = """
import os, subprocess, sys, threading
read, write = os.pipe()
for _ in range(int(sys.argv[2])):
    threading.Thread(target=threading.Event().wait, daemon=True).start()
for child in range(int(sys.argv[1])):
    subprocess.run(["/bin/true"], stdout=write, close_fds=False, check=True)
    subprocess.run(["/bin/true"], stderr=write, close_fds=False, check=True)
print("done")
"""


def _counted(runner: Runner, kernel: str, command: Sequence[str]) -> tuple[str, int, int]:
    """What a command says, how many tasks were stopped, and how many mappings sealed."""
    options = ["-q", "--trap", "armed", "--pipe", "allow-events", "--socketpair", "allow-events"]
    driver = readable_guest(runner, "sealing.py")
    done = runner.bare_run([runner.python, driver, kernel, *options, "--", *command])
    *rest, last = done.stderr.splitlines()
    assert (done.returncode, rest) == (0, []), done
    word, interrupts, seals = last.split()
    assert word == "counted"
    return done.stdout, int(interrupts), int(seals)


@needs_seals
@pytest.mark.parametrize("way", ["vfork", "spawn", "open", "nested"])
def test_threads_run_on_while_a_child_is_given_filters(runner: Runner, built: Built, way: str) -> None:
    """Nobody is stopped; all writes are judged. One mapping is sealed for each 16 numbers."""
    program = [built("vfork_children"), way, str(_CHILDREN), str(_THREADS)]
    said, interrupts, seals = _counted(runner, "seals", program)
    assert said == f"{_CHILDREN} {_CHILDREN} 0\n"
    assert interrupts == 0
    assert seals == (1 if way == "open" else 3)


@pytest.mark.parametrize("way", ["vfork", "spawn", "open", "nested"])
def test_without_seals_they_stand_still(runner: Runner, built: Built, way: str) -> None:
    """As on a kernel before 6.10: the same comes out."""
    program = [built("vfork_children"), way, str(_CHILDREN), str(_THREADS)]
    said, interrupts, seals = _counted(runner, "no-seals", program)
    assert said == f"{_CHILDREN} {_CHILDREN} 0\n"
    assert interrupts >= _CHILDREN * _THREADS and seals == 0


@pytest.mark.parametrize("kernel", [pytest.param("seals", marks=needs_seals), "no-seals"])
def test_children_of_several_threads(runner: Runner, built: Built, kernel: str) -> None:
    """All of them have one memory, in which each has files with filters mapped at the same time."""
    said, _interrupts, seals = _counted(runner, kernel, [built("vfork_children"), "several", "20", "6"])
    assert said == "120 120 0\n"
    assert (seals > 0) is (kernel == "seals")


@pytest.mark.parametrize("kernel", [pytest.param("seals", marks=needs_seals), "no-seals"])
def test_an_open_of_a_child_that_waits_for_a_thread(runner: Runner, built: Built, kernel: str) -> None:
    """The child's open of a FIFO holds up no thread that makes pipes before it opens the other end."""
    fifo = runner.home / "fifo"
    done = runner.bare_run(["mkfifo", str(fifo)])
    assert done.returncode == 0, done
    program = [built("vfork_children"), "fifo", "5", "2", str(fifo)]
    said, _interrupts, _seals = _counted(runner, kernel, program)
    assert said == "5 5 0\n"


@needs_seals
@pytest.mark.parametrize("kernel", ["seals", "no-seals"])
def test_subprocesses_of_python(runner: Runner, kernel: str) -> None:
    """Each redirection takes a filter in the child, and with seals no thread is stopped for it."""
    program = python(runner, SUBPROCESSES, str(_CHILDREN), str(_THREADS))
    said, interrupts, seals = _counted(runner, kernel, program)
    assert said == "done\n"
    if kernel == "seals":
        assert (interrupts, seals) == (0, 1)
    else:
        assert interrupts >= _CHILDREN * _THREADS and seals == 0


@needs_seals
def test_who_is_alone_in_a_sleeping_memory_seals_nothing(runner: Runner, built: Built) -> None:
    """One thread, which sleeps in vfork: it stands still for nothing."""
    said, interrupts, seals = _counted(runner, "seals", [built("vfork_children"), "vfork", "10", "0"])
    assert said == "10 10 0\n" and (interrupts, seals) == (0, 0)
