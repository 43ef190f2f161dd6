"""run() and launch() are used as subprocess.run() and Popen() are, and say what the policy refused."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from harness.processes import PATIENCE, lives
from harness.waiting import wait_for

import scpipe
from scpipe import PIPE, Policy, Status

#: Writes two different bytes into a pipe of its own and ends with the errno.
MIXED = "import os\nr, w = os.pipe()\ntry: os.write(w, b'ab')\nexcept OSError as e: os._exit(e.errno)\n"


def _python(code: str) -> list[str]:
    return [sys.executable, "-I", "-S", "-c", code]


def test_output_status_and_violations() -> None:
    """A quiet command gives its output and status OK, and nothing is refused."""
    done = scpipe.run(["sh", "-c", "cat; echo err >&2; exit 3"], input="in", capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (3, "in", "err\n")
    assert (done.status, done.violations, done.refusals) == (Status.OK, (), 0)


@pytest.mark.parametrize("reaction", ["refuse", "report", "kill"])
def test_a_refused_write_is_a_violation(reaction: str) -> None:
    """What is refused, reported or killed for is in the result, typed."""
    done = scpipe.run(_python(MIXED), policy={"on-violation": reaction})
    expected = {"refuse": errno.EACCES, "report": 0, "kill": -signal.SIGKILL}[reaction]
    assert (done.returncode, done.status, done.refusals) == (expected, Status.VIOLATION, 1)
    [violation] = done.violations
    assert (violation.syscall, violation.pair.kind, violation.errno) == ("write", "pipe", "EACCES")
    assert violation.enforced == (reaction != "report")


AGAIN = """
import os
read, write = os.pipe()
os.write(write, b"e")
for _number in range(300):
    try:
        os.write(write, b"f")
    except PermissionError:
        continue
"""


def test_repetitions_are_counted() -> None:
    """Of violations that repeat each other the first ones are kept; the number is that of all."""
    seen: list[object] = []
    done = scpipe.run([sys.executable, "-I", "-S", "-c", AGAIN], on_event=seen.append)
    assert (len(done.violations), done.refusals) == (20, 300)
    counted = [event for event in seen if isinstance(event, scpipe.events.Repeated)]
    assert [(event.count, event.total) for event in counted] == [(80, 100), (200, 300)]


def test_check_raises_for_violations_first() -> None:
    """check=True raises ViolationError, a CalledProcessError; else what subprocess raises."""
    text = r"1 violation; the first: write by .* on a pipe"
    with pytest.raises(scpipe.ViolationError, match=text) as caught:
        scpipe.run(_python(MIXED), check=True)
    assert isinstance(caught.value, subprocess.CalledProcessError)
    assert (caught.value.returncode, caught.value.status) == (errno.EACCES, 120)
    assert caught.value.violations == caught.value.result.violations
    with pytest.raises(subprocess.CalledProcessError) as plain:
        scpipe.run(["false"], check=True)
    assert not isinstance(plain.value, scpipe.ViolationError)
    assert scpipe.run(["true"], check=True).returncode == 0


def test_the_policy_can_be_a_file_a_mapping_or_a_value(tmp_path: Path) -> None:
    """The same policy refuses the same, however it is given, and the start event names where it came from."""
    path = tmp_path / "p.yaml"
    path.write_text(Policy(pipe="deny").to_yaml())
    origins = []
    for policy in (path, str(path), {"pipe": "deny"}, Policy(pipe="deny")):
        seen: list[scpipe.events.Event] = []
        words = _python("import os; os.pipe()")
        done = scpipe.run(words, policy=policy, stderr=scpipe.DEVNULL, on_event=seen.append)
        assert (done.returncode, done.status) == (1, Status.VIOLATION)
        assert isinstance(seen[0], scpipe.events.Start)
        origins.append(seen[0].origins["pipe"])
    assert origins == [f"{path}:2", f"{path}:2", "policy", "the caller's Policy"]


def test_the_environment_s_policy_counts_only_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """SCONE_PIPE decides where no policy is given, as on the command line."""
    monkeypatch.setenv("SCONE_PIPE", "deny")
    code = _python("import os; os.pipe()")
    assert scpipe.run(code, stderr=scpipe.DEVNULL).status is Status.VIOLATION
    assert scpipe.run(code, policy={}, stderr=scpipe.DEVNULL).status is Status.OK


def test_pid_poll_wait_and_signals() -> None:
    """pid is the command's own; poll, wait and terminate do what Popen's do."""
    with scpipe.launch("echo $$; exec sleep 1000", shell=True, stdout=PIPE, text=True) as box:
        assert box.stdout is not None
        assert box.stdout.readline() == f"{box.pid}\n"
        assert (box.poll(), box.returncode, box.status) == (None, None, None)
        with pytest.raises(subprocess.TimeoutExpired):
            box.wait(0.05)
        box.send_signal(0)
        with pytest.raises(OSError, match="Invalid argument"):
            box.send_signal(99)
        box.terminate()
        assert box.wait(PATIENCE) == -signal.SIGTERM
        assert (box.poll(), box.status) == (-signal.SIGTERM, Status.SIGNALED)
        box.send_signal(signal.SIGTERM)  # nobody is there: no error
    assert repr(box) == "<Sandbox: returncode: -15 args: 'echo $$; exec sleep 1000'>"


def test_communicate_can_go_on_after_a_timeout() -> None:
    """A timeout of communicate() loses nothing: the next call returns everything."""
    code = "sleep 0.5; cat"
    with scpipe.launch(code, shell=True, stdin=PIPE, stdout=PIPE, text=True) as box:
        with pytest.raises(subprocess.TimeoutExpired) as caught:
            box.communicate("x" * 10_000, timeout=0.05)
        assert caught.value.cmd == code
        assert box.communicate(timeout=PATIENCE) == ("x" * 10_000, None)


def test_stopping_and_continuing_the_command() -> None:
    """SIGTSTP stops the command and not its supervisor: SIGCONT goes on."""
    with scpipe.launch(["sleep", "1000"]) as box:
        for number, state in ((signal.SIGTSTP, b"T"), (signal.SIGCONT, b"S"), (signal.SIGSTOP, b"T")):
            box.send_signal(number)
            stat = Path(f"/proc/{box.pid}/stat")
            wait_for(
                lambda stat=stat, state=state: stat.read_bytes().rpartition(b") ")[2][:1].upper() == state,
                "the state has not changed",
            )
        box.kill()
        assert (box.wait(PATIENCE), box.status) == (-signal.SIGKILL, Status.EXTERNAL_KILL)


def test_wait_is_for_the_command_and_kill_for_everything() -> None:
    """wait() returns when the command has ended; an orphan lives on until kill(), whatever its session."""
    with scpipe.launch("setsid sleep 1000 & echo $!", shell=True, stdout=PIPE, text=True) as box:
        assert box.stdout is not None
        orphan = int(box.stdout.readline())
        assert box.wait(PATIENCE) == 0
        with pytest.raises(subprocess.TimeoutExpired):
            box.wait_all(0.2)
        assert lives(orphan)
        box.kill()
        end = box.wait_all(PATIENCE)
    assert not lives(orphan)
    assert end is not None
    assert (end.returncode, box.status) == (0, Status.OK)


def test_orphans_can_be_killed_with_the_command() -> None:
    """orphans='kill': when run() returns nothing of the sandbox lives."""
    code = "sleep 1000 >/dev/null & echo $!"
    done = scpipe.run(code, shell=True, stdout=PIPE, text=True, orphans="kill")
    assert done.stdout is not None
    assert not lives(int(done.stdout))


def test_run_s_timeout_kills_everything() -> None:
    """The error is subprocess's and ours, with the output so far and a result; nothing is left."""
    code = "setsid sleep 1000 & echo $!; sleep 1000"
    began = time.monotonic()
    with pytest.raises(scpipe.RunTimeoutError, match=r"timed out after 0\.5 seconds") as caught:
        scpipe.run(code, shell=True, stdout=PIPE, text=True, timeout=0.5)
    assert time.monotonic() - began < PATIENCE
    result = caught.value.result
    assert isinstance(caught.value, subprocess.TimeoutExpired)
    assert (result.status, result.returncode) == (Status.TIMEOUT, -signal.SIGKILL)
    assert caught.value.output == result.stdout
    assert not lives(int(caught.value.output))


def test_run_s_timeout_is_told_as_it_was_given() -> None:
    """Also where there is no output to wait for."""
    with pytest.raises(scpipe.RunTimeoutError, match=r"timed out after 0\.25 seconds") as caught:
        scpipe.run(["sleep", "1000"], timeout=0.25)
    assert caught.value.timeout == 0.25


def test_a_time_limit_is_the_supervisor_s() -> None:
    """time_limit ends a run by SIGTERM, without anybody waiting, as scpipe-run --timeout."""
    done = scpipe.run("trap 'exit 7' TERM; while :; do sleep 0.05; done", shell=True, time_limit=0.3)
    assert (done.returncode, done.status) == (7, Status.TIMEOUT)


def test_a_busy_sandbox_obeys() -> None:
    """kill() works at once while several processes do nothing but trapped calls."""
    code = "import os\nr, w = os.pipe()\nos.fork(); os.fork()\n"
    code += "while 1:\n os.write(w, b'\\0'); os.read(r, 1)\n"
    busy = _python(code)
    with scpipe.launch(busy) as box:
        time.sleep(0.3)
        began = time.monotonic()
        box.kill()
        assert box.wait(PATIENCE) == -signal.SIGKILL
        assert box.wait_all(PATIENCE) is not None
    assert time.monotonic() - began < PATIENCE


def test_nothing_born_during_a_kill_survives(tmp_path: Path) -> None:
    """A command that makes processes all the time is killed with all of them."""
    code = "import os, time\nfor _ in range(400):\n  if not os.fork(): time.sleep(1000)\ntime.sleep(1000)\n"
    with scpipe.launch(_python(code), cwd=tmp_path) as box:
        wait_for(lambda: len(_processes_in(tmp_path)) > 20, "there are few processes")
        box.kill()
        assert box.wait_all(PATIENCE) is not None
    wait_for(lambda: not _processes_in(tmp_path), "something lives on")


def _processes_in(directory: Path) -> list[int]:
    found = []
    for name in os.listdir("/proc"):
        try:
            if name.isdigit() and os.readlink(f"/proc/{name}/cwd") == str(directory):
                found.append(int(name))
        except OSError:
            continue
    return [pid for pid in found if lives(pid)]


def test_a_lost_supervisor_is_told() -> None:
    """If the supervisor's process is killed the kernel kills the command, and the status says so."""
    with scpipe.launch(["sleep", "1000"]) as box:
        os.kill(box._service.pid, signal.SIGKILL)
        assert (box.wait(PATIENCE), box.status) == (-signal.SIGKILL, Status.INTERNAL_ERROR)
        assert box.wait_all(PATIENCE) is None
        wait_for(lambda: not lives(box.pid), "the command lives on")


@pytest.mark.parametrize(
    ("words", "kind", "also", "code"),
    [
        (["/no/such/program"], scpipe.CommandNotFoundError, FileNotFoundError, errno.ENOENT),
        (["no-such-program-anywhere"], scpipe.CommandNotFoundError, FileNotFoundError, errno.ENOENT),
        (["/etc/passwd"], scpipe.CommandNotExecutableError, PermissionError, errno.EACCES),
    ],
)
def test_a_command_that_cannot_begin(
    words: list[str], kind: type[OSError], also: type[OSError], code: int
) -> None:
    """launch() raises what Popen raises, and the same error is one of scpipe's."""
    with pytest.raises(kind) as caught:
        scpipe.launch(words, stdout=PIPE)
    assert isinstance(caught.value, also)
    assert (caught.value.errno, caught.value.filename) == (code, words[0])
    with pytest.raises(also) as plain:
        subprocess.Popen(words)
    assert str(caught.value) == str(plain.value)


def test_a_script_without_its_interpreter(tmp_path: Path) -> None:
    """The type, errno and filename are Popen's; the text says what is missing."""
    script = tmp_path / "script"
    script.write_text("#!/bin/bash\r\necho\r\n")
    script.chmod(0o755)
    with pytest.raises(FileNotFoundError) as plain:
        subprocess.Popen([script])
    with pytest.raises(scpipe.CommandNotFoundError, match=r"'/bin/bash\\r', does not exist") as caught:
        scpipe.launch([script])
    assert (caught.value.errno, caught.value.filename) == (plain.value.errno, str(script))


def test_what_else_cannot_begin(tmp_path: Path) -> None:
    """A wrong directory, policy, descriptor or argument is told before anything runs."""
    with pytest.raises(FileNotFoundError, match="nowhere"):
        scpipe.launch(["true"], cwd=tmp_path / "nowhere")
    with pytest.raises(scpipe.PolicyError, match="alow"):
        scpipe.launch(["true"], policy={"pipe": "alow"})
    with pytest.raises(OSError, match="Bad file descriptor"):
        scpipe.launch(["true"], pass_fds=[987])
    with pytest.raises(scpipe.UsageError, match="preexec_fn"):
        scpipe.launch(["true"], preexec_fn=print)  # type: ignore[call-overload]
    with pytest.raises(scpipe.UsageError, match="empty"):
        scpipe.launch([])


def test_inside_another_sandbox_it_says_so() -> None:
    """A program under scpipe cannot launch a sandbox of its own, and learns why."""
    code = "import sys; sys.path[:] = sys.argv[1:]; import scpipe\ntry:\n    scpipe.run(['true'])\n"
    code += "except scpipe.SetupError as e:\n    print(e)\n"
    paths = [place for place in sys.path if place]
    for policy in ({}, {"socketpair": "allow", "pipe": "allow"}):
        words = [sys.executable, "-c", code, *paths]
        done = scpipe.run(words, policy=policy, stdout=PIPE, text=True, timeout=300)
        assert done.stdout is not None
        assert done.stdout.startswith("cannot ")
