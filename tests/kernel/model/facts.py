"""What the model knows of an operation's result before any byte is looked at."""

from __future__ import annotations

import errno
from dataclasses import dataclass

from .operations import Method, Operation, Payload
from .world import Description, Pair


@dataclass(frozen=True, slots=True)
class Fixed:
    """The result is this one."""

    value: int


@dataclass(frozen=True, slots=True)
class Created:
    """Two numbers of a new pair."""

    pair: Pair
    value: int


@dataclass(frozen=True, slots=True)
class Sending:
    """A message through this description; ``reachable`` if somebody could read it."""

    description: Description
    method: Method
    payload: Payload
    reachable: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """``size`` 0: all there is. ``fed`` if somebody could still write."""

    description: Description
    size: int
    fed: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing may move: any of these errors."""

    errors: tuple[int, ...] = (errno.EINVAL, errno.EBADF)


Fact = Fixed | Created | Sending | Reading | Refused


@dataclass(frozen=True, slots=True)
class Step:
    """One operation and what is known of it."""

    operation: Operation
    fact: Fact
