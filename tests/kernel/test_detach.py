"""--orphans wait, kill and detach: daemons that outlive the command, and what their caller keeps of them."""

from __future__ import annotations

import contextlib
import json
import os
import select
import shlex
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from harness.identity import require_program
from harness.processes import PATIENCE, leftovers
from harness.runner import Completed, Runner
from harness.waiting import await_line, lines_of, wait_for

from .jobs import Job, log_of, on_a_terminal
from .launching import lines_of_scpipe, readable_guest, run, scpipe, start
from .test_terminal import _stops_and_goes_on

Built = Callable[[str], str]

KINDS = ["fork", "setsid", "double"]


@dataclass
class Daemon:
    """The guest that leaves a daemon: its words, its log, its report."""

    runner: Runner
    program: str
    log: Path
    report: Path

    def words(self, kind: str, end: int, *more: str) -> list[str]:
        """The command."""
        return [self.program, kind, str(self.log), str(end), *more]

    def let(self, suffix: str, line: str) -> None:
        """Let the daemon go on, and wait for what it notes then."""
        Path(f"{self.log}.{suffix}").touch()
        await_line(self.log, line)

    def events(self) -> list[str]:
        """The names of the report's events so far."""
        return [json.loads(line)["event"] for line in lines_of(self.report)]

    @property
    def pid(self) -> int:
        """The daemon's pid."""
        return int(await_line(self.log, "daemon")[0].split()[1])

    @property
    def supervisor(self) -> int:
        """Its tracer's pid."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("TracerPid"))


@pytest.fixture
def daemon(runner: Runner, built: Built) -> Daemon:
    """One for each test."""
    return Daemon(
        runner, built("around_daemon"), runner.write("daemon", ""), runner.write("report.jsonl", "")
    )


@pytest.mark.parametrize("kind", KINDS)
def test_detached_daemons_stay_confined(runner: Runner, daemon: Daemon, kind: str) -> None:
    """scpipe-run ends with its command; the daemon's mixed write is refused and reported; then the end."""
    done = run(runner, ["--orphans", "detach", "--report", str(daemon.report)], daemon.words(kind, 3))
    assert (done.returncode, done.stdout, done.stderr) == (3, "", "")
    assert daemon.pid in [found.pid for found in leftovers(runner.traces)]
    assert "end" not in daemon.events()
    daemon.let("go", "mixed -1 Permission denied")
    assert "uniform 2" in lines_of(daemon.log)
    wait_for(lambda: "refused" in daemon.events(), "the refusal is not in the report")
    assert "end" not in daemon.events()
    daemon.let("end", "over")
    wait_for(lambda: daemon.events()[-1] == "end", "the report has no end")
    assert daemon.events().count("end") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_daemons_that_are_killed(runner: Runner, daemon: Daemon, kind: str) -> None:
    """--orphans kill: scpipe-run ends with its command, and no daemon of it lives."""
    done = run(runner, ["--orphans", "kill", "--report", str(daemon.report)], daemon.words(kind, 3))
    assert (done.returncode, done.stderr) == (3, "")
    assert leftovers(runner.traces) == []
    assert daemon.events()[-1] == "end"


def test_daemons_that_are_waited_for(runner: Runner, daemon: Daemon) -> None:
    """--orphans wait: scpipe-run ends when the daemon does, with the command's status."""
    process = start(runner, scpipe(runner, "-q", "--", *daemon.words("double", 3)))
    daemon.let("go", "mixed -1")
    assert process.poll() is None
    daemon.let("end", "over")
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 3


@pytest.mark.parametrize("end", [0, 77, -signal.SIGTERM, -signal.SIGKILL])
def test_the_commands_end_is_told(runner: Runner, daemon: Daemon, end: int) -> None:
    """However the command ends, scpipe-run ends so at once, and the daemon goes on under its rule."""
    done = run(runner, ["-q", "--orphans", "detach"], daemon.words("setsid", end))
    assert (done.returncode, done.stderr) == (end, "")
    daemon.let("go", "mixed -1 Permission denied")
    daemon.let("end", "over")


def test_the_caller_is_left_alone(runner: Runner, daemon: Daemon) -> None:
    """The supervisor that goes on has no session, terminal, directory or descriptor of the caller's."""
    words = scpipe(runner, "-q", "--orphans", "detach", "--", *daemon.words("setsid", 0))
    shell = ["/bin/bash", "-c", 'exec 3>"$0.three" 7<>"$0.seven"; "$@"', str(daemon.log), *words]
    assert runner.bare_run(shell).returncode == 0
    supervisor = daemon.supervisor
    assert supervisor
    if runner.user is None:  # it is not dumpable
        base = Path(f"/proc/{supervisor}")
        assert os.readlink(base / "cwd") == "/"
        open_files = {number: os.readlink(base / "fd" / number) for number in os.listdir(base / "fd")}
        assert {open_files[number] for number in "012"} == {"/dev/null"}
        assert not [name for name in open_files.values() if str(runner.home) in name or "/tty" in name]
    assert os.getsid(supervisor) == supervisor
    daemon.let("go", "mixed -1")
    daemon.let("end", "over")


@pytest.mark.parametrize(
    ("who", "fd"), [("daemon", 1), ("daemon", 2), ("daemon", 3), ("command", 1), ("command", 3)]
)
def test_the_end_of_file(runner: Runner, daemon: Daemon, fd: int, who: str) -> None:
    """Who reads what the caller gave sees its end when the command's own processes have closed it."""
    read, write = os.pipe()
    closing = "exec 1>&- 2>&- 3>&-; read line < $0.fifo; exit 5"
    script = closing if who == "command" else 'exec "$0" "$@"'
    command = [str(daemon.log)] if who == "command" else daemon.words("double", 5)
    os.mkfifo(f"{daemon.log}.fifo", 0o666)
    Path(f"{daemon.log}.fifo").chmod(0o666)
    words = scpipe(runner, "-q", "--orphans", "detach", "--", "/bin/bash", "-c", script, *command)
    # the shell gives its own stdin, the pipe's write end, as descriptor ``fd``
    outer = ["/bin/bash", "-c", f'exec {fd}<&0 0</dev/null; exec "$@"', "sh", *words]
    null = subprocess.DEVNULL
    process = runner._start(outer, None, None, stdin=write, stdout=null, stderr=null)
    os.close(write)
    try:
        with open(read, "rb") as stream:
            _await_end(stream.fileno())
        if who == "command":
            assert process.poll() is None
            Path(f"{daemon.log}.fifo").write_text("end\n")
        assert process.wait(PATIENCE) == 5
    finally:
        process.kill()
        process.wait(300)
    if who == "daemon":
        daemon.let("go", "mixed -1")
        daemon.let("end", "over")


def _await_end(fd: int) -> None:
    ready, _, _ = select.select([fd], [], [], PATIENCE)
    assert ready, "the pipe has not ended"
    assert os.read(fd, 100) == b""


def test_one_summary(runner: Runner, daemon: Daemon) -> None:
    """The summary is printed once, when the command ends; nothing is said of the daemon afterwards."""
    script = 'echo ab | cat; "$@" & wait $!; exit 9'
    words = ["/bin/bash", "-c", script, "sh", *daemon.words("setsid", 0)]
    for option in ([], ["-v"]):
        done = run(runner, ["--orphans", "detach", *option], words)
        assert done.returncode == 9
        said = lines_of_scpipe(done.stderr)
        assert len([line for line in said if "SCONE_SOCKETPAIR=" in line]) == 1, said
        daemon.let("go", "mixed -1")
        daemon.let("end", "over")
        for suffix in ("go", "end"):
            Path(f"{daemon.log}.{suffix}").unlink()
        daemon.log.write_text("")


def test_a_kill_before_the_end(runner: Runner, daemon: Daemon) -> None:
    """SIGKILL of the scpipe-run that waits for its command kills the command and its daemons."""
    script = '"$@"; exec sleep 1000'
    words = ["/bin/bash", "-c", script, "sh", *daemon.words("setsid", 0)]
    process = start(runner, scpipe(runner, "-q", "--orphans", "detach", "--", *words))
    assert daemon.pid
    process.kill()
    process.communicate(timeout=300)
    wait_for(lambda: leftovers(runner.traces) == [], "something of the sandbox lives on")


def test_a_kill_after_the_end(runner: Runner, daemon: Daemon) -> None:
    """A supervisor that went on and is killed takes its daemon with it."""
    assert run(runner, ["-q", "--orphans", "detach"], daemon.words("double", 0)).returncode == 0
    os.kill(daemon.supervisor, signal.SIGKILL)
    wait_for(lambda: leftovers(runner.traces) == [], "something of the sandbox lives on")


def test_a_signal_after_the_end(runner: Runner, daemon: Daemon) -> None:
    """SIGTERM to a supervisor that went on reaches the daemon, and both end."""
    assert run(runner, ["-q", "--orphans", "detach"], daemon.words("double", 0)).returncode == 0
    os.kill(daemon.supervisor, signal.SIGTERM)
    wait_for(lambda: leftovers(runner.traces) == [], "something of the sandbox lives on")


def test_a_timeout_of_the_command(runner: Runner) -> None:
    """The timeout of a command with --orphans detach is 124, and all of it ends."""
    done = run(runner, ["-q", "--orphans", "detach", "--timeout", "0.3"], ["/bin/sleep", "1000"])
    assert (done.returncode, done.stderr) == (124, "")


def test_a_timeout_of_the_daemon(runner: Runner, daemon: Daemon) -> None:
    """A timeout goes on for the daemon; the command's status has been told, and the report says TIMEOUT."""
    options = ["-q", "--orphans", "detach", "--timeout", "1", "--report", str(daemon.report)]
    assert run(runner, options, daemon.words("double", 4)).returncode == 4
    wait_for(lambda: "end" in daemon.events(), "the report has no end")
    assert json.loads(lines_of(daemon.report)[-1])["status"] == "TIMEOUT"


def test_no_report_on_stdout(runner: Runner) -> None:
    """--report - with --orphans detach is one line and 125: stdout is given up before the report ends."""
    done = run(runner, ["--orphans", "detach", "--report", "-"], ["/bin/true"])
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (125, "", 1)
    assert done.stderr.startswith("scpipe: --report -: ")


SSH = """
eval "$(%s ssh-agent)" >/dev/null || exit 90
ssh-add -l >/dev/null 2>&1; echo $?
ssh-keygen -q -t ed25519 -N '' -f key </dev/null && ssh-add -q key 2>/dev/null; echo $?
ssh-add -l | wc -l
grep -c '^TracerPid:.[1-9]' /proc/$SSH_AGENT_PID/status
ssh-agent -k >/dev/null; echo $?
for i in 1 2 3 4 5 6 7 8 9; do ssh-add -l >/dev/null 2>&1; [ $? = 2 ] && break; sleep 0.3; done
ssh-add -l >/dev/null 2>&1; echo $?
"""


def _in_a_shell(runner: Runner, script: str) -> Completed:
    quoted = shlex.join(scpipe(runner, "--orphans", "detach", "--"))
    return runner.bare_run(["/bin/sh", "-c", script % quoted.replace("%", "%%")])


def test_ssh_agent(runner: Runner) -> None:
    """eval "$(scpipe-run --orphans detach -- ssh-agent)": the agent works, and ssh-agent -k ends it all."""
    require_program("ssh-agent")
    done = _in_a_shell(runner, SSH)
    # Debian's ssh-agent has the setgid bit, against being traced.
    told = [line for line in done.stderr.splitlines() if "runs with its caller's rights" not in line]
    assert (done.stdout.split(), told) == (["1", "0", "1", "1", "0", "2"], [])


GPG = """
%s gpg-agent --homedir "$PWD/g" --daemon >/dev/null || exit 90
gpg-connect-agent --no-autostart --homedir "$PWD/g" 'GETINFO pid' /bye | head -n 1 | cut -c1-2
pid=$(gpg-connect-agent --no-autostart --homedir "$PWD/g" 'GETINFO pid' /bye | head -n 1 | cut -c3-)
grep -c '^TracerPid:.[1-9]' /proc/$pid/status
gpg-connect-agent --no-autostart --homedir "$PWD/g" KILLAGENT /bye | cut -c1-2
"""


def test_gpg_agent(runner: Runner) -> None:
    """gpg-agent, detached, answers its clients and ends when it is told to."""
    require_program("gpg-connect-agent")
    done = _in_a_shell(runner, 'mkdir -m 700 "$PWD/g"\n' + GPG)
    assert done.stdout.split() == ["D", "1", "OK"], done.stderr


@contextlib.contextmanager
def _job(runner: Runner) -> Iterator[Job]:
    guest = [runner.python, "-I", "-S", readable_guest(runner, "signals.py"), str(log_of(runner))]
    with on_a_terminal(runner, scpipe(runner, "--orphans", "detach", "--", *guest)) as job:
        yield job


def test_stop_and_foreground(runner: Runner) -> None:
    """^Z stops command, supervisor and scpipe-run; fg resumes them all, and the command gets one SIGCONT."""
    with _job(runner) as job:
        _stops_and_goes_on(job, handled=False)


def test_a_key_reaches_the_command_once(runner: Runner) -> None:
    """^C reaches the command once, though two processes of scpipe's are in the terminal's group."""
    with _job(runner) as job:
        for turn in (1, 2):
            job.type(b"\x03")
            await_line(job.log, "SIGINT", turn)
            time.sleep(0.3)
            assert lines_of(job.log).count("SIGINT") == turn
        job.type(b"end\n")
        assert await_line(job.log, "job ended")[-1] == "job ended 5"


def _state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def test_a_stop_of_scpipe_run_alone(runner: Runner) -> None:
    """SIGTSTP to scpipe-run alone stops everything of it; SIGCONT to it alone resumes everything.

    The terminal is not the job's then: the command, which reads, is stopped once more until fg.
    """
    with _job(runner) as job:
        status = Path(f"/proc/{job.pid}/status").read_text()
        supervisor = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("PPid"))
        guard = int(Path(f"/proc/{supervisor}/stat").read_text().rpartition(")")[2].split()[1])
        os.kill(guard, signal.SIGTSTP)
        await_line(job.log, "job stopped")
        os.kill(guard, signal.SIGCONT)
        await_line(job.log, "SIGCONT")
        wait_for(lambda: _state(guard) == "T", "it has read in the background, and was not stopped")
        job.foreground()
        job.type(b"end\n")
        assert await_line(job.log, "job ended")[-1] == "job ended 5"


def test_orphans_of_the_first_process(root_runner: Runner) -> None:
    """As the first process of a PID namespace, scpipe-run with --orphans detach reaps what is left to it."""
    script = "for n in 1 2 3 4 5; do (true & true); done; n=0\n"
    script += "while ps -eo stat= | grep -q Z && [ $n -lt 1000 ]; do sleep 0.1; n=$((n + 1)); done\n"
    script += "ps -eo stat= | grep -c Z"
    inner = scpipe(root_runner, "-q", "--orphans", "detach", "--pipe", "allow", "--", "/bin/sh", "-c", script)
    done = root_runner.bare_run(["unshare", "-p", "-f", "--mount-proc", *inner])
    assert (done.stdout, done.stderr, done.returncode) == ("0\n", "", 1)
