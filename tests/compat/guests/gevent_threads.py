"""Runs functions in gevent's thread pool, whose threads wake the hub."""

# ruff: noqa: T201 - the test reads what this program prints

from __future__ import annotations

import gevent  # type: ignore[import-untyped]  # gevent ships no types

pool = gevent.get_hub().threadpool
with gevent.Timeout(20):
    results = [pool.apply(pow, (2, number)) for number in range(10)]
    jobs = [gevent.spawn(pool.apply, pow, (3, number)) for number in range(5)]
    gevent.joinall(jobs)
print("sum", sum(results), sum(job.value for job in jobs))
