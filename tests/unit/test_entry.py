"""The console scripts: what ^C does before the command line is understood."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

#: Notes what SIGINT means when the command line begins.
PROGRAM = """
import signal, sys
signal.signal(signal.SIGINT, signal.{before})
import scpipe.cli, scpipe.entry
scpipe.cli.{name} = lambda: print(signal.getsignal(signal.SIGINT).name)
scpipe.entry.{name}()
"""


@pytest.mark.parametrize("name", ["main_run", "main"])
@pytest.mark.parametrize(
    ("before", "after"), [("default_int_handler", "SIG_DFL"), ("SIG_IGN", "SIG_IGN"), ("SIG_DFL", "SIG_DFL")]
)
def test_an_interrupt_ends_the_start(name: str, before: str, after: str) -> None:
    """^C during the imports kills without a traceback; who ignores it lets the command ignore it."""
    words = [sys.executable, "-c", PROGRAM.format(name=name, before=before)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300, check=True)
    assert done.stdout == f"{after}\n"


def test_the_signal_kills() -> None:
    """A script that is interrupted dies of SIGINT and says nothing."""
    program = "import os, signal, scpipe.cli, scpipe.entry\n"
    program += "scpipe.cli.main_run = lambda: os.kill(os.getpid(), signal.SIGINT)\n"
    program += "signal.signal(signal.SIGINT, signal.default_int_handler)\nscpipe.entry.main_run()"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")
