"""When /proc can be believed: the real one, and each way in which one is not ours or not complete."""

from __future__ import annotations

import os

import pytest

from scpipe.linux import capabilities, procfs, procproof, procroot

OWN = str(os.getpid())


def test_the_real_one() -> None:
    """What the tests run on is ours."""
    assert procproof.is_procfs() and procproof.is_of_our_namespace()


def test_another_file_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """A directory with files of the right names is no procfs."""
    fd = os.open("/usr", os.O_PATH)
    monkeypatch.setattr(procroot, "_ROOT", [fd])
    try:
        assert not procproof.is_procfs()
    finally:
        os.close(fd)


@pytest.mark.parametrize("own", ["1", "", f"0{OWN}"])
def test_another_number(monkeypatch: pytest.MonkeyPatch, own: str) -> None:
    """In an outer namespace we have another number, in a stranger's none."""
    real = procroot.link
    monkeypatch.setattr(procroot, "link", lambda path: own if path == "self" else real(path))
    assert not procproof.is_of_our_namespace()


def test_no_entry_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the /proc of a namespace we are not in there is no self."""

    def fail(path: str) -> str:
        raise FileNotFoundError(2, path)

    monkeypatch.setattr(procroot, "link", fail)
    assert not procproof.is_of_our_namespace()


@pytest.mark.parametrize("numbers", [f"{OWN}\t{OWN}", f"{OWN}\t1", "", "1"])
def test_the_same_number_by_chance(monkeypatch: pytest.MonkeyPatch, numbers: str) -> None:
    """One who has the same number in an outer namespace is told by having a second one."""
    monkeypatch.setattr(procfs, "status_fields", lambda _tid: {"NStgid": numbers})
    assert not procproof.is_of_our_namespace()


def test_the_directory_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies at our number must know what only we know."""
    real = procroot.link
    monkeypatch.setattr(procroot, "link", lambda path: real(path).replace("/memfd:", "/memfd:0"))
    assert not procproof.is_of_our_namespace()


def _mount(monkeypatch: pytest.MonkeyPatch, options: str, number: int = 28) -> list[str]:
    """What the kernel says of the mount at /proc; the list notes that it was looked for a hidden child."""
    line = f"{number} 25 0:24 / /proc rw,nosuid shared:9 - proc proc {options}\n"
    files = {"self/mountinfo": line.encode(), f"self/fdinfo/{procroot.root()}": b"pos:\t0\nmnt_id:\t28\n"}
    monkeypatch.setattr(procroot, "read", lambda path, most=None: files[path])
    looked: list[str] = []
    monkeypatch.setattr(procproof, "_sees_a_child_that_hides", lambda: bool(looked.append("")))
    return looked


def test_nothing_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the option no process is made to look for."""
    looked = _mount(monkeypatch, "rw,gid=5")
    assert procproof.shows_everybody() and not looked


@pytest.mark.parametrize(
    ("options", "number"), [("rw,hidepid=2", 28), ("rw,gid=5,hidepid=ptraceable", 28), ("rw", 29)]
)
def test_something_may_be_hidden(monkeypatch: pytest.MonkeyPatch, options: str, number: int) -> None:
    """With the option, or where the mount is not found, what counts is what we see."""
    looked = _mount(monkeypatch, options, number)
    assert not procproof.shows_everybody() and looked == [""]


def test_looking_for_a_child_that_hides() -> None:
    """It is seen where nothing is hidden, and is gone afterwards."""
    assert procproof._sees_a_child_that_hides()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize("where", ["list", "status"])
def test_a_child_that_is_hidden(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """Not in the list, or there and not readable: hidden."""
    if where == "list":
        monkeypatch.setattr(procroot, "names", lambda _path: ["1", OWN])
    else:
        monkeypatch.setattr(procfs, "thread_group", lambda _tid: 0)
    assert not procproof._sees_a_child_that_hides()


@pytest.mark.parametrize(
    ("users", "groups", "capable", "can"),
    [
        ((7, 7, 7), (8, 8, 8), False, False),
        ((0, 0, 0), (8, 8, 8), False, True),
        ((7, 7, 0), (8, 8, 8), False, True),
        ((7, 7, 9), (8, 8, 8), False, True),
        ((7, 7, 7), (8, 9, 8), False, True),
        ((7, 7, 7), (8, 8, 8), True, True),
    ],
)
def test_who_can_hide(
    monkeypatch: pytest.MonkeyPatch,
    users: tuple[int, ...],
    groups: tuple[int, ...],
    capable: bool,
    can: bool,
) -> None:
    """Whoever can have other ids than now, by what it is or may do, can become inaccessible."""
    monkeypatch.setattr(os, "getresuid", lambda: users)
    monkeypatch.setattr(os, "getresgid", lambda: groups)
    monkeypatch.setattr(capabilities, "has_any", lambda: capable)
    assert procproof._can_change_user() is can
