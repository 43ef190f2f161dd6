"""Violations that are known already, in a small file that is read and compared by people, too."""

from __future__ import annotations

import json
from typing import IO

from scpipe.errors import ReportError
from scpipe.rendering.collecting import Collection
from scpipe.rendering.encoding import json_text
from scpipe.rendering.findings import Key
from scpipe.report.escape import escape

MARK = "scpipe-baseline"
_VERSION = 1
_FIELDS = ("maker", "writer", "call", "kind")
#: No baseline that was written is longer (bytes): a thousand keys of four names.
_LONGEST = 16 << 20


def read_baseline(name: str, file: IO[bytes]) -> frozenset[Key]:
    """The violations that a baseline lists, or that a report has. Raises ReportError, OSError.

    ``file`` must be seekable.
    """
    beginning = file.read(4096)
    if b'"event"' in beginning.partition(b"\n")[0]:
        file.seek(0)
        reports = Collection()
        reports.add(name, file)
        return frozenset(finding.key for finding in reports.findings)
    return _parsed(name, beginning + file.read(_LONGEST))


def baseline_text(collection: Collection) -> str:
    """The baseline that knows everything in a collection."""
    keys = sorted({_values(finding.key) for finding in collection.findings})
    return json_text({MARK: _VERSION, "violations": [dict(zip(_FIELDS, key, strict=True)) for key in keys]})


def _values(key: Key) -> tuple[str, ...]:
    return key.maker, key.writer, key.call, key.kind


def _parsed(name: str, data: bytes) -> frozenset[Key]:
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        raise ReportError(f"{name}: neither a baseline nor a report: not JSON") from None
    if not isinstance(record, dict) or record.get(MARK) != _VERSION:
        raise ReportError(f'{name}: neither a report nor a baseline, which begins with "{MARK}": {_VERSION}')
    if unknown := sorted(set(record) - {MARK, "violations"}):
        raise ReportError(f"{name}: unknown key {escape(unknown[0])}; allowed: {MARK}, violations")
    entries = record.get("violations")
    if not isinstance(entries, list):
        raise ReportError(f"{name}: violations is no list")
    return frozenset(_key(name, number, entry) for number, entry in enumerate(entries, 1))


def _key(name: str, number: int, entry: object) -> Key:
    if not isinstance(entry, dict) or sorted(entry) != sorted(_FIELDS):
        raise ReportError(f"{name}: violation {number}: allowed, and needed: {', '.join(_FIELDS)}")
    if not all(isinstance(value, str) for value in entry.values()):
        raise ReportError(f"{name}: violation {number}: only strings are allowed")
    return Key(**entry)
