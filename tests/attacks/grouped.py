"""Several attacks one after the other in one sandbox, for machines on which a launch takes seconds.

SCPIPE_ATTACKS_AT_ONCE says how many. Only what is "stopped" there counts, and a byte that gets through:
whatever else comes of an attack, it is made again alone. Alone are also attacks that may be killed, long
ones, and those with a policy of their own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from guests import DEFAULT_POLICY, Attack, all_attacks
from harness.processes import PATIENCE
from outcomes import THROUGH
from running import Ended, run

AT_ONCE = int(os.environ.get("SCPIPE_ATTACKS_AT_ONCE", "1"))
_END = "== ended: "
_SCRIPT = f'for program; do "$program"; echo "{_END}$program"; done'

#: Makes a command from words: supervised, as some user.
Around = Callable[[Sequence[str]], list[str]]


class Together:
    """What came of attacks that were made together: by user and name."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._found: dict[str, dict[str, str]] = {}

    def line_of(self, attack: Attack, who: str, around: Around, env: dict[str, str]) -> str:
        """The last line of an attack that was stopped or got through; "" if it has to be made alone."""
        group = [] if AT_ONCE == 1 else self._group_of(attack, who)
        found = self._found.setdefault(who, {})
        if group and attack.name not in found:
            found |= dict.fromkeys((each.name for each in group), "")
            found |= self._run(group, around, env)
        return found.get(attack.name, "")

    def _group_of(self, attack: Attack, who: str) -> list[Attack]:
        fit = [each for each in all_attacks() if _fits(each, who)]
        if attack not in fit:
            return []
        first = fit.index(attack) // AT_ONCE * AT_ONCE
        return fit[first : first + AT_ONCE]

    def _run(self, group: Sequence[Attack], around: Around, env: dict[str, str]) -> dict[str, str]:
        names = {str(self._programs / attack.name): attack.name for attack in group}
        ended = run(around(["/bin/sh", "-c", _SCRIPT, "sh", *names]), env, PATIENCE * len(group))
        lines = {names[path]: line for path, line in last_lines(ended.output).items() if path in names}
        if any(line.startswith(THROUGH) for line in lines.values()):
            return {name: line for name, line in lines.items() if line.startswith(THROUGH)}
        return (
            {name: line for name, line in lines.items() if line.startswith("stopped")}
            if _quiet(ended)
            else {}
        )


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
    return attack.policy == DEFAULT_POLICY and not attack.dies and not attack.long and attack.who in ("", who)


def _quiet(ended: Ended) -> bool:
    return not ended.left and "internal error" not in ended.errors
