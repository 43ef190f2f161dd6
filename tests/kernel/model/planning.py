"""Turns random numbers into a program that the model understands: every worker lives, nothing blocks.

Each operation goes with a fact: what the model knows about its result before any byte is looked at.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence

from .facts import Created, Fact, Fixed, Reading, Refused, Sending, Step
from .operations import (
    CARRIERS,
    CLOEXEC,
    CLOSE_RANGE_UNSHARE,
    DIRECT,
    FIRST_FREE,
    NONBLOCK,
    WORKERS,
    Code,
    Kind,
    Method,
    Mode,
    Operation,
    Payload,
    Sender,
    Start,
    Transfer,
)
from .world import Description, Pair, Table, Worker, World

LENGTHS = (1, 2, 3, 1, 7, 100, 4095, 4096, 4097, 10_000, 70_000, 0)
#: What a program may leave unread in a pair that blocks, in messages of at most SMALL bytes.
BLOCKING_MESSAGES = 6
SMALL = 100
HIGHEST = 40


class Dice:
    """One number taken apart into choices; small numbers are simple choices."""

    def __init__(self, number: int) -> None:
        self._left = number

    def roll(self, sides: int) -> int:
        """0 to sides - 1."""
        self._left, rolled = divmod(self._left, sides)
        return rolled


class Planner:
    """Makes steps; ``own_tables``: a single thread may have a descriptor table of its own."""

    def __init__(self, *, own_tables: bool = True) -> None:
        self.world = World()
        self.steps: list[Step] = []
        self._own_tables = own_tables

    def add(self, choice: int, number: int) -> None:
        """One random operation, if it makes sense now; none for 0, which is what choices shrink to."""
        if not choice:
            return
        dice = Dice(number)
        workers = list(self.world.workers.values())
        _MAKERS[(choice - 1) % len(_MAKERS)](self, workers[dice.roll(len(workers))], dice)

    def finish(self) -> list[Step]:
        """All that still can be read is read; the whole program."""
        seen: set[tuple[Pair, int]] = set()
        for worker in self.world.workers.values():
            for fd, (description, _cloexec) in worker.table.entries.items():
                pair = description.pair
                if pair is not None and description.readable and (pair, description.end) not in seen:
                    seen.add((pair, description.end))
                    self._read(worker, fd, 0)
        return self.steps

    # -- parts ---------------------------------------------------------------------------------

    def _step(self, worker: Worker, code: Code, args: Sequence[int], fact: Fact) -> None:
        self.steps.append(Step(Operation(worker.number, code, tuple(args)), fact))

    def _number(self, worker: Worker, dice: Dice) -> int:
        """Mostly one that names an end of a pair."""
        numbers = [fd for fd, entry in worker.table.entries.items() if entry[0].pair]
        if not numbers or dice.roll(16) == 15:
            return FIRST_FREE + dice.roll(HIGHEST)
        return numbers[dice.roll(len(numbers))]

    def _create(self, worker: Worker, dice: Dice) -> None:
        kind = Kind(dice.roll(4))
        flags = NONBLOCK * (dice.roll(4) < 3) | CLOEXEC * (dice.roll(4) == 3)
        flags |= DIRECT * (kind is Kind.PIPE and dice.roll(4) == 3)
        pair, one, two = self.world.create(worker, kind, flags)
        self._step(worker, Code.CREATE, (kind, flags), Created(pair, one | two << 16))

    def _dup(self, worker: Worker, dice: Dice) -> None:
        fd, least, cloexec = self._number(worker, dice), FIRST_FREE + dice.roll(20), dice.roll(3) == 2
        found = worker.table.get(fd)
        value = -errno.EBADF if found is None else worker.table.add(found, cloexec, least)
        self._step(worker, Code.DUP, (fd, least, cloexec), Fixed(value))

    def _dup2(self, worker: Worker, dice: Dice) -> None:
        fd, cloexec = self._number(worker, dice), dice.roll(3) == 2
        new = self._number(worker, dice)
        found = worker.table.get(fd)
        value = -errno.EINVAL if fd == new else -errno.EBADF if found is None else new
        if found is not None and fd != new:
            worker.table.entries[new] = (found, cloexec)
        self._step(worker, Code.DUP2, (fd, new, cloexec), Fixed(value))

    def _close(self, worker: Worker, dice: Dice) -> None:
        fd = self._number(worker, dice)
        gone = worker.table.entries.pop(fd, None)
        self._step(worker, Code.CLOSE, (fd,), Fixed(0 if gone else -errno.EBADF))

    def _close_range(self, worker: Worker, dice: Dice) -> None:
        first = FIRST_FREE + dice.roll(20)
        last = first + dice.roll(3)
        flags = CLOSE_RANGE_UNSHARE if dice.roll(2) and self._may_unshare(worker) else 0
        if flags:
            worker.table = Table(dict(worker.table.entries))
        for fd in range(first, last + 1):
            worker.table.entries.pop(fd, None)
        self._step(worker, Code.CLOSE_RANGE, (first, last, flags), Fixed(0))

    def _send(self, worker: Worker, dice: Dice) -> None:
        fd, method = self._number(worker, dice), Method(dice.roll(len(Method)))
        length, byte = LENGTHS[dice.roll(len(LENGTHS))], 65 + dice.roll(3)
        found = worker.table.get(fd)
        if found is not None and found.pair is not None and found.pair.blocking:
            if found.pair.sent >= BLOCKING_MESSAGES:
                return
            found.pair.sent += 2 if method is Method.SENDMMSG else 1
            length = min(length, SMALL)
        mixed = length > 0 and dice.roll(4) == 3
        payload = Payload(length, byte, 65 + dice.roll(4), dice.roll(length) if mixed else -1)
        parts, sender = 1 + dice.roll(4), Sender(max(0, dice.roll(8) - 5))
        fact: Fact = Fixed(-errno.EBADF)
        if found is not None:
            fact = Sending(found, method, payload, self.world.has_reader(found))
        args = (fd, method, length, byte, payload.other, payload.place, parts, sender)
        self._step(worker, Code.SEND, args, fact)

    def _take(self, worker: Worker, dice: Dice) -> None:
        fd = self._number(worker, dice)
        found = worker.table.get(fd)
        sized = found is not None and found.pair is not None and not found.pair.packets
        self._read(worker, fd, 1 + dice.roll(5000) if dice.roll(2) and sized else 0)

    def _read(self, worker: Worker, fd: int, size: int) -> None:
        found = worker.table.get(fd)
        fact: Fact = Fixed(0 if size == 0 else -errno.EBADF)
        if found is not None and found.readable:
            fact = Reading(found, size, self.world.has_writer(found))
        self._step(worker, Code.READ, (fd, size), fact)

    def _transfer(self, worker: Worker, dice: Dice) -> None:
        how, source, target = Transfer(dice.roll(4)), self._number(worker, dice), self._number(worker, dice)
        found = worker.table.get(target)
        if how is Transfer.VMSPLICE and found is not None and not found.writable:
            return  # it would read instead
        self._step(worker, Code.TRANSFER, (source, target, how), Refused())

    def _pass(self, worker: Worker, dice: Dice) -> None:
        carrier, fd = CARRIERS[dice.roll(2)], self._number(worker, dice)
        found = worker.table.get(fd)
        if found is not None:
            self.world.flying[carrier].append(found)
        self._step(worker, Code.PASS, (carrier, fd), Fixed(-errno.EBADF if found is None else 1))

    def _receive(self, worker: Worker, dice: Dice) -> None:
        index = dice.roll(2)
        queue = self.world.flying[CARRIERS[1 - index]]
        if not queue:
            return
        value = worker.table.add(queue.popleft())
        self._step(worker, Code.RECEIVE, (CARRIERS[index], -1), Fixed(value))

    def _reopen(self, worker: Worker, dice: Dice) -> None:
        others = list(self.world.workers.values())
        owner = others[dice.roll(len(others))] if dice.roll(2) else worker
        fd, mode = self._number(owner, dice), Mode(dice.roll(3))
        found = owner.table.get(fd)
        if found is None or found.pair is None:
            value = -errno.ENOENT
        elif found.pair.kind is not Kind.PIPE:
            value = -errno.ENXIO
        else:
            value = worker.table.add(Description(found.pair, 0, mode))
        named = -1 if owner is worker else owner.number
        self._step(worker, Code.REOPEN, (fd, mode, named, -1), Fixed(value))

    def _shutdown(self, worker: Worker, dice: Dice) -> None:
        fd = self._number(worker, dice)
        found = worker.table.get(fd)
        if found is None or found.pair is None or found.pair.blocking or dice.roll(3):
            return
        found.pair.shut = found.pair.kind is not Kind.PIPE
        value = 0 if found.pair.shut else -errno.ENOTSOCK
        self._step(worker, Code.SHUTDOWN, (fd, dice.roll(3)), Fixed(value))

    # -- processes and threads -----------------------------------------------------------------

    def _start(self, worker: Worker, dice: Dice) -> None:
        kind = Start(dice.roll(3))
        if self.world.started == WORKERS:
            return
        new = self.world.start(worker, process=kind is not Start.THREAD, share=kind is not Start.PROCESS)
        self._step(worker, Code.START, (new.number, kind), Fixed(0))

    def _may_unshare(self, worker: Worker) -> bool:
        return self._own_tables or len(self.world.of_process(worker.process)) == 1

    def _unshare(self, worker: Worker, dice: Dice) -> None:
        if self._may_unshare(worker):
            worker.table = Table(dict(worker.table.entries))
            self._step(worker, Code.UNSHARE, (), Fixed(0))

    def _execute(self, worker: Worker, dice: Dice) -> None:
        if dice.roll(2) or (worker.process == 0 and worker.number != 0):
            return
        self.world.execute(worker)
        self._step(worker, Code.EXEC, (), Fixed(0))

    def _exit(self, worker: Worker, dice: Dice) -> None:
        alone = bool(dice.roll(2))
        if worker.number == 0 or (not alone and worker.process == 0) or dice.roll(2):
            return
        if alone and worker.leader and not self._own_tables:
            return
        ended = [worker] if alone else self.world.of_process(worker.process)
        self._step(worker, Code.EXIT, (alone,), Fixed(0))
        self._await(ended)

    def _kill(self, worker: Worker, dice: Dice) -> None:
        others = [one for one in self.world.workers.values() if one.process not in (0, worker.process)]
        if not others or dice.roll(2):
            return
        victim = others[dice.roll(len(others))]
        self._step(worker, Code.KILL, (victim.number,), Fixed(0))
        self._await(self.world.of_process(victim.process))

    def _await(self, ended: list[Worker]) -> None:
        """The first worker sees to it that they and their descriptors are gone."""
        self.world.end(ended)
        for one in ended:
            self._step(self.world.workers[0], Code.GONE, (one.number,), Fixed(0))


Maker = Callable[[Planner, Worker, Dice], None]
#: As often as each is wanted; the first ones are what a failing program shrinks to.
_WANTED: tuple[tuple[int, Maker], ...] = (
    (7, Planner._create),
    (26, Planner._send),
    (8, Planner._take),
    (5, Planner._dup),
    (5, Planner._dup2),
    (6, Planner._close),
    (6, Planner._start),
    (4, Planner._pass),
    (4, Planner._receive),
    (5, Planner._reopen),
    (4, Planner._transfer),
    (2, Planner._unshare),
    (2, Planner._execute),
    (2, Planner._exit),
    (2, Planner._kill),
    (1, Planner._close_range),
    (1, Planner._shutdown),
)
_MAKERS: tuple[Maker, ...] = tuple(maker for often, maker in _WANTED for _time in range(often))


def plan(choices: Sequence[tuple[int, int]], *, own_tables: bool = True) -> list[Step]:
    """A whole program from random numbers."""
    planner = Planner(own_tables=own_tables)
    for choice, number in choices:
        planner.add(choice, number)
    return planner.finish()
