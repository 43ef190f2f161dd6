"""A signal wakes an asyncio loop first, then a thread needs another byte in the same pair."""

# ruff: noqa: T201 - the test reads what this program prints

from __future__ import annotations

import asyncio
import os
import signal


async def main() -> None:
    """Prints what the thread returned; without its wake-up that is never."""
    loop = asyncio.get_running_loop()
    handled = asyncio.Event()
    loop.add_signal_handler(signal.SIGUSR1, handled.set)
    os.kill(os.getpid(), signal.SIGUSR1)
    await handled.wait()
    print("thread", await asyncio.to_thread(int), flush=True)


asyncio.run(main())
