"""An event loop that a thread wakes: only the byte 0 goes through its socket pair.

Passes under the default policy. Prints how many wake-ups arrived; exit status 0.
"""

from __future__ import annotations

import asyncio
import threading

WAKE_UPS = 100


async def main() -> None:
    """Count calls that a thread hands to the loop, each by one byte through asyncio's own socket pair."""
    loop = asyncio.get_running_loop()
    done = asyncio.Event()
    arrived = 0

    def wake() -> None:
        nonlocal arrived
        arrived += 1
        if arrived == WAKE_UPS:
            done.set()

    def call_from_thread() -> None:
        for _ in range(WAKE_UPS):
            loop.call_soon_threadsafe(wake)

    thread = threading.Thread(target=call_from_thread)
    thread.start()
    await asyncio.wait_for(done.wait(), timeout=30)
    thread.join()
    print(f"{arrived} wake-ups arrived")


if __name__ == "__main__":
    asyncio.run(main())
