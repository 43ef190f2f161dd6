"""The line at the end that says what programs tried and did not get, and what lifts that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scpipe.report.events import Event, Exec, Exit
from scpipe.report.missing import Missing

from .samples import start, unavailable

ROOT = {"dangerous_capabilities_dropped": True, "capability_sys_ptrace": True, "mounts_refused": True}
USER = {"dangerous_capabilities_dropped": True, "capability_sys_ptrace": False, "mounts_refused": True}


def lines(*events: Event) -> list[str]:
    """The closing lines after these events."""
    missing = Missing()
    for event in events:
        missing.note(event)
    return missing.lines()


def refused(exe: str, syscall: str, relax: str) -> Event:
    """A refused call of a program."""
    return replace(unavailable(), exe=exe, syscall=syscall, relax=relax)


def ended(name: str, status: int, pid: int = 50) -> list[Event]:
    """A program that ran and ended."""
    return [Exec(1.0, pid, f"/usr/bin/{name}", (name,)), Exit(2.0, pid, status, -1)]


def test_nothing_tried_nothing_said() -> None:
    """No line for a run that missed nothing."""
    assert lines(start(kernel=ROOT), *ended("mount", 0), *ended("cat", 1), Exit(3.0, 7, 1, -1)) == []


def test_what_was_tried_is_named_with_who_tried_it() -> None:
    """Calls by name or label, three programs each, and every relaxation once."""
    tried = [refused(f"/bin/p{number}", "ptrace", "ptrace") for number in (1, 1, 2, 3, 4)]
    tried += [refused("/bin/node", "io_uring_setup", "io-uring"), refused("/bin/f", "mount", "fuse")]
    tried += [refused("/bin/gdb", "process_vm_writev", "ptrace"), refused("", "bind", "")]
    assert lines(*tried) == [
        "not available here: ptrace (p1, p2, p3), io_uring_setup (node), FUSE mounts (f), "
        "process_vm_writev (gdb), bind (?); --relax ptrace, --relax io-uring, --relax fuse lift this"
    ]
    assert lines(refused("/bin/x", "bind", "")) == ["not available here: bind (x)"]
    assert lines(tried[0]) == ["not available here: ptrace (p1); --relax ptrace lifts this"]


def test_names_are_escaped_and_few() -> None:
    """A hostile program's names neither reach the terminal nor fill the line."""
    (line,) = lines(*(refused("/x/\x1b[2J::y", f"unknown call {n}", "unknown-syscalls") for n in range(999)))
    assert "\\x1b[2J:\\x3ay" in line and line.isprintable() and len(line) < 1000


@pytest.mark.parametrize("name", ["mount", "bwrap", "crun", "firejail"])
def test_a_failure_that_lost_capabilities_may_explain(name: str) -> None:
    """For root, of programs that need them; the kernel refuses these by itself, so it is a perhaps."""
    other = [*ended("cat", 1), *ended("umount", 0)]
    assert lines(start(kernel=ROOT), *other, *ended(name, 32), *ended(name, 33)) == [
        f"not available here: perhaps capabilities that root has lost ({name} ended with 33); "
        "--relax capabilities lifts this"
    ]


def test_a_program_that_becomes_another_is_that_one() -> None:
    """What ends is what runs last: ``bwrap cat`` with a failing cat is not bwrap's failure."""
    assert lines(start(kernel=ROOT), ended("bwrap", 0)[0], *ended("cat", 1)) == []


def test_an_ordinary_user_loses_mounts_at_most() -> None:
    """Where Landlock refuses them; capabilities it had none."""
    (line,) = lines(start(kernel=USER), *ended("bwrap", 1), *ended("modprobe", 1))
    assert "perhaps mounts, which Landlock refuses (bwrap ended with 1); --relax landlock lifts this" in line
    assert lines(start(kernel={**USER, "mounts_refused": False}), *ended("bwrap", 1)) == []
    assert lines(*ended("bwrap", 1)) == []
