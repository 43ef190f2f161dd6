"""Reports and the command's output in one file: nothing of either is lost."""

from __future__ import annotations

import json
import shlex

import pytest
from harness.runner import Runner

from .launching import run, scpipe

SAYS = 'for number in 1 2 3; do echo "line $number"; done; true | echo data | cat'


def _shared(runner: Runner, options: list[str], redirection: str) -> list[str]:
    """The lines of a file that a report and a command share."""
    words = shlex.join(scpipe(runner, *options, "--", "/bin/sh", "-c", SAYS))
    place = runner.home / "shared"
    script = f"echo before >{place}; {words} {redirection.format(place)}"
    done = runner.bare_run(["/bin/sh", "-c", script])
    assert "scpipe: refused: " in done.stderr + place.read_text()
    return place.read_text().splitlines()


@pytest.mark.parametrize(
    ("options", "redirection"),
    [
        (["--report", "/dev/stdout"], ">{}"),
        (["--report", "/dev/stdout"], ">>{}"),
        (["--report", "/dev/fd/1"], ">{}"),
        (["--report", "/proc/self/fd/1"], ">{}"),
        (["--report", "/dev/stderr"], ">{} 2>&1"),
        (["--report-fd", "1"], ">{}"),
        (["--report", "-"], ">{}"),
    ],
)
def test_a_report_and_output_share_a_file(runner: Runner, options: list[str], redirection: str) -> None:
    """A report that goes where stdout goes is complete, and so is what the command says there."""
    lines = _shared(runner, options, redirection)
    events = [json.loads(line)["event"] for line in lines if line.startswith("{")]
    assert (events[0], events[-1], "refused" in events) == ("start", "end", True), lines
    assert [line for line in lines if line.startswith("line ")] == ["line 1", "line 2", "line 3"]
    assert (lines[0] == "before") is redirection.startswith(">>")


def test_a_debug_log_shares_stderr(runner: Runner) -> None:
    """--debug /dev/stderr comes between what scpipe and the command say there."""
    lines = _shared(runner, ["--debug", "/dev/stderr"], ">{} 2>&1")
    assert [line for line in lines if line.startswith("line ")] == ["line 1", "line 2", "line 3"]
    assert any(" call " in line for line in lines)
    assert any(line.startswith("scpipe: under SCONE") for line in lines)


def test_a_closed_stream_is_told(runner: Runner) -> None:
    """A report to a stream that is closed is one line and 125, however the stream is named."""
    words = shlex.join(scpipe(runner, "--report", "/dev/stdout", "--", "/bin/true"))
    done = runner.bare_run(["/bin/sh", "-c", f"{words} >&-"])
    assert (done.returncode, done.stderr) == (125, "scpipe: --report /dev/stdout: stdout is closed\n")


def test_a_debug_log_with_a_closed_stdin(runner: Runner) -> None:
    """The log of --debug does not get the number of a closed descriptor, which is the command's."""
    place = runner.home / "log"
    command = ["/bin/sh", "-c", "[ ! -e /proc/self/fd/0 ]"]
    words = shlex.join(scpipe(runner, "--debug", str(place), "--", *command))
    done = runner.bare_run(["/bin/sh", "-c", f"{words} <&-"])
    assert (done.returncode, done.stderr) == (0, "")
    assert "Exited(status=0)" in place.read_text()


def test_a_full_disk(root_runner: Runner) -> None:
    """A report that cannot be written to its end is told, with status 125; the command ran to its end."""
    place = root_runner.home / "small"
    place.mkdir()
    command = f"for number in 1 2 3 4 5 6 7 8 9; do true | cat; done; echo done >{root_runner.home}/ran"
    words = shlex.join(scpipe(root_runner, "--report", str(place / "r"), "--", "/bin/sh", "-c", command))
    script = f"mount -t tmpfs -o size=4k none {place} && {words}; code=$?; cat {place}/r; exit $code"
    done = root_runner.bare_run(["unshare", "--mount", "/bin/sh", "-c", script])
    assert done.returncode == 125, (done.stdout, done.stderr)
    assert (root_runner.home / "ran").read_text() == "done\n"
    assert done.stderr == f"scpipe: cannot write the report {place}/r: No space left on device\n"
    assert '"event":"end"' not in done.stdout


@pytest.mark.parametrize("number", [3, 4, 10])
def test_a_closed_descriptor_is_none_of_ours(runner: Runner, number: int) -> None:
    """A report for a descriptor that is closed is an error, whatever of ours would get that number."""
    github = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(runner.home / "summary")}
    done = run(runner, ["--report-fd", str(number)], ["/bin/echo", "ran"], env=github)
    assert (done.returncode, done.stdout) == (125, ""), done.stderr
    assert f"descriptor {number}" in done.stderr and "Bad file descriptor" in done.stderr


def test_an_unwritable_summary(runner: Runner) -> None:
    """In a job whose summary cannot be written, an annotation says so and the step goes on."""
    github = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(runner.home)}
    done = run(runner, [], ["/bin/sh", "-c", "exit 3"], env=github)
    told = f"::warning title=scpipe::cannot write the step summary {runner.home}: Is a directory\n"
    assert (done.returncode, done.stderr) == (3, told)


@pytest.mark.parametrize("option", ["--report", "--debug"])
def test_a_link_to_the_end_of_a_pair(runner: Runner, option: str) -> None:
    """What an earlier command has left under the name of a report is no way into a pipe of a live process."""
    code = (
        "import os, subprocess, sys; read, write = os.pipe(); link = sys.argv.pop(1)\n"
        "os.symlink(f'/proc/{os.getpid()}/fd/{write}', link)\n"
        "done = subprocess.run(sys.argv[1:], capture_output=True, text=True)\n"
        "os.close(write); print(done.returncode, os.read(read, 99), done.stderr, end='')\n"
    )
    link = str(runner.home / "report.jsonl")
    words = scpipe(runner, option, link, "--", "/bin/echo", "ran")
    done = runner.bare_run([runner.python, "-c", code, link, *words])
    assert done.stdout.startswith("125 b'' scpipe: cannot write the "), (done.stdout, done.stderr)
    assert "link to an open file of a process" in done.stdout
