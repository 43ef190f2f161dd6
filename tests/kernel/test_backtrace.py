"""--backtrace: where in a program a pair was made and a write refused, and what a reader of stacks may do."""

from __future__ import annotations

import errno
import json
import os
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from harness.building import STRICT, Builder, builder, need_compiler
from harness.commands import scpipe_run
from harness.identity import become
from harness.processes import PATIENCE, leftovers, lives
from harness.runner import Runner

import scpipe

from .launching import GUESTS, named, readable_guest, start

Event = dict[str, Any]
REFUSED = f"{errno.EACCES}\n"
SOURCE = GUESTS / "backtrace.c"

#: scpipe-run that gives a reader all the time that it may need: a test claims nothing about time.
PATIENT = """
import runpy, sys
from scpipe.backtrace import asking, reader
asking.BUDGET = asking.LONGEST = 250
reader.PATIENCE = reader.LONGEST = 200
"""
#: The same with readers that compute for ever, and have the usual time for that.
HANGING = """
import runpy, sys
from scpipe.backtrace import asking, reader, stack
asking.LONGEST = 250
reader.PATIENCE = reader.LONGEST = 1000
def read(*_):
    while True:
        pass
stack.Reader.read = read
"""
#: Readers that sleep for ever: only their lifeline ends them.
SLEEPING = """
import runpy, select, sys
from scpipe.backtrace import reader, stack
def read(*_):
    while True:
        select.poll().poll(1000)
stack.Reader.read = read
"""
#: Runs a command as root of a user namespace that has 65536 users, as containers without root have.
OWN_USERS = """
import ctypes, os, sys
made, mapped = os.pipe(), os.pipe()
pid = os.fork()
if pid == 0:
    assert ctypes.CDLL(None).unshare(0x10000000) == 0, "CLONE_NEWUSER"
    os.write(made[1], b".")
    os.read(mapped[0], 1)
    os.setresgid(0, 0, 0)
    os.setresuid(0, 0, 0)
    os.execv(sys.argv[1], sys.argv[1:])
os.close(made[1])
if os.read(made[0], 1) != b".":
    sys.exit("no user namespaces")
for name in "uid_map", "gid_map":
    with open(f"/proc/{pid}/{name}", "w") as file:
        file.write("0 100000 65536")
os.write(mapped[1], b".")
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
"""
#: Readers that try everything that they must not be able to do, and say what they could.
CURIOUS = """
import os, runpy, socket, sys
from scpipe.backtrace import asking, reader, stack
from scpipe.report.events import Frame
asking.BUDGET = asking.LONGEST = 250
reader.PATIENCE = reader.LONGEST = 200
TRIED = {
    "open": lambda: open("/etc/passwd"),
    "socket": lambda: socket.socket(),
    "connect": lambda: socket.socketpair(),
    "fork": os.fork,
    "exec": lambda: os.execv("/bin/true", ["true"]),
    "kill": lambda: os.kill(os.getppid(), 0),
    "setuid": lambda: os.setuid(0),
    "mkdir": lambda: os.mkdir("/tmp/scpipe-test-of-readers"),
    "write": lambda: os.write(reader_socket(), b"x"),
    "list": lambda: os.listdir("/proc/self/fd"),
    "import": lambda: __import__("wave"),
}
def reader_socket():
    return next(fd for fd in range(100) if is_open(fd))
def is_open(fd):
    try:
        return os.fstat(fd) is not None
    except OSError:
        return False
def could(attempt):
    try:
        attempt()
    except (OSError, ImportError):
        return False
    return True
def read(*_):
    found = [name for name, attempt in TRIED.items() if could(attempt)]
    fds = [fd for fd in range(1 << 12) if is_open(fd)]
    kinds = sorted({os.fstat(fd).st_mode >> 12 for fd in fds})
    return [Frame("native", "curious", ",".join(found), f"{len(fds)} {kinds}", 1, -1)]
stack.Reader.read = read
"""
_GO_ON = """
words = sys.argv[1:]
if words[0] == "-m":
    sys.argv = words[1:]
    runpy.run_module(words[1], run_name="__main__", alter_sys=True)
else:
    sys.argv = words
    runpy.run_path(words[0], run_name="__main__")
"""


def _words(runner: Runner, hook: str, *words: str) -> list[str]:
    own, *rest = scpipe_run(*words, python=runner.python)
    place = f"import sys; sys.path.insert(0, {str(Path(scpipe.__file__).parents[1])!r})\n"
    return [own, "-c", place + hook + _GO_ON, *rest]


def _told(
    runner: Runner, command: Sequence[str], *options: str, hook: str = PATIENT
) -> tuple[list[Event], str, str]:
    """The events of a run with --backtrace, its stdout, and what scpipe said on stderr."""
    report = runner.home / "report.jsonl"
    words = _words(runner, hook, "--backtrace", "--report", str(report), *options, "--", *command)
    done = runner.bare_run(words, timeout=PATIENCE)
    assert report.exists(), done.stderr
    return [json.loads(line) for line in report.read_text().splitlines()], done.stdout, done.stderr


def _line(source: Path | str, text: str) -> int:
    lines = Path(source).read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def _functions(event: Event, key: str = "backtrace") -> list[tuple[str, str, int]]:
    """The function, the file's name and the line of each frame."""
    return [
        (frame["function"], os.path.basename(frame["file"] or ""), frame["line"])
        for frame in event.get(key, [])
    ]


def _only(events: Sequence[Event], name: str) -> Event:
    found = named(events, name)
    assert len(found) == 1, found
    return found[0]


@pytest.fixture(scope="module")
def debuggable() -> Iterator[Builder]:
    """Builds programs with debug information, as they are built while one works on them."""
    need_compiler("a guest")
    with builder("backtrace-guests", [*STRICT, "-g"], level="-O0") as made:
        yield made


@pytest.fixture
def guest(debuggable: Builder) -> str:
    """The C guest."""
    return str(debuggable.build("backtrace", SOURCE))


def test_a_c_program(runner: Runner, guest: str) -> None:
    """Function, file and line of the refused write and of the call that made the pair, with their callers."""
    events, out, err = _told(runner, [guest])
    assert out == REFUSED
    write = ("send_data", "backtrace.c", _line(SOURCE, "here it is refused"))
    maker = ("make_pair", "backtrace.c", _line(SOURCE, "here the pair is made"))
    refused, pair = _only(events, "refused"), _only(events, "pair")
    assert _functions(refused)[1] == write, refused
    assert [name for name, _file, _line in _functions(refused)[1:3]] == ["send_data", "main"]
    assert _functions(pair)[1] == maker
    assert refused["creator_backtrace"] == pair["backtrace"]
    assert refused["backtrace"][1]["module"] == guest
    assert f"scpipe:   at backtrace.c:{write[2]} in send_data(), called from backtrace.c:" in err
    assert f"was made at backtrace.c:{maker[2]} in make_pair()" in err


def test_a_stripped_program(runner: Runner, debuggable: Builder) -> None:
    """Without symbols a frame is a file and an address, and the way up is found all the same."""
    stripped = Builder(debuggable.place, [*STRICT, "-s"]).build("stripped", SOURCE)
    events, out, err = _told(runner, [str(stripped)])
    assert out == REFUSED
    first, *others = _only(events, "refused")["backtrace"]
    assert (os.path.basename(first["module"]), bool(first["function"])) == ("libc.so.6", True)
    own = [frame for frame in others if frame["module"] == str(stripped)]
    assert own and all(frame["function"] is None and frame["address"] > 0 for frame in own)
    assert others[-1]["module"] == str(stripped)  # where the program begins
    assert f"at stripped+0x{own[0]['address']:x}" in err


@pytest.mark.parametrize("word", ["thread", "signal", "deep", "jump"])
def test_other_ways_to_a_write(runner: Runner, guest: str, word: str) -> None:
    """A thread, a handler of a signal, 300 calls, and a frame pointer that leads to itself."""
    events, _out, err = _told(runner, [guest, word])
    functions = [name for name, _file, _line in _functions(_only(events, "refused"))]
    wanted = {
        "thread": ["send_data", "in_thread"],
        "signal": ["send_data", "on_signal"],
        "deep": ["send_data", *["go_down"] * 30],
        "jump": ["jump"],
    }[word]
    place = functions.index(wanted[0])
    assert functions[place : place + len(wanted)] == wanted
    if word == "signal":
        assert "main" in functions
    assert "no backtrace" not in err
    assert len(functions) <= 64


@pytest.mark.parametrize("words", [[], ["thread"]])
def test_python(runner: Runner, words: list[str]) -> None:
    """Python's functions, files and lines, in the thread that wrote."""
    path = readable_guest(runner, "backtrace.py")
    events, out, err = _told(runner, [runner.python, path, *words])
    assert out == REFUSED
    refused = [event for event in named(events, "refused") if event["message"]["length"] == 4]
    (event,) = refused
    python = [frame for frame in event["backtrace"] if frame["language"] == "python"]
    names = [frame["function"].rpartition(".")[2] for frame in python]
    assert names[:2] == (["send", "run"] if words else ["send", "main"])
    assert (python[0]["file"], python[0]["line"]) == (path, _line(path, "here it is refused"))
    made = next(frame for frame in event["creator_backtrace"] if frame["language"] == "python")
    assert (made["function"], made["line"]) == ("make", _line(path, "here the pair is made"))
    assert f"at backtrace.py:{python[0]['line']} in " in err


def test_names_in_other_alphabets(runner: Runner) -> None:
    """Names with letters of one, two and four bytes are read, and told as they are."""
    code = "import os\ndef größe(w): os.write(w, b'ab')\ndef 関数(w): größe(w)\ndef plain(w): 関数(w)\n"
    code += "try: plain(os.pipe()[1])\nexcept OSError: pass\n"
    path = str(runner.write("\U0001f600 ж.py", code))
    events, _out, err = _told(runner, [runner.python, "-I", "-S", "-X", "utf8", path])
    python = [f for f in _only(events, "refused")["backtrace"] if f["language"] == "python"]
    assert [frame["function"] for frame in python] == ["größe", "関数", "plain", "<module>"]
    assert {frame["file"] for frame in python} == {path}
    assert " at \U0001f600 ж.py:2 in größe(), called from " in err, err


def test_compressed_debug_information(runner: Runner, debuggable: Builder) -> None:
    """A reader can decompress, though it can load nothing any more."""
    guest = Builder(debuggable.place, [*STRICT, "-g", "-gz"], level="-O0").build("compressed", SOURCE)
    events, _out, _err = _told(runner, [str(guest)])
    write = ("send_data", "backtrace.c", _line(SOURCE, "here it is refused"))
    assert write in _functions(_only(events, "refused"))


def test_versions_of_python(root_runner: Runner) -> None:
    """Every version of CPython that is here and has a layout gives the same frames."""
    path = readable_guest(root_runner, "backtrace.py")
    found = _interpreters()
    assert found
    for program in found:
        events, out, _err = _told(root_runner, [program, "-I", "-S", path])
        assert out == REFUSED
        frames = _only(events, "refused")["backtrace"]
        python = [frame for frame in frames if frame["language"] == "python"]
        names = [frame["function"].rpartition(".")[2] for frame in python]
        assert names == ["send", "main", "<module>"], (program, frames)
        assert python[0]["line"] == _line(path, "here it is refused")


def _interpreters() -> list[str]:
    """Interpreters of those versions that are programs, not scripts that start one."""
    versions = ("3.10", "3.11", "3.12", "3.13")
    places = [
        f"{folder}/python{version}" for folder in ("/usr/bin", "/usr/local/bin") for version in versions
    ]
    for version in versions:
        kept = Path.home().glob(f".pyenv/versions/{version}.*/bin/python{version}")
        places += map(str, kept)
    return sorted({os.path.realpath(place) for place in places if os.access(place, os.X_OK)})


def test_nobody_asked(runner: Runner, guest: str) -> None:
    """Without the option no event has a stack, and stderr has no line about one."""
    report = runner.home / "report.jsonl"
    done = runner.bare_run(
        scpipe_run("--report", str(report), "--", guest, python=runner.python), timeout=PATIENCE
    )
    assert done.stdout == REFUSED
    assert "backtrace" not in [key for line in report.read_text().splitlines() for key in json.loads(line)]
    assert "  at " not in done.stderr and "was made at" not in done.stderr


def test_each_refusal_once(runner: Runner) -> None:
    """Of a program that goes on writing only the first refusal of a pair has a stack."""
    code = "import os\nfor _ in range(2):\n  w = os.pipe()[1]\n  for _ in range(3):\n"
    code += "    try: os.write(w, b'ab')\n    except OSError: pass\n"
    events, _out, _err = _told(runner, [runner.python, "-I", "-S", "-c", code])
    has = ["backtrace" in event for event in named(events, "refused")]
    assert has == [True, False, False, True, False, False]
    assert all("creator_backtrace" in event for event in named(events, "refused"))


def test_denied_creations(runner: Runner, guest: str) -> None:
    """Under deny the call that would have made the pair is what is told."""
    events, _out, _err = _told(runner, [guest], "--pipe", "deny")
    assert ("make_pair", "backtrace.c", _line(SOURCE, "here the pair is made")) in _functions(
        _only(events, "refused")
    )


@pytest.mark.parametrize("options", [["--audit"], ["--on-violation", "kill"]])
def test_what_follows_a_violation(runner: Runner, guest: str, options: list[str]) -> None:
    """The stack is there in an audit, and where everything is killed."""
    events, _out, _err = _told(runner, [guest], *options)
    (event,) = [each for each in events if each["event"] in ("refused", "would-refuse")]
    assert "send_data" in [name for name, _file, _line in _functions(event)]


def test_a_reader_that_hangs(runner: Runner) -> None:
    """Readers that compute for ever are ended one by one; the program's calls are answered as ever."""
    code = "import os\nfor _ in range(6):\n  try: os.write(os.pipe()[1], b'ab')\n"
    code += "  except OSError as error: print(error.errno)\n"
    words = [runner.python, "-I", "-S", "-c", code]
    events, out, _err = _told(runner, words, hook=HANGING)
    assert out == REFUSED * 6
    assert len(named(events, "refused")) == 6
    assert not [event for event in events if "backtrace" in event]
    notes = [note["text"] for note in named(events, "note") if "no backtrace" in note["text"]]
    assert len(notes) == 3
    assert all("took more than 50 ms" in note for note in notes)
    assert "no more backtraces" in notes[-1]


def test_a_reader_that_hangs_in_a_user_namespace(root_runner: Runner) -> None:
    """The lifeline ends it there, too, where root is an ordinary user to the kernel, and nobody another."""
    code = "import os\ntry: os.write(os.pipe()[1], b'ab')\nexcept OSError as error: print(error.errno)"
    words = _words(root_runner, SLEEPING, "--backtrace", "--", root_runner.python, "-I", "-S", "-c", code)
    done = root_runner.bare_run([root_runner.python, "-c", OWN_USERS, *words], timeout=PATIENCE)
    assert done.stdout == REFUSED, done.stderr
    assert "no backtrace: the process that reads them was ended" in done.stderr
    _until(lambda: not leftovers(root_runner.traces))


def test_a_reader_has_nothing(runner: Runner, guest: str) -> None:
    """It opens, makes, reaches and becomes nothing, and holds one socket and one pipe."""
    events, out, _err = _told(runner, [guest], hook=CURIOUS)
    assert out == REFUSED
    (frame,) = _only(events, "refused")["backtrace"]
    assert frame["function"] is None, frame["function"]
    assert (frame["module"], frame["file"]) == ("curious", "2 [1, 12]")


def _sleeper(runner: Runner, marker: Path) -> list[str]:
    code = "import os, sys, time\nos.pipe()\nopen(sys.argv[1], 'w').close()\ntime.sleep(1000)"
    return [runner.python, "-I", "-S", "-c", code, str(marker)]


def _until(ready: Any) -> None:
    deadline = time.monotonic() + PATIENCE
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_nothing_is_left_when_the_supervisor_is_killed(root_runner: Runner) -> None:
    """SIGKILL to scpipe-run ends the readers with it, though they are no children of its."""
    for user in (None, "nobody"):
        marker = root_runner.home / f"marker-{user}"
        root_runner.home.chmod(0o777)
        before = {found.pid for found in leftovers(root_runner.traces)}
        words = [
            *become(user),
            *_words(root_runner, PATIENT, "--backtrace", "--", *_sleeper(root_runner, marker)),
        ]
        run = start(root_runner, words)
        _until(marker.exists)
        ours = {found.pid for found in leftovers(root_runner.traces)} - before
        readers = [pid for pid in ours if _parent(pid) not in ours and pid != run.pid]
        assert len(readers) == 3, (readers, ours)
        for pid in readers:
            told = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
            assert [int(told[name]) for name in ("TracerPid", "NoNewPrivs", "Seccomp")] == [0, 1, 2]
            assert told["Uid"].split() == told["Gid"].split() == ["65534"] * 4
            assert told["Groups"].split() in ([], ["65534"])
            assert {int(told[name], 16) for name in ("CapPrm", "CapEff", "CapAmb")} == {0}
        run.send_signal(signal.SIGKILL)
        run.communicate(timeout=PATIENCE)
        _until(lambda ours=ours: not any(lives(pid) for pid in ours))


def _parent(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("PPid:")).split()[1])


def test_a_reader_that_is_killed(root_runner: Runner) -> None:
    """Somebody kills the readers: the run goes on, and says that there is no backtrace."""
    marker, go = root_runner.home / "marker", root_runner.home / "go"
    code = "import os, sys, time\nopen(sys.argv[1], 'w').close()\n"
    code += "while not os.path.exists(sys.argv[2]): time.sleep(0.01)\n"
    code += "try: os.write(os.pipe()[1], b'ab')\nexcept OSError as error: print(error.errno)"
    command = [root_runner.python, "-I", "-S", "-c", code, str(marker), str(go)]
    run = start(root_runner, _words(root_runner, PATIENT, "--backtrace", "--", *command))
    _until(marker.exists)
    ours = {found.pid for found in leftovers(root_runner.traces)}
    for pid in ours:
        if _parent(pid) not in ours and pid != run.pid:
            os.kill(pid, signal.SIGKILL)
    go.touch()
    out, err = run.communicate(timeout=PATIENCE)
    assert out.decode() == REFUSED
    assert b"no backtrace: the process that reads them was ended" in err


def test_the_library(runner: Runner, guest: str) -> None:
    """run(backtrace=True) has the stacks in the violations."""
    host = PATIENT + (
        "import scpipe\n"
        "from scpipe.api import starting\n"
        "hook, begin = sys.argv[2], 'from scpipe.service.process import main'\n"
        "starting._BOOT = starting._BOOT.replace(begin, hook + begin)\n"
        "result = scpipe.run([sys.argv[1]], backtrace=True)\n"
        "print([frame.function for frame in result.violations[0].backtrace][:3])\n"
        "print([frame.line for frame in result.violations[0].creator_backtrace][1])\n"
    )
    place = f"import sys; sys.path.insert(0, {str(Path(scpipe.__file__).parents[1])!r})\n"
    done = runner.bare_run([runner.python, "-c", place + host, guest, PATIENT], timeout=PATIENCE)
    lines = done.stdout.splitlines()
    assert lines[1:] == ["['__write', 'send_data', 'main']", str(_line(SOURCE, "here the pair is made"))], (
        done.stdout,
        done.stderr,
    )
