"""Submits one task to a process pool and says what became of it."""

# ruff: noqa: T201 - the test reads what this program prints

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor

# A fork server would need descriptors sent over a socket; fork() needs only the pool's own pipes.
pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork"))
try:
    print("result", pool.submit(pow, 2, 10).result(timeout=4), flush=True)
except Exception as error:  # noqa: BLE001 - whatever it is, its name is the result
    print("failed", type(error).__name__, flush=True)
# A pool that cannot send its workers the end mark would wait for them for ever.
for worker in list(pool._processes.values()):
    worker.kill()
    worker.join(5)
os._exit(0)
