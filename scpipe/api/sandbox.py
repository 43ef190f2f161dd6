"""A launched sandbox, used as a subprocess.Popen is."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
from collections.abc import Sequence
from types import TracebackType
from typing import IO, Any, AnyStr, Generic

from scpipe.api.connection import Connection
from scpipe.api.result import Result, Violation
from scpipe.outcome import Status
from scpipe.report.events import End
from scpipe.service.protocol import Ended, encode_signal

#: How long a sandbox without orphans may take to be cleared away (seconds), and after a kill to be told of.
_CLEARING = 5.0
#: After this the supervisor's process is killed itself, and with it everything (seconds).
_OBEDIENCE = 5.0


class ServiceProcess(subprocess.Popen[Any]):
    """The supervisor's process, whose standard descriptors are the command's.

    To wait for it means to wait for the command: communicate() is Popen's own, and returns when
    the command has ended. Only ``reap`` waits for the process itself.
    """

    connection: Connection | None = None

    def wait(self, timeout: float | None = None) -> int:
        """The command's return code. Raises TimeoutExpired."""
        assert self.connection is not None
        ended = self.connection.wait_ended(timeout)
        if ended is None:
            assert timeout is not None
            raise subprocess.TimeoutExpired(self.args, timeout)
        return ended.code

    def reap(self) -> None:
        """Wait for the process itself."""
        super().wait()

    def put_down(self) -> None:
        """Kill the process itself; the kernel then kills the whole sandbox."""
        self.send_signal(signal.SIGKILL)

    def close_pipes(self) -> None:
        """Close the host's ends. Raises BrokenPipeError for input that nobody has read, as Popen does."""
        for file in (self.stdout, self.stderr, self.stdin):
            if file is not None:
                file.close()


class Sandbox(Generic[AnyStr]):
    """A running command and everything it starts. Make one with launch()."""

    def __init__(self, args: str | Sequence[str], service: ServiceProcess, connection: Connection) -> None:
        self.args = args
        self._service = service
        self._connection = connection

    # -- what Popen has --------------------------------------------------------------------------

    @property
    def pid(self) -> int:
        """The command's process id."""
        return self._connection.pid

    @property
    def stdin(self) -> IO[AnyStr] | None:
        """The pipe to the command's stdin, if stdin=PIPE."""
        return self._service.stdin

    @property
    def stdout(self) -> IO[AnyStr] | None:
        """The pipe from the command's stdout, if stdout=PIPE."""
        return self._service.stdout

    @property
    def stderr(self) -> IO[AnyStr] | None:
        """The pipe from the command's stderr, if stderr=PIPE."""
        return self._service.stderr

    @property
    def returncode(self) -> int | None:
        """The command's exit status, minus the signal it died of, or None while it lives."""
        ended = self._connection.ended
        return None if ended is None else ended.code

    def poll(self) -> int | None:
        """The return code if the command has ended."""
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the command's end, not for its orphans'. Raises subprocess.TimeoutExpired."""
        ended = self._connection.wait_ended(timeout)
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

    def send_signal(self, number: int) -> None:
        """Send a signal to the command, and to nothing else; one that has ended gets none."""
        if not 0 <= number < signal.NSIG:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        self._connection.send(encode_signal(number))

    def terminate(self) -> None:
        """Send SIGTERM to the command."""
        self.send_signal(signal.SIGTERM)

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
                self._connection.wait_ended(0.25)  # the terminal has interrupted the command, too
            else:
                self.wait()

    def __repr__(self) -> str:
        code = "running" if self.returncode is None else f"returncode: {self.returncode}"
        return f"<Sandbox: {code} args: {self.args!r}>"

    # -- what Popen has not ------------------------------------------------------------------------

    @property
    def violations(self) -> list[Violation]:
        """What the policy has not allowed so far, the first 10 000."""
        return [*self._connection.violations]

    @property
    def status(self) -> Status | None:
        """What decided the command's end, None while it lives."""
        ended = self._connection.ended
        return None if ended is None else Status(ended.status)

    def wait_all(self, timeout: float | None = None) -> End | None:
        """Wait until nothing of the sandbox is left: the report's last event, None if it was lost.

        Raises subprocess.TimeoutExpired.
        """
        if not self._connection.wait_over(timeout):
            assert timeout is not None
            raise subprocess.TimeoutExpired(self.args, timeout)
        return self._connection.end

    def result(self, stdout: AnyStr | None = None, stderr: AnyStr | None = None) -> Result[AnyStr]:
        """Wait for the command; the run as a value, with the output it was given."""
        self.wait()
        connection = self._connection
        ended = connection.ended
        assert ended is not None
        return Result(
            args=self.args,
            returncode=ended.code,
            stdout=stdout,
            stderr=stderr,
            status=Status(ended.status),
            violations=tuple(connection.violations),
            refusals=connection.refusals,
            detail=ended.detail,
        )

    def end(self, status: Status) -> None:
        """Have everything killed; a supervisor that does not do it in time is killed itself."""
        self._connection.kill(status)
        if not self._connection.wait_gone(_OBEDIENCE):
            self._service.put_down()

    def _clear(self, ended: Ended) -> None:
        """Without orphans nothing is left behind: no process, no descriptor, no thread."""
        if not ended.orphans:
            self._connection.wait_over(_CLEARING)
