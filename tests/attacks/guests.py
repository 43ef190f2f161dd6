"""The attacks: which there are, and what the first comment of each says of how to run it."""

from __future__ import annotations

import functools
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

GUESTS = Path(__file__).parent / "guests"
#: A program that is no attack: the process outside that attacks are made on. Its source and its name.
VICTIM = (GUESTS / "outside" / "victim" / "victim.c", "outside/victim")
_COMMENT = re.compile(r"/\*(.*?)\*/", re.DOTALL)
_FACT = re.compile(r"^[ *]*(policy|who|dies|long)(?::\s*(.*?))?\s*$", re.MULTILINE)
DEFAULT_POLICY = ("--pipe", "allow-events", "--socketpair", "allow-events")


@dataclass(frozen=True, slots=True)
class Attack:
    """One attack. ``who``: root, user, or "" for both; ``dies``: scpipe may also kill it.

    ``long``: it takes five seconds or more. ``parental``: it is about its parent, which is the supervisor if
    nothing stands between them.
    """

    source: Path
    name: str
    policy: tuple[str, ...] = DEFAULT_POLICY
    who: str = ""
    dies: bool = False
    long: bool = False
    parental: bool = False


def read_attack(source: Path) -> Attack:
    """An attack from its file. Raises ValueError if its comment says something that means nothing."""
    text = source.read_text(encoding="utf-8")
    comment = _COMMENT.match(text)
    if comment is None:
        raise ValueError(f"{source}: no comment at its top says what it tries")
    facts = dict(_FACT.findall(comment[1]))
    if facts.get("who", "") not in ("", "root", "user"):
        raise ValueError(f"{source}: who: {facts['who']}; root or user")
    return Attack(
        source=source,
        name=f"{source.parent.name}/{source.stem}",
        policy=tuple(shlex.split(facts.get("policy", ""))) or DEFAULT_POLICY,
        who=facts.get("who", ""),
        dies="dies" in facts,
        long="long" in facts,
        parental="getppid()" in text,
    )


@functools.cache
def all_attacks() -> tuple[Attack, ...]:
    """Every attack, by section and name."""
    return tuple(read_attack(source) for source in sorted(GUESTS.glob("*/*.c")))
