"""Where in a program something happened, in words: for stderr and every other form that people read. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from scpipe.report.escape import escape
from scpipe.report.events import Frame, Refusal

#: So many frames are named; names are cut there (characters).
_NAMED = 3
_LONGEST = 60
#: Libraries through which a program calls: what counts is who called them.
_LIBRARIES = ("libc.so", "libc-", "libpthread", "ld-linux", "ld-musl", "[vdso]")


def places(refusal: Refusal) -> list[str]:
    """At most two lines, escaped: where the call was made, and where the pair was; none if nobody asked."""
    lines = []
    if refusal.backtrace:
        lines.append(f"  at {where(refusal.backtrace)}")
    if refusal.creator_backtrace:
        lines.append(
            f"  {refusal.pair.kind} #{refusal.pair.id} was made at {where(refusal.creator_backtrace)}"
        )
    return lines


def where(frames: Sequence[Frame]) -> str:
    """The innermost frames that are the program's own: ``worker.py:17 in send(), called from main.py:5``."""
    own = [frame for frame in frames if not _is_library(frame)] or list(frames)
    first, *callers = [frame for frame in own if frame.language == "python"] or own
    callers = [frame for frame in callers if not _is_standard(frame)] or callers
    return ", called from ".join(_place(frame) for frame in [first, *callers][:_NAMED])


def _is_library(frame: Frame) -> bool:
    name = frame.module.rpartition("/")[2]
    is_outside = not name or name.startswith(_LIBRARIES) or frame.function == "_start"
    return frame.language == "native" and is_outside


def _is_standard(frame: Frame) -> bool:
    """True for Python's standard library: who called it says more."""
    folder, name = frame.file.rpartition("/")[::2]
    is_installed = "/site-packages" in folder or "/dist-packages" in folder
    return name.startswith("<frozen ") or ("/lib/python3" in folder and not is_installed)


def _place(frame: Frame) -> str:
    """``worker.py:17 in send()``, ``send() in libx.so``, ``libx.so+0x1234``."""
    function = f"{_word(frame.function)}()" if frame.function and frame.function != "<module>" else ""
    if frame.file:
        place = _word(frame.file.rpartition("/")[2]) + (f":{frame.line}" if frame.line else "")
        return f"{place} in {function}" if function else place
    module = _word(frame.module.rpartition("/")[2])
    if function:
        return f"{function} in {module}" if module else function
    return f"{module or '?'}+0x{frame.address:x}" if frame.address >= 0 else module or "?"


def _word(text: str) -> str:
    return escape(text, _LONGEST)
