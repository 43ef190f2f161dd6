"""Runs functions in threads under trio and comes back from a thread into the loop."""

# ruff: noqa: T201 - the test reads what this program prints

from __future__ import annotations

import trio


def work(number: int) -> int:
    """Runs in a thread; goes back into the loop for the answer."""
    return trio.from_thread.run_sync(pow, number, 2)


async def main() -> None:
    """Prints the sum of ten squares."""
    total = 0
    for number in range(10):
        total += await trio.to_thread.run_sync(work, number)
    print("sum", total)


trio.run(main)
