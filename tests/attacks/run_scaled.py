"""scpipe-run that looks for dead pairs sooner: ``run_scaled.py MODE WORDS``; MODE is trap.py's, or empty.

For attacks that make a part of their rounds, and so fewer pairs; SCPIPE_ATTACKS_SCALE is the part. Only for
tests (scaling.py).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[2])


def main() -> None:
    """Be scpipe-run."""
    from scpipe.ledger import ledger

    mode = sys.argv.pop(1)
    if mode:
        from tests.harness.run_trapping import make_default

        make_default(mode)
    ledger.FEW_PAIRS = int(ledger.FEW_PAIRS * float(os.environ["SCPIPE_ATTACKS_SCALE"]))
    from scpipe.command.cli import main_run

    main_run()


if __name__ == "__main__":
    main()
