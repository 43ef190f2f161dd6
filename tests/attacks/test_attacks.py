"""Programs that try to get a second value into a pair: they succeed bare and must not under scpipe-run."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from grouped import BARE, Bare, Together
from guests import VICTIM, Attack
from harness.identity import NOBODY, as_nobody
from harness.machine import needs_x86_64
from known import known
from outcomes import THROUGH, Outcomes
from running import Ended, until_through, victim
from running import run as run_command
from scaling import ALL, ROUNDS, is_part, part_for, part_of_all, supervised

pytestmark = needs_x86_64

#: How an attack ends that scpipe kills because it hides what it does.
KILLED = "status -9"
_KILLED_BY = "scpipe: error: killed "

Victims = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def victims(programs: Path) -> Iterator[Victims]:
    """Processes outside any sandbox, for root's attacks and a user's: their pids as the attacks get them."""
    program = programs / VICTIM[1]
    with victim(program, None) as roots, victim(program, NOBODY if os.geteuid() == 0 else None) as users:
        yield {"root": {"VICTIM": str(roots)}, "user": {"VICTIM": str(users)}}


@pytest.fixture(scope="module")
def together(programs: Path, request: pytest.FixtureRequest) -> Together:
    """Attacks that are made together, where that is asked for: those of this run."""
    chosen = (getattr(item, "callspec", None) for item in request.session.items)
    return Together(
        programs, {each.params["attack"].name for each in chosen if each and "attack" in each.params}
    )


def _supervised(attack: Attack, who: str, words: Sequence[str]) -> list[str]:
    command = supervised(attack.name, *attack.policy, "--", *words)
    return as_nobody(command) if who == "user" else command


def _bare(attack: Attack, programs: Path, who: str) -> list[str]:
    # A shell is its parent, because some attacks are on the parent.
    command = ["sh", "-c", '"$0"; exit $?', str(programs / attack.name)]
    return as_nobody(command) if who == "user" else command


def _skip_unless(attack: Attack, who: str) -> None:
    if attack.who and attack.who != who:
        pytest.skip(f"{attack.name} is an attack of {attack.who} only")


def _fail_as_known(attack: Attack, who: str, word: str) -> None:
    if reason := known(attack.name, who, word):
        pytest.xfail(reason)


def _must_be_stopped(
    attack: Attack, programs: Path, who: str, outcomes: Outcomes, together: Together, env: dict[str, str]
) -> None:
    line = together.line_of(attack, who, functools.partial(_supervised, attack, who), env)
    word = line.partition(":")[0]
    lacks_bare = functools.cache(lambda: run_command(_bare(attack, programs, who), env).word == "lacks")
    if line and (word != "lacks" or lacks_bare()):
        outcomes.add(attack.name, who, word)
        if word == "lacks":
            pytest.skip(f"{attack.name}: {line}")
        _fail_as_known(attack, who, word)
        assert word == "stopped", f"together with others: {line}"
        return
    part = part_for(attack.name)
    ended = run_command(_supervised(attack, who, [str(programs / attack.name)]), {**env, **part})
    outcomes.add(attack.name, who, ended.word)
    if ended.word == "lacks" and lacks_bare():
        pytest.skip(f"{attack.name}: {ended.line}")
    _fail_as_known(attack, who, ended.word)
    assert ended.word != "lacks", f"it could not even be tried: {ended.line}"
    killed = attack.dies and ended.word == KILLED and _KILLED_BY in ended.errors
    assert ended.word == "stopped" or killed, (ended.line, ended.errors)
    assert not ended.left, f"processes left behind: {ended.left}"
    assert "internal error" not in ended.errors, ended.errors


def test_attack_succeeds_bare(
    attack: Attack,
    programs: Path,
    outcomes: Outcomes,
    victims: Victims,
    together: Together,
    record_property: Callable[[str, object], None],
) -> None:
    """Without scpipe the attack gets its byte through: it tests something."""
    who = attack.who or ("root" if os.geteuid() == 0 else "user")
    if who == "root" and os.geteuid() != 0:
        pytest.skip(f"{attack.name} is an attack of root, and this is an ordinary user")

    def attempt(part: dict[str, str]) -> Ended:
        tried = run_command(_bare(attack, programs, who), {**victims[who], **part}, grace=0)
        outcomes.add(attack.name, BARE, tried.word)
        return tried

    found = (
        together.bare(attack, victims["root"]) if who == "root" else Bare("", tried=False, all_rounds=False)
    )
    if found.all_rounds:
        record_property(ROUNDS, ALL)
    line = found.line
    if line:
        outcomes.add(attack.name, BARE, line.partition(":")[0])
    elif found.tried:
        line = attempt({}).line
    else:
        ended = until_through(functools.partial(attempt, part_of_all()))
        if is_part() and ended.word not in (THROUGH, "lacks"):
            record_property(ROUNDS, ALL)
            ended = until_through(functools.partial(attempt, {}))
        line = ended.line
    if line.startswith("lacks"):
        pytest.skip(f"{attack.name}: {line}")
    assert line.startswith(THROUGH), f"it never got through: {line}"


@pytest.mark.skipif(os.geteuid() != 0, reason="not root: the attacks of root are not tried")
@pytest.mark.repeated
def test_attack_of_root_is_stopped(
    attack: Attack, programs: Path, outcomes: Outcomes, victims: Victims, together: Together
) -> None:
    """Root's attack does not get its byte through."""
    _skip_unless(attack, "root")
    _must_be_stopped(attack, programs, "root", outcomes, together, victims["root"])


@pytest.mark.repeated
def test_attack_of_a_user_is_stopped(
    attack: Attack, programs: Path, outcomes: Outcomes, victims: Victims, together: Together
) -> None:
    """An ordinary user's attack does not get its byte through."""
    _skip_unless(attack, "user")
    _must_be_stopped(attack, programs, "user", outcomes, together, victims["user"])
