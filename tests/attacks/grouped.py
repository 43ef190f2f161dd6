"""Several attacks one after the other in one sandbox, for machines on which a launch takes seconds.

SCPIPE_ATTACKS_AT_ONCE says how many. Only what is "stopped" or "lacks" something there counts, and a byte
that gets through: whatever else comes of an attack, it is made again alone. Alone are also attacks that may
be killed, and long ones. One that does not end is given up with its sandbox: the others go on in a new one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from guests import Attack, all_attacks
from harness.processes import PATIENCE
from outcomes import THROUGH
from running import LEFT_BEHIND_SECONDS, run
from scaling import part_for

AT_ONCE = int(os.environ.get("SCPIPE_ATTACKS_AT_ONCE", "1"))
#: Of what came of an attack that was made with others, the first words that count.
COUNT = ("stopped", "lacks")
#: So long (seconds) one attack may take, and twice as long at the most: then it is made alone.
_LONGEST = PATIENCE / 2
_END = "== ended: "
_SCRIPT = f'for program; do "$program"; echo "{_END}$program"; done'
#: Bare each has a shell of its own as its parent, because some attacks are on the parent.
_BARE_SCRIPT = _SCRIPT.replace('do "$program"', """do sh -c '"$0"; exit $?' "$program\"""")
BARE = "bare"

#: Makes a command from words: supervised, as some user.
Around = Callable[[Sequence[str]], list[str]]


class Together:
    """What came of attacks that were made together: by user and name."""

    def __init__(self, programs: Path, only: Sequence[str] | None = None) -> None:
        self._programs = programs
        self._only = only
        self._found: dict[str, dict[str, str]] = {}

    def gets_through(self, attack: Attack, env: dict[str, str]) -> bool:
        """Whether an attack got through bare, among others; False: make it alone."""
        return self.line_of(attack, BARE, list, env).startswith(THROUGH)

    def line_of(self, attack: Attack, who: str, around: Around, env: dict[str, str]) -> str:
        """The last line of an attack that was stopped, lacks something or got through; "": make it alone."""
        group = [] if AT_ONCE == 1 else self._group_of(attack, who)
        found = self._found.setdefault(who, {})
        if group and attack.name not in found:
            found |= dict.fromkeys((each.name for each in group), "")
            found |= self._run(group, who, around, env)
        return found.get(attack.name, "")

    def _group_of(self, attack: Attack, who: str) -> list[Attack]:
        asked = [each for each in all_attacks() if self._only is None or each.name in self._only]
        fit = [each for each in asked if _fits(each, who) and (who == BARE or _is_alike(each, attack))]
        if attack not in fit:
            return []
        first = fit.index(attack) // AT_ONCE * AT_ONCE
        return fit[first : first + AT_ONCE]

    def _run(self, group: Sequence[Attack], who: str, around: Around, env: dict[str, str]) -> dict[str, str]:
        found: dict[str, str] = {}
        rest = list(group)
        while rest:
            lines, quiet = self._made(rest, who == BARE, around, env)
            through = {name: line for name, line in lines.items() if line.startswith(THROUGH)}
            if through and who != BARE:
                return through
            found |= through
            found |= {name: line for name, line in lines.items() if quiet and line.startswith(COUNT)}
            rest = [attack for attack in rest if attack.name not in lines][1:]
        return found

    def _made(
        self, group: Sequence[Attack], bare: bool, around: Around, env: dict[str, str]
    ) -> tuple[dict[str, str], bool]:
        """The last lines of those that came to an end in one sandbox, and whether nothing went wrong."""
        names = {str(self._programs / attack.name): attack.name for attack in group}
        words = around(["/bin/sh", "-c", _BARE_SCRIPT if bare else _SCRIPT, "sh", *names])
        grace = 0 if bare else LEFT_BEHIND_SECONDS
        environment = {**env, **part_for(group[0].name)}
        ended = run(words, environment, _LONGEST, while_it_tells=True, grace=grace)
        lines = {names[path]: line for path, line in last_lines(ended.output).items() if path in names}
        return lines, not ended.left and "internal error" not in ended.errors


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
    return not attack.dies and not long and attack.who in ("", who)


def _is_alike(one: Attack, other: Attack) -> bool:
    """Whether two attacks can be made in one sandbox: policy and part of the rounds are the same."""
    return one.policy == other.policy and part_for(one.name) == part_for(other.name)
