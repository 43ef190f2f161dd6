"""--trap: the same program in both modes, and what is said of the mode."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from harness import trap
from harness.machine import needs_x86_64
from harness.runner import Runner

import scpipe as scpipe_library

from .launching import lines_of_scpipe, named, python, readable_guest, reported, run, scpipe

pytestmark = needs_x86_64

needs_armed = pytest.mark.skipif(trap.is_armed_too_new(), reason="trap armed needs Linux 6.7")

#: What each act came to, line by line, and how many filters the process has at its end.
PROGRAM = """
import errno, fcntl, os, socket, sys, threading

def tried(name, act, *given):
    try:
        said = act(*given)
    except OSError as error:
        said = errno.errorcode[error.errno]
    print(name, said, flush=True)

def write_all(name, fd):
    for data in (b"e", b"ee", b"data", b"f", b"e"):
        tried(f"{name} {data}", os.write, fd, data)

def filters():
    for line in open("/proc/self/status"):
        if line.startswith("Seccomp_filters:"):
            return int(line.split()[1])

for _thread in range(int(sys.argv[2])):
    threading.Thread(target=threading.Event().wait, daemon=True).start()
file = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT, 0o600)
null = os.open("/dev/null", os.O_WRONLY)
write_all("file", file)
write_all("null", null)
read, write = os.pipe()
write_all("pipe", write)
tried("read", os.read, read, 100)
copy = fcntl.fcntl(write, fcntl.F_DUPFD, 30)
write_all("copy", copy)
os.dup2(write, 40)
write_all("onto", 40)
again = os.open(f"/proc/self/fd/{read}", os.O_WRONLY)
write_all("again", again)
one, two = socket.socketpair(type=socket.SOCK_SEQPACKET)
write_all("socket", one.fileno())
write_all("other", two.fileno())
tried("sent", socket.send_fds, one, [b"e"], [write])
os.close(40)
os.dup2(file, 40)
write_all("file again", 40)
if os.fork() == 0:
    write_all("child", copy)
    write_all("child's file", file)
    os._exit(0)
os.wait()
os.write(file, f"filters {filters()}".encode())
thread = threading.Thread(target=write_all, args=("thread", write))
thread.start()
thread.join()
write_all("after", write)
tried("read", os.read, read, 100)
"""


def _in_mode(runner: Runner, mode: str, options: Sequence[str], threads: int) -> tuple[str, list[Any], int]:
    """What the program printed, what was refused, and its filters. ``threads``: so many sleep beside it."""
    place = runner.home / f"file-{mode}"
    report = runner.home / f"report-{mode}"
    words = ["-q", "--trap", mode, *options]
    events = reported(
        runner, words, ["sh", "-c", 'exec "$@" > "$0"', str(report), *_program(runner, place, threads)]
    )
    start = events[0]
    assert start["trap"] == {"mode": mode, "reason": "asked for"}
    told = [event for event in events if event["event"] in ("refused", "would-refuse")]
    keys = ("event", "syscall", "event_byte", "message", "errno", "verdict")
    refused = [{**{key: event[key] for key in keys}, "pair": event["pair"]["kind"]} for event in told]
    return report.read_text(), refused, int(place.read_text().rpartition("filters ")[2])


def _program(runner: Runner, place: Path, threads: int) -> list[str]:
    return python(runner, PROGRAM, str(place), str(threads))


@needs_armed
@pytest.mark.parametrize("threads", [0, 3])
@pytest.mark.parametrize("options", [[], ["--audit"], ["--first-message", "any"]], ids=" ".join)
def test_both_modes_say_the_same(runner: Runner, options: list[str], threads: int) -> None:
    """Results, errors and refusals are those of the other mode; armed has added filters."""
    every, armed = (_in_mode(runner, mode, options, threads) for mode in ("all", "armed"))
    assert every[0] == armed[0]
    assert every[1] == armed[1]
    assert armed[2] > every[2]
    lines, audited = every[0].splitlines(), "--audit" in options
    assert "file b'data' 4" in lines and ("pipe b'data' EACCES" in lines) is not audited
    arrived = lines[-1].removeprefix("read b'").rstrip("'")
    assert (set(arrived) == {"e"}) is not audited
    assert every[1]


#: Opens of a FIFO for writing that wait for a thread, which has to open the other end.
FIFO = """
import os, sys, threading
os.mkfifo(sys.argv[1])

def read():
    fd = os.open(sys.argv[1], os.O_RDONLY)
    print(os.read(fd, 100), flush=True)
    closed.wait()
    os.close(fd)

for _ in range(3):
    closed, reader = threading.Event(), threading.Timer(0.3, read)
    reader.start()
    fd = os.open(sys.argv[1], os.O_WRONLY)
    os.write(fd, b"data")
    os.close(fd)
    closed.set()
    reader.join()
read_end, write_end = os.pipe()
os.write(write_end, b"a")
try:
    os.write(write_end, b"data")
except PermissionError:
    print("refused")
"""


@needs_armed
def test_an_open_that_waits_for_a_sibling(runner: Runner) -> None:
    """It holds nobody up for ever, and writes to pairs are judged as ever after."""
    done = run(runner, ["-q", "--trap", "armed"], python(runner, FIFO, str(runner.home / "fifo")))
    assert done.stdout.splitlines() == ["b'data'"] * 3 + ["refused"] and done.returncode == 0


#: Programs with threads that make pairs and duplicate their ends all the time, and are killed at it.
KILLED = """
import os, random, signal, threading, time

def live():
    for _ in range(2):
        threading.Thread(target=signal.pause, daemon=True).start()
    os.write(told, b"1")
    while True:
        for number in range(20, 28):
            ends = os.pipe()
            os.dup2(ends[1], number)
            for fd in (*ends, number):
                os.close(fd)

for _ in range(120):
    begun, told = os.pipe()
    child = os.fork()
    if not child:
        live()
    os.read(begun, 1)
    time.sleep(random.random() / 50)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(begun), os.close(told)
print("all have ended")
"""


@needs_armed
def test_killed_while_its_threads_stand_still(runner: Runner) -> None:
    """Whoever waits for it is told: what its first thread was doing is over, though waitpid says so last."""
    done = run(runner, ["-q", "--trap", "armed"], python(runner, KILLED))
    assert done.stdout == "all have ended\n" and done.returncode == 0


def test_what_is_said(runner: Runner) -> None:
    """-v says the mode and why in a line; without it nothing is said. A report always tells."""
    default = (trap.chosen() or "all", "the default on this kernel")
    for options, mode, reason in (([], *default), (["--trap", "all"], "all", "asked for")):
        done = run(runner, ["-v", *options], ["true"])
        assert f"(trap {mode}: {reason})" in done.stderr and len(lines_of_scpipe(done.stderr)) == 1
        assert run(runner, options, ["true"]).stderr == ""
        (start,) = named(reported(runner, options, ["true"]), "start")
        assert start["trap"] == {"mode": mode, "reason": reason}


@pytest.mark.parametrize(
    "options",
    [
        ["--pipe", "allow", "--socketpair", "allow"],
        ["--pipe", "allow", "--socketpair", "allow", "--supervise"],
        ["--pipe", "allow", "--socketpair", "deny"],
    ],
    ids=["nobody watches", "watched", "socket pairs denied"],
)
@pytest.mark.parametrize("mode", ["all", "armed"])
def test_it_has_no_effect(runner: Runner, options: list[str], mode: str) -> None:
    """Where no write is trapped a warning says so, and the command runs."""
    done = run(runner, ["--trap", mode, *options], ["echo", "ran"])
    assert (done.returncode, done.stdout) == (0, "ran\n")
    assert lines_of_scpipe(done.stderr) == [
        "scpipe: warning: trap has no effect: under this policy no write is trapped"
    ]
    assert run(runner, [*options], ["echo", "ran"]).stderr == ""


@needs_armed
def test_a_filter_from_outside_that_lets_none_be_added(runner: Runner) -> None:
    """It is tried before anything runs: an error where armed is asked for, and nothing changes without."""
    # Nobody but a program that adds a filter maps a shared file at a fixed address.
    forbid = [runner.python, readable_guest(runner, "forbid.py"), "mmap:3:0x11", "EPERM"]
    marker = runner.home / "ran"
    done = runner.bare_run([*forbid, *scpipe(runner, "--trap", "armed", "--", "touch", str(marker))])
    lines = done.stderr.splitlines()
    assert (done.returncode, len(lines)) == (125, 1), done.stderr
    assert "trap armed is not possible here" in lines[0] and "mmap: Operation not permitted" in lines[0]
    assert not marker.exists()
    done = runner.bare_run([*forbid, *scpipe(runner, "--trap", "all", "--", "touch", str(marker))])
    assert (done.returncode, done.stderr, marker.exists()) == (0, "", True)
    harmless = [*forbid[:2], "kexec_load", "EPERM"]
    done = runner.bare_run([*harmless, *scpipe(runner, "-v", "--trap", "armed", "--", "true")])
    assert done.returncode == 0 and "(trap armed: asked for)" in done.stderr


@needs_armed
def test_a_limit_of_file_sizes(runner: Runner) -> None:
    """A soft one is the command's alone; a hard one below a megabyte is in the way."""
    shell = 'ulimit -S -f 8; exec "$@"'
    script = "ulimit -f; (echo a; echo b) | cat; echo $?"
    words = scpipe(runner, "-q", "--trap", "armed", "--", "sh", "-c", script)
    done = runner.bare_run(["sh", "-c", shell, "sh", *words])
    assert (done.returncode, done.stdout) == (0, "8\n0\n"), done
    done = runner.bare_run(["sh", "-c", shell.replace("-S ", ""), "sh", *words])
    assert done.returncode == 125 and done.stdout == ""
    assert "RLIMIT_FSIZE" in done.stderr and done.stderr.count("\n") == 1


@needs_armed
def test_without_pidfd_getfd(runner: Runner) -> None:
    """Where descriptors cannot be copied armed is not possible, and all is as it was."""
    forbid = [runner.python, readable_guest(runner, "forbid.py"), "pidfd_getfd", "EPERM"]
    options = ["-v", "--socketpair", "allow"]
    done = runner.bare_run([*forbid, *scpipe(runner, *options, "--trap", "armed", "--", "true")])
    assert done.returncode == 125 and "--cap-add SYS_PTRACE" in done.stderr and done.stderr.count("\n") == 1
    assert runner.bare_run([*forbid, *scpipe(runner, *options, "--", "true")]).returncode == 0


LIBRARY = """
import sys
sys.path[:] = sys.argv[1:]
import scpipe
for trap in ("armed", "all"):
    seen = []
    done = scpipe.run(["cat", "/proc/self/status"], trap=trap, on_event=seen.append, capture_output=True)
    print(done.returncode, seen[0].trap.mode, seen[0].trap.reason)
try:
    scpipe.launch(["true"], trap="armed", policy={"relax": ["aio"]})
except scpipe.UsageError as error:
    print(error)
"""


@needs_armed
def test_the_library(runner: Runner) -> None:
    """trap= is --trap, and what contradicts it is the same error."""
    done = runner.bare_run(python(runner, LIBRARY, *sys.path))
    lines = done.stdout.splitlines()
    assert lines[:2] == ["0 armed asked for", "0 all asked for"], done.stderr
    assert len(lines) == 3 and lines[2].startswith("trap armed contradicts the policy: relax aio lets")


@needs_armed
@pytest.mark.parametrize("mode", trap.MODES)
def test_the_mode_of_the_tests(runner: Runner, monkeypatch: pytest.MonkeyPatch, mode: str) -> None:
    """pytest's --trap decides where a run asks for nothing, and only there; the library follows."""
    monkeypatch.setattr(trap, "_CHOSEN", [mode])
    default = {"mode": mode, "reason": "the default on this kernel"}
    assert reported(runner, [], ["true"])[0]["trap"] == default
    asked = "armed" if mode == "all" else "all"
    assert reported(runner, ["--trap", asked], ["true"])[0]["trap"] == {"mode": asked, "reason": "asked for"}
    relaxed = reported(runner, ["-q", "--relax", "aio"], ["true"])[0]["trap"]
    assert relaxed["mode"] == "all" and ("relax aio" in relaxed["reason"]) is (mode == "armed")
    trap.prepare_library(monkeypatch)
    seen: list[Any] = []
    assert scpipe_library.run(["true"], on_event=seen.append).returncode == 0
    assert (seen[0].trap.mode, seen[0].trap.reason) == tuple(default.values())
