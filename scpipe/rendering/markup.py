"""Elements of a page. Every text becomes visible here, and is quoted when the tree is written."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from scpipe.report.escape import visible

#: Longer texts are cut; a command line of 4 KiB is not.
LIMIT = 4200

Child = Element | str | None


def element(tag: str, *children: Child, **attributes: str | float) -> Element:
    """An element. Strings among the children are text; ``None`` is nothing.

    Attributes with ``_`` at their end are Python's words (``class_``); other ``_`` are ``-``.
    """
    made = Element(tag, {_attribute(name): visible(str(value), LIMIT) for name, value in attributes.items()})
    for child in children:
        add(made, child)
    return made


def add(parent: Element, child: Child) -> None:
    """Append an element, or text."""
    if isinstance(child, Element):
        parent.append(child)
    elif child is not None:
        text = visible(child, LIMIT)
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text


def raw(tag: str, source: str) -> Element:
    """A style or script of ours, written as it stands."""
    made = Element(tag)
    made.text = source
    return made


def definitions(*pairs: tuple[str, Child]) -> Element:
    """A list of terms and what they are; those with nothing are left out."""
    made = element("dl")
    for term, meaning in pairs:
        if meaning is not None and meaning != "":
            made.append(element("dt", term))
            made.append(element("dd", meaning))
    return made


def table(heads: list[str], rows: list[list[Child]]) -> Element:
    """A table that scrolls where it is too wide. A cell of digits stands at the right."""
    head = element("tr", *(element("th", text, scope="col") for text in heads))
    body = element("tbody", *(element("tr", *map(_cell, row)) for row in rows))
    return element("div", element("table", element("thead", head), body), class_="scroll")


def _cell(child: Child) -> Element:
    if isinstance(child, str) and child.isdigit():
        return element("td", child, class_="number")
    return element("td", child)


def _attribute(name: str) -> str:
    return name.rstrip("_").replace("_", "-") if name != "viewBox" else name
