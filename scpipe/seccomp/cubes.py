"""Argument tests as sets of bits: making the rules of one system call disjoint.

libseccomp takes any number of rules for a call, but which one wins where two overlap depends on
the order and shape of its tree. Rules that cannot both match leave it no choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scpipe.seccomp.entries import ArgTest, Entry

#: Argument index -> (mask, value): the calls whose low words agree with ``value`` under ``mask``.
Cube = Mapping[int, tuple[int, int]]


def cube(tests: Iterable[ArgTest]) -> Cube | None:
    """The calls that pass all tests, None where none can. Negated tests raise ValueError."""
    found: dict[int, tuple[int, int]] = {}
    for test in tests:
        if test.negated:
            raise ValueError(f"a negated test is no cube: {test}")
        mask, value = found.get(test.index, (0, 0))
        if (value ^ test.value) & mask & test.mask:
            return None
        found[test.index] = (mask | test.mask, value | test.value)
    return found


def minus(whole: Cube, part: Cube) -> list[Cube]:
    """The calls of ``whole`` that are not in ``part``, as cubes that do not overlap.

    One bit that ``part`` fixes and ``whole`` leaves open is flipped at a time.
    """
    rest: list[Cube] = []
    inside = dict(whole)
    for index, (mask, value) in part.items():
        own_mask, own_value = inside.get(index, (0, 0))
        if (own_value ^ value) & own_mask & mask:
            return [whole]
        for bit in _bits(mask & ~own_mask):
            rest.append({**inside, index: (own_mask | bit, own_value | (bit & ~value))})
            own_mask, own_value = own_mask | bit, own_value | (bit & value)
            inside[index] = (own_mask, own_value)
    return rest


def disjoint(entries: Iterable[Entry]) -> list[tuple[Entry, Cube]]:
    """Cubes for the rows of one call, most important first, each without what earlier rows took.

    A row with a negated test must have just that one; it gives no cube itself (the stub in front
    of the program answers it) but leaves later rows only the value it excepts.
    """
    rules: list[tuple[Entry, Cube]] = []
    limits: list[ArgTest] = []
    for entry in entries:
        negated = [test for test in entry.tests if test.negated]
        if negated:
            if len(entry.tests) != 1:
                raise ValueError(f"a negated test must be the only one: {entry.name}")
            limits.append(ArgTest(negated[0].index, negated[0].mask, negated[0].value))
            continue
        start = cube((*entry.tests, *limits))
        left: list[Cube] = [] if start is None else [start]
        for _, taken in rules:
            left = [piece for own in left for piece in minus(own, taken)]
        rules.extend([(entry, piece) for piece in left])
    return rules


def _bits(mask: int) -> Iterable[int]:
    while mask:
        yield mask & -mask
        mask &= mask - 1
