"""What is collected of a run: makers by their files, data by pair, within bounds."""

from __future__ import annotations

import pytest

from scpipe.learning import needs as module
from scpipe.learning.needs import NOBODY, Maker
from scpipe.policy.model import PairKind, PairMode
from scpipe.report.events import Exit, Unavailable

from .runs import Run

PIPE, SOCKETS = PairKind.PIPE, PairKind.SOCKETPAIR


def test_pairs_and_data_are_counted_for_their_maker() -> None:
    """Two of three pairs carried data, one of them often; repeated refusals count in full."""
    run = Run()
    first, second, _clean = (run.pair("pipe", "/bin/sh", argv=("sh", "-c", str(n))) for n in range(3))
    run.data(first)
    run.data(second, times=100)
    [(maker, use)] = run.needs.uses[PIPE].items()
    assert maker == Maker("/bin/sh", 1, 1000)
    assert (use.pairs, len(use.concerned), use.messages) == (3, 2, 101)
    assert (use.patterns, use.need(), use.with_any) == ({"data": 101}, PairMode.ALLOW, True)
    assert use.argv == ("sh", "-c", "0")
    assert run.needs.uses[SOCKETS] == {}


def test_one_path_can_be_two_programs() -> None:
    """The same path with another file behind it, in another mount namespace, is another maker."""
    run = Run()
    run.pair("pipe", "/bin/tool")
    run.files["/bin/tool"] = (2, 5)
    run.data(run.pair("pipe", "/bin/tool"))
    needs = {maker: use.need() for maker, use in run.needs.uses[PIPE].items()}
    assert needs == {
        Maker("/bin/tool", 1, 1000): PairMode.ALLOW_EVENTS,
        Maker("/bin/tool", 2, 5): PairMode.ALLOW,
    }


def test_a_program_that_shows_another_path_by_now_has_no_file() -> None:
    """A file is believed only where it has the path that the program had when it began."""
    run = Run()
    run._identify = lambda pid: module.Identity("/bin/other", 1, 2, ())  # type: ignore[method-assign]
    run.needs._identify = run._identify
    run.pair("pipe", "/bin/tool")
    assert [*run.needs.uses[PIPE]] == [Maker("/bin/tool")]


def test_the_other_reading_counts_where_it_is_certain() -> None:
    """One message that first-message any would refuse too, or may, settles it."""
    for changes in ({"other_reading": "refuse: the message is mixed"}, {"other_exact": False}):
        run = Run()
        pair = run.pair("pipe", "/bin/sh")
        run.data(pair)
        run.data(pair, **changes)
        [use] = run.needs.uses[PIPE].values()
        assert not use.with_any


def test_who_starts_programs_is_seen() -> None:
    """A parent, and a process that becomes another program, have started it; those that ended have not."""
    run = Run()
    run.starts(1, "/bin/a")
    run.starts(2, "/bin/b", parent=1)
    run.starts(1, "/bin/c")
    run.emit(Exit(1.0, 2, 0, -1))
    run.starts(3, "/bin/d", parent=2)
    assert run.needs.started == {"/bin/a": {"b": None, "c": None}}


def test_makers_without_end_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a bound programs are not told apart, and that is known."""
    monkeypatch.setattr(module, "MOST_MAKERS", 3)
    run = Run()
    for number in range(9):
        run.data(run.pair("pipe", f"/tmp/{number}"))
    assert len(run.needs.uses[PIPE]) == 4
    assert run.needs.uses[PIPE][NOBODY].messages == 6
    assert run.needs.crowded


def test_pairs_without_end_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Data in a pair that is forgotten counts for its maker's path, of which no file is known."""
    monkeypatch.setattr(module, "MOST_PAIRS", 2)
    run = Run()
    pairs = [run.pair("pipe", "/bin/sh") for _ in range(3)]
    run.data(pairs[0])
    run.data(pairs[2])
    assert run.needs.uses[PIPE][Maker("/bin/sh")].messages == 1
    assert run.needs.uses[PIPE][Maker("/bin/sh", 1, 1000)].messages == 1


def test_safety_refusals_are_kept_by_what_lifts_them() -> None:
    """The first of each."""
    run = Run()
    for exe in ("/bin/a", "/bin/b"):
        run.emit(Unavailable(1.0, 2, 2, exe, "ptrace", "EPERM", "why", "ptrace"))
    assert [event.exe for event in run.needs.unavailable.values()] == ["/bin/a"]
