"""The supervisor's process as its host sees it, and what every handle of a sandbox has."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
from collections.abc import Sequence
from typing import Any

from scpipe.api.connection import Connection
from scpipe.api.progress import Progress
from scpipe.api.result import Violation
from scpipe.outcome import Status
from scpipe.service.protocol import encode_signal


class ServiceProcess(subprocess.Popen[Any]):
    """The supervisor's process, whose standard descriptors are the command's.

    To wait for it means to wait for the command: communicate() is Popen's own, and returns when
    the command has ended. Only ``reap`` waits for the process itself.
    """

    progress: Progress | None = None

    def wait(self, timeout: float | None = None) -> int:
        """The command's return code. Raises TimeoutExpired."""
        assert self.progress is not None
        ended = self.progress.wait_ended(timeout)
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


class Launched:
    """What Sandbox and AsyncSandbox have in common: what is known at once, and what does not wait."""

    def __init__(self, args: str | Sequence[str], service: ServiceProcess, connection: Connection) -> None:
        self.args = args
        self._service = service
        self._connection = connection
        self._progress = connection.progress

    @property
    def pid(self) -> int:
        """The command's process id."""
        return self._progress.pid

    @property
    def returncode(self) -> int | None:
        """The command's exit status, minus the signal it died of, or None while it lives."""
        ended = self._progress.ended
        return None if ended is None else ended.code

    @property
    def status(self) -> Status | None:
        """What decided the command's end, None while it lives."""
        ended = self._progress.ended
        return None if ended is None else Status(ended.status)

    @property
    def violations(self) -> list[Violation]:
        """What the policy has not allowed so far, the first 10 000."""
        return [*self._connection.seen.violations]

    def send_signal(self, number: int) -> None:
        """Send a signal to the command, and to nothing else; one that has ended gets none."""
        if not 0 <= number < signal.NSIG:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        self._connection.send(encode_signal(number))

    def terminate(self) -> None:
        """Send SIGTERM to the command."""
        self.send_signal(signal.SIGTERM)
