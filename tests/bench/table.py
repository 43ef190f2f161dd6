"""Results as a table: for a terminal, or in Markdown for the documentation."""

from __future__ import annotations

from collections.abc import Sequence

from .launches import PYTHON
from .results import Measured, Results
from .row import ARMED, NATIVE, SCPIPE, STRACE, TRACER

_HEADINGS = (
    *("row", "unit", "native", "C tracer", "strace", "scpipe", "/ native", "/ C tracer", "/ strace"),
    *("CPU of C tracer", "CPU of strace", "CPU of scpipe", "all CPU / native"),
)
#: Beside them where anything was measured with ``--trap armed``.
_ARMED_HEADINGS = ("armed", "armed / native", "CPU of armed", "all CPU of armed / native")
_TIMES = frozenset({"wall", "cpu", "total"})


def text(results: Results, before: Results | None = None, *, markdown: bool = False) -> str:
    """Medians of wall time and of the supervisor's CPU time, and ratios of wall time.

    ``before``: earlier results, whose wall and CPU time of scpipe are shown beside.
    """
    with_armed = any(ARMED in row.rounds for row in results.rows.values())
    headings = [*_HEADINGS, *(_ARMED_HEADINGS if with_armed else ())]
    if before is not None:
        headings += ["scpipe before", "CPU of scpipe before"]
    headings.append("what")
    lines = [headings]
    for name, row in results.rows.items():
        cells = _cells(row, with_armed=with_armed)
        if cells and before is not None:
            old = before.rows.get(name, Measured("", ""))
            cells += [number(old.median(SCPIPE, measure)) for measure in ("wall", "cpu")]
        about = row.about + _further(row) if cells else _why_not(row)
        lines.append([name, *(cells or [""] * (len(headings) - 2)), about])
    return _in_markdown(lines) if markdown else _in_columns(lines)


def _cells(row: Measured, *, with_armed: bool) -> list[str]:
    """The unit and what was measured; nothing for a row that was not."""
    if row.skipped or row.failed:
        return []
    times = [row.median(mode, "wall") for mode in (NATIVE, TRACER, STRACE, SCPIPE)]
    ratios = [row.ratio("wall", mode) for mode in (NATIVE, TRACER, STRACE)]
    used = [row.median(mode, "cpu") for mode in (TRACER, STRACE, SCPIPE)]
    cells = [*times, *ratios, *used, row.ratio("total", NATIVE)]
    if with_armed:
        cells += [row.median(ARMED, "wall"), row.ratio("wall", NATIVE, ARMED), row.median(ARMED, "cpu")]
        cells.append(row.ratio("total", NATIVE, ARMED))
    return [row.unit, *map(number, cells)]


def _why_not(row: Measured) -> str:
    return f"skipped: {row.skipped}" if row.skipped else f"failed: {row.failed.splitlines()[0]}"


def _further(row: Measured) -> str:
    """What a row measures beside times, and the rival that only launches have."""
    found: list[str] = []
    if PYTHON in row.rounds:
        wall, cpu = row.median(PYTHON, "wall"), row.median(PYTHON, "cpu")
        found.append(f"python {number(wall)}, CPU {number(cpu)}")
    measures = dict.fromkeys(name for sample in row.rounds.get(SCPIPE, ()) for name in sample)
    found += [f"{name} {number(row.median(SCPIPE, name))}" for name in measures if name not in _TIMES]
    return f" ({'; '.join(found)})" if found else ""


def number(value: float | None) -> str:
    """Three digits, with thousands apart."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _in_columns(lines: Sequence[Sequence[str]]) -> str:
    full = [line for line in lines if len(line) == len(lines[0])]
    widths = [max(len(line[column]) for line in full) for column in range(len(lines[0]) - 1)]
    told = []
    for line in lines:
        name, *cells = [cell.rjust(width) for cell, width in zip(line, widths, strict=False)]
        told.append("  ".join([name.strip().ljust(widths[0]), *cells, *line[len(widths) :]]).rstrip())
    return "\n".join(told)


def _in_markdown(lines: Sequence[Sequence[str]]) -> str:
    rule = ["---", "---", *["---:"] * (len(lines[0]) - 3), "---"]
    return "\n".join(f"| {' | '.join(line)} |" for line in [lines[0], rule, *lines[1:]])
