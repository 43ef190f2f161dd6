"""The timeline of a page: programs started, pairs made and calls refused, over time."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from scpipe.rendering.markup import element
from scpipe.rendering.timeline import Timeline

#: Bars that there is room for at least.
_FEWEST = 40
_WIDTH, _LEFT, _ROW, _BAR = 960, 150, 46, 34
_ROWS = (("programs", "programs started"), ("pairs", "pairs made"), ("refused", "calls refused"))
_CLASSES = {"programs": "programs", "pairs": "pairs", "refused": "calls"}


def draw(timeline: Timeline) -> Element:
    """Bars, each row with a scale of its own, which the number at its left tells."""
    height = len(_ROWS) * _ROW + 24
    svg = element("svg", viewBox=f"0 0 {_WIDTH} {height}", role="img", aria_label="what happened when")
    for number, (kind, name) in enumerate(_ROWS):
        counts = [getattr(step, kind) for step in timeline.steps]
        svg.extend(_row(number * _ROW, kind, name, counts))
    bottom = len(_ROWS) * _ROW + 14
    span = timeline.width * _slots(timeline.steps)
    for part in range(5):
        x = _LEFT + (_WIDTH - _LEFT - 44) * part / 4
        svg.append(element("text", f"{span * part / 4:.3g} s", x=f"{x:.0f}", y=bottom, class_="small"))
    return svg


def _slots(steps: Sequence[object]) -> int:
    """Room for so many bars: a short run has no broad ones."""
    return max(_FEWEST, len(steps))


def _row(top: float, kind: str, name: str, counts: list[int]) -> list[Element]:
    base, most = top + _BAR, max(counts, default=0)
    made = [
        element("text", name, x=0, y=top + 18),
        element("text", f"{sum(counts)} in all", x=0, y=top + 33, class_="small"),
        element("line", x1=_LEFT, x2=_WIDTH, y1=base, y2=base),
    ]
    width = (_WIDTH - _LEFT) / _slots(counts)
    for number, count in enumerate(counts):
        if count:
            tall = max(1.5, (_BAR - 4) * count / most)
            x, y = f"{_LEFT + number * width:.1f}", f"{base - tall:.1f}"
            bar = {"x": x, "y": y, "width": f"{max(1.0, width - 1):.1f}", "height": f"{tall:.1f}"}
            made.append(element("rect", element("title", str(count)), class_=_CLASSES[kind], **bar))
    return made
