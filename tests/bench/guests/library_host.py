"""library_host.py COUNT WAY COMMAND [WORD ...]: a host that starts COMMAND again and again; ms as JSON.

WAY is "scpipe" (scpipe.run) or "subprocess" (subprocess.run). The first start loads the library and does
not count.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main(count: int, way: str, command: list[str]) -> None:
    """Start the command ``count`` times and print what one start took."""
    if way == "scpipe":
        import scpipe

        def start() -> None:
            scpipe.run(command).check()
    else:

        def start() -> None:
            subprocess.run(command, check=True)

    start()
    cpu, began = _cpu(), time.perf_counter()
    for _ in range(count):
        start()
    wall = time.perf_counter() - began
    print(json.dumps({"wall": wall / count * 1e3, "cpu": (_cpu() - cpu) / count * 1e3}))  # noqa: T201 - its result


main(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
