"""Tasks whose writes to more descriptors are to be trapped, from that decision to their own call.

The filters are added by the task itself, in calls that are made in place of one of its own, at the entry of
that (arming/adding.py). Between two of them it goes back to the entry; signals wait meanwhile. Nothing of its
own runs in between, unless others change its code: then its next call is another one, and all begins anew.
"""

from __future__ import annotations

import errno
from collections.abc import Callable

from scpipe.arming.adding import add_filters, close_numbers
from scpipe.arming.library import Library
from scpipe.linux import ptrace
from scpipe.linux.abi import native
from scpipe.seccomp.layers import later_rows
from scpipe.supervisor import enforce
from scpipe.supervisor.inserted import give_signals_back
from scpipe.supervisor.sandbox import Sandbox
from scpipe.tracee import phase
from scpipe.tracee.actions import Answer, Arm, ArmLater
from scpipe.tracee.insertion import (
    WAITING_SIGNALS,
    Calls,
    InsertedCall,
    Insertion,
    InsertionError,
    UnsealedError,
)
from scpipe.tracee.phase import Arming
from scpipe.tracee.task import Task

#: So often a task may be sent elsewhere between two calls of ours before it is ended.
_MOST_TRIES = 16
_FAILED = "writes to it could not be trapped"
_UNASKED = "a system call stop nobody asked for"
#: What a call fails with that has to be made again, or was in vain, for want of a filter.
_NO_ROOM = Answer(-errno.ENOMEM)
_LAST_CALLS = (native.SYS_EXIT, native.SYS_EXIT_GROUP)


class ArmingCalls:
    """Every task that adds filters to itself, or is about to."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._borrow = sandbox.context.borrow
        library = Library(later_rows(sandbox.plan))
        self._add: Callable[[Task, Arming], Calls] = lambda task, at: add_filters(
            library, task, at.numbers, lambda number: self._borrow(task, number), seals=at.seals
        )

    def begin(self, task: Task, action: Arm, *, seals: bool = False) -> None:
        """Add the filters at the entry of a call, which is made and decided about after that.

        ``seals``: others who have its memory run meanwhile.
        """
        self._start(task, Arming(action.numbers, seals=seals), action.failure)

    def begin_later(
        self, task: Task, action: ArmLater, *, at_once: bool = False, seals: bool = False
    ) -> None:
        """At the exit stop of a call: let the task run to its next call, and add the filters there.

        ``at_once``: it has made its own call, and is at the entry of that again before anything else runs.
        ``seals``: others who have its memory run meanwhile.
        """
        at = Arming(action.numbers, seals=seals)
        phase.arm(task, at)
        if at_once:
            self._return_at_once(task, at)
        else:
            enforce.resume(task)

    def _return_at_once(self, task: Task, at: Arming) -> None:
        """Go back to the entry of the call that a task has made, for the filters; then it has its result."""
        task.interrupt_pending = False
        entry, value = ptrace.get_registers(task.tid), native.result(task.tid)
        calls = self._add(task, at)
        is_made = at.numbers is not None
        try:
            first = next(calls)
        except InsertionError:
            if not is_made:
                phase.disengage(task)
                enforce.return_from_entry(task, entry, _NO_ROOM)
                return
            calls, value = self._take_away(task, at), _NO_ROOM.value
            first = next(calls)
        mask = enforce.block_signals(task, WAITING_SIGNALS)
        at.insertion = Insertion(calls, entry, mask, None if is_made else _NO_ROOM, first)
        at.insertion.result = Answer(value) if is_made else None
        at.tries += 1
        enforce.return_to_entry(task, entry)

    def at_call(self, task: Task, at: Arming) -> None:
        """A task enters or leaves a call. Raises TraceeGoneError."""
        leaves = ptrace.is_leaving_call(task.tid)
        insertion = at.insertion
        if insertion is not None and insertion.following is None:
            if leaves:
                self._go_on(task, at, insertion)
            else:
                self._fail(task, _UNASKED)
        elif leaves:  # a call of another ABI, in which no filter can be added
            enforce.resume(task)
        elif insertion is None:
            self._at_entry(task, at)
        elif native.is_at_entry(task.tid, insertion.entry):
            self._make(task, at, insertion.following)
        else:
            self._begin_anew(task, at, insertion)

    def _at_entry(self, task: Task, at: Arming) -> None:
        """A task whose filters are due enters a call of its own."""
        call = ptrace.syscall_entry(task.tid)
        if call.arch != native.AUDIT_ARCH:
            enforce.run_call(task, at)
        elif call.nr in _LAST_CALLS and task.table.private:  # the table of a thread that ends stays
            phase.disengage(task)
            enforce.resume(task)
        else:
            self._start(task, at, None)

    def _start(self, task: Task, at: Arming, failure: Answer | None) -> None:
        """Make the first call in place of the task's own."""
        enforce.check(task)
        calls = self._add(task, at)
        try:
            first = next(calls)
        except InsertionError:
            if failure is not None:
                phase.disengage(task)
                enforce.answer_at_entry(task, failure)
                return
            calls = self._take_away(task, at)
            first = next(calls)
        entry = ptrace.get_registers(task.tid)
        at.insertion = Insertion(calls, entry, enforce.block_signals(task, WAITING_SIGNALS), failure)
        at.tries += 1
        self._make(task, at, first)

    def _make(self, task: Task, at: Arming, call: InsertedCall | None) -> None:
        """The task is at the entry of its own call: another one is made in its place."""
        assert at.insertion is not None
        assert call is not None
        at.insertion.following = None
        enforce.make_instead(task, at, at.insertion.entry, call)

    def _go_on(self, task: Task, at: Arming, insertion: Insertion) -> None:
        """A call has returned: the task goes back to the entry, for the next one or its own."""
        try:
            insertion.following = insertion.calls.send(native.result(task.tid))
        except StopIteration:
            _end(task, insertion)
            if insertion.result is None:
                enforce.return_to_entry(task, insertion.entry)
            else:
                enforce.return_from_entry(task, insertion.entry, insertion.result)
        except InsertionError as failed:
            if insertion.failure is not None:
                _end(task, insertion)
                if isinstance(failed, UnsealedError):  # its call is decided about anew
                    enforce.return_to_entry(task, insertion.entry)
                else:
                    enforce.return_from_entry(task, insertion.entry, insertion.failure)
                return
            insertion.calls = self._take_away(task, at)
            insertion.result = insertion.result and _NO_ROOM
            insertion.following = next(insertion.calls)
            enforce.return_to_entry(task, insertion.entry)
        else:
            enforce.return_to_entry(task, insertion.entry)

    def _take_away(self, task: Task, at: Arming) -> Calls:
        """What a call has given cannot be trapped: the task has it no more when it makes its next call."""
        assert at.numbers
        lost = task.armed.lacks(at.numbers) or at.numbers
        numbers = ", ".join(str(number) for number in sorted(lost))
        name = f"{task.process.identity.path or 'a program'} (pid {task.process.pid})"
        self._sandbox.warn(f"{name} has lost descriptor {numbers}, an end of a pair: {_FAILED}")
        return close_numbers(lost)

    def _begin_anew(self, task: Task, at: Arming, insertion: Insertion) -> None:
        """The task enters another call than the one it was sent back to: somebody has changed its code.

        What is due is added there; what was asked for by its own call is not.
        """
        _end(task, insertion)
        if insertion.failure is not None:
            enforce.resume(task)
        elif at.tries >= _MOST_TRIES:
            self._fail(task, _FAILED)
        else:
            at.insertion = None
            phase.arm(task, at)
            self._at_entry(task, at)

    def _fail(self, task: Task, why: str) -> None:
        phase.disengage(task)
        self._sandbox.kill(task, why)


def _end(task: Task, insertion: Insertion) -> None:
    """No more calls are made in place of the task's own."""
    insertion.calls.close()
    give_signals_back(task)
    phase.disengage(task)
