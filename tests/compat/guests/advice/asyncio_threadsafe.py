"""Signals and threads wake an asyncio loop by one kind of byte: signal.signal and call_soon_threadsafe."""

# ruff: noqa: T201 - the test reads what this program prints

from __future__ import annotations

import asyncio
import os
import signal
import threading


async def main() -> None:
    """A signal before a thread, after it, and while the loop sleeps."""
    loop = asyncio.get_running_loop()
    handled = asyncio.Event()
    signal.signal(signal.SIGUSR1, lambda *_: loop.call_soon_threadsafe(handled.set))
    for _ in range(2):
        handled.clear()
        os.kill(os.getpid(), signal.SIGUSR1)
        await handled.wait()
        await asyncio.to_thread(int)
    handled.clear()
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGUSR1)).start()
    await handled.wait()
    print("handler ran, thread 0")


asyncio.run(main())
