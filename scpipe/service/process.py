"""The supervisor as a process of its own, for a host program that uses the library.

The host starts it, gives it the command's descriptors and one end of a socket pair, and reads
events from the other. When the host dies, this process dies, and with it (PTRACE_O_EXITKILL)
everything in the sandbox.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys

from scpipe.errors import ScpipeError, SetupError, describe_defect
from scpipe.linux import process
from scpipe.outcome import Status
from scpipe.report.events import Event, Exec, Exit, Note
from scpipe.report.sinks import Reporter
from scpipe.service.host import Host, die, open_parent
from scpipe.service.protocol import Ended, Failed, Program, Started
from scpipe.service.request import carry_out
from scpipe.spawn.start import Child
from scpipe.supervisor.loop import Supervisor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


class Service:
    """One run for a host at the other end of a socket; a sink of events and the loop's control."""

    def __init__(self, fd: int) -> None:
        self._host = Host(fd)
        self._reporter = Reporter([self])
        self._program: Program | None = None
        self._child: Child | None = None
        self._supervisor: Supervisor | None = None
        self._started = False
        self._note = ""
        self._ended: Ended | None = None
        self._killing = False

    def run(self) -> NoReturn:
        """Read the request, carry it out, and exit."""
        request = self._host.read_request()
        self._program = request.program
        try:
            carry_out(request, self._reporter, self, self._host.fd)
            if not self._started:
                raise SetupError(self._note or "the command was killed before it began")
        except (ScpipeError, OSError) as error:
            self._fail(self._described(error))
        except Exception as error:  # noqa: BLE001 - a defect: the host must be told, whatever it is
            self._fail(Failed("ScpipeError", f"internal error: {describe_defect(error)}"))
        self._finish()

    def emit(self, event: Event) -> None:
        """Send an event to the host; the command's first exec and its end are told apart."""
        self._host.tell_event(event)
        if isinstance(event, Note):
            self._note = event.text
        if self._child is None or not isinstance(event, (Exec, Exit)) or event.pid != self._child.pid:
            return
        if isinstance(event, Exit):
            self._tell_end(event.status if event.signal < 0 else -event.signal)
        elif not self._started:
            self._started = True
            self._host.tell(Started(event.pid))

    def attach(self, child: Child, supervisor: Supervisor) -> None:
        """Called when the command is ready to begin: keep nothing of it but the means to watch it."""
        assert self._program is not None
        self._child, self._supervisor = child, supervisor
        _arrange_groups(child.pid, self._program)
        os.dup2(0, 2)  # 0 is /dev/null by now
        supervisor.watch(self._host.fd, self._obey)
        host = open_parent()
        if host >= 0:
            supervisor.watch(host, die)

    # -- inside --------------------------------------------------------------------------------

    def _obey(self) -> None:
        """Carry out what the host asks for."""
        for order, value in self._host.orders():
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
        self._host.tell(self._ended)

    def _status(self, first: Status, code: int) -> Status:
        tally = self._reporter.tally
        if first is not Status.OK:
            return first
        if tally.refused or tally.would_refuse:
            return Status.VIOLATION
        return Status.SIGNALED if code < 0 else Status.OK

    def _fail(self, failure: Failed) -> None:
        if not self._started:
            self._host.tell(failure)
        elif self._ended is None:  # everything in the sandbox was killed by the loop's last act
            self._ended = Ended(-signal.SIGKILL, Status.INTERNAL_ERROR.value, failure.text)
            self._host.tell(self._ended)

    def _described(self, error: ScpipeError | OSError) -> Failed:
        number, filename = 0, ""
        if isinstance(error, OSError) and error.errno is not None:
            number = error.errno
            filename = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes)) else ""
        failure = self._child.handshake.failure() if self._child is not None else None
        if failure is not None and self._program is not None:
            number, filename = failure.errno, self._program.arguments[0]
        return Failed(type(error).__name__, str(error), number, filename)

    def _finish(self) -> NoReturn:
        ended = self._ended or Ended(-1, Status.SETUP_ERROR.value)
        first = self._supervisor.ending.status if self._supervisor is not None else Status.OK
        status = Status(ended.status)
        if status in (Status.OK, Status.SIGNALED):  # orphans may have done something since
            status = self._status(first, ended.code)
        self._reporter.close(status.value, ended.code)
        self._host.finish()
        os._exit(0)


def _arrange_groups(pid: int, program: Program) -> None:
    """Put the command into the process group it is to have, and ourselves out of it. Raises SetupError.

    Out of the command's process group, only what is sent to this very process reaches it:
    neither the terminal's signals nor killpg(2) reach the command twice.
    """
    group = program.process_group
    if program.new_session and group is None:
        group = 0
    try:
        if group is not None:
            os.setpgid(pid, group)
        if not program.new_session:  # a session's leader leads a group of its own already
            os.setpgid(0, 0)
    except OSError as error:
        raise SetupError(f"cannot set the process group: {error.strerror}") from None


def main() -> NoReturn:
    """Serve the host whose socket is the descriptor named by the first argument."""
    fd = int(sys.argv[1])
    os.set_inheritable(fd, False)
    Service(fd).run()


if __name__ == "__main__":
    main()
