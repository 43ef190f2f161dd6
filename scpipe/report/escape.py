"""Text that comes from a tracee, made safe for a terminal and for a CI log: always one line.

What is not printable is written as ``\\xNN``, ``\\uNNNN`` or ``\\UNNNNNNNN``. ``::`` and ``##`` are
broken wherever they stand, because GitHub's runner takes a line that begins with ``::`` for a
command, and it and Azure's agent look for ``##[`` and ``##vso[`` anywhere in a line.
"""

from __future__ import annotations

DEFAULT_LIMIT = 200
ELLIPSIS = "..."

#: Doubled marks: ``::`` (GitHub), ``##[``, ``##vso[``, ``##teamcity[``.
_DOUBLED = ("::", "##")


def escape(text: str | bytes, limit: int = DEFAULT_LIMIT) -> str:
    """Make ``text`` printable on one line of at most ``limit`` characters, an ellipsis included.

    Bytes are read as UTF-8; bytes that are none come out as ``\\xNN``. Escaping what was escaped
    already changes nothing, so whole lines may be passed through once more.
    """
    if isinstance(text, bytes):
        text = text[: limit * 4 + 4].decode("utf-8", "surrogateescape")
    if len(text) <= limit and text.isascii() and text.isprintable() and not _has_marks(text):
        return text
    return _joined(_pieces(text[: limit + 1]), limit)


def visible(text: str, limit: int = DEFAULT_LIMIT) -> str:
    """The same for documents, which break the marks in a way of their own: ``::`` and ``##`` stay here."""
    if len(text) <= limit and text.isprintable():
        return text
    pieces = [character if character.isprintable() else _hex(character) for character in text[: limit + 1]]
    return _joined(pieces, limit)


def _joined(pieces: list[str], limit: int) -> str:
    whole = "".join(pieces)
    return whole if len(whole) <= limit else _cut(pieces, limit)


def _has_marks(text: str) -> bool:
    return any(mark in text for mark in _DOUBLED)


def _pieces(text: str) -> list[str]:
    """One element for each character, so that a cut never splits an escape."""
    pieces: list[str] = []
    previous = ""
    for character in text:
        doubled = character == previous and character in ":#"
        pieces.append(_hex(character) if doubled or not character.isprintable() else character)
        previous = character
    return pieces


def _hex(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # surrogateescape: an undecodable byte
        return f"\\x{code - 0xDC00:02x}"
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _cut(pieces: list[str], limit: int) -> str:
    kept: list[str] = []
    room = limit - len(ELLIPSIS)
    for piece in pieces:
        room -= len(piece)
        if room < 0:
            break
        kept.append(piece)
    return "".join(kept) + ELLIPSIS[: max(limit, 0)]
