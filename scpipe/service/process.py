"""The supervisor as a process of its own, for a host program that uses the library.

The host starts it, gives it the command's descriptors and one end of a socket pair, and reads
events from the other. When the host dies, this process dies, and with it (PTRACE_O_EXITKILL)
everything in the sandbox.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys

from scpipe.errors import ScpipeError, SetupError, describe_defect
from scpipe.linux import pidfd, process
from scpipe.outcome import Ending, Status
from scpipe.policy.dump import from_dict
from scpipe.policy.model import Effective
from scpipe.report.events import Event, Exec, Exit, Note
from scpipe.report.jsonl import encode
from scpipe.report.sinks import Reporter
from scpipe.service.outbox import Outbox
from scpipe.service.protocol import (
    Ended,
    Failed,
    Request,
    Started,
    decode_order,
    decode_request,
    encode_control,
)
from scpipe.spawn.child import Command
from scpipe.spawn.start import Child
from scpipe.spawn.streams import fill_standard_descriptors
from scpipe.spawn.surroundings import ensure_own_proc, ensure_untraced, explained
from scpipe.supervision.run import supervise
from scpipe.supervision.watch import Watch
from scpipe.supervisor.loop import Supervisor
from scpipe.supervisor.options import Options, Orphans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

_CHUNK = 1 << 16
#: More descriptors than systemd passes; a number that means nothing is not counted up to.
_MOST_LISTENING = 4096
#: Seconds a stopped host is given to read the last lines; a dead one is noticed at once.
_LAST_WORDS = 60.0


class Service:
    """One run for a host at the other end of a socket; a sink of events and the loop's control."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._outbox = Outbox(fd, _die)
        self._reporter = Reporter([self])
        self._buffer = b""
        self._request: Request | None = None
        self._child: Child | None = None
        self._supervisor: Supervisor | None = None
        self._started = False
        self._note = ""
        self._ended: Ended | None = None
        self._killing = False

    def run(self) -> NoReturn:
        """Read the request, carry it out, and exit."""
        self._request = request = self._read_request()
        os.set_blocking(self._fd, False)
        try:
            with explained():
                fill_standard_descriptors()
            self._supervise(request)
            if not self._started:
                raise SetupError(self._note or "the command was killed before it began")
        except (ScpipeError, OSError) as error:
            self._fail(self._described(error))
        except Exception as error:  # noqa: BLE001 - a defect: the host must be told, whatever it is
            self._fail(Failed("ScpipeError", f"internal error: {describe_defect(error)}"))
        self._finish()

    def emit(self, event: Event) -> None:
        """Send an event to the host; the command's first exec and its end are told apart."""
        self._outbox.send(encode(event), droppable=True)
        if isinstance(event, Note):
            self._note = event.text
        if self._child is None or not isinstance(event, (Exec, Exit)) or event.pid != self._child.pid:
            return
        if isinstance(event, Exit):
            self._tell_end(event.status if event.signal < 0 else -event.signal)
        elif not self._started:
            self._started = True
            self._outbox.send(encode_control(Started(event.pid)))

    def attach(self, child: Child, supervisor: Supervisor) -> None:
        """Called when the command is ready to begin: keep nothing of it but the means to watch it.

        Out of the command's process group, only what is sent to this very process reaches it:
        neither the terminal's signals nor killpg(2) reach the command twice.
        """
        request = self._the_request
        self._child, self._supervisor = child, supervisor
        try:
            self._arrange_groups(child.pid, request)
        except OSError as error:
            raise SetupError(f"cannot set the process group: {error.strerror}") from None
        os.dup2(0, 2)  # 0 is /dev/null by now
        supervisor.watch(self._fd, self._obey)
        host = _open_parent()
        if host >= 0:
            supervisor.watch(host, _die)

    # -- inside --------------------------------------------------------------------------------

    @property
    def _the_request(self) -> Request:
        assert self._request is not None
        return self._request

    def _supervise(self, request: Request) -> Ending:
        ensure_own_proc()
        ensure_untraced()
        if request.directory is not None:
            os.chdir(request.directory)
        effective = Effective(from_dict(request.policy), request.origins, request.warnings)
        options = Options(request.timeout, request.kill_after, Orphans(request.orphans))
        watch = Watch(self._reporter, request.holders, request.show_data)
        launcher = self._activated(request)
        command = Command(request.arguments, request.environment, shell_for_others=False, launcher=launcher)
        return supervise(command, effective, options, watch, self)

    def _activated(self, request: Request) -> int:
        """The host's pid if all descriptors it was activated with are passed on (sd_listen_fds(3)), else 0.

        Without them the command must go on to take LISTEN_FDS for somebody else's.
        """
        count = request.environment.get("LISTEN_FDS", "")
        if not (count.isascii() and count.isdigit() and 0 < int(count) < _MOST_LISTENING):
            return 0
        passed = all(fd != self._fd and _is_passed(fd) for fd in range(3, 3 + int(count)))
        return os.getppid() if passed else 0

    def _arrange_groups(self, pid: int, request: Request) -> None:
        group = request.process_group
        if request.new_session and group is None:
            group = 0
        if group is not None:
            os.setpgid(pid, group)
        if not request.new_session:  # a session's leader leads a group of its own already
            os.setpgid(0, 0)

    def _read_request(self) -> Request:
        while b"\n" not in self._buffer:
            data = os.read(self._fd, _CHUNK)
            if not data:
                _die()
            self._buffer += data
        line, self._buffer = self._buffer.split(b"\n", 1)
        return decode_request(line)

    def _obey(self) -> None:
        """Carry out what the host asks for; its end is ours."""
        with contextlib.suppress(BlockingIOError):
            data = os.read(self._fd, _CHUNK)
            if not data:
                _die()
            self._buffer += data
        *lines, self._buffer = self._buffer.split(b"\n")
        for line in lines:
            order, value = decode_order(line)
            if isinstance(value, int):
                self._signal(value)
            else:
                assert order == "kill"
                self._kill(Status(value))

    def _signal(self, number: int) -> None:
        if self._supervisor is not None and self._child is not None and self._ended is None:
            with contextlib.suppress(OSError):
                process.send(self._child.pid, number)

    def _kill(self, status: Status) -> None:
        assert self._supervisor is not None
        self._killing = True
        self._supervisor.end(status, "killed by the host")

    def _tell_end(self, code: int) -> None:
        if not self._started:
            return  # run() says why
        assert self._supervisor is not None
        ending = self._supervisor.ending
        orphans = self._supervisor.processes > 0 and not self._killing
        self._ended = Ended(code, self._status(ending.status, code).value, ending.detail, orphans)
        self._outbox.send(encode_control(self._ended))

    def _status(self, first: Status, code: int) -> Status:
        tally = self._reporter.tally
        if first is not Status.OK:
            return first
        if tally.refused or tally.would_refuse:
            return Status.VIOLATION
        return Status.SIGNALED if code < 0 else Status.OK

    def _fail(self, failure: Failed) -> None:
        if not self._started:
            self._outbox.send(encode_control(failure))
        elif self._ended is None:  # everything in the sandbox was killed by the loop's last act
            self._ended = Ended(-signal.SIGKILL, Status.INTERNAL_ERROR.value, failure.text)
            self._outbox.send(encode_control(self._ended))

    def _described(self, error: ScpipeError | OSError) -> Failed:
        number, filename = 0, ""
        if isinstance(error, OSError) and error.errno is not None:
            number = error.errno
            filename = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes)) else ""
        failure = self._child.handshake.failure() if self._child is not None else None
        if failure is not None:
            number, filename = failure.errno, self._the_request.arguments[0]
        return Failed(type(error).__name__, str(error), number, filename)

    def _finish(self) -> NoReturn:
        ended = self._ended or Ended(-1, Status.SETUP_ERROR.value)
        first = self._supervisor.ending.status if self._supervisor is not None else Status.OK
        status = Status(ended.status)
        if status in (Status.OK, Status.SIGNALED):  # orphans may have done something since
            status = self._status(first, ended.code)
        self._reporter.close(status.value, ended.code)
        self._outbox.drain(_LAST_WORDS)
        os._exit(0)


def _die() -> NoReturn:
    """The host is gone: end at once; the kernel kills every tracee of ours."""
    os._exit(1)


def _is_passed(fd: int) -> bool:
    """True for a descriptor that the host passes to the command: it outlives an exec, unlike ours."""
    try:
        return os.get_inheritable(fd)
    except OSError:
        return False


def _open_parent() -> int:
    """A pidfd of the host, or -1: a child of the host's may hold its end of the socket too."""
    try:
        fd = pidfd.open_process(os.getppid())
    except OSError:
        return -1
    poll = select.poll()
    poll.register(fd, select.POLLIN)
    if poll.poll(0):
        _die()
    return fd


def main() -> NoReturn:
    """Serve the host whose socket is the descriptor named by the first argument."""
    fd = int(sys.argv[1])
    os.set_inheritable(fd, False)
    Service(fd).run()


if __name__ == "__main__":
    main()
