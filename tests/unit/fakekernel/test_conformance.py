"""The same short scripts, asked of the real kernel and of the fake one, have the same answers."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import struct
import time
from array import array
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from harness.processes import PATIENCE
from harness.waiting import wait_for
from unit.fakekernel.install import install
from unit.fakekernel.state import OpenFile
from unit.linux.children import PAGE, map_pages

from scpipe.linux import descriptors, files, memory, process, procfs, ptrace, stops, tables, wait
from scpipe.linux.abi import x86_64
from scpipe.linux.descriptors import DescriptorSource
from scpipe.linux.tables import Held
from scpipe.tracee.insertion import WAITING_SIGNALS

#: The call that is trapped in the guest, and that its filter traces.
_TRAPPED = 110  # getppid
#: Where the guest has a pipe's ends and a socket.
_PIPE, _SOCKET, _COMMANDS, _READY = (100, 101), 102, 103, 104
#: Another one, that its filter allows.
_GETPID = 39
_BYTES = b"abcdefgh"
_WALL = 0x40000000
_PEEK = os.WEXITED | os.WSTOPPED | os.WNOWAIT | os.WNOHANG | _WALL
Script = Callable[["World"], Iterator[Any]]
#: Descriptors of ours for what the guest has.
Objects = tuple[int, int, int]


class World:
    """A guest, and what may be asked of it whichever kernel it lives in.

    Its SIGUSR1 is handled, SIGUSR2 blocked. ``place``: a page that begins with _BYTES; the next one is bad.
    """

    def __init__(self, pid: int, place: int, objects: Objects) -> None:
        self.pid, self.place = pid, place
        self.inodes = [os.fstat(fd).st_ino for fd in objects]

    def source(self) -> DescriptorSource:
        """Who borrows its descriptors."""
        raise NotImplementedError

    def do(self, what: str) -> None:
        """The guest makes a trapped call (c), forks (f), or ends with status 3 (e)."""
        raise NotImplementedError

    def sleep(self) -> None:
        """The guest has come to sleep in pause()."""
        raise NotImplementedError

    def goes_on(self, stop: stops.Stop, result: int | None = None, **facts: bool) -> None:
        """What the guest does by itself, having been let go: its call returns, or it makes its next one."""
        raise NotImplementedError

    def next(self, tid: int = 0) -> stops.Stop:
        """What a task reports next."""
        status = self.wait_for(tid or self.pid)
        assert status is not None, "nothing is reported"
        return stops.classify(status)

    def wait_for(self, tid: int) -> int | None:
        """What waitpid tells of a task, now or at once."""
        return wait.poll_one(tid)


class RealWorld(World):
    """A forked child, which does what is written to a pipe of its."""

    def __init__(self, pid: int, place: int, objects: Objects, commands: int) -> None:
        super().__init__(pid, place, objects)
        self._commands = commands
        self._source = descriptors.choose_source(pid, files.pipe_device())

    def source(self) -> DescriptorSource:
        return self._source

    def do(self, what: str) -> None:
        os.write(self._commands, what.encode())

    def sleep(self) -> None:
        asleep = (x86_64.SYS_PAUSE, "S")
        wait_for(
            lambda: (procfs.call_number(self.pid), procfs.state(self.pid, self.pid)) == asleep,
            "it does not sleep",
        )

    def goes_on(self, stop: stops.Stop, result: int | None = None, **facts: bool) -> None:
        pass

    def wait_for(self, tid: int) -> int | None:
        wait_for(lambda: os.waitid(os.P_PID, tid, _PEEK), "nothing is reported")
        return wait.poll_one(tid)


class FakeWorld(World):
    """The same in the fake kernel."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, objects: Objects) -> None:
        super().__init__(4000, 0x7000, objects)
        self.kernel = install(monkeypatch)
        task = self.kernel.add(self.pid, parent=os.getpid(), state="S")
        task.memory.put(self.place, _BYTES.ljust(PAGE, b"\0"))
        task.signals.caught, task.signals.blocked = _bit(signal.SIGUSR1), _bit(signal.SIGUSR2)
        kinds = [("pipe", os.O_RDONLY, 0), ("pipe", os.O_WRONLY, 0), ("socket", os.O_RDWR, 1)]
        for number, own, inode, kind in zip((*_PIPE, _SOCKET), objects, self.inodes, kinds, strict=True):
            task.table.files[number] = OpenFile(inode, kind[0], kind[1], kind[2], own=own)

    def source(self) -> DescriptorSource:
        return self.kernel.source

    def do(self, what: str) -> None:
        task = self.kernel.tasks[self.pid]
        if what == "c":
            task.in_the_call(_TRAPPED)
            self.kernel.report(self.pid, stops.SeccompStop())
        elif what == "e":
            task.ending = task.number = 3 << 8
            self.kernel.report(self.pid, stops.ExitStop())
        else:
            self.kernel.fork(self.pid, 4001)
            self.kernel.report(4001, stops.InterruptStop())
            self.kernel.report(self.pid, stops.ForkStop(stops.EVENT_FORK))

    def sleep(self) -> None:
        task = self.kernel.tasks[self.pid]
        task.state, task.call = "S", x86_64.SYS_PAUSE

    def goes_on(self, stop: stops.Stop, result: int | None = None, **facts: bool) -> None:
        task = self.kernel.tasks[self.pid]
        if result is not None:
            task.registers[x86_64.RAX] = result
        elif isinstance(stop, stops.SyscallStop):
            task.make_call()
        self.kernel.report(self.pid, stop, **facts)


def _bit(number: int) -> int:
    return 1 << (number - 1)


def _filter() -> process.FilterProgram:
    """One that traces _TRAPPED and lets everything else pass."""
    code = [(0x20, 0, 0, 0), (0x15, 0, 1, _TRAPPED), (0x06, 0, 0, 0x7FF00000), (0x06, 0, 0, 0x7FFF0000)]
    return process.FilterProgram(b"".join(struct.pack("=HBBI", *line) for line in code))


def _guest() -> None:
    """Never returns."""
    with contextlib.suppress(BaseException):
        signal.signal(signal.SIGUSR1, lambda number, frame: None)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, {signal.SIGUSR2})
        process.set_no_new_privileges()
        _filter().load()
        os.write(_READY, b"r")
        while what := os.read(_COMMANDS, 1):
            if what == b"c":
                os.getppid()
            elif what == b"e":
                os._exit(3)
            elif os.fork() == 0:
                signal.pause()
    os._exit(1)


@pytest.fixture
def objects() -> Iterator[Objects]:
    """A pipe's ends, and a socket with a descriptor on its way in its queue."""
    ends = os.pipe()
    one, two = socket.socketpair()
    two.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array("i", ends[:1]))])
    with one, two:
        yield *ends, one.fileno()
    for fd in ends:
        os.close(fd)


@contextlib.contextmanager
def _real_world(objects: Objects) -> Iterator[World]:
    place = map_pages(1)
    memory.write(os.getpid(), place, _BYTES)
    (ready, told), (commands, sender) = os.pipe(), os.pipe()
    pid = os.fork()
    if pid == 0:
        given = (*objects, commands, told)
        for old, new in zip(given, (*_PIPE, _SOCKET, _COMMANDS, _READY), strict=True):
            os.dup2(old, new)
        os.closerange(3, _PIPE[0])
        os.closerange(_READY + 1, 4096)
        _guest()
    try:
        os.close(told)
        os.close(commands)
        assert os.read(ready, 1) == b"r"
        ptrace.seize(pid)
        world = RealWorld(pid, place, objects, sender)
        yield world
        world.source().forget(pid)
    finally:
        _end(pid)
        os.close(ready)
        os.close(sender)


def _end(pid: int) -> None:
    """Kill the guest, wherever it stops on its way."""
    with contextlib.suppress(ProcessLookupError, ChildProcessError):
        os.kill(pid, signal.SIGKILL)
        while not os.WIFSIGNALED(os.waitpid(pid, _WALL)[1]):
            os.kill(pid, signal.SIGKILL)
            ptrace.cont(pid)


def ask(function: Callable[..., Any], *given: Any) -> Any:
    """The answer, or which error it was."""
    try:
        return function(*given)
    except ptrace.TraceeGoneError:
        return "gone"
    except ChildProcessError:
        return "no child"
    except OSError as error:
        return error.errno


def _requests(pid: int) -> list[Any]:
    """What those requests say that a task has to be stopped for, and that change nothing."""
    return [
        ask(ptrace.event_message, pid, stops.EVENT_EXIT),
        ask(ptrace.event_message, pid, stops.EVENT_FORK),
        ask(ptrace.read_entry, pid) == "gone",
        ask(ptrace.syscall_result, pid),
        ask(ptrace.signal_information, pid) == "gone",
        [
            ask(ptrace.is_at_stop, pid, stops.status_of(stop))
            for stop in (stops.SeccompStop(), stops.SyscallStop(), stops.InterruptStop(), stops.ExitStop())
        ],
    ]


def running(world: World) -> Iterator[Any]:
    """Of one that runs nothing can be asked that needs a stop."""
    yield _requests(world.pid)
    yield ask(ptrace.peek_register, world.pid, x86_64.RAX)
    yield ask(ptrace.poke_register, world.pid, x86_64.RAX, 1)
    yield [ask(one, world.pid) for one in (ptrace.cont, ptrace.listen, ptrace.run_to_syscall_stop)]
    yield ask(wait.poll_one, world.pid), wait.is_ours(world.pid), process.exists(world.pid)
    yield process.tracer_of(world.pid) == os.getpid(), procfs.thread_group(world.pid) == world.pid
    yield procfs.parent(world.pid) == os.getpid()


def asked_to_stop(world: World) -> Iterator[Any]:
    """It reports that; asked once more at its stop, it stops again at once when it is let go."""
    ptrace.interrupt(world.pid)
    yield world.next(), procfs.state(world.pid, world.pid), _requests(world.pid)
    yield struct.unpack_from("=iii", ptrace.signal_information(world.pid))
    ptrace.interrupt(world.pid)
    ptrace.cont(world.pid)
    yield world.next()
    ptrace.cont(world.pid)
    yield ask(ptrace.cont, world.pid), ask(wait.poll_one, world.pid)


def answered(world: World) -> Iterator[Any]:
    """A trapped call is skipped and has a result."""
    world.do("c")
    yield world.next(), _requests(world.pid)
    yield ptrace.syscall_entry(world.pid).nr, x86_64.call_number(world.pid)
    x86_64.skip(world.pid, -42)
    ptrace.run_to_syscall_stop(world.pid)
    yield world.next(), ptrace.syscall_result(world.pid), x86_64.result(world.pid), _requests(world.pid)
    ptrace.cont(world.pid)
    yield ask(ptrace.cont, world.pid)


def another_call_instead(world: World) -> Iterator[Any]:
    """It is made at the entry of the guest's own, to which the guest goes back after that."""
    world.do("c")
    yield world.next(), ask(ptrace.is_leaving_call, world.pid), ptrace.read_entry(world.pid)[0]
    entry = ptrace.get_registers(world.pid)
    yield len(entry), x86_64.is_at_entry(world.pid, entry)
    x86_64.make_instead(world.pid, entry, _GETPID, (1, 2, -3, 4, 5, 6))
    yield x86_64.call_number(world.pid), [x86_64.argument(world.pid, place) for place in range(6)]
    yield ptrace.get_registers(world.pid) == entry, x86_64.is_at_entry(world.pid, entry)
    ptrace.run_to_syscall_stop(world.pid)
    world.goes_on(stops.SyscallStop(), world.pid)
    yield world.next(), _requests(world.pid)[:3], ptrace.is_leaving_call(world.pid)
    yield [one(world.pid) == world.pid for one in (ptrace.syscall_result, x86_64.result)]
    x86_64.return_to_entry(world.pid, entry)
    ptrace.run_to_syscall_stop(world.pid)
    world.goes_on(stops.SyscallStop(), enters=True)
    yield world.next(), _requests(world.pid), ptrace.is_leaving_call(world.pid)
    yield ptrace.read_entry(world.pid)[0], ptrace.get_registers(world.pid) == entry
    yield x86_64.is_at_entry(world.pid, entry), x86_64.result(world.pid)
    ptrace.cont(world.pid)
    world.goes_on(stops.SeccompStop())
    yield world.next(), ptrace.get_registers(world.pid) == entry


def signals_that_wait(world: World) -> Iterator[Any]:
    """A task blocks what it is told to, but for SIGKILL and SIGSTOP, until it is told otherwise."""
    yield ask(ptrace.block_signals, world.pid, 0), ask(ptrace.get_registers, world.pid)
    yield ask(ptrace.set_registers, world.pid, bytes(27 * 8)), ask(ptrace.is_leaving_call, world.pid)
    world.do("c")
    yield world.next()
    own = ptrace.block_signals(world.pid, WAITING_SIGNALS)
    yield own == _bit(signal.SIGUSR2)
    process.send(world.pid, signal.SIGUSR1)
    yield procfs.has_deliverable_signal(world.pid)
    told = ptrace.block_signals(world.pid, own)
    yield told, told == WAITING_SIGNALS, procfs.has_deliverable_signal(world.pid)
    x86_64.skip(world.pid, 0)
    ptrace.cont(world.pid)
    yield world.next()


def woken_by_us(world: World) -> Iterator[Any]:
    """A call that is turned into pause() ends when its task is asked to stop, which it does at its exit."""
    world.do("c")
    yield world.next()
    x86_64.set_call(world.pid, x86_64.SYS_PAUSE)
    ptrace.run_to_syscall_stop(world.pid)
    world.sleep()
    yield procfs.call_number(world.pid), procfs.state(world.pid, world.pid), ask(wait.poll_one, world.pid)
    ptrace.interrupt(world.pid)
    yield world.next(), ptrace.syscall_result(world.pid)
    x86_64.skip(world.pid, 5)
    yield x86_64.result(world.pid), x86_64.call_number(world.pid)
    ptrace.cont(world.pid)
    yield ask(ptrace.cont, world.pid)


def woken_by_a_signal(world: World) -> Iterator[Any]:
    """The signal is reported when the call has ended; what we have asked for comes before it."""
    world.do("c")
    yield world.next()
    x86_64.set_call(world.pid, x86_64.SYS_PAUSE)
    ptrace.run_to_syscall_stop(world.pid)
    world.sleep()
    process.send(world.pid, signal.SIGUSR1)
    yield world.next(), ptrace.syscall_result(world.pid), procfs.has_deliverable_signal(world.pid)
    ptrace.interrupt(world.pid)
    x86_64.restart(world.pid, _TRAPPED)
    ptrace.cont(world.pid)
    yield world.next()
    ptrace.cont(world.pid)
    yield world.next(), struct.unpack_from("=iii", ptrace.signal_information(world.pid))


def signals_at_a_stop(world: World) -> Iterator[Any]:
    """They wait; one that is blocked, or does nothing, ends no call."""
    world.do("c")
    yield world.next()
    for number in (signal.SIGUSR2, signal.SIGCHLD, signal.SIGUSR1):
        process.send(world.pid, number)
        yield procfs.has_deliverable_signal(world.pid)


def a_signal(world: World) -> Iterator[Any]:
    """It is reported before it does anything, and says who has sent it."""
    process.send(world.pid, signal.SIGTERM)
    yield world.next()
    number, _error, code, sender = struct.unpack_from("=iii4xi", ptrace.signal_information(world.pid))
    yield number, code, sender == os.getpid()
    yield ptrace.is_at_stop(world.pid, stops.status_of(stops.SignalStop(signal.SIGTERM)))
    ptrace.cont(world.pid)
    yield ask(ptrace.cont, world.pid)


def killed(world: World) -> Iterator[Any]:
    """It goes to its exit stop, from there to its end; then nobody has the number."""
    world.do("c")
    yield world.next()
    process.send(world.pid, signal.SIGKILL)
    yield world.next(), ptrace.event_message(world.pid, stops.EVENT_EXIT), _requests(world.pid)
    ptrace.cont(world.pid)
    yield world.next()
    yield ask(wait.poll_one, world.pid), wait.is_ours(world.pid), process.exists(world.pid)
    yield procfs.state(world.pid, world.pid), procfs.thread_group(world.pid), procfs.descriptors(world.pid)
    yield ask(ptrace.interrupt, world.pid), ask(ptrace.cont, world.pid), tables.threads(world.pid)


def ended(world: World) -> Iterator[Any]:
    """It tells of its status twice."""
    world.do("e")
    yield world.next(), ptrace.event_message(world.pid, stops.EVENT_EXIT)
    ptrace.cont(world.pid)
    yield world.next(), ask(wait.poll_one, world.pid)


def forked(world: World) -> Iterator[Any]:
    """The child stops before it does anything, and has a copy of the table."""
    world.do("f")
    yield world.next()
    child = ptrace.event_message(world.pid, stops.EVENT_FORK)
    yield world.next(child), procfs.parent(child) == world.pid, procfs.thread_group(child) == child
    yield tables.share_table(world.pid, child), tables.share_table(world.pid, world.pid)
    yield tables.share_memory(world.pid, child), tables.share_memory(world.pid, world.pid)
    flags = x86_64.clone_flags(world.pid)
    yield flags is not None and flags & 0x10400
    yield tables.threads(child) == [child], {world.pid, child} <= {*tables.traced_by(os.getpid())}
    process.send(child, signal.SIGKILL)
    yield world.next(child)
    ptrace.cont(child)
    yield world.next(child), tables.share_table(world.pid, child), tables.share_memory(world.pid, child)


def its_memory(world: World) -> Iterator[Any]:
    """As much as can be read or written, from the first byte on."""
    end, missing = world.place + PAGE, 0x3FFFFF
    yield memory.read(world.pid, world.place, 3), memory.read(world.pid, world.place + 2, 0)
    yield ask(memory.read, world.pid, end - 2, 10), ask(memory.read, world.pid, end, 1)
    yield memory.read_little(world.pid, world.place, 8), memory.read_little(world.pid, end, 1)
    yield ask(memory.read_exactly, world.pid, end - 2, 3)
    places = [world.place, 2, world.place + 4, 2]
    yield memory.read_places(world.pid, array("Q", places))
    yield ask(memory.read_places, world.pid, array("Q", [*places, end, 1, world.place, 1]))
    yield ask(memory.read_places, world.pid, array("Q", [end, 1, *places]))
    yield ask(memory.write, world.pid, world.place, b"XY"), memory.read(world.pid, world.place, 3)
    yield ask(memory.write, world.pid, end - 1, b"12"), memory.read(world.pid, end - 1, 1)
    yield ask(memory.write, world.pid, end, b"1"), ask(memory.read, missing, world.place, 1)


def its_descriptors(world: World) -> Iterator[Any]:
    """Kinds, inode numbers and modes; what is on its way in a socket is counted."""
    yield [fd for fd in procfs.descriptors(world.pid) if _PIPE[0] <= fd <= _SOCKET]
    found = procfs.links(world.pid, [*_PIPE, _SOCKET, 105])
    yield [(one.fd, one.is_pipe, one.is_socket, one.flags & os.O_ACCMODE) for one in found]
    yield [one.inode in world.inodes for one in found]
    held = Held()
    held.add_table(world.pid, time.monotonic() + PATIENCE)
    yield world.inodes[0] in held.pipes, world.inodes[2] in held.sockets, held.in_flight
    yield len(procfs.descriptors(world.pid, 1))


def borrowed(world: World) -> Iterator[Any]:
    """A copy of the object, of its kind and with its mode; none of what is not there."""
    for fd in (*_PIPE, _SOCKET):
        found = world.source().borrow(world.pid, world.pid, fd)
        facts = found.facts
        yield facts.kind, facts.flags & os.O_ACCMODE, facts.inode in world.inodes, found.whole, found.shared
        found.close()
    yield ask(world.source().borrow, world.pid, world.pid, 105)
    yield ask(world.source().borrow, world.pid, world.pid, 0x7FFFFFFE)
    process.send(world.pid, signal.SIGKILL)
    world.next()
    ptrace.cont(world.pid)
    yield world.next(), ask(world.source().borrow, world.pid, world.pid, _SOCKET)


SCRIPTS: list[Script] = [
    running, asked_to_stop, answered, another_call_instead, signals_that_wait, woken_by_us, woken_by_a_signal,
    signals_at_a_stop, a_signal, killed, ended, forked, its_memory, its_descriptors, borrowed,
]  # fmt: skip


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.__name__)
def test_the_fake_kernel_answers_as_the_real_one(
    monkeypatch: pytest.MonkeyPatch, objects: Objects, script: Script
) -> None:
    """Whatever tests of the supervisor rest on."""
    with _real_world(objects) as world:
        expected = [*script(world)]
    with monkeypatch.context() as patched:
        assert [*script(FakeWorld(patched, objects))] == expected
