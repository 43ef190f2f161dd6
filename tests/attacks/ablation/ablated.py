"""scpipe-run with some of its rules taken out: ``python ablated.py NAME[,NAME]... -- OPTIONS -- CMD``.

A name is a trace id of the catalogue (its row is in no filter and no plan), or one of REMOVALS. Only
for tests: it shows what each rule is for.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from removals import REMOVALS, remove_rows


def ablate(names: list[str]) -> None:
    """Take out rows and refusals. Raises SystemExit for a name that means nothing."""
    rows = {int(name) for name in names if name.isdigit()}
    unknown = [name for name in names if not name.isdigit() and name not in REMOVALS]
    if unknown:
        raise SystemExit(f"ablated: no such rule: {', '.join(unknown)}")
    remove_rows(rows)
    for name in names:
        if not name.isdigit():
            REMOVALS[name]()


def main() -> None:
    """Remove, then be scpipe-run."""
    names, separator, *arguments = sys.argv[1:]
    if separator != "--":
        raise SystemExit("usage: ablated.py NAME[,NAME]... -- [OPTIONS] -- CMD")
    ablate([name for name in names.split(",") if name])
    sys.argv[1:] = arguments
    from scpipe.command.cli import main_run

    main_run()


if __name__ == "__main__":
    main()
