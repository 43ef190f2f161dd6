"""What a program makes wait costs the supervisor little memory, whatever it costs the program."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable

import pytest
from harness.processes import PATIENCE
from harness.runner import Runner

from .launching import named, run, scpipe

Built = Callable[[str], str]
Cost = Callable[[str], None]


@pytest.mark.parametrize(
    ("what", "count", "options", "most"),
    [
        ("waiting", 300, [], 30_000),
        ("parts", 300, ["--pipe", "allow"], 30_000),
        ("control", 300, ["--pipe", "allow"], 30_000),
        ("copies", 6, ["--first-message", "any"], 60_000),
        ("messages", 1, ["--audit"], 30_000),
    ],
)
def test_memory_is_bounded(
    runner: Runner, built: Built, cost: Cost, what: str, count: int, options: list[str], most: int
) -> None:
    """Kept bytes, parts, control data and copies for each waiting call would take ten times as much (kB)."""
    done = run(runner, ["-q", *options], [built("bounds"), what, str(count)], timeout=PATIENCE)
    words = (word.partition("=") for word in done.stdout.split())
    found = {name: int(value) for name, _equals, value in words}
    assert found["begun"] == count, (done.stdout, done.stderr)
    cost(f"{what}, {count} at a time ({runner.user or 'root'}): {found['grown']} kB of supervisor")
    assert found["grown"] < most, done.stdout


def test_a_long_line(runner: Runner, built: Built) -> None:
    """However many threads wait in line for socket pairs, each gets its answer, and nobody is killed."""
    done = run(runner, ["-q"], [built("line"), "700"], timeout=PATIENCE)
    assert (done.returncode, done.stdout, done.stderr) == (0, "2100 of 2100\n", "")


MANY_WAIT = """
import os, threading, time
read, write = os.pipe()
os.set_blocking(write, False)
try:
    while True:
        os.write(write, b"e" * 4096)
except BlockingIOError:
    os.set_blocking(write, True)
answers = []
def wait():
    try:
        answers.append(os.write(write, b"e" * 9))
    except OSError as error:
        answers.append(error.errno)
threads = [threading.Thread(target=wait) for _number in range(400)]
for thread in threads:
    thread.start()
while len(answers) < 100:
    time.sleep(0.01)
another = os.pipe()
print(os.write(another[1], b"x"), os.read(another[0], 9))
os.read(read, 65536)
for thread in threads:
    thread.join()
print({9, 105} == set(answers))
"""


def test_descriptors_are_left_for_others(runner: Runner) -> None:
    """Where nearly all our descriptors wait, what would wait is ENOBUFS, with a word, and all else works."""
    words = shlex.join(scpipe(runner, "--", runner.python, "-I", "-S", "-c", MANY_WAIT))
    done = runner.bare_run(["/bin/sh", "-c", f"ulimit -n 300; {words}"], timeout=PATIENCE)
    assert done.stdout == "1 b'x'\nTrue\n", (done.stdout, done.stderr)
    (line,) = done.stderr.splitlines()
    assert line.startswith("scpipe: warning: writes that would wait fail with ENOBUFS: ")
    assert "ulimit -Hn" in line


TOO_LARGE = """
import os
data = b"ab" * (20 << 20)
for _number in range(2):
    read, write = os.pipe()
    try:
        os.write(write, data)
    except OSError as error:
        print(error.errno)
os.write(write, b"small")
print(os.read(read, 99))
"""


def test_a_first_message_that_is_too_large(runner: Runner) -> None:
    """Under first-message any 40 mixed MiB are ENOBUFS, one note says why, and nothing went in."""
    report = runner.home / "report"
    command = [runner.python, "-I", "-S", "-c", TOO_LARGE]
    done = run(runner, ["--first-message", "any", "--report", str(report)], command)
    assert done.stdout == "105\n105\nb'small'\n", (done.stdout, done.stderr)
    events = [json.loads(line) for line in report.read_text().splitlines()]
    (note,) = named(events, "note")
    assert note["level"] == "warning"
    assert "failed with ENOBUFS: scpipe keeps at most 32 MiB" in note["text"]
    assert done.stderr.count("ENOBUFS") == 1


FOR_EVER = """
import os
read, write = os.pipe()
os.write(write, b"e")
for _number in range(3000):
    try:
        os.write(write, b"\\2\\0\\0\\0")
    except PermissionError:
        continue
"""


def test_refusals_without_end(runner: Runner) -> None:
    """A program that writes for ever what is refused makes some lines, and every refusal counts."""
    report = runner.home / "report"
    command = [runner.python, "-I", "-S", "-c", FOR_EVER]
    done = run(runner, ["--report", str(report)], command)
    events = [json.loads(line) for line in report.read_text().splitlines()]
    told, counted = named(events, "refused"), named(events, "repeated")
    assert len(told) + len(counted) < 50
    assert len(told) + sum(event["count"] for event in counted) == 3000 == events[-1]["refused"]
    assert len(done.stderr.splitlines()) < 25, done.stderr
    assert "refused 1000 times by now" in done.stderr
