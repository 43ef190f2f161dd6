"""The bench's command line: `tox -e bench`, or `python -m tests.bench` where scpipe is installed."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from . import budgets, machine, results, table
from .catalogue import ROWS
from .measuring import measure_all
from .place import Place, Settings
from .row import choose


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("rows", nargs="*", help="rows to measure: names, globs, or the part before the dot")
    parser.add_argument("--list", action="store_true", help="name the rows and end")
    parser.add_argument("--quick", action="store_true", help="a smoke test: everything short, one round")
    parser.add_argument("--rounds", type=int, metavar="N", help="samples of each row and mode (5)")
    parser.add_argument("--seconds", type=float, metavar="S", help="how long a sample of calls lasts (0.25)")
    parser.add_argument("--pairs", type=int, metavar="N", help="pairs that B7 makes (1000000)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results there")
    parser.add_argument("--read", type=Path, metavar="FILE", help="measure nothing, show these results")
    parser.add_argument("--before", type=Path, metavar="FILE", help="show earlier results beside")
    parser.add_argument("--markdown", action="store_true", help="a table for the documentation")
    parser.add_argument(
        "--check", action="store_true", help="hold the results against budgets.json; 1 if one is missed"
    )
    return parser.parse_args(words)


def _settings(given: argparse.Namespace) -> Settings:
    short = Settings(rounds=1, seconds=0.05, pairs=2000, quick=True)
    usual = short if given.quick else Settings(rounds=5, seconds=0.25, pairs=1_000_000)
    return Settings(
        given.rounds or usual.rounds, given.seconds or usual.seconds, given.pairs or usual.pairs, usual.quick
    )


def _measured(given: argparse.Namespace) -> results.Results:
    chosen, settings = choose(ROWS, given.rows), _settings(given)
    found = results.Results(machine.facts(), asdict(settings))
    with contextlib.closing(Place(settings)) as place:
        found.rows = measure_all(chosen, place, lambda line: print(line, file=sys.stderr, flush=True))  # noqa: T201
    found.machine["load_after"] = machine.load()
    return found


def main(words: Sequence[str] | None = None) -> int:
    """Measure, tell, check if asked to. The exit status: 1 for a failed row or a missed budget."""
    given = _arguments(words)
    if given.list:
        print("\n".join(f"{row.name:20} {row.about}" for row in ROWS))  # noqa: T201
        return 0
    try:
        found = _measured(given) if given.read is None else results.read(given.read)
        before = None if given.before is None else results.read(given.before)
    except (LookupError, ValueError, OSError) as error:
        print(f"bench: {error}", file=sys.stderr)  # noqa: T201
        return 2
    if given.json is not None:
        results.write(found, given.json)
    for name, value in ({} if given.markdown else found.machine).items():
        print(f"{name}: {value}")  # noqa: T201
    print(table.text(found, before, markdown=given.markdown))  # noqa: T201
    bad = any(row.failed for row in found.rows.values())
    if given.check:
        findings = budgets.check(budgets.load(), found)
        print(budgets.text(findings))  # noqa: T201
        bad = bad or any(finding.verdict == budgets.MISSED for finding in findings)
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
