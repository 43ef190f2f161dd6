"""Frames from memory that a program has made up: every list ends, and nothing odd is a frame."""

from __future__ import annotations

import struct
from itertools import count, pairwise
from typing import Any, cast

import pytest

from scpipe.backtrace import cpython, native
from scpipe.backtrace.cpython import Python
from scpipe.backtrace.layouts import LAYOUTS, TOLD_SIZE, Layout, told_layout
from scpipe.backtrace.native import Native
from scpipe.backtrace.remote import Module, UnreadableError
from scpipe.linux.mapped import Mapping

from .programs import FakeMemory

RUNTIME, THREAD, STACK = 0x10000, 0x7777, 0x7FFF0000
IP, SP, BP = 16, 7, 6


class NoModules:
    """Code without files."""

    mappings: tuple[Mapping, ...] = ()

    def place(self, address: int) -> None:
        """See Modules.place."""

    def name(self, address: int) -> str:
        """See Modules.name."""
        return "[heap]"


def _native(memory: FakeMemory) -> Native:
    return Native(cast("Any", memory), cast("Any", NoModules()))


def _chain(*places: int) -> FakeMemory:
    """Frames that are linked by their frame pointers: each points to the next place."""
    memory = FakeMemory()
    for number, (place, above) in enumerate(pairwise(places)):
        memory.put(place, struct.pack("<QQ", above, 0x4000 + number))
    return memory


def test_frame_pointers() -> None:
    """Code without unwinding rules is followed by rbp; what cannot be read ends it."""
    memory = _chain(STACK + 16, STACK + 64, STACK + 128)
    walk = _native(memory).addresses({IP: 0x1234, SP: STACK, BP: STACK + 16})
    assert [next(walk) for _each in range(3)] == [0x1234, 0x4000 - 1, 0x4001 - 1]
    with pytest.raises(UnreadableError):
        next(walk)


def test_cyclic_frame_pointers() -> None:
    """Frame pointers that lead back, or nowhere up, end the walk."""
    for places in ((STACK + 16, STACK + 64, STACK + 16), (STACK + 16, STACK + 16)):
        memory = _chain(*places, places[-1])
        found = list(_native(memory).addresses({IP: 1, SP: STACK, BP: STACK + 16}))
        assert len(found) <= len(places) + 1


def test_deep_stacks_are_cut() -> None:
    """Only so many frames are looked at, however many there are."""
    memory = _chain(*range(STACK + 16, STACK + 16 + 32 * 1000, 32))
    found = list(_native(memory).addresses({IP: 1, SP: STACK, BP: STACK + 16}))
    assert len(found) == native.MOST_FRAMES
    assert memory.reads <= 2 * native.MOST_FRAMES


@pytest.mark.parametrize("base", [0, 1, STACK - 8, STACK + (64 << 20), (1 << 64) - 64])
def test_frame_pointers_that_are_none(base: int) -> None:
    """A register that holds anything else is not followed."""
    found = list(_native(_chain(base, base + 32)).addresses({IP: 1, SP: STACK, BP: base}))
    assert found == [1]


# -- CPython ---------------------------------------------------------------------------------------


class FakePython:
    """The memory of an interpreter with one thread, of one minor version."""

    def __init__(self, minor: int) -> None:
        self.layout: Layout = LAYOUTS[minor]
        self.minor = minor
        self.memory = FakeMemory()
        self._next = count(0x100000, 0x10000)

    def space(self, **_named: int) -> tuple[int, bytearray]:
        """Some room, laid down by lay()."""
        return next(self._next), bytearray(0x1000)

    def lay(self, place: int, content: bytearray, **words: int) -> int:
        """Lay content down with words at offsets (``at_24=5``)."""
        for name, word in words.items():
            struct.pack_into("<Q", content, int(name[3:]), word)
        self.memory.put(place, bytes(content))
        return place

    def words(self, words: dict[int, int], place: int | None = None) -> int:
        """Room with words at offsets; its address."""
        content = bytearray(0x1000)
        for offset, word in words.items():
            struct.pack_into("<Q", content, offset, word)
        place = next(self._next) if place is None else place
        self.memory.put(place, bytes(content))
        return place

    def string(self, text: str) -> int:
        """An ASCII string."""
        content = bytearray(0x1000)
        struct.pack_into("<Q", content, 16, len(text))
        struct.pack_into("<I", content, 32, 1 << 2 | 1 << 5 | 1 << 6)
        content[self.layout.ascii : self.layout.ascii + len(text)] = text.encode()
        place = next(self._next)
        self.memory.put(place, bytes(content))
        return place

    def code(self, name: int, file: int, first: int = 7) -> int:
        """A code object whose only instruction is on its first line."""
        of = self.layout.code
        table = bytes([16, 0] if self.minor == 10 else [0x80 | 13 << 3 | 7, 0])
        content = bytearray(0x1000)
        struct.pack_into("<Q", content, 16, len(table))
        content[32 : 32 + len(table)] = table
        lines = next(self._next)
        self.memory.put(lines, bytes(content))
        return self.words({of.name: name, of.file: file, of.lines: lines, of.first_line: first})

    def thread(self, frame: int, identifier: int = THREAD, following: int = 0) -> int:
        """A thread's state that is at a frame."""
        of = self.layout
        first = of.frames.first
        words = {of.threads.identifier: identifier, of.threads.next_thread: following}
        inner = self.words({first[1]: frame}) if len(first) > 1 else frame
        return self.words({**words, first[0]: inner})

    def frame(self, code: int, previous: int = 0, place: int | None = None) -> int:
        """A frame at the beginning of some code."""
        of = self.layout.frames
        position = 0 if of.by_index else code + self.layout.code.start
        return self.words({of.code: code, of.previous: previous, of.position: position}, place)

    def read(self, state: int, thread: int = THREAD) -> list[tuple[str, str, int]]:
        """What is read of it: function, file and line of each frame."""
        of = self.layout.threads
        interpreter = self.words({of.threads: state})
        self.words({of.interpreters: interpreter}, RUNTIME)
        modules = _OneModule(self.minor)
        found, _path = Python(cast("Any", self.memory), cast("Any", modules)).frames(thread)
        return [(frame.function, frame.file, frame.line) for frame in found]


class _OneModule:
    """A program that is an interpreter of some version."""

    def __init__(self, minor: int) -> None:
        self.mappings = [Mapping(0, 1, 0, 1, f"/usr/bin/python3.{minor}".encode())]

    def module(self, index: int) -> Module:
        """See Modules.module."""
        return Module("/usr/bin/python", cast("Any", None), 0)


@pytest.fixture(params=sorted(LAYOUTS))
def python(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> FakePython:
    """An interpreter of each version that has a layout."""
    made = FakePython(request.param)
    monkeypatch.setattr(
        cpython.symbols, "address_of", lambda _elf, name: RUNTIME if name == b"_PyRuntime" else None
    )
    return made


def test_python_frames(python: FakePython) -> None:
    """The frames of the thread that is asked for are read, the innermost first."""
    names = [
        python.code(python.string(name), python.string("a.py"), line) for name, line in (("f", 3), ("g", 9))
    ]
    inner = python.frame(names[0], python.frame(names[1]))
    other = python.thread(0, identifier=1)
    assert python.read(python.thread(inner, following=other)) == [("f", "a.py", 3), ("g", "a.py", 9)]
    assert python.read(python.thread(0, 1, python.thread(inner))) == [("f", "a.py", 3), ("g", "a.py", 9)]


def test_other_threads_have_no_frames(python: FakePython) -> None:
    """A thread that the interpreter does not know has no Python frames."""
    code = python.code(python.string("f"), python.string("a.py"))
    assert python.read(python.thread(python.frame(code)), thread=0x1234) == []


def test_cyclic_frames(python: FakePython) -> None:
    """A frame that is its own caller is read so many times and no more."""
    code = python.code(python.string("f"), python.string("a.py"))
    found = python.read(python.thread(python.frame(code, 0x99990000, 0x99990000)))
    assert len(found) <= cpython.MOST_FRAMES


def test_cyclic_threads(python: FakePython, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of threads without end is given up."""
    monkeypatch.setattr(cpython, "_MOST_THREADS", 50)
    of = python.layout.threads
    state = 0x99990000
    python.words({of.identifier: 1, of.next_thread: state}, state)
    assert python.read(state) == []
    assert python.memory.reads < 50 * 2 * cpython._MOST_INTERPRETERS


def test_strings_that_are_none(python: FakePython) -> None:
    """A name that is no string, has a length beyond all memory, or cannot be read gives no frames."""
    broken = python.words({16: 5, 32: 0})
    endless = python.words({16: (1 << 64) - 1, 32: 1 << 2 | 1 << 5 | 1 << 6})
    for name in (broken, 0, 0xDEAD0000):
        assert python.read(python.thread(python.frame(python.code(name, python.string("a.py"))))) == []
    found = python.read(python.thread(python.frame(python.code(endless, python.string("a.py")))))
    assert all(len(function) <= 1024 for function, _file, _line in found)


def test_an_interpreter_tells_its_own_layout() -> None:
    """Since 3.13 the table at the runtime's beginning counts, if its version is one that is known."""
    words = [0] * (TOLD_SIZE // 8)
    words[0] = int.from_bytes(b"xdebugpy", "little")
    words[1] = 0x030D00F0
    words[5], words[23], words[70] = 632, 72, 40
    layout = told_layout(struct.pack(f"<{len(words)}Q", *words))
    assert layout is not None
    assert (layout.threads.interpreters, layout.frames.first, layout.ascii, layout.compact) == (
        632,
        (72,),
        40,
        56,
    )


@pytest.mark.parametrize(
    ("place", "value"), [(0, 0), (1, 0x030E00F0), (1, 0x040D00F0), (2, 1), (5, 1 << 40), (70, 1 << 63)]
)
def test_layouts_that_are_not_known(place: int, value: int) -> None:
    """Another version, a free-threaded build, and offsets of no structure are no layout."""
    words = [8] * (TOLD_SIZE // 8)
    words[0], words[1], words[2] = int.from_bytes(b"xdebugpy", "little"), 0x030D00F0, 0
    assert told_layout(struct.pack(f"<{len(words)}Q", *words)) is not None
    words[place] = value
    assert told_layout(struct.pack(f"<{len(words)}Q", *words)) is None
