"""Wait, classify, decide, act: until no task of the sandbox is left."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

from scpipe.handlers.context import Context
from scpipe.linux import ptrace, signals, stops
from scpipe.linux.abi import native
from scpipe.outcome import Ending, Status
from scpipe.report.events import Exit, Note
from scpipe.seccomp.plan import Plan
from scpipe.supervisor import delivery, enforce, stop_the_world, wakeups
from scpipe.supervisor.blocking import Parking
from scpipe.supervisor.busy import BusyLoop
from scpipe.supervisor.collector import Collector
from scpipe.supervisor.creation_lock import may_leave_a_pair
from scpipe.supervisor.decisions import Decisions
from scpipe.supervisor.exclusive import LOOK
from scpipe.supervisor.forwarding import READ, Forwarder
from scpipe.supervisor.inbox import Inbox, is_current
from scpipe.supervisor.lifetime import Lifetime
from scpipe.supervisor.options import Options
from scpipe.supervisor.programs import Programs
from scpipe.supervisor.signalwatch import SignalWatch
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task

#: How long poll may sleep while a child waits for its parent to tell of it (seconds).
_LIMBO_LOOK = 0.05
#: How long a busy sandbox may keep clocks, signals and a control channel waiting (seconds).
_LONGEST_UNSEEN = 0.05


class Supervisor:
    """One sandbox, from the command's first exec to the end of its last task.

    All ptrace calls are made by the thread that calls ``run``.
    """

    def __init__(
        self, command: int, plan: Plan, context: Context, table: TaskTable, options: Options
    ) -> None:
        self.ending = Ending()
        self._command = command
        self._debug = options.debug
        self._context = context
        self._table = table
        self._inbox = Inbox(table)
        self._parking = Parking(table.is_stopping, self._warn)
        self._lifetime = Lifetime(table, options, self.ending, self._warn)
        self._forwarder = Forwarder(command, table)
        self._collector = Collector(context.policy, context.ledger, context.originals, table, self._inbox)
        self._decisions = Decisions(
            plan, context, table, self._inbox, self._parking, self._lifetime, options.debug
        )
        self._creation_lock, self._solitude = self._decisions.creation_lock, self._decisions.solitude
        self._busy = BusyLoop(table, self._inbox, self._serve_at_once, self._serve_rest, context.timer)
        context.kill_now = lambda: self.end(Status.VIOLATION, "killed on the first violation")
        context.collect = self._inbox.fill
        table.forget_number = context.descriptor_source.forget
        self._programs = Programs(plan, context, table)
        self._slept_at = time.monotonic()
        self._handlers: dict[type, Callable[[Task, stops.Stop], None]] = {
            stops.SeccompStop: self._on_seccomp,
            stops.SyscallStop: self._on_syscall,
            stops.ForkStop: self._on_fork,
            stops.VforkDoneStop: self._on_vfork_done,
            stops.ExecStop: self._on_exec,
            stops.ExitStop: self._on_exit,
            stops.GroupStop: self._on_group,
            stops.InterruptStop: self._on_interrupt,
            stops.SignalStop: self._on_signal,
            stops.UnknownStop: self._on_unknown,
            **dict.fromkeys((stops.Exited, stops.Killed), self._on_gone),
        }

    def watch(self, fd: int, serve: Callable[[], None]) -> None:
        """Call ``serve`` when a descriptor of ours is readable."""
        self._parking.watch(fd, serve)

    def end(self, status: Status, detail: str) -> None:
        """Kill everything in the sandbox."""
        self._lifetime.end(status, detail)

    @property
    def processes(self) -> int:
        """How many processes of the sandbox live, as far as is known."""
        return len(self._table.processes) + len(self._table.limbo)

    def run(self, signal_fd: int) -> Ending:
        """Serve stops until nothing is left. ``signal_fd``: where signals for us can be read.

        Whatever goes wrong in here, everything in the sandbox is killed first.
        """
        self._parking.watch_signals(SignalWatch(signal_fd, READ, self._forward))
        try:
            while self._turn():
                pass
            return self.ending
        except BaseException:
            self._lifetime.kill_all()
            raise
        finally:
            self._busy.rest()  # an interpreter that ends gives handlers up before its timers

    def _turn(self) -> bool:
        """Serve what is there, or sleep. False when everything is over."""
        self._collector.sweep_if_crowded()
        self._solitude.advance()
        quiet = self._is_quiet
        if quiet:
            self._busy.run()
        left = self._inbox.fill()
        if not self._serve():
            if not left or self._inbox.is_over():
                return False
            self._sleep(0.0 if quiet and self._busy.is_busy else None)
        return True

    @property
    def _is_quiet(self) -> bool:
        """True if nothing is to be done but to serve what is reported next."""
        waiting = self._inbox.has_unserved or self._inbox.has_limbo or self._creation_lock.has_called
        return self._parking.is_idle and not (
            waiting or self._solitude.pending or self._lifetime.killing or self._debug is not None
        )

    def _serve_at_once(self, task: Task) -> bool:
        """Serve a task at its seccomp stop; False if something else is to be done now."""
        try:
            return self._decisions.on_seccomp(task) or self._is_quiet
        except ptrace.TraceeGoneError:
            self._parking.forget(task)  # it died under us; waitpid tells of it next
            return False

    def _serve_rest(self) -> bool:
        """Serve what has been taken in; False if something else is to be done now."""
        self._serve()
        return self._is_quiet

    def _serve(self) -> bool:
        """Serve what has been taken in. False if there was nothing."""
        served = False
        while self._serve_next():  # can bring in more, without end
            served = True
            if time.monotonic() - self._slept_at > _LONGEST_UNSEEN:
                self._sleep(0.0)
                break
        return served

    def _serve_next(self) -> bool:
        if (maker := self._creation_lock.take_called()) is not None:
            with contextlib.suppress(ptrace.TraceeGoneError):
                self._on_seccomp(maker, stops.SeccompStop())
        elif (report := self._inbox.take()) is not None:
            self._serve_one(*report)
        else:
            return False
        return True

    def _serve_one(self, task: Task, stop: stops.Stop) -> None:
        if self._lifetime.killing and not isinstance(stop, (*stops.ENDS, stops.ExitStop)):
            self._lifetime.kill_on_sight(task, stop)
            return
        if self._debug is not None:
            self._debug.stop(task, stop)
        try:
            if is_current(task, stop):  # if not: what the task is at now is reported next
                self._handlers[type(stop)](task, stop)
        except ptrace.TraceeGoneError:
            self._parking.forget(task)  # it died under us; waitpid tells of it next

    def _sleep(self, longest: float | None = None) -> None:
        before = time.monotonic()
        if longest is None and self._busy.rest():
            self._decisions.follower.let_go()
        timeout = self._lifetime.next_event() if longest is None else longest
        if self._inbox.has_limbo or not self._table.tasks:
            timeout = min(timeout, _LIMBO_LOOK)
            self._inbox.adopt_lost(lambda tasks: stop_the_world.stop(tasks, self._inbox))
        if self._solitude.pending:
            timeout = min(timeout, LOOK)
        self._parking.wait(0.0 if self._inbox.has_unserved else timeout, only_own=self._solitude.is_exclusive)
        self._slept_at = time.monotonic()
        self._decisions.follower.slept(self._slept_at - before)
        self._lifetime.tick()

    def _forward(self, received: signals.Received) -> None:
        self._lifetime.received(received)
        self._forwarder.forward(received)

    # -- stops ---------------------------------------------------------------------------------

    def _on_seccomp(self, task: Task, stop: stops.Stop) -> None:
        self._decisions.on_seccomp(task)

    def _on_syscall(self, task: Task, stop: stops.Stop) -> None:
        if task.operation is not None or task.finished is not None:
            self._parking.interrupted(task)
        elif task.after_exit is not None:
            result = ptrace.syscall_result(task.tid)
            then, task.after_exit = task.after_exit, None
            self._decisions.act(task, then(result))
            self._creation_lock.finish(task)
        elif task.alone:
            task.alone = False
            self._solitude.end(task)
            if task.call_number in (native.SYS_SENDMSG, native.SYS_SENDMMSG):
                self._context.ledger.note_passing()  # also of what was made while it ran
            enforce.resume(task)
        else:
            self._decisions.kill(task, "a system call stop nobody asked for")

    def _on_fork(self, task: Task, stop: stops.Stop) -> None:
        assert isinstance(stop, stops.ForkStop)
        self._inbox.told(task)
        task.in_vfork = stop.event == stops.EVENT_VFORK
        enforce.resume(task)

    def _on_vfork_done(self, task: Task, stop: stops.Stop) -> None:
        task.in_vfork = False
        enforce.resume(task)

    def _on_exec(self, task: Task, stop: stops.Stop) -> None:
        former = ptrace.event_message(task.tid, stops.EVENT_EXEC)
        for other in self._table.threads_of(task.process):
            self._let_go(other)  # all but ``former`` are dead, told of or not
        executed = self._programs.executed(task, former)
        if executed is not None and executed is not task:
            self._inbox.queue(executed)
        if why := self._programs.begin(executed):
            self._decisions.kill(task, why)

    def _on_exit(self, task: Task, stop: stops.Stop) -> None:
        self._let_go(task)
        if not task.forgotten:
            task.table.users.discard(task.tid)  # it runs no code of its own any more
        task.leaving = True
        enforce.resume(task)

    def _on_group(self, task: Task, stop: stops.Stop) -> None:
        assert isinstance(stop, stops.GroupStop)
        enforce.listen(task)
        self._parking.let_stop(task.process)
        self._forwarder.follow_stop(task, stop.signal)

    def _on_interrupt(self, task: Task, stop: stops.Stop) -> None:
        wakeups.after_interrupt(task)
        task.nudged = False
        enforce.resume(task)

    def _on_signal(self, task: Task, stop: stops.Stop) -> None:
        assert isinstance(stop, stops.SignalStop)
        self._forwarder.signalled(task, stop.signal)
        wakeups.after_signal(task, stop.signal)
        enforce.resume(task, delivery.delivered(task, stop.signal))

    def _on_unknown(self, task: Task, stop: stops.Stop) -> None:
        self._decisions.kill(task, f"a stop that is not understood: {stop}")

    def _let_go(self, task: Task) -> None:
        """A task is gone or going; a pair it was making may be left, unseen, to one that shares its table."""
        self._parking.forget(task)
        self._solitude.end(task)
        if task.after_exit is not None:
            task.after_exit = None
            if may_leave_a_pair(task) or self._context.policy.relax:
                self._context.note_hidden(task.process.pid, task.call_number == native.SYS_SOCKETPAIR)
        self._creation_lock.finish(task)

    def _on_gone(self, task: Task, stop: stops.Stop) -> None:
        for gone in self._table.remove(task):
            self._let_go(gone)
            self._context.descriptor_source.forget(gone.tid)
        if task.tid != task.process.pid:
            return
        self._forwarder.process_ended(task.tid)
        status = stop.status if isinstance(stop, stops.Exited) else -1
        number = stop.signal if isinstance(stop, stops.Killed) else -1
        self._context.emit(Exit(self._context.now(), task.tid, status, number))
        if task.tid == self._command and self.ending.code is None:
            self.ending.code = status if number < 0 else -number
            self._lifetime.command_ended()

    def _warn(self, text: str) -> None:
        self._context.emit(Note(self._context.now(), "warning", text))
