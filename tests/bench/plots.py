"""Plots of results for the documentation: `tox -e plots -- RESULTS.json DIRECTORY` (needs matplotlib)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from .results import Results, read
from .row import NATIVE, SCPIPE, STRACE, TRACER

_COLOURS = {NATIVE: "#777777", TRACER: "#1b7837", STRACE: "#e08214", SCPIPE: "#2166ac"}
_NAMES = {NATIVE: "native", TRACER: "C tracer", STRACE: "strace", SCPIPE: "scpipe"}


def _bars(
    results: Results, measure: str, modes: Sequence[str], title: str, prefixes: Sequence[str]
) -> Figure:
    """One group for each row of some groups of rows, one bar for each mode, on a logarithmic scale."""
    names = [
        name
        for name, row in results.rows.items()
        if name.startswith(tuple(prefixes)) and row.median(SCPIPE, measure)
    ]
    figure = Figure(figsize=(7.5, 1.2 + 0.32 * len(names)), layout="constrained")
    axes = figure.subplots()
    height = 0.8 / len(modes)
    for index, mode in enumerate(modes):
        values = [results.rows[name].median(mode, measure) or 0.0 for name in names]
        places = [place + (index - (len(modes) - 1) / 2) * height for place in range(len(names))]
        axes.barh(places, values, height, color=_COLOURS[mode], label=_NAMES[mode])
    axes.set_yticks(range(len(names)), [f"{name} ({results.rows[name].unit})" for name in names])
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.margins(y=0.02)
    axes.grid(axis="x", alpha=0.3)
    axes.set_title(title, fontsize=10)
    figure.legend(loc="outside lower center", ncols=len(modes), frameon=False, fontsize=8)
    return figure


def _scaling(results: Results) -> Figure:
    """Supervisor CPU of an event against how many processes, pairs and threads there are."""
    figure = Figure(figsize=(7.5, 2.8), layout="constrained")
    axes = figure.subplots()
    for what, marker in (("tracees", "o"), ("pairs", "s"), ("threads", "^")):
        prefix = f"B8.{what}-"
        points = [
            (int(name.removeprefix(prefix)), used)
            for name, row in results.rows.items()
            if name.startswith(prefix) and (used := row.median(SCPIPE, "cpu")) is not None
        ]
        if points:
            axes.plot(*zip(*points, strict=True), marker=marker, label=what)
    axes.set_xscale("log")
    axes.set_ylim(0, axes.get_ylim()[1] * 1.1)
    axes.set_ylabel("us")
    axes.set_title("Supervisor CPU of an event, by how many there are", fontsize=10)
    axes.grid(alpha=0.3)
    figure.legend(loc="outside lower center", ncols=3, frameon=False, fontsize=8)
    return figure


def draw(results: Results) -> dict[str, Figure]:
    """Every plot, by the name of its file."""
    tracers, everybody = (TRACER, STRACE, SCPIPE), (NATIVE, TRACER, STRACE, SCPIPE)
    calls, loads = ("B1", "B2", "B3", "B4", "threads", "fork"), ("B6",)
    return {
        "cpu.svg": _bars(results, "cpu", tracers, "CPU time of the tracer for a call", calls),
        "wall.svg": _bars(results, "wall", everybody, "Time that passes for a call", calls),
        "loads.svg": _bars(results, "wall", everybody, "Time that passes: programs as they are", loads),
        "scaling.svg": _scaling(results),
    }


def main(words: Sequence[str]) -> int:
    """Draw the results of a file into a directory. The exit status."""
    if len(words) != 2:
        print("usage: python -m tests.bench.plots RESULTS.json DIRECTORY", file=sys.stderr)  # noqa: T201
        return 2
    source, target = map(Path, words)
    # The same results give the same bytes, and text stays text.
    with mpl.rc_context({"svg.hashsalt": "scpipe", "svg.fonttype": "none", "font.size": 9.0}):
        for name, figure in draw(read(source)).items():
            figure.savefig(target / name, format="svg", metadata={"Date": None, "Creator": None})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
