"""The Python frames of a thread of CPython, read from its memory as the interpreter has them.

All of it is the program's to write: every number is checked where it is used, every list has an end here, and
what looks odd gives no frames.
"""

from __future__ import annotations

import codecs
import re

from scpipe.backtrace import linetables, symbols
from scpipe.backtrace.elf import BadFileError
from scpipe.backtrace.layouts import LAYOUTS, OWNED_BY_C, TOLD_SIZE, Layout, told_layout
from scpipe.backtrace.remote import Memory, Module, Modules, UnreadableError
from scpipe.report.events import Frame

_MOST_INTERPRETERS, _MOST_THREADS, MOST_FRAMES = 16, 4096, 100
_LONGEST_TABLE = 1 << 16
_LONGEST_STRING = 1024
#: Since 3.14 the lowest bits of a reference say something else.
_REFERENCE = (1 << 64) - 1 - 3
#: struct PyASCIIObject and PyVarObject; the content of bytes.
_LENGTH, _STATE, _SIZE, _BYTES = 16, 32, 16, 32
_NAME = re.compile(rb"python3\.(\d+)")
#: The letters of a string by the size of one (bits 2 to 4 of its state).
_ENCODINGS = {1: "latin-1", 2: "utf-16-le", 4: "utf-32-le"}
for _encoding in _ENCODINGS.values():
    codecs.lookup(_encoding)  # they are modules, and nothing is imported any more when a stack is read


class Python:
    """The interpreter of a program, if there is one."""

    def __init__(self, memory: Memory, modules: Modules) -> None:
        self._memory = memory
        self._modules = modules

    def frames(self, thread: int) -> tuple[list[Frame], str]:
        """The frames of a thread, the innermost first, and the interpreter's file; ([], "") for none.

        ``thread``: its thread pointer. Never raises an Exception.
        """
        for index, mapping in enumerate(self._modules.mappings):
            name = mapping.path.rpartition(b"/")[2]
            if b"python" not in name and b"Python" not in name:
                continue
            module = self._modules.module(index)
            if module is None:
                continue
            try:
                found = self._frames_of(module, name, thread)
            except (UnreadableError, BadFileError, ValueError, OverflowError):
                continue
            if found:
                return found, module.path
        return [], ""

    def _frames_of(self, module: Module, name: bytes, thread: int) -> list[Frame]:
        place = symbols.address_of(module.elf, b"_PyRuntime")
        if place is None:
            return []
        runtime = module.bias + place
        layout = self._layout(module, name, runtime)
        if layout is None:
            return []
        state = self._thread(layout, runtime, thread)
        return [] if state == 0 else self._walk(layout, state)

    def _layout(self, module: Module, name: bytes, runtime: int) -> Layout | None:
        told = told_layout(self._memory.read(runtime, TOLD_SIZE))
        if told is not None:
            return told
        place = symbols.address_of(module.elf, b"Py_Version")
        if place is not None:
            version = self._memory.word(module.bias + place)
            return LAYOUTS.get(version >> 16 & 0xFF) if version >> 24 == 3 else None
        found = _NAME.search(name)
        return LAYOUTS.get(int(found[1])) if found is not None and len(found[1]) <= 2 else None

    def _thread(self, layout: Layout, runtime: int, thread: int) -> int:
        """The address of a thread's state, 0 if it has none."""
        of, word = layout.threads, self._memory.word
        interpreter = word(runtime + of.interpreters)
        for _interpreter in range(_MOST_INTERPRETERS):
            if not interpreter:
                break
            state = word(interpreter + of.threads)
            for _state in range(_MOST_THREADS):
                if not state:
                    break
                if word(state + of.identifier) == thread:
                    return state
                state = word(state + of.next_thread)
            interpreter = word(interpreter + of.next_interpreter)
        return 0

    def _walk(self, layout: Layout, state: int) -> list[Frame]:
        of, word, found = layout.frames, self._memory.word, []
        frame = state
        for offset in of.first:
            frame = word(frame + offset)
        for _frame in range(MOST_FRAMES):
            if not frame:
                break
            owner = self._memory.read(frame + of.owner, 1)[0] if of.owner >= 0 else 0
            if owner < OWNED_BY_C:
                found.append(self._frame(layout, frame))
            frame = word(frame + of.previous)
        return found

    def _frame(self, layout: Layout, frame: int) -> Frame:
        of, word = layout.code, self._memory.word
        code = word(frame + layout.frames.code) & _REFERENCE
        function = self._string(layout, word(code + of.name))
        file = self._string(layout, word(code + of.file))
        first = int.from_bytes(self._memory.read(code + of.first_line, 4), "little")
        table = self._bytes(word(code + of.lines))
        if layout.frames.by_index:
            position = 2 * int.from_bytes(self._memory.read(frame + layout.frames.position, 4), "little")
            line = linetables.line_by_pairs(table, first, position)
        else:
            position = word(frame + layout.frames.position) - (code + of.start)
            line = linetables.line_by_entries(table, first, position) if position >= 0 else first
        return Frame("python", "", function, file, line if line < 1 << 31 else 0, -1)

    def _bytes(self, address: int) -> bytes:
        size = self._memory.word(address + _SIZE)
        return self._memory.read(address + _BYTES, min(size, _LONGEST_TABLE - 1))

    def _string(self, layout: Layout, address: int) -> str:
        """A string of Python's. Raises ValueError for what is none."""
        length = min(self._memory.word(address + _LENGTH), _LONGEST_STRING)
        state = int.from_bytes(self._memory.read(address + _STATE, 4), "little")
        kind, is_compact, is_ascii = state >> 2 & 7, state >> 5 & 1, state >> 6 & 1
        if not is_compact or kind not in _ENCODINGS:
            raise ValueError("no string")
        start = layout.ascii if is_ascii else layout.compact
        return self._memory.read(address + start, length * kind).decode(_ENCODINGS[kind], "replace")
