"""launch_async(): a sandbox for asyncio, used as an asyncio.subprocess.Process is."""

from __future__ import annotations

import asyncio
import contextlib
import functools
from typing import TYPE_CHECKING

from scpipe.api.launch import launch
from scpipe.api.options import Command, read_options
from scpipe.api.service import Launched
from scpipe.api.streams import Streams
from scpipe.outcome import Status

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self, Unpack

    from scpipe.api.delivery import Listener
    from scpipe.api.options import Keywords
    from scpipe.api.result import Result
    from scpipe.api.sandbox import Sandbox
    from scpipe.report.events import Event

#: How long the supervisor may take to obey a kill before it is killed itself (seconds).
_OBEDIENCE = 5.0


class AsyncSandbox(Launched):
    """A running command and everything it starts. Make one with launch_async(); output is bytes.

    ``stdin``, ``stdout``, ``stderr``: the host's ends of the command's pipes, where it has some.
    """

    def __init__(self, sandbox: Sandbox[bytes], loop: asyncio.AbstractEventLoop, streams: Streams) -> None:
        super().__init__(sandbox.args, sandbox._service, sandbox._connection)  # noqa: SLF001 - the same in another dress
        self._sandbox = sandbox
        self._loop = loop
        self._ended = asyncio.Event()
        self._streams = streams
        self.stdin, self.stdout, self.stderr = streams.stdin, streams.stdout, streams.stderr
        self._progress.when_ended(self._tell)

    async def wait(self) -> int:
        """Wait for the command's end, not for its orphans'."""
        await self._ended.wait()
        return await asyncio.to_thread(self._sandbox.wait)

    async def communicate(self, input: bytes | None = None) -> tuple[bytes | None, bytes | None]:  # noqa: A002 - as asyncio
        """Feed stdin, read stdout and stderr to their ends, wait for the command."""
        found = await self._streams.communicate(input)
        await self.wait()
        return found

    async def result(self, stdout: bytes | None = None, stderr: bytes | None = None) -> Result[bytes]:
        """Wait for the command; the run as a value, with the output it was given."""
        await self.wait()
        return self._sandbox.result(stdout, stderr)

    def kill(self) -> None:
        """Kill everything in the sandbox, orphans included."""
        self._connection.kill(Status.EXTERNAL_KILL)
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
        self._streams.close()

    # -- inside ----------------------------------------------------------------------------------

    def _tell(self) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits
            self._loop.call_soon_threadsafe(self._ended.set)

    def _insist(self) -> None:
        if not self._progress.over:
            self._service.put_down()


async def launch_async(command: Command, **keywords: Unpack[Keywords]) -> AsyncSandbox:
    """launch() for asyncio: the launch is made in a thread, ``on_event`` is called in the loop.

    Raises what launch() raises. A launch that is cancelled leaves nothing running.
    """
    loop = asyncio.get_running_loop()
    listener = read_options(keywords).sandbox.on_event
    if listener is not None:
        keywords["on_event"] = functools.partial(_pass_on, loop, listener)
    launching = loop.run_in_executor(None, functools.partial(_launch, command, keywords))
    streams = Streams(loop)
    try:
        sandbox = await asyncio.shield(launching)
        await streams.connect(sandbox)
    except BaseException:
        streams.close()
        launching.add_done_callback(_discard)
        raise
    return AsyncSandbox(sandbox, loop, streams)


def _launch(command: Command, keywords: Keywords) -> Sandbox[bytes]:
    return launch(command, **keywords)


def _pass_on(loop: asyncio.AbstractEventLoop, listener: Listener, event: Event) -> None:
    with contextlib.suppress(RuntimeError):  # the loop is closed: nobody listens
        loop.call_soon_threadsafe(listener, event)


def _discard(launching: asyncio.Future[Sandbox[bytes]]) -> None:
    """End what a launch has made, if it has: nobody will have it."""
    if not launching.cancelled() and launching.exception() is None:
        sandbox = launching.result()
        sandbox._connection.kill(Status.EXTERNAL_KILL)  # noqa: SLF001 - the same in another dress
        with contextlib.suppress(OSError):
            sandbox._service.close_pipes()  # noqa: SLF001 - the same
