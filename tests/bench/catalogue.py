"""All rows, in the order of the table."""

from __future__ import annotations

from . import calls, launches, loads, memory, servers
from .row import Row

ROWS: tuple[Row, ...] = tuple(
    sorted(
        (*calls.ROWS, *launches.ROWS, *loads.ROWS, *servers.ROWS, *memory.ROWS),
        key=lambda row: (not row.name.startswith("B"), row.name.partition(".")[0]),
    )
)
