"""Random programs as root and as an ordinary user: what the model allows happens, and nothing else.

SCPIPE_MODEL_EXAMPLES=N tries N new random programs of each sort instead of a few that are always the same. A
failure prints the choices, which an @example(...) tries again, and the operations that they stand for.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from harness.runner import Runner
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from .launching import OWN_TABLES, carry_out
from .operations import Operation
from .oracle import Oracle
from .planning import plan
from .racing import bytes_of_race, judge_race, plan_race

WANTED = int(os.environ.get("SCPIPE_MODEL_EXAMPLES", "0"))
#: A few that are always the same; on request new ones, of which a failing one is made smaller.
TRIED = settings(
    max_examples=WANTED or 8,
    derandomize=not WANTED,
    database=None,
    print_blob=True,
    deadline=None,
    phases=(Phase.generate, Phase.shrink) if WANTED else (Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
CHOICES = st.tuples(st.integers(0, 255), st.integers(0, (1 << 40) - 1))
PROGRAMS = st.lists(CHOICES, min_size=100, max_size=300)
RACES = st.tuples(
    st.lists(st.integers(0, 7), min_size=1, max_size=6),
    st.lists(st.integers(0, 2), min_size=2, max_size=4),
    st.lists(CHOICES, min_size=30, max_size=80),
)
Choices = Sequence[tuple[int, int]]
Race = tuple[Sequence[int], Sequence[int], Choices]


def shown(operations: Sequence[Operation]) -> str:
    """A program for people."""
    return "\n".join(f"{place}. {operation}" for place, operation in enumerate(operations))


def test_one_after_the_other(runner: Runner, guest: str) -> None:
    """Every result is the one the model knows, and what is read is what was accepted."""

    @TRIED
    @given(PROGRAMS)
    def follows_the_model(choices: Choices) -> None:
        steps = plan(choices, own_tables=OWN_TABLES)
        operations = [step.operation for step in steps]
        note(shown(operations))
        wrong = Oracle().check(steps, carry_out(runner, guest, operations))
        assert not wrong, "\n".join(wrong)

    follows_the_model()


def test_racing(runner: Runner, guest: str) -> None:
    """Whatever workers do at the same time to the same pairs: each pair carries one value."""
    carried: list[int] = []

    @TRIED
    @given(RACES)
    def keeps_one_value(race: Race) -> None:
        kinds, operations = plan_race(*race)
        note(shown(operations))
        outcomes = carry_out(runner, guest, operations)
        carried.append(bytes_of_race(operations, outcomes))
        wrong = judge_race(kinds, operations, outcomes)
        assert not wrong, "\n".join(wrong)

    keeps_one_value()
    assert sum(carried) > 0
