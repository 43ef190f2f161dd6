"""Several attacks in one sandbox: what counts of what they print, and which attacks are made so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import grouped
import pytest
import scaling
from grouped import BARE, Bare, Together, _fits, _is_alike, last_lines
from guests import Attack
from running import Ended


def test_the_last_line_of_each_that_ended() -> None:
    """What comes before a program's end is its own; one that did not end has no line."""
    output = "noise\nstopped: a\n== ended: /x/one\nTHROUGH\n== ended: /x/two\nstopped: c\n"
    assert last_lines(output) == {"/x/one": "stopped: a", "/x/two": "THROUGH"}


def test_who_is_made_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A death, an attack on the supervisor, five seconds, another user; a part of the rounds is not long."""
    plain = Attack(Path("a.c"), "a/a")
    long = Attack(Path("a.c"), "a/a", long=True)
    assert _fits(plain, "root") and _fits(plain, "user") and _fits(plain, BARE)
    assert not _fits(Attack(Path("a.c"), "a/a", parental=True), "root")
    for alone in (long, Attack(Path("a.c"), "a/a", dies=True), Attack(Path("a.c"), "a/a", who="user")):
        assert not _fits(alone, "root")
    monkeypatch.setenv(scaling.SCALE, "0.1")
    assert _fits(long, "root")
    monkeypatch.setenv(scaling.WHOLE, "b/b,a/a")
    assert not _fits(long, "root")


def test_who_is_made_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of one policy, and of one part of the rounds."""
    one, other = Attack(Path("a.c"), "a/a"), Attack(Path("b.c"), "b/b")
    audited = Attack(Path("a.c"), "a/a", policy=("--audit",))
    assert _is_alike(one, other) and not _is_alike(one, audited)
    monkeypatch.setenv(scaling.SCALE, "0.1")
    assert _is_alike(one, other)
    monkeypatch.setenv(scaling.WHOLE, "b/b")
    assert not _is_alike(one, other)


class _Sandboxes:
    """What `run` is told, and what it answers: one output after the other."""

    def __init__(self, *outputs: str, errors: str = "") -> None:
        self.outputs = list(outputs)
        self.errors = errors
        self.commands: list[Sequence[str]] = []
        self.scales: list[str | None] = []

    def __call__(
        self, command: Sequence[str], environment: dict[str, str], *_words: object, **_more: object
    ) -> Ended:
        """One sandbox."""
        self.scales.append(environment.get(scaling.SCALE))
        self.commands.append(command)
        return Ended("", "", self.errors, (), self.outputs.pop(0))


def _prepare(monkeypatch: pytest.MonkeyPatch, sandboxes: _Sandboxes) -> list[Attack]:
    """Attacks a/a to a/d, in these sandboxes."""
    attacks = [Attack(Path(f"{name}.c"), f"a/{name}") for name in "abcd"]
    monkeypatch.setattr(grouped, "AT_ONCE", 4)
    monkeypatch.setattr(grouped, "all_attacks", lambda: attacks)
    monkeypatch.setattr(grouped, "run", sandboxes)
    return attacks


def _together(monkeypatch: pytest.MonkeyPatch, sandboxes: _Sandboxes) -> dict[str, str]:
    """What came of them."""
    attacks = _prepare(monkeypatch, sandboxes)
    together = Together(Path("/x"))
    return {each.name: together.line_of(each, "root", list, {}) for each in attacks}


def _ended(*lines: tuple[str, str]) -> str:
    return "".join(f"{line}\n== ended: /x/a/{name}\n" for name, line in lines)


def test_one_that_does_not_end_is_made_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its sandbox is over with it: those before it count, and those behind it are made in another one."""
    sandboxes = _Sandboxes(_ended(("a", "stopped: 1")), _ended(("c", "lacks: 3"), ("d", "status 1")))
    found = _together(monkeypatch, sandboxes)
    assert found == {"a/a": "stopped: 1", "a/b": "", "a/c": "lacks: 3", "a/d": ""}
    assert [command[4:] for command in sandboxes.commands] == [
        ["/x/a/a", "/x/a/b", "/x/a/c", "/x/a/d"],
        ["/x/a/c", "/x/a/d"],
    ]


def test_a_byte_that_gets_through_is_all_that_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever else was in the sandbox is made again alone, and everything where scpipe told of an error."""
    lines = [("a", "stopped: 1"), ("b", "THROUGH"), ("c", "stopped: 3"), ("d", "stopped: 4")]
    found = _together(monkeypatch, _Sandboxes(_ended(*lines)))
    assert found == {"a/a": "", "a/b": "THROUGH", "a/c": "", "a/d": ""}
    lines[1] = ("b", "stopped: 2")
    found = _together(monkeypatch, _Sandboxes(_ended(*lines), errors="scpipe: internal error"))
    assert set(found.values()) == {""}


def test_bare_who_did_not_get_through_tries_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice with a part of the rounds, twice with all; nothing that gets through makes another doubtful."""
    monkeypatch.setenv(scaling.SCALE, "0.1")
    sandboxes = _Sandboxes(
        _ended(("a", "THROUGH"), ("b", "partly: 1"), ("c", "lacks: c"), ("d", "stopped: 1")),
        _ended(("b", "partly: 1"), ("d", "stopped: 1")),
        _ended(("b", "THROUGH"), ("d", "stopped: 1")),
        _ended(("d", "stopped: 1")),
    )
    attacks = _prepare(monkeypatch, sandboxes)
    together = Together(Path("/x"))
    assert [together.bare(each, {}) for each in attacks] == [
        Bare("THROUGH", tried=True, all_rounds=False),
        Bare("THROUGH", tried=True, all_rounds=True),
        Bare("lacks: c", tried=True, all_rounds=False),
        Bare("", tried=True, all_rounds=True),
    ]
    assert sandboxes.scales == ["0.1", "0.1", None, None]
