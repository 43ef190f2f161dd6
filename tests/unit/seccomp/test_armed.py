"""Rows of armed mode: which calls can give an end of a pair one more number."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from contextlib import ExitStack, suppress

import pytest

from scpipe.policy.model import PairMode, Policy
from scpipe.seccomp.catalogue import CATALOGUE
from scpipe.seccomp.entries import Family, Need
from scpipe.seccomp.layers import first_filter
from scpipe.seccomp.plan import plan

PLAN = plan(Policy(), armed=True)
OPEN, OPENAT, CLONE, FCNTL = 2, 257, 56, 72
W, RW, CREAT, EXCL, TRUNC, PATH, TMPFILE = 1, 2, 0o100, 0o200, 0o1000, 0o10000000, 0o20200000
VM, FILES, VFORK, THREAD, UNTRACED = 0x100, 0x400, 0x4000, 0x10000, 0x800000
GARBAGE = 0xDEADBEEF << 32


def _family(number: int, *args: int) -> Family | None:
    entry = PLAN.match(number, (*args, 0, 0, 0, 0, 0, 0)[:6])
    return entry.family if entry is not None else None


@pytest.mark.parametrize(
    ("flags", "stops"),
    [
        (0, False), (W, True), (RW, True), (W | RW, True), (W | CREAT, True), (RW | CREAT | TRUNC, True),
        (CREAT, False), (TRUNC, False), (CREAT | EXCL, False), (EXCL, False),
        (W | EXCL, True), (RW | EXCL, True), (W | CREAT | EXCL, False), (RW | CREAT | EXCL, False),
        (W | RW | CREAT | EXCL, False), (PATH, False), (PATH | W, True), (TMPFILE | RW, True),
        (GARBAGE | W, True), (GARBAGE, False), (GARBAGE | W | CREAT | EXCL, False),
        (0xFFFFFFFF, False), (0xFFFFFFFF & ~EXCL, True), (0xFFFFFFFF & ~CREAT, True), (1 << 32, False),
    ],
)  # fmt: skip
def test_opens_for_writing_stop(flags: int, stops: bool) -> None:
    """Unless they create a file for certain; what is left in the high half of an argument does not matter."""
    wanted = Family.OPEN if stops else None
    assert _family(OPEN, 0x1000, flags) is wanted
    assert _family(OPENAT, 0xFFFFFF9C, 0x1000, flags) is wanted
    assert _family(OPEN, flags, 0) is None and _family(OPENAT, flags, flags, 0) is None


def test_opens_whose_flags_no_filter_sees_stop() -> None:
    """creat has none, and those of openat2 lie in memory."""
    assert _family(85, 0, 0) is Family.OPEN
    assert _family(437, 0, 0, 0, 24) is Family.OPEN


@pytest.mark.parametrize(
    ("flags", "family"),
    [
        (0, None), (17, None), (VM | VFORK, None), (VFORK, None),
        (THREAD, None), (VM | VFORK | THREAD, None), (GARBAGE | THREAD, None), (VM | THREAD, None),
        (THREAD << 32, None), (UNTRACED | THREAD, Family.REFUSED),
        (FILES, Family.SHARE), (FILES | VM | VFORK, Family.SHARE), (VM, Family.SHARE),
        (VM | THREAD | FILES, None), (GARBAGE | VM | VFORK, None), (GARBAGE | VM, Family.SHARE),
        (FILES << 32, None), (UNTRACED | VM, Family.REFUSED), (UNTRACED | FILES, Family.REFUSED),
    ],
)  # fmt: skip
def test_clones_that_share_stop(flags: int, family: Family | None) -> None:
    """Of processes: a table always, memory unless the parent sleeps meanwhile. The unwatched are refused."""
    assert _family(CLONE, flags) is family
    assert _family(57) is None and _family(58) is None


@pytest.mark.parametrize(
    ("command", "stops"),
    [(0, True), (1030, True), (GARBAGE, True), (GARBAGE | 1030, True), (1, False), (2, False), (4, False),
     (1027, False), (1028, False), (1029, False), (1031, False), (0xFFFFFFFF, False), (1030 << 32, True),
     (1030 << 32 | 1, False)],
)  # fmt: skip
def test_copies_by_fcntl_stop(command: int, stops: bool) -> None:
    """F_DUPFD and F_DUPFD_CLOEXEC, by the low half of the command, as the kernel does."""
    assert _family(FCNTL, 4, command, 10) is (Family.DUPLICATE if stops else None)


@pytest.mark.parametrize("number", [32, 33, 292])
def test_copies_stop(number: int) -> None:
    """dup, dup2 and dup3."""
    assert _family(number, 4, 5) is Family.DUPLICATE


@pytest.mark.parametrize("number", [47, 299])
def test_receptions_stop(number: int) -> None:
    """recvmsg and recvmmsg; read and recvfrom install no descriptors."""
    assert _family(number, 4, 0x1000) is Family.RECEIVE
    assert _family(0, 4) is None and _family(45, 4) is None


def test_opens_matter_to_pipes_only() -> None:
    """A socket cannot be opened, by no name: with pipes denied or allowed no open stops."""
    for mode in (PairMode.DENY, PairMode.ALLOW):
        found = plan(Policy(mode, PairMode.ALLOW_EVENTS), armed=True)
        assert not [entry for entry in found.entries if entry.family is Family.OPEN]
        assert found.match(47, (0,) * 6) is not None


def test_the_kernel_opens_no_socket() -> None:
    """What the rows about opens rest on: through /proc an end of a socket pair gives ENXIO."""
    one, two = socket.socketpair()
    with one, two:
        for flags in (os.O_WRONLY, os.O_RDWR, os.O_RDONLY):
            with pytest.raises(OSError, match="No such device"):
                os.open(f"/proc/self/fd/{one.fileno()}", flags)


def _attempts(write_end: int, read_end: int) -> dict[str, Callable[[], int]]:
    """Opens of a pipe that no row stops, by what they try."""
    names = {"write end": f"/proc/self/fd/{write_end}", "read end": f"/proc/self/fd/{read_end}"}
    flags = {
        "read": os.O_RDONLY | os.O_NONBLOCK, "truncate": os.O_RDONLY | os.O_TRUNC | os.O_NONBLOCK,
        "create": os.O_CREAT | os.O_NONBLOCK, "path": os.O_PATH,
        "exclusive": os.O_WRONLY | os.O_CREAT | os.O_EXCL, "both": os.O_RDWR | os.O_CREAT | os.O_EXCL,
        "append": os.O_RDONLY | os.O_APPEND | os.O_NONBLOCK,
    }  # fmt: skip
    return {
        f"{end}, {what}": lambda name=name, bits=bits: os.open(name, bits)  # type: ignore[misc]
        for end, name in names.items()
        for what, bits in flags.items()
    }


def test_opens_that_do_not_stop_give_no_writable_end() -> None:
    """Each is allowed by the rows, and the kernel gives a descriptor that takes no bytes, or none."""
    with ExitStack() as stack:
        read_end, write_end = os.pipe()
        stack.callback(os.close, read_end)
        stack.callback(os.close, write_end)
        for what, attempt in _attempts(write_end, read_end).items():
            with suppress(OSError):
                found = attempt()
                stack.callback(os.close, found)
                with pytest.raises(OSError, match="Bad file descriptor"):
                    os.write(found, b"x")
                    pytest.fail(f"{what}: bytes get in")


def test_rows_of_armed_mode_have_one_need_each() -> None:
    """Every one is in force in armed mode only, so that others pay nothing."""
    for entry in CATALOGUE:
        armed = entry.family in (Family.OPEN, Family.RECEIVE, Family.SHARE, Family.DUPLICATE)
        is_refused = entry.family is Family.REFUSED and entry.when is Need.ARMED
        assert (armed or is_refused) is (entry.when in (Need.ARMED, Need.ARMED_PIPES))
        assert not armed or not entry.relax


def test_binder_passes_no_descriptors() -> None:
    """What would bring an end of a pair through a device is refused, in armed mode only."""
    everything, armed_plan = plan(Policy()), plan(Policy(), armed=True)
    call = (3, 0xC0306201, 0, 0, 0, 0)
    assert everything.match(16, call) is None
    entry = armed_plan.match(16, call)
    assert entry is not None and (entry.trace_id, entry.errno) == (150, errno.ENOTTY)
    assert entry in first_filter(armed_plan).entries
    assert armed_plan.match(16, (3, 0xC0306202, 0, 0, 0, 0)) is None
