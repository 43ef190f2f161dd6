"""A test for pytest that uses a pool of processes."""

from __future__ import annotations

import multiprocessing


def test_pool() -> None:
    """A worker answers."""
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.map(abs, [-1]) == [1]
