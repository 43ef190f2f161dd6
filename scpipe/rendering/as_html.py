"""Reports as one HTML page, which loads nothing: not a style, not a script, not a picture."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from scpipe import __version__
from scpipe.rendering import page_parts as parts
from scpipe.rendering.collecting import Collection, Setting
from scpipe.rendering.encoding import html_text
from scpipe.rendering.markup import element, raw
from scpipe.rendering.runs import gaps
from scpipe.rendering.words import headline, left_out, warning

#: Findings that are unfolded from the beginning, and those that are on the page at all.
_UNFOLDED = 5
_MOST_FINDINGS = 500
_MOST_RUNS = 20


def render(collection: Collection, _setting: Setting) -> str:
    """The page."""
    style, script = _source("page.css"), _source("page.js")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_security(style, script)),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", f"scpipe: {headline(collection)}"),
        raw("style", style),
    )
    body = element("body", *_sections(collection), raw("script", script))
    return html_text(element("html", head, body, lang="en"))


def _source(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="ascii")


def _security(style: str, script: str) -> str:
    """Only its own style and script count on the page: a name that became markup would do nothing."""
    return (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode('ascii')).digest()).decode('ascii')}'"


def _sections(collection: Collection) -> Iterator[Element]:
    runs = collection.runs
    yield element(
        "header", element("h1", "scpipe report"), element("p", headline(collection), class_="quiet")
    )
    if told := warning(collection):
        broken = [element("li", f"{run.name}: {gap}") for run in runs for gap in gaps(run)]
        yield element("div", element("b", f"Warning: {told}."), element("ul", *broken[:50]), class_="alarm")
    yield parts.tiles(collection)
    yield from _refusals(collection)
    yield from parts.picture(collection)
    yield from parts.times(runs[:_MOST_RUNS])
    yield from parts.programs(runs[:_MOST_RUNS])
    yield from parts.settings(runs[:_MOST_RUNS])
    if len(runs) > _MOST_RUNS:
        yield element("p", f"Of {len(runs)} runs the first {_MOST_RUNS} are shown one by one.")
    text = (
        f"Made by scpipe {__version__} from report files. It holds features of messages, not their content, "
    )
    text += "unless --show-data was given. Names come from the programs that were watched."
    yield element("footer", element("p", text))


def _refusals(collection: Collection) -> Iterator[Element]:
    findings = [*collection.findings]
    yield element("h2", "What was refused")
    if not findings:
        yield element("p", "No refusal is listed.", class_="card")
        return
    field = element("input", type="search", id="words", placeholder="Filter: program, call, pattern, ...")
    field.set("aria-label", "Show only entries with these words")
    label = element(
        "label", field, element("span", "", id="shown", class_="quiet"), class_="search", id="search"
    )
    label.set("hidden", "hidden")  # the script shows it
    yield label
    for number, finding in enumerate(findings[:_MOST_FINDINGS]):
        yield parts.finding(collection, finding, number < _UNFOLDED)
    more = sum(finding.total for finding in findings[_MOST_FINDINGS:]) + collection.findings.left_out
    if more:
        yield element("p", f"And {left_out(more)}.")
