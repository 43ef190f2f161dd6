"""A terminal for programs that want one: panes of a tmux server, in which somebody types and reads."""

from __future__ import annotations

import contextlib
import re
import shlex
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from harness.identity import require_program
from harness.processes import PATIENCE, leftovers
from harness.runner import Runner

#: What is read with the text: the cursor, the screen in use, the keys that are asked for.
_STATE = ",".join(
    f"#{{{name}}}"
    for name in ("cursor_y", "cursor_x", "cursor_flag", "alternate_on", "keypad_flag", "mouse_any_flag")
)


@dataclass(frozen=True, slots=True)
class Screen:
    """What a terminal shows: its lines down to the last that is not empty, and its state as in _STATE."""

    text: str
    state: str


@dataclass(slots=True)
class Terminal:
    """A tmux server with a socket of its own."""

    runner: Runner
    words: Sequence[str]

    def ask(self, *words: str) -> str:
        """What a tmux command prints."""
        done = self.runner.bare_run([*self.words, *words], timeout=PATIENCE)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        return done.stdout

    def open(self, name: str, command: Sequence[str], directory: Path) -> Pane:
        """A new pane of 80 columns and 24 lines in a session of its own."""
        size = ["-x", "80", "-y", "24"]
        self.ask("new-session", "-d", "-s", name, *size, "-c", str(directory), shlex.join(command))
        return Pane(self, name)


@dataclass(slots=True)
class Pane:
    """One screen, and the keys of its terminal."""

    terminal: Terminal
    name: str

    def type(self, text: str) -> None:
        """Text, letter by letter."""
        self.terminal.ask(*typed(self.name, text))

    def press(self, *keys: str) -> None:
        """Keys by tmux' names: Enter, C-z, F10."""
        self.terminal.ask(*pressed(self.name, *keys))

    def resize(self, columns: int, lines: int) -> None:
        """Change the size of the terminal."""
        self.terminal.ask("resize-window", "-t", self.name, "-x", str(columns), "-y", str(lines))

    def screen(self) -> Screen:
        """What is shown now."""
        target = ["-t", self.name]
        words = ["capture-pane", "-p", *target, ";", "display-message", "-p", *target, _STATE]
        text, _newline, state = self.terminal.ask(*words).rstrip("\n").rpartition("\n")
        return Screen(text.rstrip(), state)


def typed(name: str, text: str) -> list[str]:
    """The tmux command that types a text in a pane. A semicolon at its end would end the command."""
    return ["send-keys", "-t", name, "-l", "--", re.sub(r";$", r"\\;", text)]


def pressed(name: str, *keys: str) -> list[str]:
    """The tmux command that presses keys in a pane."""
    return ["send-keys", "-t", name, *keys]


@contextlib.contextmanager
def terminal(runner: Runner) -> Iterator[Terminal]:
    """A tmux server of the runner's user, without any configuration; killed at the end."""
    words = [require_program("tmux"), "-f", "/dev/null", "-S", str(runner.home / "tmux")]
    made = Terminal(runner, words)
    # Somebody has to be there, or the server ends with its first session.
    made.ask("new-session", "-d", "-s", "keeper", "exec sleep 600", ";", "set-option", "-g", "status", "off")
    try:
        yield made
    finally:
        made.ask("kill-server")
        deadline = time.monotonic() + PATIENCE
        while leftovers(runner.traces) and time.monotonic() < deadline:  # hung up, they end in time
            time.sleep(0.05)
