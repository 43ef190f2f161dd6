"""The console scripts: what ^C does before the command line is understood."""

from __future__ import annotations

import base64
import signal
import subprocess
import sys

import pytest

#: Notes what SIGINT means when the command line begins.
PROGRAM = """
import signal, sys
signal.signal(signal.SIGINT, signal.{before})
import scpipe.command.cli, scpipe.command.entry
scpipe.command.cli.{name} = lambda: print(signal.getsignal(signal.SIGINT).name)
scpipe.command.entry.{name}()
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
    program = "import os, signal, scpipe.command.cli, scpipe.command.entry\n"
    program += "scpipe.command.cli.main_run = lambda: os.kill(os.getpid(), signal.SIGINT)\n"
    program += "signal.signal(signal.SIGINT, signal.default_int_handler)\nscpipe.command.entry.main_run()"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")


def test_the_environment_is_restored() -> None:
    """What the launcher has put by takes the place of the shell's environment; the rest of argv is CMD's."""
    given = b"a.b=1\0X=\0X=second\0nothing\0PWD=/wrong\0BYTES=\xff"
    text = base64.b64encode(given).decode()
    shell = {"PWD": "/", "SHLVL": "1", "SCPIPE_ENVIRON_1": text[:20], "SCPIPE_ENVIRON_2": text[20:] + "\n"}
    program = "import os, sys, scpipe.command.cli, scpipe.command.entry\n"
    program += "scpipe.command.cli.main_run = lambda: print(sys.argv, sorted(os.environb.items()))\n"
    program += "sys.argv[1:] = ['scpipe-run', '2', '--', 'x']\nscpipe.command.entry.start()"
    words = [sys.executable, "-c", program]
    done = subprocess.run(words, env=shell, capture_output=True, text=True, timeout=300, check=True)
    left = [(b"BYTES", b"\xff"), (b"PWD", b"/wrong"), (b"X", b""), (b"a.b", b"1")]
    assert done.stdout == f"['scpipe-run', '--', 'x'] {left}\n"
