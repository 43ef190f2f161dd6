"""Several attacks one after the other in one sandbox, for machines on which a launch takes seconds.

SCPIPE_ATTACKS_AT_ONCE says how many. Only what is "stopped" or "lacks" something there counts, and a byte
that gets through: whatever else comes of an attack, it is made again alone. Alone are also attacks that may
be killed, long ones, and those on their parent: that is to be the supervisor, and not a shell. One that does
not end is given up with its sandbox: the others go on in a new one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Sequence
from pathlib import Path
from typing import NamedTuple

from guests import Attack, all_attacks
from harness.processes import PATIENCE
from outcomes import THROUGH
from running import LEFT_BEHIND_SECONDS, run
from scaling import is_part, part_for, part_of_all

AT_ONCE = int(os.environ.get("SCPIPE_ATTACKS_AT_ONCE", "1"))
#: Of what came of an attack that was made with others, the first words that count.
COUNT = ("stopped", "lacks")
#: So long (seconds) one attack may take, and twice as long at the most: then it is made alone.
_LONGEST = PATIENCE / 2
#: The same where it makes a part of its rounds.
_LONGEST_PART = PATIENCE / 5
_END = "== ended: "
_SCRIPT = f'for program; do "$program"; echo "{_END}$program"; done'
#: Bare each has a shell of its own as its parent, because some attacks are on the parent.
_BARE_SCRIPT = _SCRIPT.replace('do "$program"', """do sh -c '"$0"; exit $?' "$program\"""")
BARE = "bare"

#: Makes a command from words: supervised, as some user.
Around = Callable[[Sequence[str]], list[str]]


class Bare(NamedTuple):
    """An attack without scpipe: its last line, "" if nothing counts; whether it had to make all rounds."""

    line: str
    tried: bool
    all_rounds: bool


class _Manner(NamedTuple):
    """How attacks are made together. ``count``: what counts; ``grace``: seconds for leftovers."""

    script: str
    around: Around
    count: tuple[str, ...] = COUNT
    grace: float = LEFT_BEHIND_SECONDS


class Together:
    """What came of attacks that were made together: by user and name."""

    def __init__(self, programs: Path, only: Container[str] | None = None) -> None:
        """``only``: the names of those that are asked for; None: all."""
        self._programs = programs
        self._only = only
        self._found: dict[str, dict[str, str]] = {}
        self._bare: dict[str, Bare] = {}

    def bare(self, attack: Attack, env: dict[str, str]) -> Bare:
        """What came of an attack without scpipe, after some tries among others."""
        group = [] if AT_ONCE == 1 else self._group_of(attack, BARE)
        if group and attack.name not in self._bare:
            self._bare |= {each.name: Bare("", tried=True, all_rounds=is_part()) for each in group}
            self._make_bare(group, env)
        return self._bare.get(attack.name, Bare("", tried=False, all_rounds=False))

    def _make_bare(self, group: Sequence[Attack], env: dict[str, str]) -> None:
        rest = list(group)
        for part in (part_of_all(), part_of_all(), {}, {}):
            if rest:
                manner = _Manner(_BARE_SCRIPT, list, (THROUGH, "lacks"), 0)
                lines, endless = self._run(rest, {**env, **part}, manner)
                all_rounds = is_part() and not part
                self._bare |= {
                    name: Bare(line, tried=True, all_rounds=all_rounds) for name, line in lines.items()
                }
                rest = [each for each in rest if each.name not in {*lines, *endless}]

    def line_of(self, attack: Attack, who: str, around: Around, env: dict[str, str]) -> str:
        """The last line of an attack that was stopped, lacks something or got through; "": make it alone."""
        group = [] if AT_ONCE == 1 else self._group_of(attack, who)
        found = self._found.setdefault(who, {})
        if group and attack.name not in found:
            found |= dict.fromkeys((each.name for each in group), "")
            found |= self._run(group, {**env, **part_for(attack.name)}, _Manner(_SCRIPT, around))[0]
        return found.get(attack.name, "")

    def _group_of(self, attack: Attack, who: str) -> list[Attack]:
        asked = [each for each in all_attacks() if self._only is None or each.name in self._only]
        fit = [each for each in asked if _fits(each, who) and (who == BARE or _is_alike(each, attack))]
        if attack not in fit:
            return []
        first = fit.index(attack) // AT_ONCE * AT_ONCE
        return fit[first : first + AT_ONCE]

    def _run(
        self, group: Sequence[Attack], env: dict[str, str], manner: _Manner
    ) -> tuple[dict[str, str], set[str]]:
        """What counts, and the names of those that came to no end."""
        found: dict[str, str] = {}
        endless: set[str] = set()
        rest = list(group)
        while rest:
            names = {str(self._programs / attack.name): attack.name for attack in rest}
            words = manner.around(["/bin/sh", "-c", manner.script, "sh", *names])
            longest = _LONGEST_PART if is_part() else _LONGEST
            ended = run(words, env, longest, while_it_tells=True, grace=manner.grace)
            lines = {names[path]: line for path, line in last_lines(ended.output).items() if path in names}
            through = {name: line for name, line in lines.items() if line.startswith(THROUGH)}
            if through and manner.script == _SCRIPT:
                return through, set()
            if (not ended.left and "internal error" not in ended.errors) or manner.script != _SCRIPT:
                found |= {name: line for name, line in lines.items() if line.startswith(manner.count)}
            rest = [attack for attack in rest if attack.name not in lines]
            endless |= {attack.name for attack in rest[:1]}
            rest = rest[1:]
        return found, endless


def last_lines(output: str) -> dict[str, str]:
    """The last line of each program that has ended."""
    found, last = {}, ""
    for line in output.splitlines():
        if line.startswith(_END):
            found[line.removeprefix(_END)] = last
            last = ""
        else:
            last = line
    return found


def _fits(attack: Attack, who: str) -> bool:
    """Whether an attack can be made with others: nothing of it may end them, or keep them waiting."""
    if who == BARE:
        return attack.who != "user"
    long = attack.long and not part_for(attack.name)
    return not (attack.dies or long or attack.parental) and attack.who in ("", who)


def _is_alike(one: Attack, other: Attack) -> bool:
    """Whether two attacks can be made in one sandbox: policy and part of the rounds are the same."""
    return one.policy == other.policy and part_for(one.name) == part_for(other.name)
