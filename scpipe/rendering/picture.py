"""The picture of a page: who made pairs, which, and who was refused there."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from xml.etree.ElementTree import Element

from scpipe.record import Record, field
from scpipe.rendering.flows import Flow, Flows, PairGroup
from scpipe.rendering.markup import element
from scpipe.report.escape import visible
from scpipe.report.wording import count

#: Groups of pairs that are drawn, and programs at the right; a table has all.
MOST_DRAWN = 14
_WIDTH, _BOX, _HEIGHT, _STEP, _TOP = 960, 236, 44, 58, 34
_LEFT, _MIDDLE, _RIGHT = 2, 362, 722
_NAME_LIMIT = 26


class Box(Record, frozen=False, eq=False):
    """A program at the left or right: its lines, and where the lines to it begin."""

    name: str
    about: str
    style: str
    wishes: list[float] = field(factory=list)
    top: float = 0.0


def merged(every: Iterable[Flows]) -> dict[PairGroup, Flow]:
    """The flows of several runs as one, those with most refusals first, then those with most pairs."""
    sums: dict[PairGroup, Flow] = {}
    for flows in every:
        for group, flow in flows.groups.items():
            target = sums.setdefault(group, Flow())
            target.made += flow.made
            for mine, others in (
                (target.refused, flow.refused),
                (target.reported, flow.reported),
                (target.readers, flow.readers),
            ):
                for name, times in others.items():
                    mine[name] = mine.get(name, 0) + times
    return dict(sorted(sums.items(), key=lambda item: (-_violations(item[1]), -item[1].made)))


def draw(flows: Mapping[PairGroup, Flow]) -> Element:
    """The picture, as SVG inside of HTML."""
    drawn = [*flows.items()][:MOST_DRAWN]
    tops = {group: _TOP + number * _STEP for number, (group, _) in enumerate(drawn)}
    makers = _placed(_makers(drawn, tops))
    programs = _placed(_programs(drawn, tops))
    rows = max(len(drawn), len(makers), len(programs), 1)
    height = _TOP + rows * _STEP
    svg = element("svg", viewBox=f"0 0 {_WIDTH} {height}", role="img", aria_label=_told(drawn))
    for left, text in ((_LEFT, "made by"), (_MIDDLE, "pairs"), (_RIGHT, "refused, or at the other end")):
        svg.append(element("text", text, x=left, y=16, class_="head"))
    for group, flow in drawn:
        svg.extend(_lines(group, flow, tops[group], makers, programs))
    for box in makers.values():
        svg.extend(_box(_LEFT, box))
    for group, flow in drawn:
        svg.extend(_box(_MIDDLE, _pair_box(group, flow, tops[group])))
    for box in programs.values():
        svg.extend(_box(_RIGHT, box))
    return svg


def _violations(flow: Flow) -> int:
    return sum(flow.refused.values()) + sum(flow.reported.values())


def _told(drawn: Sequence[tuple[PairGroup, Flow]]) -> str:
    made = sum(flow.made for _, flow in drawn)
    refused = sum(_violations(flow) for _, flow in drawn)
    return f"{count(made, 'pair')} and {count(refused, 'call')} that the policy does not allow"


def _makers(drawn: Sequence[tuple[PairGroup, Flow]], tops: Mapping[PairGroup, float]) -> dict[str, Box]:
    boxes: dict[str, Box] = {}
    made: dict[str, int] = {}
    for group, flow in drawn:
        made[group.maker] = made.get(group.maker, 0) + flow.made
        boxes.setdefault(group.maker, Box(group.maker, "", "maker")).wishes.append(tops[group])
    for name, box in boxes.items():
        box.about = f"made {count(made[name], 'pair')}"
    return boxes


def _programs(drawn: Sequence[tuple[PairGroup, Flow]], tops: Mapping[PairGroup, float]) -> dict[str, Box]:
    """Those that were refused, then those that would have read."""
    refused, reported = _sum(drawn, "refused"), _sum(drawn, "reported")
    readers = _sum(drawn, "readers")
    boxes: dict[str, Box] = {}
    for name in [*dict.fromkeys([*refused, *reported, *readers])][:MOST_DRAWN]:
        told = [f"{count(refused[name], 'call')} refused"] if name in refused else []
        told += [f"{count(reported[name], 'call')} reported"] if name in reported else []
        told += ["held the other end"] if not told else []
        style = "refused" if name in refused else "audit" if name in reported else ""
        boxes[name] = Box(name, ", ".join(told), style)
    for group, flow in drawn:
        for name in {**flow.refused, **flow.reported, **flow.readers}:
            if name in boxes:
                boxes[name].wishes.append(tops[group])
    return boxes


def _sum(drawn: Sequence[tuple[PairGroup, Flow]], kind: str) -> dict[str, int]:
    sums: dict[str, int] = {}
    for _, flow in drawn:
        for name, times in getattr(flow, kind).items():
            sums[name] = sums.get(name, 0) + times
    return dict(sorted(sums.items(), key=lambda item: -item[1]))


def _placed(boxes: dict[str, Box]) -> dict[str, Box]:
    """Near the middle of what they belong to, one below the other."""
    free = float(_TOP)
    for box in sorted(boxes.values(), key=lambda box: sum(box.wishes) / len(box.wishes)):
        box.top = max(free, sum(box.wishes) / len(box.wishes)) if len(boxes) < MOST_DRAWN else free
        free = box.top + _STEP
    return boxes


def _pair_box(group: PairGroup, flow: Flow, top: float) -> Box:
    refused, reported = sum(flow.refused.values()), sum(flow.reported.values())
    told = [group.mode or "several modes"]
    told += [f"{count(refused, 'call')} refused"] if refused else []
    told += [f"{count(reported, 'call')} reported"] if reported else []
    style = "refused" if refused else "audit" if reported else ""
    name = count(flow.made, group.kind) if flow.made else f"no {group.kind} made"
    return Box(name, ", ".join(told), style, top=top)


def _lines(
    group: PairGroup, flow: Flow, top: float, makers: Mapping[str, Box], programs: Mapping[str, Box]
) -> Iterable[Element]:
    yield _line(_LEFT + _BOX, makers[group.maker].top, _MIDDLE, top, "made", flow.made)
    for kind, counts in (("reads", flow.readers), ("audit", flow.reported), ("refused", flow.refused)):
        for name, times in counts.items():
            if name in programs:
                yield _line(_MIDDLE + _BOX, top, _RIGHT, programs[name].top, kind, times)


def _line(left: float, top: float, right: float, end: float, *about: object) -> Element:
    style, times = about
    start, stop, bend = top + _HEIGHT / 2, end + _HEIGHT / 2, (left + right) / 2
    if style == "reads":  # beside the refused calls of the same program
        start, stop = start + 9, stop + 9
    width = 2.0 if style == "reads" else 1.5 + min(6.0, math.log2(1 + int(str(times))) * 0.6)
    way = f"M{left:g} {start:g} C{bend:g} {start:g} {bend:g} {stop:g} {right:g} {stop:g}"
    return element("path", d=way, class_=str(style), stroke_width=f"{width:.1f}")


def _box(left: float, box: Box) -> Iterable[Element]:
    title = element("title", f"{box.name or 'not seen'}: {box.about}")
    shape = element(
        "rect", title, x=left, y=box.top, width=_BOX, height=_HEIGHT, rx=7, class_=f"box {box.style}"
    )
    name = visible(box.name or "not seen", _NAME_LIMIT)
    about = visible(box.about, _NAME_LIMIT + 12)
    yield shape
    yield element("text", name, x=left + 11, y=box.top + 18)
    yield element("text", about, x=left + 11, y=box.top + 35, class_="small")
