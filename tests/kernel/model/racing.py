"""Workers that run without any order on shared pairs: only the invariant can be said, one value a pair."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .operations import (
    CARRIERS,
    FIRST_FREE,
    NONBLOCK,
    Code,
    Kind,
    Method,
    Operation,
    Outcome,
    Sender,
    Start,
    Transfer,
)
from .planning import Dice

ROUNDS = 12
_LENGTHS = (1, 2, 7, 100, 4096, 9000)
_FLIPPING = -1
_BYTES = (65, 66)
#: Numbers whose meaning changes; those of the ends themselves stay.
_SLOTS = range(20, 25)
#: What ends a race for good between some of them, so it is rare.
_ENDING = (Code.EXEC, Code.UNSHARE, Code.KILL)
#: How often bytes or a number are changed at a stretch: as long as a judge takes.
_FLIPS, _SWAPS = 4000, 300


class RacePlanner:
    """One program: pairs, workers, and for each worker a list that it repeats.

    ``kinds``: from len(Kind) on, pairs that have a byte when the race begins, neighbours different ones.
    """

    def __init__(self, kinds: Sequence[int], starts: Sequence[int]) -> None:
        self.kinds = [Kind(kind % len(Kind)) for kind in kinds]
        self._racing: list[Operation] = []
        self._setup = [Operation(0, Code.CREATE, (kind, NONBLOCK)) for kind in self.kinds]
        for place, kind in enumerate(kinds):
            if kind >= len(Kind):
                args = (FIRST_FREE + 2 * place + 1, Method.WRITE, 1, _BYTES[place % 2], 0, -1, 1, Sender.SELF)
                self._setup.append(Operation(0, Code.SEND, args))
        self._racers: list[int] = []
        for start in starts:
            self._start(Start(start % len(Start)))

    def _start(self, kind: Start) -> None:
        """A thread or sharing process is made by the worker before it: the first of all stays alone."""
        number = len(self._racers) + 1
        maker = self._racers[-1] if self._racers and kind is not Start.PROCESS else 0
        kind = kind if maker else Start.PROCESS
        self._setup.append(Operation(maker, Code.START, (number, kind)))
        self._racers.append(number)

    def add(self, choice: int, number: int) -> None:
        """One random operation of one of them; none for 0, which is what choices shrink to."""
        if not choice:
            return
        dice = Dice(number)
        worker = self._racers[dice.roll(len(self._racers))]
        code = _WANTED[(choice - 1) % len(_WANTED)]
        if code in _ENDING and dice.roll(16):
            return
        makers: dict[Code, Callable[[Dice], tuple[int, ...]]] = {
            Code.SEND: self._send,
            Code.DUP2: lambda dice: (self._end(dice), self._slot(dice), 0),
            Code.SWAP: lambda dice: (self._end(dice), self._end(dice), self._slot(dice), _SWAPS),
            Code.CLOSE: lambda dice: (self._slot(dice),),
            Code.TRANSFER: lambda dice: (self._end(dice), self._slot(dice), Transfer(dice.roll(4))),
            Code.PASS: lambda dice: (CARRIERS[dice.roll(2)], self._slot(dice)),
            Code.RECEIVE: lambda dice: (CARRIERS[dice.roll(2)], self._slot(dice)),
            Code.REOPEN: lambda dice: (self._slot(dice), 1 + dice.roll(2), -1, self._slot(dice)),
            Code.KILL: lambda dice: (self._racers[dice.roll(len(self._racers))],),
            Code.FLIP: lambda dice: (*_BYTES[:: 1 - 2 * dice.roll(2)], 1 + dice.roll(9000), _FLIPS),
        }
        args = makers[code](dice) if code in makers else ()
        self._racing.append(Operation(worker, code, args))

    def finish(self) -> list[Operation]:
        """The whole program."""
        after = len(self._setup) + len(self._racers) + 1 + len(self._racing)
        args = (0, after, len(self._racers), ROUNDS, 2 * len(self.kinds))
        races = [Operation(worker, Code.RACE, args) for worker in [*self._racers[::-1], 0]]
        return [*self._setup, *races, *self._racing]

    def _slot(self, dice: Dice) -> int:
        """A number that may name anything at any time."""
        return _SLOTS[dice.roll(len(_SLOTS))]

    def _end(self, dice: Dice) -> int:
        """A number that names one end for good; of a pipe mostly the one to write to."""
        pair = dice.roll(len(self.kinds))
        other = dice.roll(2)
        if self.kinds[pair] is Kind.PIPE:
            other = dice.roll(8) < 7
        return FIRST_FREE + 2 * pair + other

    def _send(self, dice: Dice) -> tuple[int, ...]:
        fd = self._slot(dice) if dice.roll(4) else self._end(dice)
        method = Method(dice.roll(len(Method)) if dice.roll(4) == 3 else dice.roll(3))
        length = _LENGTHS[dice.roll(len(_LENGTHS))]
        byte = _FLIPPING if dice.roll(2) else _BYTES[dice.roll(2)]
        mixed = dice.roll(8) == 7
        sender = Sender(max(0, dice.roll(16) - 13))
        place = dice.roll(length) if mixed and byte >= 0 else -1
        return (fd, method, length, byte, _BYTES[0], place, 1 + dice.roll(3), sender)


_WANTED = (
    *[Code.SEND] * 24,
    *[Code.DUP2] * 5,
    *[Code.SWAP] * 5,
    *[Code.FLIP] * 5,
    *[Code.REOPEN] * 2,
    *[Code.PASS] * 2,
    *[Code.RECEIVE] * 2,
    *[Code.TRANSFER] * 3,
    Code.CLOSE,
    Code.UNSHARE,
    Code.EXEC,
    Code.KILL,
)


def plan_race(
    kinds: Sequence[int], starts: Sequence[int], choices: Sequence[tuple[int, int]]
) -> tuple[list[Kind], list[Operation]]:
    """The pairs and the program."""
    planner = RacePlanner(kinds, starts)
    for choice, number in choices:
        planner.add(choice, number)
    return planner.kinds, planner.finish()


def judge_race(
    kinds: Sequence[Kind], operations: Sequence[Operation], outcomes: Sequence[Outcome]
) -> list[str]:
    """The pairs through which more than one value came."""
    place = next(at for at, op in enumerate(operations) if op.code is Code.RACE and op.worker == 0)
    if not outcomes[place].done:
        return ["the race did not end"]
    values: dict[int, set[int]] = {}
    for value, _count in outcomes[place].runs:
        values.setdefault(((value >> 8) - FIRST_FREE) // 2, set()).add(value & 0xFF)
    return [
        f"pair {number} ({kinds[number].name.lower()}) carried {sorted(carried)}"
        for number, carried in sorted(values.items())
        if len(carried) > 1
    ]


def bytes_of_race(operations: Sequence[Operation], outcomes: Sequence[Outcome]) -> int:
    """How many bytes came through all pairs together: a race without any proves nothing."""
    place = next(at for at, op in enumerate(operations) if op.code is Code.RACE and op.worker == 0)
    return outcomes[place].extra
