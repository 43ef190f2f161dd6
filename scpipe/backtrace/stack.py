"""One stack out of a snapshot: native frames up to the interpreter, and from there Python's."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from scpipe.backtrace.budget import Budget, TimeIsUpError
from scpipe.backtrace.cpython import Python
from scpipe.backtrace.dwarf import source_line
from scpipe.backtrace.elf import Elf
from scpipe.backtrace.native import Native, Source, with_line
from scpipe.backtrace.remote import Memory, Modules
from scpipe.backtrace.wire import MOST_FRAMES, Snapshot
from scpipe.linux.packets import Packets
from scpipe.report.events import Frame


class Reader:
    """Reads stacks, and keeps what it has read of files."""

    def __init__(self, packets: Packets, budget: Budget) -> None:
        self._packets = packets
        self._budget = budget
        self._files: dict[tuple[int, ...], Elf] = {}
        self._unread: list[Source] = []

    def read(self, snapshot: Snapshot) -> list[Frame]:
        """As much of a stack as there is time for, from the inside out.

        A program's memory and files can make any parser fail in any way: it ends there.
        """
        frames: list[Frame] = []
        with contextlib.suppress(TimeIsUpError, Exception), self._budget.spent():
            self._read(snapshot, frames)
        return frames

    def _read(self, snapshot: Snapshot, frames: list[Frame]) -> None:
        memory = Memory(self._packets, self._budget)
        modules = Modules(self._packets, self._budget, snapshot.maps, self._files)
        *general, thread = snapshot.registers
        python, interpreter = Python(memory, modules).frames(thread)
        native = Native(memory, modules)
        addresses: list[int] = []
        try:
            for address in native.addresses(dict(enumerate(general))):
                if (python and native.path(address) == interpreter) or len(frames) >= MOST_FRAMES:
                    break
                addresses.append(address)
                frames.append(native.describe(address))
        except Exception:  # noqa: BLE001 - the way up is lost, and what is below it is known
            pass
        finally:
            frames.extend(python)
        self._unread = [native.source(address) for address in addresses]
        for place, source in enumerate(tuple(self._unread)):  # last, as it takes longest
            frames[place] = with_line(frames[place], source)
            self._unread.pop(0)

    def go_on(self, is_wanted: Callable[[], bool]) -> None:
        """Read the source lines that there was no time for, until somebody wants a stack."""
        unread, self._unread = self._unread, []
        if unread:
            with contextlib.suppress(TimeIsUpError), self._budget.leisure(is_wanted):
                for source in unread:
                    source_line(*source)
