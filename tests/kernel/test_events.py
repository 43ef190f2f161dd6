"""What a report says of small scenarios, event by event, and what it says of calls that are not there."""

from __future__ import annotations

import errno
import os
import signal
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from harness.runner import Runner

from .launching import lines_of_scpipe, named, python, reported, run, scpipe, start

Event = dict[str, Any]


def _only(events: Sequence[Event], name: str) -> Event:
    found = named(events, name)
    assert len(found) == 1, found
    return found[0]


def test_start(runner: Runner) -> None:
    """The first event says what was asked for, what is in force and why, and what the kernel offers."""
    options = ["--pipe", "deny", "--first-message", "any", "--relax", "splice"]
    before = time.time()
    events = reported(runner, options, ["/bin/sh", "-c", "exit 0", "word"])
    first = events[0]
    assert first["event"] == "start"
    assert before <= first["time"] <= time.time()
    assert first["command"] == ["/bin/sh", "-c", "exit 0", "word"]
    assert first["policy"] == {
        "version": 1, "pipe": "deny", "socketpair": "allow-events", "first-message": "any",
        "on-violation": "refuse", "relax": ["splice"], "rules": [],
    }  # fmt: skip
    assert (first["origins"]["pipe"], first["origins"]["socketpair"]) == ("--pipe", "default")
    assert first["kernel"]["release"] == os.uname().release
    assert {"machine", "descriptors", "capability_sys_ptrace"} <= set(first["kernel"])


def test_warnings(runner: Runner) -> None:
    """What weakens or mistakes a policy is in the start event, and on stderr once."""
    text = "rules:\n  - exe: /nowhere/program\n    pipe: allow\n"
    options = ["-p", str(runner.write("p.yaml", text)), "--report", str(runner.home / "r")]
    done = run(runner, options, ["/bin/true"])
    lines = [line for line in done.stderr.splitlines() if "/nowhere/program" in line]
    assert len(lines) == 1, done.stderr
    first = reported(runner, options[:2], ["/bin/true"])[0]
    assert any("/nowhere/program" in warning for warning in first["warnings"])


PAIRS = """
import os, socket
read, write = os.pipe()
one, two = socket.socketpair()
print(read, write, one.fileno(), two.fileno(), os.getpid(), flush=True)
"""


def test_pair(runner: Runner) -> None:
    """Each pair is told with its kind, its maker, its descriptors, and who holds which end."""
    path = runner.home / "out"
    events = reported(runner, [], ["/bin/sh", "-c", f'exec "$@" > {path}', "sh", *python(runner, PAIRS)])
    read, write, one, two, _pid = map(int, path.read_text().split())
    pipe, sockets = named(events, "pair")
    maker = pipe["pid"]
    exe = os.path.realpath(runner.python)
    for number, (event, kind, fds) in enumerate(
        [(pipe, "pipe", [read, write]), (sockets, "socketpair", [one, two])], 1
    ):
        assert event["fds"] == fds
        assert event["pair"] == {
            "id": number, "kind": kind, "mode": "allow-events",
            "creator_pid": maker, "creator_exe": exe, "creator_argv": python(runner, PAIRS), "rule": "",
        }  # fmt: skip
    assert pipe["holders"] == [
        {"pid": maker, "fd": read, "end": "read"},
        {"pid": maker, "fd": write, "end": "write"},
    ]
    assert sockets["holders"] == [{"pid": maker, "fd": fd, "end": "both"} for fd in (one, two)]


def test_parent(runner: Runner) -> None:
    """A refusal has the writer's command line, and its parent's program as it was at the fork."""
    script = "bash -c 'echo hello' one | cat; exec true"
    events = reported(runner, ["-q"], ["/bin/bash", "-c", script])
    refused = _only(events, "refused")
    pair, execs = named(events, "pair")[0], named(events, "exec")
    assert refused["argv"] == ["bash", "-c", "echo hello", "one"]
    maker = pair["pid"]
    assert refused["parent"]["pid"] == maker and refused["parent"]["argv"] == ["/bin/bash", "-c", script]
    parents = {event["argv"][0]: event["parent"] for event in execs}
    assert parents == {"/bin/bash": 0, "bash": maker, "cat": maker, "true": 0}


REFUSED = """
import os, sys, threading, time
read, write = os.pipe()
os.write(write, b"ee")
gate, hold = os.pipe()
ready, tell = os.pipe()
if os.fork() == 0:
    os.close(read); os.close(hold)
    os.write(tell, b"r")
    os.read(gate, 1)
    os._exit(0)
os.close(gate)
os.read(ready, 1)
def violate():
    try: os.write(write, b"eXe")
    except PermissionError: pass
if "thread" in sys.argv:
    thread = threading.Thread(target=violate); thread.start(); thread.join()
else:
    violate()
os.close(hold)
os.wait()
"""


@pytest.mark.parametrize("where", ["main", "thread"])
def test_refused(runner: Runner, where: str) -> None:
    """A refusal names who, what, which pair and byte, the other reading, the holders and a remedy."""
    events = reported(runner, ["-q"], python(runner, REFUSED, where))
    refused, pair = _only(events, "refused"), named(events, "pair")[0]
    read, write = pair["fds"]
    parent, child = refused["pid"], next(event["pid"] for event in named(events, "exit"))
    assert parent != child
    assert (refused["tid"] != parent) == (where == "thread")
    exe = os.path.realpath(runner.python)
    assert (refused["exe"], refused["argv0"]) == (exe, runner.python)
    assert (refused["syscall"], refused["fd"], refused["pair"]) == ("write", write, pair["pair"])
    assert (refused["event_byte"], refused["errno"], refused["enforced"]) == (ord("e"), "EACCES", True)
    assert refused["message"] == {
        "length": 3, "first_byte": ord("e"), "offending_byte": ord("X"), "offending_offset": 1,
        "uniform": False, "printable": True, "ancillary": False, "first": False,
    }  # fmt: skip
    assert refused["other_reading"].startswith("refuse")
    assert refused["other_exact"] is True
    assert {(holder["pid"], holder["fd"], holder["end"]) for holder in refused["holders"]} == {
        (parent, read, "read"), (parent, write, "write"), (child, write, "write"),
    }  # fmt: skip
    assert refused["advice"]["pattern"]
    assert "allow" in refused["advice"]["text"]
    end = events[-1]
    assert (end["status"], end["returncode"], end["refused"], end["pairs"], end["processes"]) == (
        "VIOLATION",
        0,
        1,
        3,
        2,
    )
    assert end["needs"] == {"SCONE_PIPE": "allow", "SCONE_SOCKETPAIR": "deny"}


def test_the_other_reading(runner: Runner) -> None:
    """Where the readings differ, the report says what the other one does, and then that it is not sure."""
    code = """
import os
read, write = os.pipe()
for data in (b"ab", b"b", b"a", b"b"):
    try: os.write(write, data)
    except PermissionError: pass
"""
    uniform = named(reported(runner, ["-q"], python(runner, code)), "refused")
    assert [(event["message"]["length"], event["other_reading"][:4]) for event in uniform] == [
        (2, "pass"),
        (1, "pass"),
    ]
    assert [event["other_exact"] for event in uniform] == [True, False]
    literal = named(reported(runner, ["-q", "--first-message", "any"], python(runner, code)), "refused")
    assert [event["other_reading"][:4] for event in literal] == ["pass", "pass"]
    assert not any(event["other_exact"] for event in literal)


@dataclass(frozen=True)
class Call:
    """A call that sends data into a pair, and how a report names it."""

    code: str
    syscall: str
    length: int | None
    pattern: str | None = None
    errno: str = "EACCES"


CALLS = [
    Call("os.writev(w, [b'a', b'b', b'c'])", "writev", 3),
    Call("os.pwritev(w, [b'ab'], -1, os.RWF_HIPRI)", "pwritev2", 2),
    Call("one.send(b'abcd')", "sendto", 4),
    Call("one.sendmsg([b'ab', b'c'])", "sendmsg", 3),
    Call("socket.send_fds(one, [b'a'], [0])", "sendmsg", 1, "descriptor"),
    Call("os.splice(file, w, 3)", "splice", None, "transfer", "EINVAL"),
    Call("os.sendfile(w, file, 0, 3)", "sendfile", None, "transfer", "EINVAL"),
]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call.syscall} {call.pattern or ''}".strip())
def test_refused_calls(runner: Runner, call: Call) -> None:
    """Each way into a pair is refused under its own name, with the message's features or none."""
    code = f"""
import os, socket, tempfile
r, w = os.pipe()
one, two = socket.socketpair()
with tempfile.TemporaryFile() as opened:
    opened.write(b"file"); opened.flush(); opened.seek(0)
    file = opened.fileno()
    try: {call.code}
    except OSError as error: os._exit(error.errno)
"""
    events = reported(runner, ["-q"], python(runner, code))
    refused = _only(events, "refused")
    assert (refused["syscall"], refused["errno"]) == (call.syscall, call.errno)
    assert events[-1]["returncode"] == getattr(errno, call.errno)
    if call.length is None:
        assert refused["message"] is None
    else:
        assert (refused["message"]["length"], refused["message"]["first"]) == (call.length, True)
        assert refused["event_byte"] is None
        assert refused["message"]["ancillary"] == (call.pattern == "descriptor")
    if call.pattern:
        assert refused["advice"]["pattern"] == call.pattern


def test_denied_creation(runner: Runner) -> None:
    """A pair that is not made has no id, no descriptor and no message."""
    code = "import os\ntry: os.pipe()\nexcept PermissionError: pass"
    events = reported(runner, ["-q", "--pipe", "deny"], python(runner, code))
    refused = _only(events, "refused")
    assert (refused["fd"], refused["message"], refused["pair"]["id"], refused["pair"]["mode"]) == (
        None,
        None,
        0,
        "deny",
    )
    assert (refused["advice"]["pattern"], refused["errno"]) == ("creation", "EACCES")
    assert named(events, "pair") == []
    assert events[-1]["needs"]["SCONE_PIPE"] == "allow-events"


def test_would_refuse(runner: Runner) -> None:
    """Audit tells the same as a refusal under another name, and the call has succeeded."""
    code = (
        "import os\nr, w = os.pipe()\nos.write(w, b'e')\nos.write(w, b'data')\nos._exit(len(os.read(r, 9)))"
    )
    events = reported(runner, ["-q", "--audit"], python(runner, code))
    would = _only(events, "would-refuse")
    assert (would["enforced"], would["event_byte"], would["message"]["offending_byte"]) == (
        False,
        ord("e"),
        ord("d"),
    )
    end = events[-1]
    assert (end["returncode"], end["would_refuse"], end["refused"], end["status"]) == (5, 1, 0, "VIOLATION")


def test_exec_and_exit(runner: Runner) -> None:
    """Each exec and each end of a process is told, with program, arguments, status or signal."""
    script = "/bin/sleep 0; (exit 3); /bin/sh -c 'kill -TERM $$'; exec /bin/sh -c 'exit 7' last"
    events = reported(runner, [], ["/bin/sh", "-c", script])
    execs = [event["argv"] for event in named(events, "exec")]
    assert execs[0] == ["/bin/sh", "-c", script]
    assert execs[1:] == [
        ["/bin/sleep", "0"],
        ["/bin/sh", "-c", "kill -TERM $$"],
        ["/bin/sh", "-c", "exit 7", "last"],
    ]
    assert named(events, "exec")[1]["exe"] == os.path.realpath("/bin/sleep")
    ends = [(event["status"], event["signal"]) for event in named(events, "exit")]
    assert ends == [(0, None), (3, None), (None, signal.SIGTERM), (7, None)]
    command = named(events, "exec")[0]["pid"]
    assert [event["pid"] for event in named(events, "exec")][-1] == command
    assert named(events, "exit")[-1]["pid"] == command
    assert (events[-1]["status"], events[-1]["returncode"], events[-1]["processes"]) == ("OK", 7, 4)
    assert events[-1]["needs"] == {"SCONE_PIPE": "deny", "SCONE_SOCKETPAIR": "deny"}


def test_exec_of_a_thread(runner: Runner) -> None:
    """A thread that executes a program takes the process over: one exec, one exit, the same pid."""
    code = """
import os, threading, time
threading.Thread(target=lambda: os.execv("/bin/sh", ["sh", "-c", "exit 4"])).start()
time.sleep(1000)
"""
    events = reported(runner, [], python(runner, code))
    first, second = named(events, "exec")
    assert (first["pid"], second["argv"]) == (second["pid"], ["sh", "-c", "exit 4"])
    assert _only(events, "exit")["status"] == 4


@pytest.mark.parametrize(
    ("options", "script", "status", "code"),
    [
        ([], "exit 9", "OK", 9),
        ([], "kill -SEGV $$", "SIGNALED", -signal.SIGSEGV),
        (["-q", "--timeout", "0.2"], "sleep 1000", "TIMEOUT", -signal.SIGTERM),
        (["-q", "--on-violation", "kill"], "echo a | cat", "VIOLATION", -signal.SIGKILL),
        (["-q", "--pipe", "deny"], "echo a | cat", "VIOLATION", 2),
    ],
)
def test_end(runner: Runner, options: list[str], script: str, status: str, code: int) -> None:
    """The last event says how the run ended and with which status of the command."""
    end = reported(runner, options, ["/bin/sh", "-c", script])[-1]
    assert (end["status"], end["returncode"]) == (status, code)


def test_no_end_after_a_kill(runner: Runner) -> None:
    """A report whose supervisor was killed has no end event, and what it has are whole lines."""
    path = runner.home / "r"
    process = start(runner, scpipe(runner, "--report", str(path), "--", "/bin/sleep", "1000"))
    try:
        deadline = time.monotonic() + 300
        while not path.exists() or '"event":"exec"' not in path.read_text():
            assert time.monotonic() < deadline, "no exec event"
            time.sleep(0.02)
    finally:
        process.kill()
        process.communicate(timeout=300)
    lines = path.read_text().splitlines(keepends=True)
    assert all(line.endswith("}\n") for line in lines)
    assert not any('"event":"end"' in line for line in lines)


#: Runs raw calls given as NUMBER,ARGUMENT,...; "int80" is getpid of the 32-bit table. Prints the results.
RAW = """
import ctypes, mmap, os, sys
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long

def int80():
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(bytes.fromhex("53 b8 14 00 00 00 cd 80 5b c3"))
    found = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
    return "pid" if found == os.getpid() else found

def raw(words):
    ctypes.set_errno(0)
    found = libc.syscall(*(ctypes.c_long(int(word, 0)) for word in words))
    return -ctypes.get_errno() if found < 0 else found

for word in sys.argv[1:]:
    print(int80() if word == "int80" else raw(word.split(",")), flush=True)
"""


@dataclass(frozen=True)
class Refused:
    """A call that the filter refuses, how the report names it, what lifts that."""

    words: str
    syscall: str
    errno: str
    relax: str


UNAVAILABLE = [
    Refused("425,1,0", "io_uring_setup", "ENOSYS", "io-uring"),
    Refused("426,-1,0,0,0,0,0", "io_uring_enter", "ENOSYS", "io-uring"),
    Refused("427,-1,0,0,0", "io_uring_register", "ENOSYS", "io-uring"),
    Refused("206,0,0", "io_setup", "ENOSYS", "aio"),
    Refused("209,0,0,0", "io_submit", "ENOSYS", "aio"),
    Refused("101,16,-1,0,0", "ptrace", "EPERM", "ptrace"),
    Refused("311,-1,0,0,0,0,7", "process_vm_writev", "EPERM", "ptrace"),
    Refused("438,-1,0,0", "pidfd_getfd", "EPERM", "ptrace"),
    Refused("16,-1,0x5412,0", "ioctl", "EPERM", "terminal-injection"),
    Refused("16,-1,0x541C,0", "ioctl", "EPERM", "terminal-injection"),
    Refused("16,-1,0xdead00005412,0", "ioctl", "EPERM", "terminal-injection"),
    Refused("16,-1,0xAA00,0", "ioctl", "ENOTTY", "userfaultfd"),
    Refused("323,0xff", "userfaultfd", "ENOSYS", "userfaultfd"),
    Refused("321,0x7fff,0,0", "bpf", "EPERM", "bpf"),
    Refused("56,0x810000,0,0,0,0", "clone", "EPERM", "untraced"),
    Refused("317,1,8,0", "seccomp", "EINVAL", "notify-listener"),
    Refused("293,0,0x80", "pipe2", "ENOPKG", "notification-pipe"),
    Refused("53,30,1,0,0", "socketpair", "EOPNOTSUPP", ""),
    Refused("1000,0", "unknown call 1000", "ENOSYS", "unknown-syscalls"),
    Refused("337,0", "unknown call 337", "ENOSYS", "unknown-syscalls"),
    Refused("0x40000027", "other ABI 1073741863", "ENOSYS", "other-abi"),
    Refused("int80", "other ABI 20", "ENOSYS", "other-abi"),
]


@pytest.mark.parametrize("case", UNAVAILABLE, ids=lambda case: f"{case.syscall} {case.words}")
def test_unavailable(runner: Runner, case: Refused) -> None:
    """A call that cannot be watched fails, is told once a program, is no violation; relax lifts it."""
    words = python(runner, RAW, case.words, case.words)
    bare = runner.bare_run(words).stdout.split()
    path = str(runner.home / "out")
    into = ["/bin/sh", "-c", f'exec "$@" > {path}', "sh", *words]
    events = reported(runner, [], into)
    refused = str(-getattr(errno, case.errno))
    assert (runner.home / "out").read_text().split() == [refused, refused]
    event = _only(events, "unavailable")
    assert (event["syscall"], event["relax"]) == (case.syscall, case.relax)
    assert getattr(errno, event["errno"]) == getattr(errno, case.errno)  # 95 has two names
    assert event["exe"] == os.path.realpath(runner.python)
    assert event["reason"]
    end = events[-1]
    assert (end["status"], end["returncode"], end["unavailable"], end["refused"]) == ("OK", 0, 1, 0)
    if case.relax:
        relaxed = reported(runner, ["--relax", case.relax], into)
        assert named(relaxed, "unavailable") == []
        assert (runner.home / "out").read_text().split() == bare


def test_unavailable_is_said_once_at_the_end(runner: Runner) -> None:
    """On stderr the calls that are not there are one line, with what lifts it; with -v one more for each.

    The first line of -v is about something else.
    """
    words = python(runner, RAW, "425,1,0", "425,1,0", "206,0,0")
    name = os.path.basename(os.path.realpath(runner.python))
    closing = (
        f"scpipe: not available here: io_uring_setup ({name}), io_setup ({name}); "
        "--relax io-uring, --relax aio lift this"
    )
    assert run(runner, [], words).stderr.splitlines() == [closing]
    assert run(runner, ["-q"], words).stderr == ""
    _trap, *lines, last = run(runner, ["-v"], words).stderr.splitlines()
    assert [line.split(":")[1].strip() for line in lines] == ["unavailable", "unavailable"]
    assert last == closing
    assert "io_uring_setup" in lines[0]
    assert "--relax io-uring" in lines[0]
    assert run(runner, ["--fail-on-violation"], words).returncode == 0


def test_a_mount_that_lost_capabilities_forbid(root_runner: Runner) -> None:
    """The kernel refuses root's mount by itself: the end says what may be why, and what lifts it."""
    words = ["mount", "-t", "tmpfs", "none", str(root_runner.home)]
    done = run(root_runner, [], words)
    assert done.returncode == 32
    assert lines_of_scpipe(done.stderr) == [
        "scpipe: not available here: perhaps capabilities that root has lost (mount ended with 32); "
        "--relax capabilities lifts this"
    ]


def test_clone3_is_silent(runner: Runner) -> None:
    """clone3, which every thread creation tries first, is refused without an event."""
    events = reported(runner, ["--report", "-"], python(runner, RAW, "435,0,0"))
    assert named(events, "unavailable") == []


def _elf32() -> bytes:
    """A 32-bit program of one page: exit(33) through int 0x80."""
    code = bytes.fromhex("b8 01 00 00 00 bb 21 00 00 00 cd 80")
    base, start = 0x08048000, 52 + 32
    header = b"\x7fELF\x01\x01\x01" + bytes(9)
    header += struct.pack("<HHIIIIIHHHHHH", 2, 3, 1, base + start, 52, 0, 0, 52, 32, 1, 40, 0, 0)
    size = start + len(code)
    return header + struct.pack("<IIIIIIII", 1, 0, base, base, size, size, 5, 4096) + code


def test_a_32_bit_program(runner: Runner) -> None:
    """A 32-bit program is killed before its first instruction, with a note; relax: other-abi lets it run."""
    program = runner.home / "old"
    program.write_bytes(_elf32())
    program.chmod(0o755)
    try:
        bare = runner.bare_run([str(program)]).returncode
    except OSError as error:
        pytest.skip(f"this kernel runs no 32-bit programs: {error}")
    assert bare == 33
    events = reported(runner, ["-q"], [str(program)])
    note = _only(events, "note")
    assert note["level"] == "error"
    assert "32-bit" in note["text"]
    assert "other-abi" in note["text"]
    assert _only(events, "exit")["signal"] == signal.SIGKILL
    assert (events[-1]["status"], events[-1]["returncode"]) == ("SIGNALED", -signal.SIGKILL)
    assert run(runner, ["-q"], [str(program)]).returncode == -signal.SIGKILL
    script = run(runner, [], ["/bin/sh", "-c", f"{program}; echo $?"])
    assert script.stdout == "137\n"
    assert "32-bit" in script.stderr
    assert run(runner, ["--relax", "other-abi"], [str(program)]).returncode == 33


def test_an_unreadable_program(runner: Runner) -> None:
    """A program that its user may execute but not read is killed with a note, as nobody could watch it."""
    if runner.user is None:
        pytest.skip("root may read everything")
    program = runner.home / "hidden"
    program.write_bytes(Path("/bin/true").read_bytes())
    program.chmod(0o711)  # it belongs to root
    assert runner.bare_run([str(program)]).returncode == 0
    events = reported(runner, ["-q"], [str(program)])
    assert "may not read" in _only(events, "note")["text"]
    assert events[-1]["returncode"] == -signal.SIGKILL
