"""A task adds filters to itself: which calls it makes for that, and what is left when one of them fails."""

from __future__ import annotations

import errno
import fcntl
import mmap
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from unit.arming.staging import ENOMEM, PAGE, ROWS, Tracee, tracee

from scpipe.arming.adding import add_filters, close_numbers, find_programs
from scpipe.linux import procfs
from scpipe.linux.abi import native
from scpipe.linux.descriptors import BlindError
from scpipe.seccomp.extension import everything, extension
from scpipe.tracee.armed import MOST_FILTERS, NOTHING
from scpipe.tracee.insertion import InsertedCall, InsertionError, UnsealedError

_SEALABLE, _NOEXEC = os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING, 8
FIRST = ["mmap", "memfd_create", "mmap", "close", "seccomp"]


@pytest.fixture
def guest(monkeypatch: pytest.MonkeyPatch) -> Iterator[Tracee]:
    """A task that has no filter yet."""
    with tracee(monkeypatch) as made:
        yield made


def test_the_first_filter_brings_its_file(guest: Tracee) -> None:
    """Room, a file that is filled and sealed, its mapping; its number is free before the filter is added."""
    assert guest.arm(4) == FIRST
    assert guest.filters == [extension(ROWS, [4])]
    assert guest.open == {}
    assert (guest.task.armed.numbers, guest.task.armed.everything, guest.task.armed.filters) == (
        {4},
        False,
        1,
    )
    assert all(borrowed.fd < 0 for borrowed in guest.borrowed)


def test_what_is_mapped_is_used_again(guest: Tracee) -> None:
    """Any number of the block, two that go together and the one for all lie in the same file."""
    guest.arm(4)
    assert guest.arm(5) == ["seccomp"]
    assert guest.arm(6, 7) == ["seccomp"]
    assert guest.arm(1, 9) == ["seccomp"]
    assert guest.arm(everything=True) == ["seccomp"]
    assert guest.filters[1:] == [extension(ROWS, one) for one in ([5], [6, 7], [1, 9])] + [everything(ROWS)]
    assert guest.task.armed.everything and guest.task.armed.filters == 5
    assert guest.task.armed.numbers == {4, 5, 6, 7, 1, 9}


def test_another_block_is_another_file(guest: Tracee) -> None:
    """Both stay, and each is found."""
    guest.arm(4)
    assert guest.arm(40) == FIRST
    assert guest.arm(41) == guest.arm(5) == ["seccomp"]
    assert len(guest.task.memory.programs) == 2


def test_several_parts_are_several_filters(guest: Tracee) -> None:
    """Each is noted with the task as soon as the kernel has it."""
    assert guest.arm(4, 6) == [*FIRST, "seccomp"]
    assert guest.filters == [extension(ROWS, [4]), extension(ROWS, [6])]
    assert guest.task.armed.numbers == {4, 6}


@pytest.mark.parametrize("place", [0, 1, 2, 4])
@pytest.mark.parametrize("result", [ENOMEM, -errno.EMFILE, -errno.EPERM, -errno.EFAULT])
def test_a_call_that_fails_leaves_nothing(guest: Tracee, place: int, result: int) -> None:
    """The descriptor is closed, the memory given back but for what is of use; nothing counts as trapped."""
    guest.failures[place] = result
    with pytest.raises(InsertionError):
        guest.arm(4)
    assert guest.task.armed == NOTHING
    assert guest.open == {}
    is_mapped = FIRST[place] == "seccomp"
    assert len(guest.mapped) == len(guest.task.memory.programs) == is_mapped
    assert all(borrowed.fd < 0 for borrowed in guest.borrowed)
    guest.failures.clear()
    assert guest.arm(4) == (["seccomp"] if is_mapped else FIRST)
    assert guest.task.armed.numbers == {4}


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (0, ["mmap"]),
        (1, ["mmap", "memfd_create", "munmap"]),
        (2, ["mmap", "memfd_create", "mmap", "close", "munmap"]),
        (4, FIRST),
    ],
)
def test_what_a_failure_is_followed_by(guest: Tracee, place: int, told: list[str]) -> None:
    """What was made before is unmade in the opposite order, by the task itself."""
    guest.failures[place] = ENOMEM
    with pytest.raises(InsertionError):
        guest.arm(4)
    assert guest.calls == told


@pytest.mark.parametrize("result", [1, 7, -errno.EINVAL, ENOMEM])
def test_only_0_is_an_added_filter(guest: Tracee, result: int) -> None:
    """Whatever else seccomp() returns, nothing counts as trapped."""
    guest.failures[4] = result
    with pytest.raises(InsertionError):
        guest.arm(4)
    assert guest.task.armed == NOTHING


def test_filters_before_a_failure_count(guest: Tracee) -> None:
    """What the kernel has it has: the second one fails, the first one traps."""
    guest.failures[5] = ENOMEM
    with pytest.raises(InsertionError):
        guest.arm(4, 6)
    assert (guest.task.armed.numbers, guest.task.armed.filters) == ({4}, 1)
    assert guest.arm(6) == ["seccomp"]


@pytest.mark.parametrize("error", [BlindError(), OSError(errno.EMFILE, "no room"), ProcessLookupError()])
def test_a_file_that_cannot_be_looked_at_is_not_used(guest: Tracee, error: Exception) -> None:
    """It is closed and the memory given back."""
    guest.borrow_error = error
    with pytest.raises(InsertionError):
        guest.arm(4)
    assert guest.calls == ["mmap", "memfd_create", "close", "munmap"]
    assert guest.open == guest.mapped == {}


@pytest.mark.parametrize("what", ["a byte", "one more byte", "half of it", "a hole"])
def test_a_file_that_was_changed_before_the_seal_is_not_used(
    guest: Tracee, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """It is read back after the seal: what others wrote before is seen, wherever they did."""
    add = fcntl.fcntl

    def spoil(fd: int, command: int, *rest: int) -> int:
        if command == fcntl.F_ADD_SEALS:
            size = os.fstat(fd).st_size
            if what == "a byte":
                os.pwrite(fd, b"\x06", 160)
            elif what == "one more byte":
                os.pwrite(fd, b"\0", size)
            elif what == "half of it":
                os.ftruncate(fd, size // 2)
            else:
                os.ftruncate(fd, 16)
                os.ftruncate(fd, size)
        return add(fd, command, *rest)

    monkeypatch.setattr(fcntl, "fcntl", spoil)
    with pytest.raises(InsertionError):
        guest.arm(4)
    assert guest.calls == ["mmap", "memfd_create", "close", "munmap"]
    assert guest.filters == [] and guest.task.memory.programs == []


@contextmanager
def _file_of(kind: str) -> Iterator[int]:
    """A descriptor that memfd_create() cannot have given: of a file that is old, sealed, or another kind."""
    if kind == "pipe":
        reader, fd = os.pipe()
        os.close(reader)
    elif kind == "file":
        fd = os.open(tempfile.gettempdir(), os.O_TMPFILE | os.O_RDWR)
    else:
        fd = os.memfd_create("", _SEALABLE if kind in ("executable", "written") else _SEALABLE | _NOEXEC)
        if kind == "written":
            os.pwrite(fd, b"x", 0)
        elif kind == "sized":
            os.ftruncate(fd, PAGE)
        elif kind == "sealed":
            fcntl.fcntl(fd, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK)
    try:
        yield fd
    finally:
        os.close(fd)


@pytest.mark.parametrize("kind", ["pipe", "file", "executable", "written", "sized", "sealed"])
def test_a_file_that_is_not_a_new_one_is_neither_written_nor_used(guest: Tracee, kind: str) -> None:
    """Whatever memfd_create() has returned: what has this number can be somebody's, who has it mapped."""
    with _file_of(kind) as own:
        guest.open[7], guest.failures[1] = os.dup(own), 7
        before = os.fstat(own)
        with pytest.raises(InsertionError):
            guest.arm(4)
        after = os.fstat(own)
        assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert guest.calls == ["mmap", "memfd_create", "close", "munmap"]
    assert guest.filters == [] and guest.task.memory.programs == [] and guest.mapped == {}


def test_a_file_that_is_mapped_for_writing_is_not_sealed(
    guest: Tracee, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel says EBUSY, and the file is not used."""
    others, write = [], os.pwrite

    def write_and_map(fd: int, data: bytes, offset: int) -> int:
        count = write(fd, data, offset)
        others.append(mmap.mmap(fd, 0, mmap.MAP_SHARED, mmap.PROT_READ | mmap.PROT_WRITE))
        return count

    monkeypatch.setattr(os, "pwrite", write_and_map)
    with pytest.raises(InsertionError):
        guest.arm(4)
    assert len(others) == 1 and guest.filters == []
    others[0].close()


def test_what_is_used_is_sealed_for_ever(guest: Tracee) -> None:
    """After the mapping nobody can write to the file, make it longer or shorter, or take a seal away."""
    guest.arm(4)
    ((_length, file),) = guest.mapped.values()
    assert file is not None
    for attempt in (
        lambda: os.pwrite(file, b"x", 0),
        lambda: os.ftruncate(file, 0),
        lambda: os.ftruncate(file, 1 << 20),
        lambda: fcntl.fcntl(file, fcntl.F_ADD_SEALS, 0x10),
    ):
        with pytest.raises(PermissionError):
            attempt()


def _replace_by_anonymous(guest: Tracee) -> None:
    ((address, (length, file)),) = guest.mapped.items()
    assert file is not None
    os.close(file)
    guest.mapped[address] = (length, None)


def _replace_by_another_file(guest: Tracee) -> None:
    ((address, (length, file)),) = guest.mapped.items()
    assert file is not None
    os.close(file)
    guest.mapped[address] = (length, os.memfd_create("x"))


def _shorten(guest: Tracee) -> None:
    ((address, (length, file)),) = guest.mapped.items()
    guest.mapped[address] = (length - 4096, file)


def _move(guest: Tracee) -> None:
    ((address, what),) = guest.mapped.items()
    guest.mapped = {address + 0x1000000: what}


def _unmap(guest: Tracee) -> None:
    ((address, (length, _file)),) = guest.mapped.items()
    guest._munmap(address, length)


@pytest.mark.parametrize("change", [_replace_by_anonymous, _replace_by_another_file, _shorten, _move, _unmap])
def test_a_mapping_that_is_another_one_is_not_used(guest: Tracee, change: Callable[[Tracee], None]) -> None:
    """A program may unmap or replace it: it is looked at before each use, and a new file is made."""
    guest.arm(4)
    change(guest)
    assert find_programs(guest.task, frozenset((5,))) is None
    assert guest.task.memory.programs == []
    assert guest.arm(5) == FIRST
    assert guest.filters[-1] == extension(ROWS, [5])


def test_text_in_a_name_is_no_mapping(guest: Tracee, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may be named like the line that is looked for: only a line that begins so counts."""
    guest.arm(4)
    (programs,) = guest.task.memory.programs
    fake = b"\n1000-2000 r--p 00000000 00:01 7  /memfd:" + programs.identity + b" (deleted)\n"
    monkeypatch.setattr(procfs, "mappings", lambda tid: fake)
    assert find_programs(guest.task, frozenset((4,))) is None


@pytest.mark.parametrize(
    "name",
    [b"", b"/SYSV00000000 (deleted)", b"/memfd:x (deleted)", b"/memfd: (deleted) (deleted)", b"/memfd:",
     b"/dev/zero (deleted)", b"/SYSV0 /memfd: (deleted)"],
)  # fmt: skip
def test_another_file_with_the_same_number_is_not_used(guest: Tracee, name: bytes) -> None:
    """A segment of shmget() is on the same device, and programs can choose its number: its name tells it."""
    guest.arm(4)
    guest.name = name
    assert find_programs(guest.task, frozenset((4,))) is None
    assert guest.task.memory.programs == []


def test_memory_that_cannot_be_read_is_an_error(guest: Tracee) -> None:
    """Where nobody can tell what is mapped no filter is added from there."""
    guest.arm(4)
    guest.unreadable = True
    with pytest.raises(InsertionError):
        guest.arm(5)
    assert guest.calls == FIRST and guest.task.armed.numbers == {4}


def test_a_file_that_is_not_found_when_it_is_mapped_is_not_used(guest: Tracee) -> None:
    """Between the mapping and the use somebody takes it away: no filter is added."""
    guest.before[3] = lambda: _unmap(guest)
    with pytest.raises(InsertionError):
        guest.arm(4)
    assert guest.calls == FIRST[:4] and guest.filters == []


def test_crowded_memory_gets_no_filter(guest: Tracee) -> None:
    """Others could exchange what is mapped, between the look and the use: not a call is made."""
    guest.arm(4)
    guest.task.memory.crowded = True
    with pytest.raises(InsertionError):
        guest.arm(5)
    assert guest.calls == FIRST


# -- others who have the memory run meanwhile --------------------------------------------------------------

SEALED = [*FIRST[:4], "mseal", "seccomp"]


@pytest.fixture
def beside(guest: Tracee) -> Tracee:
    """The same after a vfork: threads of its parent run, in memory that can be sealed."""
    guest.seals = guest.task.memory.sealable = True
    return guest


def test_a_mapping_is_sealed_before_the_first_use(beside: Tracee) -> None:
    """Once for all filters that lie there; another file is another mapping."""
    assert beside.arm(4) == SEALED
    ((address, _what),) = beside.mapped.items()
    assert beside.sealed == {address} and [one.sealed for one in beside.task.memory.programs] == [True]
    assert beside.arm(5) == ["seccomp"]
    assert beside.arm(40, 6) == ["seccomp", *SEALED]
    assert beside.filters == [extension(ROWS, [one]) for one in (4, 5, 6, 40)]
    assert beside.sealed == set(beside.mapped)


def test_what_was_mapped_when_all_stood_still_is_sealed_at_first_need(guest: Tracee) -> None:
    """By the parent, say, which needs no seal."""
    guest.task.memory.sealable = True
    assert guest.arm(4) == FIRST and guest.sealed == set()
    guest.seals = True
    assert guest.arm(5) == ["mseal", "seccomp"]
    assert guest.arm(6) == ["seccomp"]
    guest.seals = False
    assert guest.arm(7) == ["seccomp"]


@pytest.mark.parametrize("change", [_replace_by_anonymous, _replace_by_another_file, _shorten, _move, _unmap])
def test_what_was_exchanged_before_the_seal_is_not_used(
    beside: Tracee, monkeypatch: pytest.MonkeyPatch, change: Callable[[Tracee], None]
) -> None:
    """Something else is sealed then: what is mapped is looked at after that."""
    monkeypatch.setattr(beside, "_mseal", lambda *arguments: 0)
    beside.before[4] = lambda: change(beside)
    with pytest.raises(InsertionError) as failed:
        beside.arm(4)
    assert not isinstance(failed.value, UnsealedError), "another try would be no better"
    assert beside.filters == [] and not any(one.sealed for one in beside.task.memory.programs)
    beside.before.clear()
    assert beside.arm(4)[-2:] == ["mseal", "seccomp"]


def test_what_cannot_be_looked_at_after_the_seal_is_not_used(beside: Tracee) -> None:
    """Whatever the kernel has said."""
    beside.before[4] = lambda: setattr(beside, "unreadable", True)
    with pytest.raises(InsertionError):
        beside.arm(4)
    assert beside.filters == [] and not any(one.sealed for one in beside.task.memory.programs)


@pytest.mark.parametrize("result", [-errno.ENOSYS, -errno.EPERM, ENOMEM, 1])
def test_where_nothing_is_sealed_all_have_to_stand_still(beside: Tracee, result: int) -> None:
    """The call is to be made again, and from then on in no memory that is known not to be sealable."""
    beside.failures[4] = result
    with pytest.raises(UnsealedError):
        beside.arm(4)
    assert beside.filters == [] and not beside.task.memory.sealable
    assert not any(one.sealed for one in beside.task.memory.programs)
    with pytest.raises(InsertionError):
        beside.arm(4)
    assert beside.calls == SEALED[:5]
    beside.seals = False
    assert beside.arm(4) == ["seccomp"]


def test_a_sealed_mapping_is_looked_at_all_the_same(beside: Tracee) -> None:
    """It costs little, and holds where it is not known whose memory this is."""
    beside.arm(4)
    beside.name = b"/SYSV00000000 (deleted)"
    assert find_programs(beside.task, frozenset((5,))) is None


@pytest.mark.parametrize("place", [5, 6, 7])
def test_without_another_file_the_first_one_has_the_filter_for_all(guest: Tracee, place: int) -> None:
    """No room for one more file, or no number: every write is trapped from then on, and no more is needed."""
    guest.arm(4)
    guest.failures[place] = ENOMEM
    guest.arm(40, 50)
    assert guest.filters == [extension(ROWS, [4]), everything(ROWS)]
    assert guest.task.armed.everything and len(guest.mapped) == 1 and guest.open == {}


def test_descriptors_are_taken_away_one_by_one() -> None:
    """In their order; what close() returns does not matter."""
    calls = close_numbers(frozenset((7, 4)))
    assert next(calls) == InsertedCall(native.SYS_CLOSE, (4,))
    assert calls.send(-errno.EINTR) == InsertedCall(native.SYS_CLOSE, (7,))
    with pytest.raises(StopIteration):
        calls.send(0)


def test_too_many_filters_are_one_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last one that would be too many traps every descriptor; nothing is added after that."""
    with tracee(monkeypatch, MOST_FILTERS - 1) as guest:
        guest.arm(4)
        assert guest.filters == [extension(ROWS, [4])] and guest.task.armed.filters == MOST_FILTERS
        guest.arm(5)
        assert guest.filters[1:] == [everything(ROWS)]
        assert guest.task.armed.everything and guest.task.armed.lacks(frozenset(range(2000))) == frozenset()
    with tracee(monkeypatch, MOST_FILTERS - 1) as guest:
        guest.arm(4, 6)
        assert guest.filters == [everything(ROWS)]


def test_calls_that_are_given_up_change_nothing(guest: Tracee) -> None:
    """A task that goes elsewhere meanwhile: what was made is left to it, and nothing counts as trapped."""
    calls = add_filters(guest.library, guest.task, frozenset((4,)), guest.borrow)
    call = next(calls)
    for _ in range(2):
        call = calls.send(guest.run(call))
    calls.close()
    assert guest.task.armed == NOTHING and guest.task.memory.programs == []
    assert guest.arm(4) == FIRST


def test_a_copy_of_memory_has_its_own_programs(guest: Tracee) -> None:
    """What a forked child unmaps its parent has still."""
    guest.arm(4)
    copy = guest.task.memory.copied()
    (copied,), (programs,) = copy.programs, guest.task.memory.programs
    assert copied is not programs and copied.identity == programs.identity
    guest.task.memory.programs.clear()
    assert copy.programs == [copied]
    guest.task.memory.crowded = True
    assert not copy.crowded and not guest.task.memory.copied().crowded
