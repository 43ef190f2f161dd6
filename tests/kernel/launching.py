"""The words that start scpipe-run and small programs, and what a complaint looks like."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from harness.commands import scpipe_run
from harness.processes import PATIENCE
from harness.runner import Completed, Runner

GUESTS = Path(__file__).parent / "guests"


def scpipe(runner: Runner, *words: str) -> list[str]:
    """scpipe-run with options and command exactly as given."""
    return scpipe_run(*words, python=runner.python)


def python(runner: Runner, code: str, *arguments: str) -> list[str]:
    """A small Python program: no site packages, so that it starts in milliseconds."""
    return [runner.python, "-I", "-S", "-c", code, *arguments]


def readable_guest(runner: Runner, name: str) -> str:
    """A copy of a Python guest that the runner's user can read."""
    return str(runner.write(name, (GUESTS / name).read_text()))


def run(
    runner: Runner, options: Sequence[str], command: Sequence[str], *, timeout: float = PATIENCE, **more: Any
) -> Completed:
    """scpipe-run OPTIONS -- COMMAND to its end."""
    return runner.bare_run(scpipe(runner, *options, "--", *command), timeout=timeout, **more)


def start(
    runner: Runner, words: Sequence[str], *, stderr: int = subprocess.PIPE, **env: str
) -> subprocess.Popen[bytes]:
    """Words in the background, with pipes to all three standard descriptors, in a session of their own.

    --no-supervisor takes no read end of a pipe: then stdin is empty.
    """
    pipe = subprocess.PIPE
    stdin = subprocess.DEVNULL if "--no-supervisor" in words else pipe
    return runner._start(words, env, None, stdin=stdin, stdout=pipe, stderr=stderr)


def lines_of_scpipe(text: str) -> list[str]:
    """What scpipe itself said on a stderr that it shares with the command."""
    return [line for line in text.splitlines() if line.startswith("scpipe: ")]


def reported(
    runner: Runner, options: Sequence[str], command: Sequence[str], **more: Any
) -> list[dict[str, Any]]:
    """The events of a run, whatever its status."""
    report = runner.home / "report.jsonl"
    done = run(runner, [*options, "--report", str(report)], command, **more)
    assert report.exists(), done.stderr
    read = [json.loads(line) for line in report.read_text().splitlines()]
    assert read and read[-1]["event"] == "end", (done.returncode, done.stdout, done.stderr, read)
    return read


def named(events: Sequence[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """The events of one kind."""
    return [event for event in events if event["event"] == name]
