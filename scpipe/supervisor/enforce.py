"""The only writer to a tracee's registers, memory and signal information, and what lets it run on.

How registers are set for that is the architecture's business (linux/abi).
"""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable

from scpipe.linux import memory, process, procfs, ptrace
from scpipe.linux.abi import native
from scpipe.tracee import phase
from scpipe.tracee.actions import Action, Answer, ContinueAs, Interrupted, Store
from scpipe.tracee.insertion import InsertedCall
from scpipe.tracee.phase import (
    GROUP_STOPPED,
    RUNNING,
    Arming,
    Blocked,
    Engaged,
    Finishing,
    Gone,
    InCall,
    Phase,
    Replaced,
)
from scpipe.tracee.task import Hold, Process, Task

_SI_TKILL = -6


def check(task: Task) -> None:
    """Raise TraceeGoneError for a task that is dead: its number can be another's, who must not be touched."""
    if type(task.phase) is Gone:
        raise ptrace.TraceeGoneError(task.tid)


def resume(task: Task, signal_number: int = 0, to: Phase = RUNNING) -> None:
    """Let a stopped task run, as soon as nobody wants it to stand still.

    One whose writes to more descriptors are to be trapped runs to its next system call.
    """
    check(task)
    if type(task.phase) is Arming:
        to = task.phase
    if task.hold is not None:
        task.hold.resume = (signal_number, to)
        phase.keep(task)
        return
    if type(to) is Arming:
        phase.run_call(task, to)
        ptrace.run_to_syscall_stop(task.tid, signal_number)
        return
    phase.run(task, to)
    ptrace.cont(task.tid, signal_number)


def freeze(task: Task) -> None:
    """From now on a task runs no code of its own, whatever is decided about it."""
    task.hold = task.hold or Hold()
    task.hold.count += 1


def thaw(task: Task) -> None:
    """The opposite, as often as it was frozen. Raises TraceeGoneError."""
    hold = task.hold
    if hold is None:
        return
    hold.count -= 1
    if hold.count:
        return
    task.hold = None
    if hold.resume is not None:
        resume(task, *hold.resume)


def run_call(task: Task, to: Engaged) -> None:
    """Let a stopped task run the call it is at, up to its exit stop."""
    check(task)
    phase.run_call(task, to)
    ptrace.run_to_syscall_stop(task.tid)


def run_changed(task: Task, then: Callable[[int], Action], argument: int, value: int, own: int) -> None:
    """The same with another value of one argument, for which nothing but its register is looked at."""
    check(task)
    native.set_argument(task.tid, argument, value)
    run_call(task, InCall(then, (argument, own)))


def give_back(task: Task, argument: int, own: int) -> None:
    """At the exit stop of such a call, before any signal: the register has the program's own value again."""
    check(task)
    native.set_argument(task.tid, argument, own)


def listen(task: Task) -> None:
    """Leave a task in its group-stop until SIGCONT."""
    check(task)
    if type(task.phase) is Arming:
        phase.run_call(task, task.phase)
    else:
        phase.run(task, GROUP_STOPPED)
    ptrace.listen(task.tid)


def answer_at_entry(task: Task, answer: Answer) -> None:
    """Skip the call a task is about to make and give it a result."""
    check(task)
    native.skip(task.tid, answer.value)
    _raise_sigpipe(task, answer)
    resume(task)


def answer(task: Task, value: int) -> None:
    """The same for a plain result, as nearly every answer is."""
    check(task)
    native.skip(task.tid, value)
    if task.hold is not None:
        resume(task)
        return
    phase.run(task, RUNNING)
    ptrace.cont(task.tid)


def answer_at_exit(task: Task, answer: Answer) -> None:
    """Replace the result of the pause() a task has waited in."""
    answer_at_entry(task, answer)  # the same registers


def pause(task: Task, blocked: Blocked) -> None:
    """Turn the call a task is about to make into one that sleeps, so that signals reach it while it waits."""
    check(task)
    native.set_call(task.tid, native.SYS_PAUSE)
    run_call(task, blocked)


def skip_to_exit(task: Task, result: Interrupted) -> None:
    """Skip the call, but stop once more at its exit, where it can be restarted."""
    check(task)
    native.set_call(task.tid, native.NO_CALL)
    run_call(task, Finishing(result))


def restart(task: Task) -> None:
    """At an exit stop: let the kernel restart the call, or say EINTR, for the signal that waits.

    Another thread may have taken the signal meanwhile; without one pending the kernel would
    hand -ERESTARTSYS to the program. Our interrupt makes it look.
    """
    check(task)
    ptrace.interrupt(task.tid)
    native.restart(task.tid, task.call_number)
    resume(task)


def make_instead(task: Task, at: Arming, entry: bytes, call: InsertedCall) -> None:
    """At the entry of a task's own call, where it had the registers ``entry``: it makes another one."""
    check(task)
    native.make_instead(task.tid, entry, call.number, call.arguments)
    run_call(task, at)


def return_to_entry(task: Task, entry: bytes) -> None:
    """At the exit stop of a call that was made instead: the task makes its own next."""
    check(task)
    native.return_to_entry(task.tid, entry)
    resume(task)


def make_once_more(task: Task) -> None:
    """At the exit stop of a task's own call: it makes that call next, after signals that wait."""
    return_to_entry(task, ptrace.get_registers(task.tid))


def return_from_entry(task: Task, entry: bytes, answer: Answer) -> None:
    """At the exit stop of a call that was made instead: the task's own is not made, and has this result."""
    check(task)
    native.return_from_entry(task.tid, entry, answer.value)
    resume(task)


def make_other(task: Task, action: ContinueAs) -> None:
    """At the entry of a task's own call: it makes another one in place of that, up to the exit stop."""
    check(task)
    entry = ptrace.get_registers(task.tid)
    native.make_instead(task.tid, entry, action.number, action.arguments)
    run_call(task, Replaced(entry, action.then))


def end_other(task: Task, at: Replaced, result: int) -> None:
    """At the exit stop of that: its own call has returned what ``result`` comes to.

    Nothing has seen the other registers: the kernel looks for signals, and makes a call again, after this
    stop (kernel/entry/common.c syscall_exit_to_user_mode).
    """
    check(task)
    returned = at.then(result)
    is_left = returned.store is None or store(task, returned.store)
    native.return_as_own(task.tid, at.entry, returned.value if is_left else -errno.EFAULT)
    resume(task)


def block_signals(task: Task, mask: int) -> int:
    """Have a stopped task block these signals; which it blocked before."""
    check(task)
    return ptrace.block_signals(task.tid, mask)


def interrupt(task: Task) -> None:
    """Ask a task to stop; one that sleeps in pause() leaves it, and reports its exit stop."""
    check(task)
    ptrace.interrupt(task.tid)


def make_again(task: Task) -> None:
    """At a stop on the way out of a call that has ended with EINTR: it is made again if no handler runs."""
    check(task)
    native.restart_unless_handled(task.tid)


def let_end(tid: int) -> None:
    """Let a child that nobody has told of go on from its exit stop."""
    ptrace.cont(tid)


def kill(target: Process) -> None:
    """SIGKILL a process; its threads report their end."""
    process.send(target.pid, signal.SIGKILL)


def store(task: Task, request: Store) -> bool:
    """Write what the call would have written; False if the place cannot be written."""
    try:
        memory.write(task.tid, request.address, request.data)
    except OSError:
        return False
    return True


def _raise_sigpipe(task: Task, answer: Answer) -> None:
    if answer.sigpipe:
        process.send_to_thread(task.process.pid, task.tid, signal.SIGPIPE)


def own_sigpipe(task: Task) -> None:
    """Make a SIGPIPE of ours look like the kernel's: sent by the thread's own process and user (SI_USER)."""
    raw = bytearray(ptrace.signal_information(task.tid))
    code, sender = int.from_bytes(raw[8:12], "little", signed=True), int.from_bytes(raw[16:20], "little")
    if code == _SI_TKILL and sender == os.getpid():
        raw[8:12] = bytes(4)
        raw[16:20] = task.process.pid.to_bytes(4, "little")
        ids = procfs.real_ids(task.tid)
        raw[20:24] = (0 if ids is None else ids[0]).to_bytes(4, "little")
        ptrace.set_signal_information(task.tid, bytes(raw))
