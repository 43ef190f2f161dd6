"""Writes to /dev/null, /dev/zero and eventfds from a shared table: made on our copy, at once.

What is written to is the copy that was found to be no pair, so nobody needs to stand still, whatever is
put under the number meanwhile. Even a copy that only looked like one of these would be no pair.
"""

from __future__ import annotations

import errno
import os
import stat

from scpipe.emulation.arguments import Request, read_request
from scpipe.handlers.context import Context
from scpipe.handlers.pairs import Attempt
from scpipe.linux import files, memory
from scpipe.linux.descriptors import Borrowed
from scpipe.seccomp.entries import Form
from scpipe.tracee.actions import Answer
from scpipe.tracee.task import Task

#: A large write to a device that swallows it is made with so much: a watcher (inotify) sees a write.
SOME = bytes(4096)
#: The length of a write to an eventfd.
COUNTER = 8


def write_at_once(context: Context, attempt: Attempt) -> Answer | None:
    """Make a write that ends at once; None where ours would not be the same, or could sleep.

    Nor is a call with wrong arguments made: which of its errors comes first depends on the object.
    """
    task, borrowed, form = attempt.task, attempt.borrowed, attempt.entry.syscall.form
    if not borrowed.facts.writable:
        return None
    try:
        request = read_request(task.tid, form, attempt.call)
        if request.offset >= 0 or request.rw_flags:
            return None
        if borrowed.facts.swallows:
            os.write(borrowed.fd, SOME[: request.length])
            return Answer(request.length)
        if form is Form.BUFFER and request.length == COUNTER:
            return _count(context, task, borrowed, request)
    except OSError as error:
        return Answer(-errno.EAGAIN) if error.errno == errno.EAGAIN else None
    return None


def _count(context: Context, task: Task, borrowed: Borrowed, request: Request) -> Answer | None:
    """Add to an eventfd's counter. Where it is full the task itself is to sleep, now and next time."""
    if not files.is_eventfd(borrowed.fd, borrowed.facts):
        return None
    data = memory.read_exactly(task.tid, request.segments[0][0], COUNTER)
    count = _add_to_counter(context, task, borrowed.fd, data)
    return None if count is None else Answer(count)


def write_plainly_at_once(
    context: Context, task: Task, place: tuple[int, int], fd: int, status: os.stat_result
) -> int | None:
    """The same for write alone, of so many bytes at an address, on our copy ``fd``; what the call returns."""
    address, length = place
    if address + length > memory.HIGHEST:
        return None
    if status.st_rdev in files.SWALLOWING and stat.S_ISCHR(status.st_mode) and length <= len(SOME):
        os.write(fd, SOME[:length])
        return length
    if length != COUNTER or stat.S_IFMT(status.st_mode) or not files.has_eventfds_name(fd):
        return None
    data = memory.read_little(task.tid, address, COUNTER)
    return _add_to_counter(context, task, fd, data) if len(data) == COUNTER else None


def _add_to_counter(context: Context, task: Task, eventfd: int, data: bytes) -> int | None:
    """Write to an eventfd for a task; None if the task has to do it itself. Raises OSError."""
    if task.process.fills_counters or not context.brief.is_ready:
        return None
    try:
        return context.brief.write(eventfd, data)
    except InterruptedError:
        task.process.fills_counters = True
        return None
