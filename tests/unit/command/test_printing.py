"""What is printed arrives whole, or there is one error and the status that stands for scpipe's own."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from scpipe.command.printing import put
from scpipe.command.subcommands import SUBCOMMANDS
from scpipe.errors import ReportError


@pytest.fixture
def stdout() -> Iterator[int]:
    """The descriptor 1, which may be changed."""
    kept = os.dup(1)
    yield 1
    os.dup2(kept, 1)
    os.close(kept)


def _open_full(fd: int) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    os.dup2(full, fd)
    os.close(full)


def test_a_full_device(stdout: int) -> None:
    """Not a traceback, and not 120, by which Python tells of it and scpipe of a violation."""
    _open_full(stdout)
    with pytest.raises(ReportError, match="standard output cannot be written: No space left on device"):
        put("text")


def test_a_closed_stream(stdout: int) -> None:
    """Nothing was printed, so that is an error."""
    os.close(stdout)
    with pytest.raises(ReportError, match="Bad file descriptor"):
        put("text")


def test_a_pipe_that_nobody_reads(stdout: int) -> None:
    """As with scpipe explain FILE | head -1."""
    reading, writing = os.pipe()
    os.dup2(writing, stdout)
    os.close(writing)
    os.close(reading)
    put("text" * 100_000)


def test_a_command_that_prints(stdout: int, capsys: pytest.CaptureFixture[str]) -> None:
    """scpipe init ends with 125 where its policy cannot be printed."""
    (init,) = [each for each in SUBCOMMANDS if each.name == "init"]
    _open_full(stdout)
    assert init.act({"argument": "ci", "output": None, "force": False}) == 125
    assert capsys.readouterr().out == ""
