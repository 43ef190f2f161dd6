"""launch_async(): a sandbox for asyncio, used as an asyncio.subprocess.Process is."""

from __future__ import annotations

import asyncio
import contextlib
import functools
from typing import IO, TYPE_CHECKING

from scpipe.api.launch import launch
from scpipe.api.options import Command, read_options
from scpipe.outcome import Status

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self, Unpack

    from scpipe.api.connection import Listener
    from scpipe.api.options import Keywords
    from scpipe.api.result import Result, Violation
    from scpipe.api.sandbox import Sandbox
    from scpipe.report.events import Event

#: How long the supervisor may take to obey a kill before it is killed itself (seconds).
_OBEDIENCE = 5.0


class AsyncSandbox:
    """A running command and everything it starts. Make one with launch_async(); output is bytes."""

    def __init__(self, sandbox: Sandbox[bytes], loop: asyncio.AbstractEventLoop) -> None:
        self._sandbox = sandbox
        self._loop = loop
        self._ended = asyncio.Event()
        self._readers: list[asyncio.BaseTransport] = []
        self.stdin: asyncio.StreamWriter | None = None
        self.stdout: asyncio.StreamReader | None = None
        self.stderr: asyncio.StreamReader | None = None
        sandbox._connection.when_ended(self._tell)  # noqa: SLF001 - one object in two dresses

    @property
    def pid(self) -> int:
        """The command's process id."""
        return self._sandbox.pid

    @property
    def returncode(self) -> int | None:
        """The command's exit status, minus the signal it died of, or None while it lives."""
        return self._sandbox.returncode

    @property
    def status(self) -> Status | None:
        """What decided the command's end, None while it lives."""
        return self._sandbox.status

    @property
    def violations(self) -> list[Violation]:
        """What the policy has not allowed so far, the first 10 000."""
        return self._sandbox.violations

    async def wait(self) -> int:
        """Wait for the command's end, not for its orphans'."""
        await self._ended.wait()
        return await asyncio.to_thread(self._sandbox.wait)

    async def communicate(self, input: bytes | None = None) -> tuple[bytes | None, bytes | None]:  # noqa: A002 - as asyncio
        """Feed stdin, read stdout and stderr to their ends, wait for the command."""
        _, out, err = await asyncio.gather(self._feed(input), _read(self.stdout), _read(self.stderr))
        await self.wait()
        return out, err

    async def result(self, stdout: bytes | None = None, stderr: bytes | None = None) -> Result[bytes]:
        """Wait for the command; the run as a value, with the output it was given."""
        await self.wait()
        return self._sandbox.result(stdout, stderr)

    def send_signal(self, number: int) -> None:
        """Send a signal to the command, and to nothing else."""
        self._sandbox.send_signal(number)

    def terminate(self) -> None:
        """Send SIGTERM to the command."""
        self._sandbox.terminate()

    def kill(self) -> None:
        """Kill everything in the sandbox, orphans included."""
        self._sandbox._connection.kill(Status.EXTERNAL_KILL)  # noqa: SLF001 - one object in two dresses
        self._loop.call_later(_OBEDIENCE, self._insist)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.kill()
        self.close()
        await self.wait()

    def close(self) -> None:
        """Close the host's ends of the command's pipes."""
        if self.stdin is not None:
            self.stdin.close()
        for transport in self._readers:
            transport.close()

    # -- inside ----------------------------------------------------------------------------------

    async def _connect(self) -> None:
        """Turn the pipes into streams."""
        loop, sandbox = self._loop, self._sandbox
        if sandbox.stdin is not None:
            protocol = asyncio.streams.FlowControlMixin(loop=loop)
            transport, _ = await loop.connect_write_pipe(lambda: protocol, sandbox.stdin)
            self.stdin = asyncio.StreamWriter(transport, protocol, None, loop)
        self.stdout = await self._reader(sandbox.stdout)
        self.stderr = await self._reader(sandbox.stderr)

    async def _reader(self, file: IO[bytes] | None) -> asyncio.StreamReader | None:
        if file is None:
            return None
        reader = asyncio.StreamReader(loop=self._loop)
        protocol = asyncio.StreamReaderProtocol(reader, loop=self._loop)
        transport, _ = await self._loop.connect_read_pipe(lambda: protocol, file)
        self._readers.append(transport)
        return reader

    async def _feed(self, data: bytes | None) -> None:
        if self.stdin is None:
            return
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            if data:
                self.stdin.write(data)
                await self.stdin.drain()
        self.stdin.close()

    def _tell(self) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits
            self._loop.call_soon_threadsafe(self._ended.set)

    def _insist(self) -> None:
        if not self._sandbox._connection.over:  # noqa: SLF001 - one object in two dresses
            self._sandbox._service.put_down()  # noqa: SLF001 - the same


async def launch_async(command: Command, **keywords: Unpack[Keywords]) -> AsyncSandbox:
    """launch() for asyncio: the launch is made in a thread, ``on_event`` is called in the loop.

    Raises what launch() raises. A launch that is cancelled leaves nothing running.
    """
    loop = asyncio.get_running_loop()
    listener = read_options(keywords).on_event
    if listener is not None:
        keywords["on_event"] = functools.partial(_pass_on, loop, listener)
    launching = loop.run_in_executor(None, functools.partial(_launch, command, keywords))
    try:
        made = AsyncSandbox(await asyncio.shield(launching), loop)
    except asyncio.CancelledError:
        launching.add_done_callback(_discard)
        raise
    await made._connect()  # noqa: SLF001 - the second half of its making
    return made


def _launch(command: Command, keywords: Keywords) -> Sandbox[bytes]:
    return launch(command, **keywords)


def _pass_on(loop: asyncio.AbstractEventLoop, listener: Listener, event: Event) -> None:
    with contextlib.suppress(RuntimeError):  # the loop is closed: nobody listens
        loop.call_soon_threadsafe(listener, event)


def _discard(launching: asyncio.Future[Sandbox[bytes]]) -> None:
    if not launching.cancelled() and launching.exception() is None:
        sandbox = launching.result()
        sandbox._connection.kill(Status.EXTERNAL_KILL)  # noqa: SLF001 - one object in two dresses
        with contextlib.suppress(OSError):
            sandbox._service.close_pipes()  # noqa: SLF001 - the same


async def _read(stream: asyncio.StreamReader | None) -> bytes | None:
    return None if stream is None else await stream.read()
