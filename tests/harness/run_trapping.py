"""scpipe-run as on a kernel where one way of trapping writes is the default: ``run_trapping.py MODE WORDS``.

Only for tests (trap.py).
"""

from __future__ import annotations

import os
import sys


def make_default(mode: str) -> None:
    """Make "all" or "armed" the default on this kernel. Raises ValueError for any other mode."""
    from scpipe.supervision import trapping

    if mode not in ("all", "armed"):
        raise ValueError(mode)
    version = trapping._version(os.uname().release)
    assert version is not None
    trapping.PROVEN = frozenset({version} if mode == "armed" else ())


def main() -> None:
    """Be scpipe-run."""
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    make_default(sys.argv.pop(1))
    from scpipe.command.cli import main_run

    main_run()


if __name__ == "__main__":
    main()
