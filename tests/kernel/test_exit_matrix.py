"""How a command ended: codes and signals, through every kind of process, and through scpipe-run itself."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from harness.runner import Runner

from .launching import readable_guest, run, scpipe

Built = Callable[[str], str]

#: Ended by default (signal(7)); the others are ignored or stop.
FATAL = [
    number
    for number in range(1, 65)
    if number not in {signal.SIGCHLD, signal.SIGCONT, signal.SIGURG, signal.SIGWINCH}
    and number not in {signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU}
]
#: The C library keeps two signals for itself, and Python can neither reset nor unblock them.
OF_THE_LIBRARY = {32, 33}
CODES = [*range(24), *range(96, 132), 137, 143, 254, 255]


def test_processes_inside(runner: Runner, built: Built) -> None:
    """What waitpid tells of 681 ends is the same inside: child, thread, last thread, vfork child, program."""
    program = built("exit_matrix")
    bare = runner.bare_run([program])
    assert len(bare.stdout.splitlines()) > 600, bare.stderr
    done = run(runner, ["-q"], [program])
    assert (done.stdout, done.stderr, done.returncode) == (bare.stdout, bare.stderr, bare.returncode)


def test_cores_are_the_commands(root_runner: Runner, built: Built) -> None:
    """Where cores are dumped, processes inside dump theirs, and their parents see that they did."""
    if not Path("/proc/sys/kernel/core_pattern").read_text().startswith("core"):
        pytest.skip("cores of this machine go elsewhere")
    words = ["/bin/bash", "-c", 'ulimit -c unlimited && exec "$0" cores', built("exit_matrix")]
    bare, done = root_runner.bare_run(words), run(root_runner, ["-q"], words)
    dumped = [line for line in bare.stdout.splitlines() if int(line.split()[-1], 16) & 0x80]
    if not dumped:
        pytest.skip(f"no cores here: {bare.stderr}")
    assert (done.stdout, done.stderr, done.returncode) == (bare.stdout, bare.stderr, bare.returncode)


def _drive(runner: Runner, options: str, program: str, ends: list[str]) -> tuple[list[str], str]:
    """The wait status of scpipe-run for each end of its command, and what was said."""
    driver = [runner.python, readable_guest(runner, "exit_driver.py"), options, program]
    words = ["/bin/bash", "-c", 'ulimit -c 0 && exec "$0" "$@"', *driver]
    done = runner.bare_run(words, stdin="".join(f"end {end}\n" for end in ends))
    return done.stdout.splitlines(), done.stderr


@pytest.mark.parametrize("options", ["-q", "-q --orphans detach"], ids=["wait", "detach"])
def test_the_status_of_scpipe_run(runner: Runner, built: Built, options: str) -> None:
    """64 exit codes and every signal that ends a process: scpipe-run ends as the command does."""
    signals = [number for number in FATAL if number not in OF_THE_LIBRARY]
    ends = [f"code {code}" for code in CODES] + [f"signal {number}" for number in signals]
    if options != "-q":
        ends = ends[::5]
    wanted = [f"end code {code} {code << 8:#x}" for code in CODES]
    wanted += [f"end signal {number} {number:#x}" for number in signals]
    program = built("exit_matrix")
    wanted = wanted if options == "-q" else wanted[::5]
    assert _drive(runner, "bare", program, ends) == (wanted, "")
    assert _drive(runner, options, program, ends) == (wanted, "")


@pytest.mark.parametrize("options", ["-q", "-q --orphans detach"], ids=["wait", "detach"])
def test_signals_of_the_library(runner: Runner, built: Built, options: str) -> None:
    """A command that dies of a signal of the C library's makes scpipe-run die of it, too."""
    ends = [f"signal {number}" for number in sorted(OF_THE_LIBRARY)]
    bare = _drive(runner, "bare", built("exit_matrix"), ends)
    assert bare[0] == ["end signal 32 0x20", "end signal 33 0x21"]
    assert _drive(runner, options, built("exit_matrix"), ends) == bare


SHELL = """
"$@" signal 15; echo $?
"$@" signal 34 & wait $!; echo $?
"$@" code 41 & wait $!; echo $?
(exec "$@" signal 9); echo $?
"$@" signal 13 | :; echo ${PIPESTATUS[0]}
! "$@" code 0; echo $?
"$@" code 7 || "$@" code 8 && "$@" code 9; echo $?
if "$@" signal 6; then echo yes; else echo no $?; fi
"""


def test_a_shell_sees_the_same(runner: Runner, built: Built) -> None:
    """$?, wait, PIPESTATUS and conditions of a shell say of scpipe-run what they say of the command."""
    command = [built("exit_matrix"), "end"]
    shell = ["/bin/bash", "-c", f"ulimit -c 0;{SHELL}", "shell"]
    bare = runner.bare_run([*shell, *command])
    assert bare.stdout.split()[:2] == ["143", "162"]
    done = runner.bare_run([*shell, *scpipe(runner, "-q", "--", *command)])
    assert done.stdout == bare.stdout


def test_an_end_that_becomes_another(root_runner: Runner, built: Built) -> None:
    """As the first process of a PID namespace scpipe-run cannot die of a signal: it says 128 + N."""
    inner = scpipe(root_runner, "-q", "--", built("exit_matrix"), "end", "signal", "15")
    done = root_runner.bare_run(["unshare", "-p", "-f", "--mount-proc", *inner])
    assert (done.returncode, done.stderr) == (143, "")
