"""Machines that forbid what the supervisor wants: what still holds, and what is said where it does not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from harness.identity import AS_NOBODY
from harness.processes import PATIENCE
from harness.runner import Completed, Runner

from .launching import lines_of_scpipe, named, python, readable_guest, scpipe

NO_GETFD = ("pidfd_getfd", "EPERM")
#: PIDFD_THREAD is O_EXCL; kernels before 6.9 know no flag but PIDFD_NONBLOCK.
NO_THREADS = ("pidfd_open:1:0o200", "EINVAL")

#: Each line the guest leaves in the file "said": what was tried, and the result or the error's name.
WRITES = """
import errno, os, socket, sys, threading, time

log = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

def tried(name, act):
    try:
        said = act()
    except OSError as error:
        said = errno.errorcode[error.errno]
    os.write(log, f"{name}={said}\\n".encode())

def pipes(where):
    read, write = os.pipe()
    tried(f"{where}-event", lambda: os.write(write, b"e"))
    tried(f"{where}-events", lambda: os.write(write, b"eeee"))
    tried(f"{where}-data", lambda: os.write(write, b"data"))
    tried(f"{where}-foreign", lambda: os.write(write, b"f"))
    tried(f"{where}-arrived", lambda: os.read(read, 100))

def blocking(where):
    read, write = os.pipe()
    got = []
    def slowly():
        while len(got) < 300000:
            time.sleep(0.02)
            got.extend(os.read(read, 100000))
    reader = threading.Thread(target=slowly)
    reader.start()
    tried(f"{where}-blocking", lambda: os.write(write, b"e" * 300000))
    reader.join()
    tried(f"{where}-blocking-arrived", lambda: (len(got), set(got)))

def forked(where):
    read, write = os.pipe()
    if os.fork() == 0:
        tried(f"{where}-child-first", lambda: os.write(write, b"e" * 200000))
        tried(f"{where}-child-data", lambda: os.write(write, b"data"))
        os._exit(0)
    os.close(write)
    total = 0
    while data := os.read(read, 10000):
        time.sleep(0.001)
        total += len(data)
    os.wait()
    tried(f"{where}-child-arrived", lambda: total)

def sockets(where):
    try:
        one, two = socket.socketpair()
    except PermissionError:
        return tried(f"{where}-made", lambda: "EACCES")
    tried(f"{where}-event", lambda: one.send(b"e"))
    tried(f"{where}-data", lambda: one.send(b"data"))
    tried(f"{where}-arrived", lambda: two.recv(100))

def in_thread(act, where):
    thread = threading.Thread(target=act, args=(where,))
    thread.start()
    thread.join()

for word in sys.argv[2:]:
    act, where = word.split(":")
    if where == "thread":
        in_thread(globals()[act], act)
    else:
        globals()[act](act)
"""

JUDGED = {"event": "1", "events": "4", "data": "EACCES", "foreign": "EACCES", "arrived": "b'eeeee'"}
BLOCKED = {"blocking": "300000", "blocking-arrived": "(300000, {101})"}
FORKED = {"child-first": "200000", "child-data": "EACCES", "child-arrived": "200000"}


def _expected(act: str) -> dict[str, str]:
    table = {"pipes": JUDGED, "blocking": BLOCKED, "forked": FORKED}[act]
    return {f"{act}-{name}": value for name, value in table.items()}


def _writes(runner: Runner, act: str) -> list[str]:
    return python(runner, WRITES, str(runner.home / "said"), act)


def _said(runner: Runner) -> dict[str, str]:
    found = (line.partition("=") for line in (runner.home / "said").read_text().splitlines())
    return {name: value for name, _equals, value in found}


def _under(
    runner: Runner, forbidden: tuple[str, str], options: Sequence[str], command: Sequence[str]
) -> Completed:
    """scpipe-run where a filter from outside answers one call with an error."""
    forbid = [runner.python, readable_guest(runner, "forbid.py"), *forbidden]
    return runner.bare_run([*forbid, *scpipe(runner, *options, "--", *command)])


def _start_event(runner: Runner, name: str) -> dict[str, Any]:
    first: dict[str, Any] = json.loads((runner.home / name).read_text().splitlines()[0])
    assert first["event"] == "start"
    return first


@pytest.mark.parametrize(
    "options",
    [[], ["--pipe", "allow"], ["--pipe", "deny"], ["--audit"]],
    ids=["default", "pipes allowed", "pipes denied", "audit"],
)
def test_socketpairs_need_pidfd_getfd(runner: Runner, options: list[str]) -> None:
    """Without pidfd_getfd socket pairs cannot be judged: 125, a line that names the remedy, nothing runs."""
    marker = runner.home / "ran"
    done = _under(runner, NO_GETFD, options, ["/bin/sh", "-c", f": > {marker}"])
    lines = done.stderr.splitlines()
    assert (done.returncode, len(lines)) == (125, 1), done.stderr
    assert lines[0].startswith("scpipe: ")
    assert "--cap-add SYS_PTRACE" in lines[0]
    assert not marker.exists()


def test_a_rule_needs_pidfd_getfd_too(runner: Runner) -> None:
    """A rule that makes socket pairs of one program allow-events needs pidfd_getfd as well."""
    text = "socketpair: allow\nrules:\n  - exe: /bin/sh\n    socketpair: allow-events\n"
    done = _under(runner, NO_GETFD, ["-p", str(runner.write("p.yaml", text))], ["/bin/true"])
    assert done.returncode == 125
    assert "--cap-add SYS_PTRACE" in done.stderr


@pytest.mark.parametrize("act", ["pipes:main", "pipes:thread", "blocking:main", "forked:main"])
def test_pipes_are_judged_without_pidfd_getfd(runner: Runner, act: str) -> None:
    """With socketpair: allow, pipes are reopened through /proc and judged; waiting writes end right."""
    options = ["-q", "--socketpair", "allow", "--report", str(runner.home / "r")]
    done = _under(runner, NO_GETFD, options, _writes(runner, act))
    assert _said(runner) == _expected(act.partition(":")[0]), done.stderr
    assert _start_event(runner, "r")["kernel"]["descriptors"] == "/proc reopening (pipes only)"


def test_sockets_without_pidfd_getfd(runner: Runner) -> None:
    """Without pidfd_getfd allowed socket pairs carry anything, and denied ones cannot be made."""
    words = _writes(runner, "sockets:main")
    _under(runner, NO_GETFD, ["--socketpair", "allow"], words)
    assert _said(runner) == {"sockets-event": "1", "sockets-data": "4", "sockets-arrived": "b'edata'"}
    (runner.home / "said").unlink()
    _under(runner, NO_GETFD, ["--socketpair", "deny"], words)
    assert _said(runner) == {"sockets-made": "EACCES"}


def test_an_inherited_pipe_without_pidfd_getfd(runner: Runner) -> None:
    """Without pidfd_getfd a command still writes to the stdout it was given, whoever made that pipe."""
    done = _under(runner, NO_GETFD, ["--socketpair", "allow"], ["/bin/echo", "any bytes"])
    assert (done.returncode, done.stdout, done.stderr) == (0, "any bytes\n", "")


@pytest.mark.parametrize(
    "act", ["pipes:main", "pipes:thread", "blocking:main", "blocking:thread", "forked:main", "forked:thread"]
)
def test_without_pidfds_of_threads(runner: Runner, act: str) -> None:
    """Where pidfds name only processes (before Linux 6.9), pipes are judged in every thread."""
    options = ["-q", "--report", str(runner.home / "r")]
    done = _under(runner, NO_THREADS, options, _writes(runner, act))
    assert _said(runner) == _expected(act.partition(":")[0]), done.stderr
    assert _start_event(runner, "r")["kernel"]["descriptors"] == "pidfd_getfd (process)"


@pytest.mark.parametrize("where", ["main", "thread"])
def test_sockets_without_pidfds_of_threads(runner: Runner, where: str) -> None:
    """Where pidfds name only processes, socket pairs are judged in every thread."""
    done = _under(runner, NO_THREADS, ["-q"], _writes(runner, f"sockets:{where}"))
    assert _said(runner) == {"sockets-event": "1", "sockets-data": "EACCES", "sockets-arrived": "b'e'"}, (
        done.stderr
    )


#: RWF_NOWAIT, which kernels before 6.4 have not got for pipes.
NO_NOWAIT = ("pwritev2:5:0x8", "EOPNOTSUPP")

#: A hundred lines of each of two threads, and one of 200,000 bytes, at the same time.
LINES = """
import os, threading
def write(byte):
    for number in range(100):
        os.write(1, b"%d\\n" % number)
    data = byte * 200000
    while data:
        data = data[os.write(1, data):]
threads = [threading.Thread(target=write, args=(byte,)) for byte in (b"x", b"y")]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""


@pytest.mark.parametrize("nowait", [True, False])
def test_another_users_pipe_in_a_thread(root_runner: Runner, nowait: bool) -> None:
    """Threads write any bytes to the standard output that another user made, with RWF_NOWAIT and without."""
    forbid = [root_runner.python, readable_guest(root_runner, "forbid.py"), *NO_NOWAIT]
    words = scpipe(root_runner, "-q", "--", *python(root_runner, LINES))
    done = root_runner.bare_run([*([] if nowait else forbid), *AS_NOBODY, *words], timeout=PATIENCE)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("x") == done.stdout.count("y") == 200000
    lines = done.stdout.replace("x", "").replace("y", "").split()
    assert sorted(lines, key=int) == [str(number) for number in range(100) for _thread in range(2)]


SETUID = """
import errno, os, sys
read, write = os.pipe()
print(os.write(write, b"e"), flush=True)
if os.fork() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
    for data in (b"e", b"data"):
        try:
            os.write(write, data)
            code = 1
        except OSError as error:
            code = error.errno
        if code != errno.EIO:
            os._exit(code)
    os._exit(0)
blind = os.waitstatus_to_exitcode(os.wait()[1])
results = [blind, os.write(write, b"ee")]
try:
    os.write(write, b"data")
except PermissionError:
    results.append("EACCES")
results.append(os.read(read, 100))
if os.fork() == 0:
    os.execv("/bin/sh", ["sh", "-c", "echo child >&1; exit 7"])
results.append(os.waitstatus_to_exitcode(os.wait()[1]))
print(*results, flush=True)
sys.exit(3)
"""


def test_root_without_the_capability(root_runner: Runner) -> None:
    """Root without CAP_SYS_PTRACE is warned; a process that changes its user gets EIO, all else works."""
    report = root_runner.home / "r"
    poor = ["setpriv", "--bounding-set", "-sys_ptrace", "--inh-caps", "-sys_ptrace", "--"]
    words = scpipe(root_runner, "--report", str(report), "--", *python(root_runner, SETUID))
    done = root_runner.bare_run([*poor, *words])
    assert done.stdout == "1\nchild\n0 2 EACCES b'eee' 7\n", (done.stdout, done.stderr)
    assert done.returncode == 3
    said = lines_of_scpipe(done.stderr)
    assert "warning" in said[0]
    assert "CAP_SYS_PTRACE" in said[0]
    assert len([line for line in said if "root without CAP_SYS_PTRACE" in line]) == 1, said
    assert len([line for line in said if "EIO" in line]) == 1, said
    events = [json.loads(line) for line in report.read_text().splitlines()]
    assert events[0]["kernel"]["capability_sys_ptrace"] is False
    assert "CAP_SYS_PTRACE" in events[0]["warnings"][0]
    notes = [note for note in named(events, "note") if note["level"] == "error"]
    assert len(notes) == 1
    assert "EIO" in notes[0]["text"]
    assert len(named(events, "refused")) == 1
    assert events[-1]["event"] == "end"


def test_root_with_the_capability(root_runner: Runner) -> None:
    """Root with CAP_SYS_PTRACE supervises a process that has changed its user like any other."""
    if (
        "cap_sys_ptrace"
        not in root_runner.bare_run(["setpriv", "--dump"]).stdout.partition("bounding set:")[2]
    ):
        status = int(root_runner.bare_run(["awk", "/CapEff/{print $2}", "/proc/self/status"]).stdout, 16)
        if not status >> 19 & 1:
            pytest.skip("root has no CAP_SYS_PTRACE here")
    code = SETUID.replace("code != errno.EIO", 'code != {b"e": 1, b"data": errno.EACCES}[data]')
    done = root_runner.bare_run(scpipe(root_runner, "-q", "--", *python(root_runner, code)))
    assert done.stdout == "1\nchild\n0 2 EACCES b'eeee' 7\n", (done.stdout, done.stderr)
    assert (done.returncode, done.stderr) == (3, "")
