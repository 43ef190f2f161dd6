"""The parts of a page: findings, picture, timeline, programs, settings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from scpipe.rendering import chart
from scpipe.rendering import picture as pictures
from scpipe.rendering.collecting import Collection
from scpipe.rendering.findings import MOST_PAIRS, Finding
from scpipe.rendering.markup import Child, definitions, element, table
from scpipe.rendering.moments import told
from scpipe.rendering.programs import Node
from scpipe.rendering.runs import Run, ending
from scpipe.rendering.words import listed, state, title, why
from scpipe.report.wording import count

_MOST_ROWS = 200


def tiles(collection: Collection) -> Element:
    """The counts that people look for first."""
    runs = collection.runs
    shown: list[tuple[str, int, str]] = [("calls refused", collection.refused, "bad")]
    if collection.reported:
        shown.append(("would have been refused", collection.reported, "warn"))
    if collection.has_baseline:
        shown.append(("new kinds", collection.new, "bad"))
    shown += [
        ("pairs made", sum(run.tally.pairs for run in runs), ""),
        ("processes", sum(run.tally.processes for run in runs), ""),
    ]
    if len(runs) > 1:
        shown.append(("runs", len(runs), ""))
    every = [
        element("div", element("b", str(count)), name, class_=f"card tile {_tone(style, count, collection)}")
        for name, count, style in shown
    ]
    return element("div", *every, class_="tiles")


def _tone(style: str, count: int, collection: Collection) -> str:
    if style == "bad" and not count:
        return "good" if collection.is_complete else ""
    return style


def finding(collection: Collection, found: Finding, is_open: bool) -> Element:
    """One group of refusals: what, how often, and on demand why, by whom, and what to do."""
    group, first = found.group, found.first
    badges = [
        _badge("refused" if group.enforced else "audit", "refused" if group.enforced else "would be refused")
    ]
    if mark := state(found):
        badges.append(_badge(mark, mark))
    head = element("summary", element("b", title(found)), *badges, _badge("", group.pattern))
    head.append(element("span", count(found.total, "call"), class_="quiet"))
    parent, place = first.parent, found.place
    about = definitions(
        ("why", why(first)),
        ("what to do", first.advice.to_do),
        ("on", _pairs(found)),
        ("first", _program(first.exe, first.pid, first.argv)),
        ("started by", _program(parent.exe, parent.pid, parent.argv) if parent else None),
        ("pair made by", _maker(found)),
        ("at", f"{place.file}:{place.line} {place.function}" if place else None),
        ("data in hex", first.message.sample if first.message else None),
        (
            "in",
            listed((collection.runs[run].name for run in found.calls), 20)
            if len(collection.runs) > 1
            else None,
        ),
    )
    made = element("details", head, about, class_="card finding", data_item="")
    if is_open:
        made.set("open", "open")
    return made


def _pairs(found: Finding) -> str:
    """How many pairs, under which mode; of those that were never made only the mode."""
    pair, pairs = found.first.pair, found.pair_count
    many = count(pairs, "pair") + (" at least" if pairs >= MOST_PAIRS else "") + "; " if pairs else ""
    return f"{many}policy {pair.mode}" + (f" by the rule {pair.rule}" if pair.rule else "")


def _maker(found: Finding) -> Child:
    pair, parent = found.first.pair, found.first.parent
    if not pair.creator_exe:
        return None
    if pair.creator_pid == found.first.pid:
        return "the same process"
    if parent is not None and parent.pid == pair.creator_pid and parent.argv == pair.creator_argv:
        return f"process {parent.pid}, which started it"
    return _program(pair.creator_exe, pair.creator_pid, pair.creator_argv)


def _program(exe: str, pid: int, argv: Sequence[str]) -> Element:
    words = " ".join(argv) or exe
    return element("div", element("div", element("code", words), class_="words"), f"{exe}, process {pid}")


def _badge(style: str, text: str) -> Element:
    return element("span", text, class_=f"badge {style}")


def picture(collection: Collection) -> Iterator[Element]:
    """Who made which pairs, and who was refused at them; the same as a table below."""
    flows = pictures.merged(run.flows for run in collection.runs)
    if not flows:
        return
    yield element("h2", "Pairs and programs")
    kinds = [
        ("made", "made the pairs", True),
        ("refused", "was refused", any(flow.refused for flow in flows.values())),
        ("audit", "would have been refused", any(flow.reported for flow in flows.values())),
        ("reads", "held a read end when a write was refused", any(flow.readers for flow in flows.values())),
    ]
    drawn = element("div", pictures.draw(flows), class_="scroll")
    legend = element(
        "p", *(element("span", text, class_=kind) for kind, text, there in kinds if there), class_="legend"
    )
    rows: list[list[Child]] = [
        [
            group.maker,
            str(flow.made),
            group.kind,
            group.mode,
            _counts({**flow.refused, **flow.reported}),
            _counts(flow.readers),
        ]
        for group, flow in [*flows.items()][:_MOST_ROWS]
    ]
    heads = ["made by", "pairs", "kind", "mode", "refused", "read ends"]
    words = element("details", element("summary", "The picture as a table"), table(heads, rows))
    more = len(flows) - pictures.MOST_DRAWN
    note = (
        element("p", f"{count(more, 'more group')} of pairs in the table only.", class_="quiet")
        if more > 0
        else None
    )
    yield element("div", legend, drawn, note, words, class_="card")


def _counts(counts: dict[str, int]) -> str:
    return listed((f"{name} ({times})" for name, times in counts.items()), 12)


def times(runs: Sequence[Run]) -> Iterator[Element]:
    """When it happened, run by run."""
    shown = [run for run in runs if run.timeline.steps]
    if shown:
        yield element("h2", "When")
    for run in shown:
        begin = run.timeline.begin
        events = [
            element(
                "li",
                element("time", f"{max(0.0, moment.time - begin):.3f} s"),
                element("span", told(moment)),
                data_item="",
            )
            for moment in run.moments
        ]
        listed_events = element(
            "details",
            element(
                "summary", f"{count(len(events), 'moment')}: the beginning, the first of each kind, the end"
            ),
            element("ol", *events, class_="moments"),
        )
        name = (
            element("p", element("b", run.name), f" {ending(run)}")
            if len(runs) > 1
            else element("p", ending(run))
        )
        yield element(
            "div",
            name,
            element("div", chart.draw(run.timeline), class_="scroll"),
            listed_events,
            class_="card",
        )


def programs(runs: Sequence[Run]) -> Iterator[Element]:
    """Which program started which, alike ones as one."""
    shown = [run for run in runs if run.programs.root.children]
    if shown:
        yield element("h2", "Programs")
        yield element("p", "Who started whom; equal programs in one place are one line.", class_="quiet")
    for run in shown:
        tree = element("ul", *(_node(node) for node in run.programs.root.children.values()), class_="tree")
        name = element("p", element("b", run.name)) if len(runs) > 1 else None
        yield element("div", name, tree, class_="card")


def _node(node: Node) -> Element:
    times_ = f" \u00d7 {node.count}" if node.count > 1 else ""
    below = [*node.children.values()]
    badge = _badge("refused", count(node.refused, "violation")) if node.refused else None
    made = element("li", element("code", node.name), f"{times_} ", badge)
    if below:
        made.append(element("ul", *(_node(child) for child in below)))
    return made


def settings(runs: Sequence[Run]) -> Iterator[Element]:
    """Which policy was in force, where each value came from, and what the kernel offered."""
    shown = [run for run in runs if run.start]
    if shown:
        yield element("h2", "What was in force")
    for run in shown:
        start = run.start
        assert start is not None
        rows: list[list[Child]] = [
            [name, element("span", _value(value)), start.origins.get(name, "")]
            for name, value in start.policy.items()
        ]
        kernel = [(name, _value(value)) for name, value in start.kernel.items()]
        yield element(
            "div",
            element("p", element("b", run.name), " ", element("code", " ".join(run.command))),
            *(element("p", f"Warning: {text}") for text in start.warnings[:20]),
            table(["setting", "value", "from"], rows[:_MOST_ROWS]),
            element("p", f"Trapped writes: {start.trap.mode}. {start.trap.reason}", class_="quiet"),
            element("details", element("summary", "The kernel"), definitions(*kernel[:_MOST_ROWS])),
            class_="card",
        )


def _value(value: object) -> str:
    if isinstance(value, str):
        return value
    return "none" if value in ([], {}, None) else json.dumps(value)
