"""Hands an object to a worker: by multiprocessing.Queue, a pool of processes, or (threads) one of threads."""

# ruff: noqa: T201 - the test reads what this program prints

from __future__ import annotations

import multiprocessing
import queue
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

context = multiprocessing.get_context("fork")

if sys.argv[1] == "queue":
    items = context.Queue()
    items.put({"item": 1})
    print("result", items.get(), flush=True)
elif sys.argv[1] == "executor":
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        print("result", pool.submit(pow, 2, 10).result(), flush=True)
else:
    own: queue.Queue[dict[str, int]] = queue.Queue()
    own.put({"item": 1})
    with ThreadPoolExecutor(1) as threads:
        print("result", threads.submit(pow, 2, 10).result(), own.get())
