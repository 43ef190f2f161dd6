"""JSON and XML as text: in ASCII, and without the marks that a CI's log could take for commands."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from scpipe.report.jsonl import without_marks


def json_text(value: object) -> str:
    """A value as JSON, indented, with a newline at its end."""
    return without_marks(json.dumps(value, indent=1, ensure_ascii=True, allow_nan=False)) + "\n"


def xml_text(root: ElementTree.Element) -> str:
    """A tree as XML. Its texts have been made visible: XML 1.0 has no control characters."""
    ElementTree.indent(root, " ")
    return _finish('<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, "unicode"))


def html_text(root: ElementTree.Element) -> str:
    """A tree as an HTML document. Style and script are written as they stand: no mark may be in them."""
    return _finish("<!DOCTYPE html>\n" + ElementTree.tostring(root, "unicode", method="html"))


def _finish(document: str) -> str:
    """Break the marks by references, which mean the same in texts and attributes."""
    unmarked = document.replace("::", ":&#58;").replace("##", "#&#35;")
    return unmarked.encode("ascii", "xmlcharrefreplace").decode("ascii") + "\n"
