"""Where CPython keeps what a stack needs, by its minor version (offsets in bytes, 64-bit).

Up to 3.12 these are what offsetof() says with each version's own headers (Include/internal); a minor version
keeps them, as its ABI, and tests compare them with the interpreters that are there. Since 3.13 an interpreter
tells them itself, in a table at the beginning of _PyRuntime (struct _Py_DebugOffsets).
"""

from __future__ import annotations

import struct

from scpipe.record import Record


class Threads(Record):
    """From the runtime to a thread: its first interpreter, the next; that one's first thread, the next."""

    interpreters: int
    next_interpreter: int
    threads: int
    next_thread: int
    identifier: int  # what pthread_self(3) returns there


class Frames(Record):
    """From a thread to its frames. ``first``: offsets that are followed one after the other.

    ``owner``: -1 where every frame is one of Python code. ``by_index``: the position is a number of
    instructions from the code's beginning on, not the address of one.
    """

    first: tuple[int, ...]
    previous: int
    code: int
    position: int
    owner: int
    by_index: bool


class Code(Record):
    """Of a code object. ``start``: of its instructions, -1 where positions do not need it."""

    file: int
    name: int
    lines: int
    first_line: int
    start: int


class Layout(Record):
    """All of it. ``ascii`` and ``compact``: where the letters of the two kinds of strings begin."""

    threads: Threads
    frames: Frames
    code: Code
    ascii: int
    compact: int


#: Since 3.12 a frame of this owner is no Python code (FRAME_OWNED_BY_CSTACK).
OWNED_BY_C = 3

LAYOUTS = {
    10: Layout(
        Threads(32, 0, 8, 8, 176),
        Frames((24,), 24, 32, 96, -1, True),
        Code(104, 112, 120, 40, -1),
        48,
        72,
    ),
    11: Layout(
        Threads(40, 0, 16, 8, 152),
        Frames((56, 8), 48, 32, 56, -1, False),
        Code(112, 128, 136, 72, 184),
        48,
        72,
    ),
    12: Layout(
        Threads(40, 0, 72, 8, 136),
        Frames((56, 0), 8, 0, 56, 70, False),
        Code(112, 128, 136, 68, 192),
        40,
        56,
    ),
}

#: How struct _Py_DebugOffsets begins, and by minor version the places of its numbers after that: 3.13's are
#: runtime_state.interpreters_head, interpreter_state.next, .threads_head, thread_state.next, .thread_id,
#: .current_frame, interpreter_frame.previous, .executable, .instr_ptr, .owner, code_object.filename,
#: .qualname, .linetable, .firstlineno, .co_code_adaptive, unicode_object.asciiobject_size.
_COOKIE = b"xdebugpy"
_PLACES = {13: (5, 8, 9, 21, 24, 23, 29, 30, 31, 33, 35, 37, 38, 39, 43, 70)}
_WORDS = 73
TOLD_SIZE = 8 * _WORDS
#: No structure of CPython is larger than that (bytes).
_LARGEST = 1 << 20
#: What a string has beyond an ASCII string: its length in UTF-8, and that (struct PyCompactUnicodeObject).
_COMPACT = 16


def told_layout(table: bytes) -> Layout | None:
    """The layout that an interpreter tells itself, by the beginning of _PyRuntime; None if it tells none."""
    if table[:8] != _COOKIE or len(table) < TOLD_SIZE:
        return None
    words = struct.unpack_from(f"<{_WORDS}Q", table)
    version, is_free_threaded = words[1], words[2]
    places = _PLACES.get(version >> 16 & 0xFF)
    if places is None or version >> 24 != 3 or is_free_threaded:
        return None
    found = [words[place] for place in places]
    if max(found) > _LARGEST:
        return None
    threads = Threads(*found[:5])
    frames = Frames((found[5],), found[6], found[7], found[8], found[9], by_index=False)
    return Layout(threads, frames, Code(*found[10:15]), found[15], found[15] + _COMPACT)
