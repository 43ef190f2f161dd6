"""What the loop does when nothing is to be served."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from scpipe.supervisor.loop import Supervisor


@pytest.mark.parametrize(("all_stand_still", "looks"), [(False, 1), (True, 0)])
def test_nobody_is_taken_in_while_all_stand_still(all_stand_still: bool, looks: int) -> None:
    """A child that nobody has told of would run beside a call for which all others stand still."""
    done: list[str] = []

    def note(what: str, value: object = None) -> Any:
        return lambda *given, **named: (done.append(what), value)[-1]

    made: Any = object.__new__(Supervisor)
    follower = SimpleNamespace(let_go=note("let go"), slept=note("slept"))
    made._serving = SimpleNamespace(handling=SimpleNamespace(follower=follower), slept=note("slept", 0.0))
    made._busy = SimpleNamespace(rest=note("rest", False))
    made._lifetime = SimpleNamespace(next_event=note("next event", 1.0), tick=note("tick"))
    made._table = SimpleNamespace(early=SimpleNamespace(stops={7: []}), tasks={1: None})
    made._adoption = SimpleNamespace(look=note("look"))
    made._exclusive = SimpleNamespace(
        next_look=0.0, forbids_operations=all_stand_still, forbids_births=all_stand_still
    )
    made._inbox = SimpleNamespace(has_unserved=False)
    made._blocking = SimpleNamespace(wait=note("wait"))
    made._sleep(None)
    assert done.count("look") == looks
    assert done[-1] == "tick"
