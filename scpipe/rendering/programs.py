"""Which program started which, alike ones as one. Pure."""

from __future__ import annotations

from scpipe.record import Record, field
from scpipe.report.events import Exec

#: Nodes of a tree, and running processes, at the most; the rest is counted under OTHERS, or not known.
MOST_NODES = 400
MOST_ALIVE = 65536
#: A deeper chain of different programs is cut there.
MOST_LEVELS = 30
OTHERS = "others"


class Node(Record, frozen=False, eq=False):
    """A program that was started ``count`` times in this place; ``refused``: its calls that were refused."""

    name: str
    count: int = 0
    refused: int = 0
    level: int = 0
    children: dict[str, Node] = field(factory=dict)


class Programs:
    """The tree of a run's programs below a root that stands for scpipe-run."""

    def __init__(self) -> None:
        self.root = Node("")
        self._nodes = 0
        self._alive: dict[int, Node] = {}

    def start(self, event: Exec) -> None:
        """A process began to run a program: below what it ran before, or what made the process runs."""
        above = self._alive.get(event.pid) or self._alive.get(event.parent) or self.root
        node = self._child(above, name_of(event.exe))
        node.count += 1
        if len(self._alive) < MOST_ALIVE or event.pid in self._alive:
            self._alive[event.pid] = node

    def end(self, pid: int) -> None:
        """A process ended."""
        self._alive.pop(pid, None)

    def refuse(self, pid: int, times: int) -> None:
        """Count refused calls of a process; those of one that is not known count nowhere."""
        if pid in self._alive:
            self._alive[pid].refused += times

    def name(self, pid: int) -> str:
        """What a process runs; empty: that is not known."""
        node = self._alive.get(pid)
        return node.name if node else ""

    def _child(self, above: Node, name: str) -> Node:
        if above.name == name and above is not self.root:
            return above  # a shell in a shell in a shell: one line is enough
        if name not in above.children:
            if self._nodes >= MOST_NODES or above.level >= MOST_LEVELS:
                return self.root.children.setdefault(OTHERS, Node(OTHERS))
            self._nodes += 1
            above.children[name] = Node(name, level=above.level + 1)
        return above.children[name]


def name_of(path: str) -> str:
    """A program without its directory."""
    return path.rpartition("/")[2] or "?"
