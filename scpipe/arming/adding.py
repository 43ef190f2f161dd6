"""The calls with which a task adds filters to itself.

The filters lie in a file without a name (memfd) that the task makes and we fill. Then it is sealed, which
the kernel refuses while anybody has it mapped for writing (mm/memfd.c memfd_add_seals), and only then it is
read back: what was read nobody can change any more, whatever memory they share with the task. That the
mapping is still this file is looked at before each use, while whoever has the memory stands still; or the
mapping is sealed, too (mseal, Linux 6.10), and they run on.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable

from scpipe.arming.library import Library, Numbers
from scpipe.linux import procfs
from scpipe.linux.abi import native
from scpipe.linux.descriptors import BlindError, Borrowed
from scpipe.tracee.armed import MOST_FILTERS, Programs
from scpipe.tracee.insertion import Calls, InsertedCall, InsertionError, UnsealedError
from scpipe.tracee.task import Task

_SET_MODE_FILTER = 1
#: All threads of the process get the new filter. That can only fail where one of them has filters that others
#: have not: before a program can add any of its own every write is trapped.
_TSYNC = 1
#: The new filter asks for no protection against speculation, as the first one did not.
_SPEC_ALLOW = 4
_MFD_CLOEXEC = 1
_MFD_ALLOW_SEALING = 2
_MFD_NOEXEC_SEAL = 8
_SEALS = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL
#: How /proc/PID/maps names a file of memfd_create(2) whose name is empty; nothing else has this name.
_NAME = b"/memfd: (deleted)"
_SEAL_EXEC = 0x20
_PROT_READ = 1
_SHARED, _PRIVATE, _FIXED, _ANONYMOUS = 0x1, 0x2, 0x10, 0x20
_NO_DESCRIPTOR = (1 << 64) - 1

#: Our copy of a descriptor of the task. Raises OSError and BlindError.
Borrow = Callable[[int], Borrowed]


def add_filters(
    library: Library, task: Task, numbers: Numbers, borrow: Borrow, *, seals: bool = False
) -> Calls:
    """Have the writes of a task's process to these descriptors trapped; None: to all of them.

    ``seals``: others who have the task's memory run meanwhile. What has been added is noted with the process
    at once. Raises InsertionError.
    """
    memory = task.memory
    if memory.crowded or (seals and not memory.sealable):
        raise InsertionError
    for wanted in library.parts(numbers, MOST_FILTERS - task.armed.filters):
        part, found = wanted, find_programs(task, wanted)
        if found is None:
            try:
                yield from _map_programs(library, task, part, borrow)
            except InsertionError:
                # A file that is mapped already has the filter for all numbers.
                part = None
            found = find_programs(task, part)
        if found is None:
            raise InsertionError
        if seals and not found.sealed:
            yield from _seal(task, found)
        yield from _add(task, part, found.places[part])
        if part is None:
            return


def close_numbers(numbers: frozenset[int]) -> Calls:
    """Take descriptors away from a task, as if they had never been given."""
    for number in sorted(numbers):
        yield InsertedCall(native.SYS_CLOSE, (number,))


def find_programs(task: Task, part: Numbers) -> Programs | None:
    """The file with a filter that lies in a task's memory, where it was mapped; None if none does.

    Raises InsertionError where that cannot be told.
    """
    programs = task.memory.programs
    if not programs:
        return None
    lines = _mappings(task)
    programs[:] = [one for one in programs if _is_mapped(one, lines)]
    return next((one for one in programs if part in one.places), None)


def _mappings(task: Task) -> bytes:
    try:
        return procfs.mappings(task.tid)
    except OSError:
        raise InsertionError from None


def _is_mapped(programs: Programs, lines: bytes) -> bool:
    """True if a file is mapped as it was: its line in /proc/PID/maps is the same to its end.

    Device and number alone prove nothing: a segment of shmget(2) is on the same device, with a number that
    programs can choose (ipc/shm.c newseg). Those of memfds never come twice (mm/shmem.c shmem_reserve_inode).
    """
    _before, found, rest = lines.partition(b"\n" + programs.identity)
    return bool(found) and rest.partition(b"\n")[0].strip(b" ") == _NAME


def _seal(task: Task, programs: Programs) -> Calls:
    """Have a mapping stay as it is for as long as the memory is there. Raises InsertionError.

    Nobody can unmap, move, replace or protect it then (mm/vma.h can_modify_vma). It may have been exchanged
    before, and something else sealed: so what lies there is looked at after that, and stays so.
    """
    result = yield InsertedCall(native.SYS_MSEAL, (programs.start, programs.size, 0))
    if result != 0:
        task.memory.sealable = False
        raise UnsealedError
    if not _is_mapped(programs, _mappings(task)):
        raise InsertionError
    programs.sealed = True


def _add(task: Task, part: Numbers, place: int) -> Calls:
    arguments = (_SET_MODE_FILTER, _TSYNC | _SPEC_ALLOW, place)
    result = yield InsertedCall(native.SYS_SECCOMP, arguments)
    if result != 0:
        raise InsertionError
    task.armed = task.armed.plus(part)


def _map_programs(library: Library, task: Task, part: Numbers, borrow: Borrow) -> Calls:
    """Map a file with programs where the kernel finds room, and note it. Raises InsertionError."""
    size = library.size(part)
    arguments = (0, size, _PROT_READ, _PRIVATE | _ANONYMOUS, _NO_DESCRIPTOR, 0)
    address = yield InsertedCall(native.SYS_MMAP, arguments)
    _ensure(address)
    try:
        # Its name is the empty string: the memory is all zeros.
        flags = _MFD_CLOEXEC | _MFD_ALLOW_SEALING | _MFD_NOEXEC_SEAL
        number = yield InsertedCall(native.SYS_MEMFD_CREATE, (address, flags))
        _ensure(number)
        yield from _fill_and_map(library, task, part, (address, number), borrow)
    except InsertionError:
        yield InsertedCall(native.SYS_MUNMAP, (address, size))
        raise


def _fill_and_map(
    library: Library, task: Task, part: Numbers, made: tuple[int, int], borrow: Borrow
) -> Calls:
    """Fill the file with this number, seal it, and map it at the address; the number is free then."""
    address, number = made
    image = library.image(part, address)
    size = len(image.content)
    try:
        identity = _fill(borrow, number, image.content)
        arguments = (address, size, _PROT_READ, _SHARED | _FIXED, number, 0)
        mapped = yield InsertedCall(native.SYS_MMAP, arguments)
        _ensure(mapped)
    except InsertionError:
        yield InsertedCall(native.SYS_CLOSE, (number,))
        raise
    yield InsertedCall(native.SYS_CLOSE, (number,))
    line = f"{address:x}-{address + size:x} r--s 00000000 {identity} ".encode()
    task.memory.programs.append(Programs(line, image.places, address, size))


def _fill(borrow: Borrow, number: int, content: bytes) -> str:
    """Write, seal, read back; device and inode number as /proc/PID/maps shows them. Raises InsertionError."""
    try:
        borrowed = borrow(number)
    except (OSError, BlindError):
        raise InsertionError from None
    try:
        if os.fstat(borrowed.fd).st_size or fcntl.fcntl(borrowed.fd, fcntl.F_GET_SEALS) != _SEAL_EXEC:
            raise InsertionError  # no new file of memfd_create, whatever that has returned
        os.pwrite(borrowed.fd, content, 0)
        fcntl.fcntl(borrowed.fd, fcntl.F_ADD_SEALS, _SEALS)
        if os.pread(borrowed.fd, len(content) + 1, 0) != content:
            raise InsertionError
        status = os.fstat(borrowed.fd)
    except OSError:
        raise InsertionError from None
    finally:
        borrowed.close()
    return f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x} {status.st_ino}"


def _ensure(result: int) -> None:
    """Raise InsertionError with the result of a call that has failed."""
    if result < 0:
        raise InsertionError
