"""A launched sandbox, used as a subprocess.Popen is."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from types import TracebackType
from typing import IO, AnyStr, Generic

from scpipe.api.connection import Connection
from scpipe.api.result import Result
from scpipe.api.service import Launched, ServiceProcess
from scpipe.outcome import Status
from scpipe.report.events import End
from scpipe.service.protocol import Ended

#: How long a sandbox without orphans may take to be cleared away (seconds), and after a kill to be told of.
_CLEARING = 5.0
#: After this the supervisor's process is killed itself, and with it everything (seconds).
_OBEDIENCE = 5.0


class Sandbox(Launched, Generic[AnyStr]):
    """A running command and everything it starts. Make one with launch().

    ``stdin``, ``stdout``, ``stderr``: the host's ends of the command's pipes, where it has some.
    """

    def __init__(self, args: str | Sequence[str], service: ServiceProcess, connection: Connection) -> None:
        super().__init__(args, service, connection)
        self.stdin: IO[AnyStr] | None = service.stdin
        self.stdout: IO[AnyStr] | None = service.stdout
        self.stderr: IO[AnyStr] | None = service.stderr

    def poll(self) -> int | None:
        """The return code if the command has ended."""
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the command's end, not for its orphans'. Raises subprocess.TimeoutExpired."""
        ended = self._progress.wait_ended(timeout)
        if ended is None:
            assert timeout is not None
            raise subprocess.TimeoutExpired(self.args, timeout)
        self._clear(ended)
        return ended.code

    def communicate(
        self,
        input: AnyStr | None = None,  # noqa: A002 - Popen's name
        timeout: float | None = None,
    ) -> tuple[AnyStr | None, AnyStr | None]:
        """Feed stdin, read stdout and stderr to their ends, wait for the command.

        Raises subprocess.TimeoutExpired, and can then be called again, as Popen's.
        """
        out, err = self._service.communicate(input, timeout)
        self.wait()
        return out, err

    def kill(self) -> None:
        """Kill everything in the sandbox, orphans included."""
        self.end(Status.EXTERNAL_KILL)

    def __enter__(self) -> Sandbox[AnyStr]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._service.close_pipes()
        finally:
            if kind is KeyboardInterrupt:
                self._progress.wait_ended(0.25)  # the terminal has interrupted the command, too
            else:
                self.wait()

    def __repr__(self) -> str:
        code = "running" if self.returncode is None else f"returncode: {self.returncode}"
        return f"<Sandbox: {code} args: {self.args!r}>"

    def wait_all(self, timeout: float | None = None) -> End | None:
        """Wait until nothing of the sandbox is left: the report's last event, None if it was lost.

        Raises subprocess.TimeoutExpired.
        """
        if not self._connection.wait_over(timeout):
            assert timeout is not None
            raise subprocess.TimeoutExpired(self.args, timeout)
        return self._connection.seen.end

    def result(self, stdout: AnyStr | None = None, stderr: AnyStr | None = None) -> Result[AnyStr]:
        """Wait for the command; the run as a value, with the output it was given."""
        self.wait()
        ended, seen = self._progress.ended, self._connection.seen
        assert ended is not None
        return Result(
            args=self.args,
            returncode=ended.code,
            stdout=stdout,
            stderr=stderr,
            status=Status(ended.status),
            violations=tuple(seen.violations),
            refusals=seen.refusals,
            detail=ended.detail,
        )

    def end(self, status: Status) -> None:
        """Have everything killed; a supervisor that does not do it in time is killed itself."""
        self._connection.kill(status)
        if not self._progress.wait_gone(_OBEDIENCE):
            self._service.put_down()

    def _clear(self, ended: Ended) -> None:
        """Without orphans nothing is left behind: no process, no descriptor, no thread."""
        if not ended.orphans:
            self._connection.wait_over(_CLEARING)
