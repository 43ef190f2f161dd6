"""Reports to render: encoded events, hostile ones, collections of them."""

from __future__ import annotations

import functools
import importlib
import io
import json
from collections.abc import Iterable
from typing import Any

from unit.report.samples import end, one_of_each, refusal, start

from scpipe.command.report_words import FORMS
from scpipe.rendering.collecting import Collection, Setting
from scpipe.report.events import Event
from scpipe.report.jsonl import encode
from scpipe.report.records import to_record

#: Strings that programs choose: each means something to some reader of some form.
HOSTILE = {
    "script": "</script><script>alert(1)</script>",
    "style": "</style></title><img src=x onerror=alert(1)>",
    "attribute": "\"'><svg onload=alert(1)>",
    "cdata": "<![CDATA[ ]]> <!-- --> <?x?>",
    "entity": "&lt;&#0;&#x1b;&nbsp;",
    "github": "::error::forged",
    "azure": "##vso[task.complete result=Failed] ##[error]",
    "lines": "a\n::error::b\r\n# c\u2028d\u0085e",
    "terminal": "\x1b[31mred\x1b]0;title\x07\x9b0m",
    "null": "a\0b",
    "bidi": "\u202egnp.exe\u2066",
    "surrogate": "a\ud800b\udcff\udfff",
    "noncharacters": "\ufffe\uffff\U0001fffe",
    "markdown": "[x](javascript:alert(1)) ![y](http://evil.example/y) `c` | <b>b</b> **b** ~~s~~",
    "address": "https://evil.example www.evil.example a@evil.example",
    "sarif": "[click](http://evil.example) {0} {{1}}",
    "percent": "%0A::warning::x%25",
    "path": "../a b/%2e%2e/\u202e?q#f\\",
    "number": "1234",
    "empty": "",
    "long": "x" * 100_000,
}
#: What is not a program's, and decides what a line means.
_FIXED = frozenset({"event", "kind"})


def collected(*reports: Iterable[Event], names: Iterable[str] = ()) -> Collection:
    """A collection of reports with these events."""
    found = [*names] or [f"job{number}.jsonl" for number in range(1, len(reports) + 1)]
    collection = Collection()
    for name, events in zip(found, reports, strict=True):
        collection.add(name, io.BytesIO(b"".join(map(encode, events))))
    return collection


def rendered(form: str, collection: Collection, setting: Setting | None = None) -> str:
    """A collection in a form."""
    module = importlib.import_module(f"scpipe.rendering.as_{form.replace('-', '_')}")
    text: str = module.render(collection, setting or Setting())
    return text


def every_form(collection: Collection) -> dict[str, str]:
    """A collection in all forms."""
    return {form: rendered(form, collection) for form in FORMS}


def one_refusal(**changes: Any) -> list[Event]:
    """A complete run with one refusal."""
    return [start(), refusal(**changes), end(status="VIOLATION", refused=1)]


@functools.cache
def hostile(text: str) -> Collection:
    """A collection in which every string is this, also in the places that no program can reach."""
    lines = [json.dumps(_filled(to_record(event), text)) for event in one_of_each().values()]
    backtrace = [
        {
            "language": text,
            "module": text,
            "function": text,
            "file": f"/src/{text}",
            "line": 7,
            "address": None,
        }
    ]
    record = {**json.loads(lines[2]), "syscall": "writev", "backtrace": backtrace}
    lines.insert(3, json.dumps(record))
    collection = Collection()
    collection.add(text, io.BytesIO("\n".join([*lines, '{"event": "' + "\\ud800"]).encode()))
    return collection


def _filled(value: Any, text: str) -> Any:
    if isinstance(value, dict):
        return {
            key if key in _NAMES else text: item if key in _FIXED else _filled(item, text)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_filled(item, text) for item in value]
    return (
        f"/bin/{text}"
        if isinstance(value, str) and value.startswith("/")
        else text
        if isinstance(value, str)
        else value
    )


def _names(value: Any) -> set[str]:
    if isinstance(value, dict):
        free = {"policy", "origins", "kernel", "needs"}
        return set(value).union(*(_names(item) for key, item in value.items() if key not in free))
    return set().union(*map(_names, value)) if isinstance(value, list) else set()


_NAMES = set().union(*(_names(to_record(event)) for event in one_of_each().values())) | {
    "SCONE_PIPE",
    "SCONE_SOCKETPAIR",
}


@functools.cache
def hostile_document(form: str, text: str, location: str = "") -> str:
    """A collection in which every string is this, in a form."""
    return rendered(form, hostile(text), Setting(location=location))
