"""A thread wakes an asyncio loop with one byte, then a signal handler needs another byte in the same pair."""

# ruff: noqa: T201 - the test reads what this program prints

from __future__ import annotations

import asyncio
import os
import signal


async def main() -> None:
    """Prints whether the handler of SIGUSR1 ran within two seconds."""
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(int)
    handled = asyncio.Event()
    loop.add_signal_handler(signal.SIGUSR1, handled.set)
    os.kill(os.getpid(), signal.SIGUSR1)
    try:
        await asyncio.wait_for(handled.wait(), 2)
    except asyncio.TimeoutError:
        print("handler lost")
    else:
        print("handler ran")


asyncio.run(main())
