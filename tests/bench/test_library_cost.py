"""What the library costs: its import, a launch, a host's descriptors and threads. Run by hand, with -s."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

import scpipe

ROOT = Path(scpipe.__file__).parents[1]
#: `import scpipe` may cost this much more than the bare interpreter (milliseconds).
MOST_FOR_IMPORT = 10.0


def _start(statement: str, times: int = 21) -> float:
    """Milliseconds of a fresh interpreter that executes a statement: the median."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); {statement}"
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True, timeout=30)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


def test_import() -> None:
    """`import scpipe` costs less than 10 ms over the bare interpreter."""
    bare, ours = _start("pass"), _start("import scpipe")
    print(f"\nbare interpreter {bare:.1f} ms, import scpipe {ours - bare:+.1f} ms")  # noqa: T201 - a bench
    assert ours - bare < MOST_FOR_IMPORT


def test_launch() -> None:
    """A launch of /bin/true costs less than a second; the numbers are printed."""
    scpipe.run(["/bin/true"])  # loads the library
    taken = []
    for _ in range(20):
        began = time.perf_counter()
        scpipe.run(["/bin/true"])
        taken.append((time.perf_counter() - began) * 1000)
    print(f"\nrun(['/bin/true']): median {statistics.median(taken):.0f} ms, worst {max(taken):.0f} ms")  # noqa: T201 - a bench
    assert statistics.median(taken) < 1000
