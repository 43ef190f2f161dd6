"""The frames of native code: from registers and a stack to addresses, and from addresses to names."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping

from scpipe.backtrace import dwarf, symbols
from scpipe.backtrace.elf import BadFileError, Elf
from scpipe.backtrace.remote import Memory, Module, Modules, UnreadableError
from scpipe.linux.abi import native as abi
from scpipe.record import replace
from scpipe.report.events import Frame

#: More frames are not unwound, however deep a program is.
MOST_FRAMES = 128
#: A frame pointer that leads further than this is none (bytes).
_LARGEST_FRAME = 8 << 20
_WORD = (1 << 64) - 1
Registers = dict[int, int]
#: A file and an address in it; (None, 0) for code without a file.
Source = tuple[Elf | None, int]


class Native:
    """The native frames of one stack, from the inside out."""

    def __init__(self, memory: Memory, modules: Modules) -> None:
        self._memory = memory
        self._modules = modules
        self._starts: dict[int, int] = {}

    def addresses(self, registers: Mapping[int, int]) -> Iterator[int]:
        """Where each frame is: the instruction that called, or (the first) comes next.

        Raises UnreadableError or BadFileError where the way up is lost.
        """
        state: Registers | None = dict(registers)
        interrupted = True  # the address is that of an instruction, not behind one
        for _frame in range(MOST_FRAMES):
            if state is None or not state.get(abi.RETURN_ADDRESS):
                return
            place = state[abi.RETURN_ADDRESS] - (not interrupted)
            yield place
            before = state[abi.STACK_POINTER]
            state, interrupted = self._up(state, place)
            if state is not None and state[abi.STACK_POINTER] <= before and not interrupted:
                return

    def describe(self, address: int) -> Frame:
        """What is known of an address but its source line."""
        module = self._module(address)
        if module is None:
            return Frame("native", self._modules.name(address), "", "", 0, -1)
        own = address - module.bias
        function = ""
        with contextlib.suppress(BadFileError):
            function = symbols.function(module.elf, own, self._starts.get(address, -1))
        return Frame("native", module.path, function, "", 0, own if 0 <= own < 1 << 63 else -1)

    def source(self, address: int) -> Source:
        """What the source line of an address is looked up by."""
        module = self._module(address)
        return (None, 0) if module is None else (module.elf, address - module.bias)

    def path(self, address: int) -> str:
        """The file that an address belongs to."""
        return self._modules.name(address)

    def _module(self, address: int) -> Module | None:
        place = self._modules.place(address)
        return None if place is None else self._modules.module(place)

    def _up(self, state: Registers, place: int) -> tuple[Registers | None, bool]:
        """The registers of the caller, and whether it was interrupted by a signal, not calling."""
        module = self._module(place)
        if module is not None:
            if self._is_signal_return(state):
                return self._interrupted(state), True
            found = dwarf.row_for(module.elf, place - module.bias)
            if found is not None:
                row, self._starts[place] = found
                return self._follow(state, row), False
        return self._by_frame_pointer(state), False

    def _follow(self, state: Registers, row: dwarf.Row) -> Registers | None:
        if row.base not in state:
            return None
        frame = (state[row.base] + row.offset) & _WORD
        if abi.RETURN_ADDRESS in row.lost:  # how the outermost function says so
            return None
        found = {number: value for number, value in state.items() if number not in row.lost}
        found.pop(abi.RETURN_ADDRESS, None)
        found[abi.STACK_POINTER] = frame
        for number, offset in row.saved.items():
            found[number] = self._memory.word((frame + offset) & _WORD)
        return found

    def _by_frame_pointer(self, state: Registers) -> Registers | None:
        """Code without rules, made while the program runs for example, may keep rbp as frame pointer."""
        base = state.get(abi.FRAME_POINTER, 0)
        if not 0 <= base - state[abi.STACK_POINTER] < _LARGEST_FRAME:
            return None
        saved = self._memory.read(base, 16)
        above, back = int.from_bytes(saved[:8], "little"), int.from_bytes(saved[8:], "little")
        return {abi.FRAME_POINTER: above, abi.STACK_POINTER: base + 16, abi.RETURN_ADDRESS: back}

    def _is_signal_return(self, state: Registers) -> bool:
        try:
            return self._memory.read(state[abi.RETURN_ADDRESS], len(abi.SIGNAL_RETURN)) == abi.SIGNAL_RETURN
        except UnreadableError:
            return False

    def _interrupted(self, state: Registers) -> Registers:
        data = self._memory.read(
            (state[abi.STACK_POINTER] + abi.SIGNAL_REGISTERS) & _WORD, 8 * len(abi.SIGNAL_ORDER)
        )
        return {
            number: int.from_bytes(data[8 * place : 8 * place + 8], "little")
            for place, number in enumerate(abi.SIGNAL_ORDER)
        }


def with_line(frame: Frame, source: Source) -> Frame:
    """A frame with its source line, where that is known."""
    file, line = dwarf.source_line(*source)
    return replace(frame, file=file, line=line) if file else frame
