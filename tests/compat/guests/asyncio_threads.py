"""Wakes an asyncio loop from other threads, again and again: the wake byte is always the same."""

# ruff: noqa: T201 - the test reads what this program prints

from __future__ import annotations

import asyncio
import threading

WAKES = 20


async def main() -> None:
    """Counts wakes from a plain thread and results of to_thread."""
    loop = asyncio.get_running_loop()
    for _ in range(WAKES):
        woken = asyncio.Event()
        thread = threading.Thread(target=loop.call_soon_threadsafe, args=(woken.set,))
        thread.start()
        await asyncio.wait_for(woken.wait(), 10)
        thread.join()
    results = await asyncio.gather(*(asyncio.to_thread(pow, 2, n) for n in range(WAKES)))
    print("wakes", WAKES, "sum", sum(results))


asyncio.run(main())
