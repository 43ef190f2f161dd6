"""Small sandboxes, run as scpipe-run runs them: what a policy promises is looked at in each."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence

from scpipe.doctor.apart import apart
from scpipe.errors import DOCTOR
from scpipe.linux import process
from scpipe.record import Record
from scpipe.spawn.streams import fill_standard_descriptors

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

#: What carries out the words of scpipe-run: the exit status.
Carry = Callable[[Sequence[str]], int]

#: Makes a pipe and a socket pair, writes two events and data into each, and says what came of it. Nothing
#: but the interpreter is needed for it.
_GUEST = """
import os, _socket
from errno import errorcode
def tried(act, *given):
    try:
        return act(*given)
    except OSError as error:
        return errorcode.get(error.errno, error.errno)
def said(name, make):
    ends = tried(make)
    if isinstance(ends, tuple):
        read, write = [end if isinstance(end, int) else end.fileno() for end in ends]
        told = [tried(os.write, write, data) for data in (b"e", b"ee", b"data")]
        os.set_blocking(read, False)
        told.append(os.read(read, 100).decode())
    else:
        told = [ends]
    return " ".join(map(str, (name, *told)))
text = said("pipe", os.pipe) + "; " + said("socketpair", _socket.socketpair)
os.write(1, text.encode())
"""
_JUDGED = "1 2 EACCES eee"
_DENIED = "EACCES"
_PASSED = "1 2 4 eeedata"
#: What of the caller's environment would have a run write for others: annotations and a summary.
_FOR_OTHERS = ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY")
_LONGEST = 2000


class Kind(Record):
    """A run. ``options``: of scpipe-run; ``expected``: what its command is to say."""

    what: str
    options: tuple[str, ...]
    expected: str


class Run(Record):
    """What came of it. ``said``: why it does not work, "" if it does."""

    kind: Kind
    said: str

    @property
    def works(self) -> bool:
        """True if everything in it was as the policy promises."""
        return not self.said


def _modes(pipe: str, socketpair: str) -> tuple[str, ...]:
    return ("--pipe", pipe, "--socketpair", socketpair)


def _expected(pipe: str, socketpair: str) -> str:
    return f"pipe {pipe}; socketpair {socketpair}"


#: The first is the default policy. scpipe-run --trap all does what it does where armed is not the default.
KINDS = (
    Kind(
        "the default: allow-events for both",
        _modes("allow-events", "allow-events"),
        _expected(_JUDGED, _JUDGED),
    ),
    Kind(
        "allow-events for pipes alone",
        _modes("allow-events", "allow"),
        _expected(_JUDGED, _PASSED),
    ),
    Kind("deny for both", _modes("deny", "deny"), _expected(_DENIED, _DENIED)),
    Kind(
        "deny for both, without a supervisor",
        ("--no-supervisor", *_modes("deny", "deny")),
        _expected(_DENIED, _DENIED),
    ),
    Kind(
        "the default with --trap armed",
        ("--trap", "armed", *_modes("allow-events", "allow-events")),
        _expected(_JUDGED, _JUDGED),
    ),
)


def runs(carry: Carry) -> list[Run]:
    """Each kind, run once, one after the other."""
    return [_run(kind, carry) for kind in KINDS]


def _run(kind: Kind, carry: Carry) -> Run:
    told = apart(lambda: _tell(kind, carry))
    return Run(kind, str(told.found.get("said", told.failure)))


def _tell(kind: Kind, carry: Carry) -> Mapping[str, object]:
    """In a process of its own: how the run ended, "" if as is expected."""
    fill_standard_descriptors()
    out, err = os.memfd_create("stdout"), os.memfd_create("stderr")
    parent, pid = os.getpid(), os.fork()
    if pid == 0:
        _become_run(kind, carry, (out, err), parent)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    wrote, complained = (os.pread(fd, _LONGEST, 0).decode("utf-8", "replace") for fd in (out, err))
    if (code, wrote) == (0, kind.expected):
        return {"said": ""}
    lines = [line.removeprefix("scpipe: ") for line in complained.splitlines() if line.startswith("scpipe: ")]
    ended = f"ended with {code}, its command said {wrote!r} and not {kind.expected!r}"
    return {"said": lines[-1].removesuffix(DOCTOR) if lines and code else ended}


def _become_run(kind: Kind, carry: Carry, streams: tuple[int, int], parent: int) -> NoReturn:
    """In a child: what scpipe-run is, with streams of our own."""
    code = 125
    try:
        process.set_parent_death_signal(signal.SIGKILL)
        if os.getppid() == parent:
            null = os.open(os.devnull, os.O_RDONLY)
            for number, fd in enumerate((null, *streams)):
                os.dup2(fd, number)
                os.close(fd)
            for name in _FOR_OTHERS:
                os.environ.pop(name, None)
            code = carry(["-q", *kind.options, "--", sys.executable, "-I", "-S", "-c", _GUEST])
    finally:
        os._exit(code)
