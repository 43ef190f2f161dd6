"""launch_async(): output, signals and ends in an event loop, and launches that are given up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

import scpipe
from scpipe.api import aio
from scpipe.api.streams import Streams

DEADLINE = 300.0


def _await(made: Awaitable[Any]) -> Any:
    async def bounded() -> Any:
        return await asyncio.wait_for(made, DEADLINE)

    return asyncio.run(bounded())


def test_output_and_end() -> None:
    """What is fed comes back, with the status, and an AsyncSandbox knows what a Sandbox knows."""

    async def talk() -> None:
        async with await scpipe.launch_async(["cat"], stdin=scpipe.PIPE, stdout=scpipe.PIPE) as box:
            assert (box.args, box.returncode, box.status) == (["cat"], None, None)
            assert await box.communicate(b"hello") == (b"hello", None)
            assert (await box.wait(), box.returncode, box.violations) == (0, 0, [])
            assert (await box.result(b"hello")).status is scpipe.Status.OK

    _await(talk())


@pytest.mark.parametrize(
    ("end", "code", "status"),
    [
        (lambda box: box.terminate(), -15, scpipe.Status.SIGNALED),
        (lambda box: box.send_signal(10), -10, scpipe.Status.SIGNALED),
        (lambda box: box.kill(), -9, scpipe.Status.EXTERNAL_KILL),
    ],
)
def test_signals(end: Callable[[Any], None], code: int, status: scpipe.Status) -> None:
    """A signal reaches the command; a kill everything."""

    async def signalled() -> tuple[int, object]:
        box = await scpipe.launch_async(["sleep", "1000"])
        end(box)
        return await box.wait(), box.status

    assert _await(signalled()) == (code, status)


def test_an_error_in_the_block_kills() -> None:
    """Left by an exception, the context manager leaves nothing running."""

    async def left() -> object:
        with pytest.raises(ZeroDivisionError):
            async with await scpipe.launch_async(["sleep", "1000"]) as box:
                raise ZeroDivisionError
        return box.status

    assert _await(left()) is scpipe.Status.EXTERNAL_KILL


@pytest.mark.parametrize("after", ["launch", "pipes"])
def test_a_launch_that_is_cancelled_leaves_nothing(monkeypatch: pytest.MonkeyPatch, after: str) -> None:
    """Cancelled while it is made, or while its pipes are connected: the sandbox is killed."""
    made: list[scpipe.Sandbox[bytes]] = []
    launch, connect = aio.launch, Streams.connect

    async def cancelled() -> None:
        task = asyncio.ensure_future(scpipe.launch_async(["sleep", "1000"], stdout=scpipe.PIPE))
        loop = asyncio.get_running_loop()

        def launched(*words: Any, **keywords: Any) -> Any:
            made.append(launch(*words, **keywords))
            if after == "launch":
                loop.call_soon_threadsafe(task.cancel)
            return made[0]

        async def connected(streams: Streams, sandbox: Any) -> None:
            await connect(streams, sandbox)
            task.cancel()
            await asyncio.sleep(0)

        monkeypatch.setattr(aio, "launch", launched)
        monkeypatch.setattr(Streams, "connect", connected)
        with pytest.raises(asyncio.CancelledError):
            await task

    _await(cancelled())
    made[0].wait(DEADLINE)
    assert made[0].status is scpipe.Status.EXTERNAL_KILL
