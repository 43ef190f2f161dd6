"""Reads a report (JSON Lines) the way a user's own script would."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def events(report: Path, name: str | None = None) -> list[dict[str, Any]]:
    """The events of a complete report, in order; with ``name`` only those of that kind."""
    read = [json.loads(line) for line in report.read_text().splitlines()]
    assert read, "an empty report"
    assert read[-1]["event"] == "end", "a report without its end event is incomplete"
    return [event for event in read if name is None or event["event"] == name]


def refusals(report: Path) -> list[dict[str, Any]]:
    """What was refused."""
    return events(report, "refused")
