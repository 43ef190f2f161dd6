"""Two terminals side by side: the same keys for a program without scpipe and for one under it."""

from __future__ import annotations

import contextlib
import re
import shlex
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from harness.identity import require_program
from harness.processes import PATIENCE
from harness.runner import Runner

from .terminal_pane import Pane, Screen, pressed, terminal, typed

#: When the settings of the terminals are noted.
_WHEN = ("before", "after")

#: What may be compared of a screen: everything, or what a function leaves of it.
View = Callable[[Screen], object]


def numbers_left_out(screen: Screen) -> object:
    """The whole screen, except for process ids."""
    return re.sub(r"\d{3,}", "N", screen.text), screen.state


@dataclass(slots=True)
class Pair:
    """An interactive bash in each of two panes, in which ``run CMD`` is CMD, or scpipe-run with CMD."""

    bare: Pane
    guarded: Pane
    directories: tuple[Path, Path]
    done: list[str] = field(default_factory=list)

    @property
    def panes(self) -> tuple[Pane, Pane]:
        """Both."""
        return self.bare, self.guarded

    def type(self, text: str) -> None:
        """The same text for both."""
        self._do(text, lambda name: typed(name, text))

    def press(self, *keys: str) -> None:
        """The same keys for both, by tmux' names."""
        self._do(" ".join(keys), lambda name: pressed(name, *keys))

    def resize(self, columns: int, lines: int) -> None:
        """The same new size for both."""
        size = ["-x", str(columns), "-y", str(lines)]
        self._do(f"size {columns}x{lines}", lambda name: ["resize-window", "-t", name, *size])

    def _do(self, what: str, words: Callable[[str], list[str]]) -> None:
        self.done.append(what)
        self.bare.terminal.ask(*words(self.bare.name), ";", *words(self.guarded.name))

    def agree(self, pattern: str, view: View = numbers_left_out) -> Screen:
        """Both screens, once they show the pattern, are equal and stay so; returns the native one.

        The screens of programs that are not ready yet are equal by chance: hence the pattern.
        """
        wanted = re.compile(pattern, re.MULTILINE)
        deadline = time.monotonic() + PATIENCE
        before: tuple[object, object] | None = None
        while True:
            screens = self.bare.screen(), self.guarded.screen()
            seen = view(screens[0]), view(screens[1])
            shown = all(wanted.search(screen.text) for screen in screens)
            if shown and seen[0] == seen[1] and seen == before:
                return screens[0]
            before = seen
            if time.monotonic() > deadline:
                texts = "\n".join(f"{screen.text}\n-- {screen.state} --" for screen in screens)
                pytest.fail(f"after {self.done[-3:]}, {pattern!r} is missing, or they differ:\n{texts}")
            time.sleep(0.05)

    def command(self, line: str, pattern: str, view: View = numbers_left_out) -> Screen:
        """A line for both shells, and what has to appear."""
        self.type(line)
        self.press("Enter")
        return self.agree(pattern, view)

    def files(self, name: str) -> tuple[str, str]:
        """The contents of a file of each side."""
        bare, guarded = ((directory / name).read_text() for directory in self.directories)
        return bare, guarded


@contextlib.contextmanager
def shells(runner: Runner, flags: Sequence[str], texts: dict[str, str] | None = None) -> Iterator[Pair]:
    """A Pair whose shells stand in directories of their own that hold the same files.

    What is typed must leave the terminals' settings as they were.
    """
    bash = [require_program("bash"), "--norc", "--noprofile"]
    environment = ["env", "-u", "TMUX", "PS1=[$?]> ", "HISTFILE=", "TERM=screen", "LESSHISTFILE=-"]
    with terminal(runner) as server:
        panes, directories = [], []
        for name, words in (("bare", []), ("guarded", runner._protected([], flags))):
            start = f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n'
            directory = runner.write(f"{name}/run", start, 0o755).parent
            for path, text in (texts or {}).items():
                runner.write(f"{name}/{path}", text)
            own = [f"PATH={directory}:/usr/bin:/bin", f"HOME={directory}"]
            panes.append(server.open(name, [*environment, *own, *bash], directory))
            directories.append(directory)
        made = Pair(panes[0], panes[1], (directories[0], directories[1]))
        made.command("stty -a >before; clear", r"\A\[0\]>\Z")
        yield made
        made.command("stty -a >after; clear", r"\A\[0\]>\Z")
        settings = [re.sub(r"rows \d+; columns \d+", "", text) for when in _WHEN for text in made.files(when)]
        assert len(set(settings)) == 1, settings
        made.type("exit")
        made.press("Enter")
