"""What a refusal reads like to who runs a program: few lines, its own words, a rule that helps."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
from pathlib import Path

import pytest
from harness.processes import PATIENCE
from harness.runner import Runner
from harness.waiting import wait_for

from .launching import lines_of_scpipe, python, run, scpipe, start

DATE = ["/bin/bash", "-c", "date -u +%Y | cat; true"]
LOOP = ["/bin/bash", "-c", "for ((i = 0; i < 200; i++)); do echo hello | cat; done"]
#: Is refused one message, and then waits for it.
WAITS = """
import os
reader, writer = os.pipe()
try:
    os.write(writer, b"two values")
except PermissionError:
    pass
os.read(reader, 1)
"""
#: Says when it is there and what signals it gets, in a file: stdout may be a pipe of the test's.
TAKES = """
import signal, sys, time
names = ("SIGUSR1", "SIGUSR2")
def note(text):
    with open(sys.argv[1], "a") as log:
        log.write(text + "\\n")
for name in names:
    signal.signal(getattr(signal, name), lambda number, frame: note(signal.Signals(number).name))
note("ready")
while True:
    time.sleep(60)
"""


def test_a_message(runner: Runner) -> None:
    """Who wrote what where by command lines, within 80 columns; the rule is for the maker."""
    done = run(runner, [], DATE)
    lines = lines_of_scpipe(done.stderr)
    text = " ".join(line.removeprefix("scpipe:").strip() for line in lines)
    assert re.search(
        r"refused: `date -u \+%Y` \(pid \d+, child of bash\) wrote 5 bytes to its stdout, "
        r"a pipe that bash made why: byte 0x3\d at offset 1 differs from the first byte 0x3\d: data",
        text,
    )
    assert lines[0].startswith("scpipe: refused: `date -u +%Y` (pid ") and len(lines[0]) <= 80
    assert "which trusts whatever bash runs" in text
    verdict = "scpipe: under SCONE 7.0 this run needs: SCONE_PIPE=allow SCONE_SOCKETPAIR=deny"
    assert lines.count(verdict) == 1 and text.count("SCONE's page") == 1


def test_the_rule_that_is_told_helps(runner: Runner) -> None:
    """The line, pasted into a file, is a policy under which the same command writes what it wants."""
    done = run(runner, [], DATE)
    (rule,) = [line for line in done.stderr.splitlines() if line.startswith("scpipe:     rules:")]
    policy = runner.write("p.yaml", rule.removeprefix("scpipe:").strip() + "\n")
    done = run(runner, ["-p", str(policy)], DATE)
    assert (done.stderr, len(done.stdout)) == ("", 5)


def test_a_rule_for_the_writer_is_told(runner: Runner) -> None:
    """It matched no pair, which is said at the end; the rule that helps stands before it in the list."""
    policy = runner.write("p.yaml", "rules:\n  - exe: /bin/date\n    pipe: allow\n")
    lines = lines_of_scpipe(run(runner, ["-p", str(policy)], DATE).stderr)
    text = " ".join(line.removeprefix("scpipe:").strip() for line in lines)
    assert "rule 1 (exe /bin/date) matched no pair: rules go by the program that makes the pair" in text
    assert "this in place of rules: in " in text
    assert ", {exe: /bin/date, pipe: allow}]" in text


def test_a_loop_of_pipelines_makes_few_lines(runner: Runner) -> None:
    """Two hundred pipelines that are refused: fewer than 25 lines of scpipe's; one says how many."""
    lines = lines_of_scpipe(run(runner, [], LOOP).stderr)
    assert len(lines) < 25
    assert "scpipe: and 199 more like it: bash wrote to pipes that bash made (data)" in lines
    assert any(line.startswith("scpipe: 200 calls refused on 200 pairs") for line in lines)


def test_arguments_without_end(runner: Runner) -> None:
    """Megabytes of arguments with terminal sequences make lines as short as any."""
    evil = "\x1b[2J\n::error::x`" + "A" * 100_000
    code = "import os; os.write(os.pipe()[1], b'ab')"
    done = run(runner, [], python(runner, code, *[evil] * 18))
    lines = lines_of_scpipe(done.stderr)
    assert lines and all(len(line) <= 80 and line.isprintable() and "::" not in line for line in lines)


def test_a_log_takes_every_line(runner: Runner) -> None:
    """With --log stderr is the command's alone; what the file held is gone; an error comes before a run."""
    log = runner.write("log", "old\n")
    log.chmod(0o666)
    done = run(runner, ["--log", str(log)], DATE)
    assert lines_of_scpipe(done.stderr) == []
    lines = log.read_text().splitlines()
    assert lines[0].startswith("scpipe: refused: `date") and lines == lines_of_scpipe(log.read_text())
    done = run(runner, ["--log", str(runner.home / "none" / "log")], ["/bin/echo", "ran"])
    assert (done.returncode, done.stdout) == (125, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("scpipe: cannot write the log ") and line.endswith(": No such file or directory")


def test_a_log_shares_a_descriptor(runner: Runner) -> None:
    """A descriptor that is named is not emptied, and the command's own lines come between."""
    place = runner.home / "shared"
    place.write_text("")
    with place.open("ab") as file:
        file.write(b"before\n")
        file.flush()
        words = scpipe(
            runner,
            "--log",
            "/dev/stdout",
            "--",
            *DATE,
        )
        process = runner._start(words, {}, None, stdin=subprocess.DEVNULL, stdout=file, stderr=file)
        process.wait(PATIENCE)
    lines = place.read_text().splitlines()
    assert lines[0] == "before" and any(line.startswith("scpipe: refused: ") for line in lines)


@pytest.mark.parametrize("detach", [[], ["--orphans", "detach"]], ids=["wait", "detach"])
def test_a_signal_asks_for_a_summary(runner: Runner, detach: list[str]) -> None:
    """The command does not get it; another signal it gets; the counts so far are told where all else is."""
    log, taken = runner.home / "log", runner.home / "taken"
    options = ["--summary-signal", "USR1", "--log", str(log), *detach]
    process = start(runner, scpipe(runner, *options, "--", *python(runner, TAKES, str(taken))))
    try:
        _await(taken, "ready")
        process.send_signal(signal.SIGUSR1)
        _await(log, "scpipe: so far: nothing was refused (1 process, 0 pairs)")
        process.send_signal(signal.SIGUSR2)
        _await(taken, "SIGUSR2")
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)
    assert "SIGUSR1" not in taken.read_text()


def test_a_silence_after_a_refusal_is_told(runner: Runner) -> None:
    """A command that waits for what was refused says nothing; one line does, and says what ends it."""
    log = runner.home / "log"
    process = start(runner, scpipe(runner, "--log", str(log), "--", *python(runner, WAITS)))
    try:
        _await(log, "scpipe: warning: nothing has happened for 10 s, and 1 call was refused before: ")
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)
    assert log.read_text().count("nothing has happened") == 1


@pytest.mark.parametrize(
    ("options", "env", "coloured"),
    [
        ([], {}, True),
        ([], {"NO_COLOR": "1"}, False),
        ([], {"TERM": "dumb"}, False),
        (["--color", "never"], {}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
    ],
)
def test_colour_at_a_terminal(
    runner: Runner, options: list[str], env: dict[str, str], coloured: bool
) -> None:
    """The first words are in colour where stderr is a terminal, unless somebody does not want that."""
    ours, theirs = pty.openpty()
    try:
        words = scpipe(runner, *options, "--", *DATE)
        process = start(runner, words, stderr=theirs, **{"TERM": "xterm", "NO_COLOR": "", **env})
        process.communicate(timeout=PATIENCE)
        text = os.read(ours, 1 << 16).decode()
    finally:
        os.close(ours)
        os.close(theirs)
    assert ("\x1b[1;31mrefused:\x1b[m `date" in text) is coloured
    assert ("scpipe: refused: `date" in text) is not coloured


def _await(place: Path, beginning: str) -> None:
    """Wait until a file has a line that begins so."""

    def there() -> bool:
        text = place.read_text() if place.exists() else ""
        return any(line.startswith(beginning) for line in text.splitlines())

    wait_for(there, beginning)
