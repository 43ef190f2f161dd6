"""An object is told from another one with its number: by a watch, by its owner, or until there is a doubt."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from scpipe.linux import originals
from scpipe.linux.originals import Originals

_O_PATH = 0o10000000
N = 7  # a number that two pipes have


@pytest.fixture
def made() -> Iterator[Originals]:
    """Nothing is known."""
    known = Originals()
    yield known
    if known._inotify >= 0:
        os.close(known._inotify)


@pytest.fixture
def fds() -> Iterator[list[int]]:
    """The four ends of two pipes."""
    ends = [*os.pipe(), *os.pipe()]
    yield ends
    for fd in ends:
        os.close(fd)


def test_the_object_whatever_names_it(made: Originals, fds: list[int]) -> None:
    """Both ends, a copy, a reopened end and a path are the one object; another pipe is not."""
    made.keep(N, fds[1])
    copies = [os.dup(fds[1]), os.open(f"/proc/self/fd/{fds[0]}", os.O_WRONLY)]
    copies.append(os.open(f"/proc/self/fd/{fds[0]}", _O_PATH))
    assert all(made.is_original(N, fd) for fd in (*copies, fds[0], fds[1]))
    assert not any(made.is_original(N, fd) for fd in fds[2:])
    assert not made.is_original(N + 1, fds[1])
    for fd in copies:
        os.close(fd)


def test_watches_of_others_are_given_up(made: Originals, fds: list[int]) -> None:
    """A look at another pipe leaves no watch, and the known one is still known."""
    made.keep(N, fds[0])
    for _look in range(3):
        assert not made.is_original(N, fds[2])
        with open(f"/proc/self/fdinfo/{made._inotify}", encoding="ascii") as file:
            assert file.read().count("inotify wd:") == 1
        with pytest.raises(BlockingIOError):
            os.read(made._inotify, 4096)
    assert made.is_original(N, fds[1])


def test_end_of_file_is_not_delayed(made: Originals) -> None:
    """What is kept is neither a reader nor a writer."""
    read_end, write_end = os.pipe()
    made.keep(N, write_end)
    os.close(write_end)
    assert os.read(read_end, 1) == b""
    os.close(read_end)


def test_two_with_one_number(made: Originals, fds: list[int]) -> None:
    """None of them is known; one that is kept twice is."""
    made.keep(N, fds[0])
    made.keep(N, fds[1])
    assert made.is_original(N, fds[0])
    made.keep(N, fds[2])
    assert not made.is_original(N, fds[0]) and not made.is_original(N, fds[2])


def test_numbers_that_are_given_up(made: Originals, fds: list[int]) -> None:
    """What the ledger has forgotten is not watched any longer, and its number is free."""
    made.keep(N, fds[0])
    made.keep(N + 1, fds[2])
    made.prune(lambda inode: inode == N)
    assert made.is_original(N, fds[0]) and not made.is_original(N + 1, fds[2])
    made.keep(N + 1, fds[0])
    assert made.is_original(N + 1, fds[0])


@pytest.fixture
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may be watched."""
    monkeypatch.setattr(Originals, "_watch", lambda self, fd: -1)


@pytest.mark.usefixtures("unwatched")
@pytest.mark.parametrize("certain", [False, True])
def test_told_by_the_owner(
    made: Originals, fds: list[int], monkeypatch: pytest.MonkeyPatch, certain: bool
) -> None:
    """Another user's pipe is known as long as nobody can make one that is; a doubt ends what is uncertain."""
    monkeypatch.setattr(originals, "_can_become_others", lambda: not certain)
    monkeypatch.setattr(os, "getresuid", lambda: (1 << 20,) * 3)
    made.keep(N, fds[0])
    assert made.is_original(N, fds[0])
    made.doubt_all()
    assert made.is_original(N, fds[0]) is certain
    status = os.stat_result((0o10600, N, 0, 1, os.getuid() + 1, 0, 0, 0, 0, 0))
    monkeypatch.setattr(os, "fstat", lambda fd: status)
    assert not made.is_original(N, fds[0])


@pytest.mark.usefixtures("unwatched")
def test_own_pipe_that_cannot_be_watched(made: Originals, fds: list[int]) -> None:
    """One of our own user's is believed until another one may be there, and that for its number only."""
    made.keep(N, fds[0])
    made.keep(N + 1, fds[2])
    assert made.is_original(N, fds[2]), "its owner is all that is known"
    made.doubt(N)
    assert not made.is_original(N, fds[0]) and made.is_original(N + 1, fds[2])


def test_a_watch_does_not_doubt(made: Originals, fds: list[int]) -> None:
    """What is certain is not doubted."""
    made.keep(N, fds[0])
    made.doubt_all()
    assert made.is_original(N, fds[0])
