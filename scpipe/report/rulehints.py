"""The rule that would let a program's pairs be, to paste; and rules that were meant for somebody else."""

from __future__ import annotations

import os

from scpipe.policy.model import IN_A_SESSION
from scpipe.report.advice import variable
from scpipe.report.commandline import base, hard
from scpipe.report.escape import escape
from scpipe.report.events import Event, PairCreated, Refusal, Start
from scpipe.report.trusting import what_it_runs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_PATH_LIMIT = 200
#: Longest path in a rule, and longest list of rules: a line is not cut inside them (bytes).
_LONGEST_PATH = 800
_LONGEST_LIST = 900
#: Of so many programs that were refused something it is known whether a rule names them.
_MOST_WRITERS = 1000
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+")
_MAGIC = frozenset("*?[")


class Hint:  # no record: every launch makes it
    """What to change in the policy: in words, and the lines to paste."""

    __slots__ = ("lines", "text")

    def __init__(self, text: str, *lines: str) -> None:
        self.text = text
        self.lines = lines


class PolicyFile:
    """Where a policy can be changed: what the beginning of a run says of that.

    What is given is the whole list of rules, so that it can be pasted in place of the file's own: the rules
    for what was refused, one for each program, before those of the policy.
    """

    def __init__(self, event: Start | None = None) -> None:
        origins = {} if event is None else event.origins
        self._is_session = origins.get("rules") == IN_A_SESSION
        self._name = next(filter(None, map(_file_of, origins.values())), "")
        self._is_json = self._name.endswith(".json")
        rules = [] if event is None else event.policy.get("rules")
        self._own = [*map(_modes, rules)] if isinstance(rules, list) else []
        self._given: dict[str, dict[str, str]] = {}  # kinds and modes by program; no more than messages

    def hint(self, refusal: Refusal) -> Hint:
        """What would let this call pass, and as little else as can be."""
        pair = refusal.pair
        mode = "allow-events" if refusal.advice.pattern == "creation" else "allow"
        where = f" in {hard(self._name, _PATH_LIMIT)}" if self._name else ""
        if self._is_session:
            return Hint(f"{variable(pair.kind)}={mode}{where}")
        if pair.rule:
            return Hint(f"{pair.kind}: {mode} in the rule for {hard(pair.rule, _PATH_LIMIT)}{where}")
        exe = "" if pair.mode == "quarantined" else _quoted(pair.creator_exe, always=self._is_json)
        if not exe:
            return Hint(f"--{pair.kind} {mode} (its maker has no path that a rule could name)")
        trusts = f", which trusts whatever {hard(base(pair.creator_exe), _PATH_LIMIT)} runs"
        warning = trusts if mode == "allow" and what_it_runs(pair.creator_exe) else ""
        kinds = self._given.setdefault(exe, {})
        if kinds.get(pair.kind) == mode:
            return Hint(f"the rule for {hard(base(pair.creator_exe), _PATH_LIMIT)} above")
        kinds[pair.kind] = mode
        whole = self._whole()
        if not whole or len(whole.encode()) > _LONGEST_LIST:
            return Hint(f"this rule, the first under rules:{where}{warning}:", f"- {self._rule(exe, kinds)}")
        place = f" in place of rules:{where}" if self._own else where or " in a policy file (--policy)"
        return Hint(f"this{place}{warning}:", whole)

    def _whole(self) -> str:
        """Every rule in one line, those for what was refused first; "" if one of them cannot be told."""
        own = [(_quoted(exe, always=self._is_json, literal=False), kinds) for exe, kinds in self._own]
        if not all(exe for exe, _kinds in own):
            return ""
        merged = {exe: {**kinds} for exe, kinds in self._given.items()}
        rest = []
        for exe, kinds in own:
            if exe in merged:
                merged[exe] = {**kinds, **merged[exe]}
            else:
                rest.append((exe, kinds))
        told = [self._rule(exe, kinds) for exe, kinds in [*merged.items(), *rest]]
        return f"{self._key('rules')}: [{', '.join(told)}]"

    def _rule(self, exe: str, kinds: Mapping[str, str]) -> str:
        modes = "".join(f", {self._key(kind)}: {self._key(mode)}" for kind, mode in kinds.items())
        return f"{{{self._key('exe')}: {exe}{modes}}}"

    def _key(self, word: str) -> str:
        return f'"{word}"' if self._is_json else word


def _modes(rule: Mapping[str, object]) -> tuple[str, dict[str, str]]:
    """A policy's own rule as its pattern, and the mode of each kind."""
    told = {kind: rule.get(kind) for kind in ("pipe", "socketpair")}
    return str(rule["exe"]), {kind: str(getattr(mode, "value", mode)) for kind, mode in told.items() if mode}


class RuleWatch:
    """Finds rules that name a program whose writes were refused, and that matched no pair.

    Which files a rule names is looked up at the end, and only if something was refused.
    """

    def __init__(self, event: Start | None = None) -> None:
        rules = [] if event is None else event.policy.get("rules")
        self._patterns = [str(rule["exe"]) for rule in rules] if isinstance(rules, list) else []
        self._matched: set[str] = set()
        self._wrote: set[str] = set()

    def note(self, event: Event) -> None:
        """Take one event."""
        if isinstance(event, PairCreated):
            self._matched.add(event.pair.rule)
        elif isinstance(event, Refusal) and self._patterns:
            self._matched.add(event.pair.rule)
            if len(self._wrote) < _MOST_WRITERS:
                self._wrote.add(event.exe)

    def sentences(self) -> list[str]:
        """One for each such rule."""
        return [
            f"rule {number} (exe {hard(pattern, _PATH_LIMIT)}) matched no pair: "
            "rules go by the program that makes the pair"
            for number, pattern in enumerate(self._patterns, 1)
            if self._wrote
            and pattern not in self._matched
            and not self._wrote.isdisjoint(map(os.path.realpath, _named(pattern)))
        ]


def _named(pattern: str) -> list[str]:
    if _MAGIC.isdisjoint(pattern):
        return [pattern]
    import glob  # the rules were resolved by it before (scpipe/supervisor/executables.py)

    return glob.glob(pattern)


def _file_of(origin: str) -> str:
    """The file in an origin such as ``p.yaml:3``."""
    name, colon, number = origin.rpartition(":")
    return name.rpartition(", named by ")[2] if colon and number.isdecimal() else ""


def _quoted(path: str, *, always: bool, literal: bool = True) -> str:
    """A path as a rule of a policy names it; "" where it cannot. ``always``: in quotes, as JSON has them.

    ``literal``: it is a file's path, and no pattern. What escape() writes for characters means the same
    between double quotes in YAML.
    """
    if not path.startswith("/") or path.endswith(" (deleted)") or path.startswith("/memfd:"):
        return ""
    if any(0xD800 <= ord(letter) <= 0xDFFF for letter in path):
        return ""  # bytes that are no text
    if _PLAIN.issuperset(path) and not always:
        return path if len(path) <= _LONGEST_PATH else ""
    if always and not path.isprintable():
        return ""  # JSON spells such characters in its own way
    text = "".join(f"[{letter}]" if letter in _MAGIC else letter for letter in path) if literal else path
    quoted = escape(text.replace("\\", "\\\\").replace('"', '\\"'), 4 * _LONGEST_PATH)
    return f'"{quoted}"' if len(quoted.encode()) <= _LONGEST_PATH else ""
