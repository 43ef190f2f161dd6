"""Shell scripts and the small tools that scripts are made of."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest
from harness.identity import PATH, require_program
from harness.runner import Completed, Runner

JOBS = """one
two
three
four
five
last three status 3
trapped
end
"""


@pytest.mark.parametrize("shell", ["bash", "dash"])
def test_jobs_subshells_and_redirections(runner: Runner, guests: Path, shell: str) -> None:
    """A script with &, wait, subshells, redirections and a trap works."""
    result = runner.scpipe_run([require_program(shell), str(guests / "shell_jobs.sh")])
    assert (result.returncode, result.stdout, result.stderr) == (0, JOBS, "")


def test_zero_bytes_pass(runner: Runner) -> None:
    """A pipeline that carries nothing but zero bytes is a pipeline of one event byte."""
    result = runner.scpipe_run([require_program("bash"), "-c", "head -c 100 /dev/zero | wc -c"])
    assert (result.returncode, result.stdout, result.stderr) == (0, "100\n", "")


def test_xargs(runner: Runner) -> None:
    """xargs starts programs, one after the other and two at a time."""
    runner.write("list", "".join(f"file{number}\n" for number in range(12)))
    require_program("xargs")
    script = "xargs -n 2 touch < list && xargs -P 2 -n 3 -a list chmod 600"
    result = runner.scpipe_run([require_program("dash"), "-c", script])
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert sum(path.stat().st_mode & 0o777 == 0o600 for path in runner.home.glob("file*")) == 12


def test_find_exec(runner: Runner) -> None:
    """find -exec starts programs that exist, one by one and in a batch."""
    for number in range(4):
        runner.write(f"tree/{number}.txt", "text\n")
    command = [require_program("find"), "tree", "-name", "*.txt", "-exec", "chmod", "600", "{}", ";"]
    result = runner.scpipe_run([*command, "-exec", "touch", "batch", "{}", "+"])
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert (runner.home / "batch").exists()
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in (runner.home / "tree").iterdir())


def test_pigz(runner: Runner) -> None:
    """pigz compresses and expands with two threads."""
    text = "".join(f"line {number}\n" for number in range(100_000))
    runner.write("data", text)
    pigz = require_program("pigz")
    result = runner.scpipe_run([pigz, "-p", "2", "-k", "data"])
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert gzip.decompress((runner.home / "data.gz").read_bytes()).decode() == text
    again = runner.scpipe_run([pigz, "-d", "-c", "data.gz"])
    assert (again.returncode, again.stdout) == (0, text)


def test_sqlite(runner: Runner) -> None:
    """sqlite3 makes a database in a file and sorts."""
    statements = "create table t(n); insert into t values (2), (3), (1); select n from t order by n; vacuum;"
    result = runner.scpipe_run([require_program("sqlite3"), "data.db", statements])
    assert (result.returncode, result.stdout, result.stderr) == (0, "1\n2\n3\n", "")


def test_vim_filter(runner: Runner) -> None:
    """A filter command of vim works: it goes through temporary files.

    -N because -u NONE alone means Vi's defaults, noshelltemp among them: filters that go through pipes.
    """
    runner.write("lines", "pear\napple\nfig\n")
    command = [vim(), "-N", "-u", "NONE", "-i", "NONE", "-n", "-es", "-c", "%!sort", "-c", "wq", "lines"]
    result = runner.scpipe_run(command, env={"TERM": "dumb"})
    assert (result.returncode, result.stderr) == (0, "")
    assert (runner.home / "lines").read_text() == "apple\nfig\npear\n"


def vim() -> str:
    """The path of a vim, of whatever size."""
    for name in ("vim", "vim.basic", "vim.nox"):
        if found := shutil.which(name, path=PATH):
            return found
    return require_program("vim.tiny")


@pytest.mark.refused
def test_pipeline_is_refused(runner: Runner) -> None:
    """Text in a pipeline is refused, and bash says so."""
    script = "echo hello | cat; echo st=${PIPESTATUS[*]}"
    result = runner.scpipe_run([require_program("bash"), "-c", script])
    assert (result.returncode, result.stdout) == (0, "st=1 0\n")
    assert "echo: write error: Permission denied" in result.stderr


@pytest.mark.refused
def test_first_message_any(runner: Runner) -> None:
    """Under the literal reading the first message arrives whole, the second is refused."""
    result = two_messages(runner, "bash", "--first-message", "any")
    assert result.stdout == "a\n"
    assert "echo: write error: Permission denied" in result.stderr


@pytest.mark.refused
@pytest.mark.parametrize(
    ("shell", "status", "message"),
    [("bash", 129, "pipe error: Permission denied"), ("dash", 2, "Pipe call failed")],
    ids=["bash", "dash"],
)
def test_pipeline_under_deny(runner: Runner, shell: str, status: int, message: str) -> None:
    """Under deny a shell cannot even make the pipe of a pipeline."""
    result = two_messages(runner, shell, "--pipe", "deny")
    assert (result.returncode, result.stdout) == (status, "")
    assert message in result.stderr


def test_pipeline_with_pipe_allowed(runner: Runner) -> None:
    """Allowing pipes is the remedy for pipelines."""
    result = two_messages(runner, "bash", "--pipe", "allow")
    assert (result.returncode, result.stdout, result.stderr) == (0, "a\nb\n", "")


def two_messages(runner: Runner, shell: str, *flags: str) -> Completed:
    """A pipeline whose left side writes twice."""
    return runner.scpipe_run([require_program(shell), "-c", "(echo a; echo b) | cat"], policy_flags=flags)


@pytest.mark.refused
def test_here_document_of_dash_is_silently_empty(runner: Runner) -> None:
    """dash ignores that its here-document was refused: scpipe's own line on stderr is all that tells."""
    result = here_document(runner)
    assert (result.returncode, result.stdout) == (0, "rc=0\n")
    lines = result.stderr.splitlines()
    assert any(line.startswith("scpipe") and "refused" in line for line in lines), result.stderr
    assert not any(line.startswith(("dash", "cat", "/")) for line in lines), result.stderr


def test_here_document_with_pipe_allowed(runner: Runner) -> None:
    """Allowing pipes is the remedy for here-documents."""
    result = here_document(runner, "--pipe", "allow")
    assert (result.returncode, result.stdout, result.stderr) == (0, "hello\nrc=0\n", "")


def here_document(runner: Runner, *flags: str) -> Completed:
    """dash with a here-document of one line."""
    script = "cat <<END\nhello\nEND\necho rc=$?"
    return runner.scpipe_run([require_program("dash"), "-c", script], policy_flags=flags)
