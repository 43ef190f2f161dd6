"""docs/reference/platforms.md: what is known of each kernel, made from the kept results and a text."""

from __future__ import annotations

from pathlib import Path

from . import table
from .catalogue import KERNELS
from .results import NARROWED, Found, Results

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "platforms.md"
TEXT = Path(__file__).with_name("platforms.md.in")
#: What people call the tests of the smoke.
NAMES = {
    "deny": "`deny`: no pair can be made",
    "allow events": "`allow-events`: events enter, data do not",
    "allow": "`allow`, supervised",
    "audit": "`--audit`: told, not refused",
    "kill": "`--on-violation kill`",
    "rules": "rules by executable",
    "library": "the library",
    "no supervisor": "`--no-supervisor`",
    "threads": "threads, waiting writes, inherited pipes",
    "armed": "`--trap armed`",
    "memory of others": "processes outside: their memory",
    "signals to others": "processes outside: signals",
    "kernel switches": "the kernel's switches",
    "mounts": "mounts inside",
    "own descriptors of a thread": "threads with descriptors of their own",
}
#: Rows of what other suites found: the user, the suite, and what is counted.
SUITES = (
    ("root", "bare", "attacks that get a byte through without scpipe"),
    ("root", "attacks", "attacks of root that get one through under scpipe"),
    ("user", "attacks", "attacks of an ordinary user that do"),
    ("root", "armed-attacks", "attacks of root that do with `--trap armed`"),
    ("user", "armed-attacks", "attacks of an ordinary user that do with it"),
    ("root", "differential", "cases of the differential table that differ, as root"),
    ("user", "differential", "the same as an ordinary user"),
)
#: Keys of the start event that differ from kernel to kernel.
KEYS = ("descriptors", "landlock", "signals_outside_refused", "mounts_refused", "kernel_switches_writable")


def render(kernels: dict[str, Results]) -> str:
    """The page: the text with the tables in their places."""
    text = TEXT.read_text(encoding="utf-8")
    ordered = {kernel.name: kernels[kernel.name] for kernel in KERNELS if kernel.name in kernels}
    for word, part in {
        "OUTCOMES": _outcomes,
        "SUITES": _suites,
        "LACKING": _lacking,
        "NARROWED": _narrowed,
        "START": _start,
    }.items():
        text = text.replace(f"@{word}@", "\n".join(part(ordered)))
    return text


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _head(kernels: dict[str, Results], first: str) -> list[str]:
    """Names of kernels as the first line of a table."""
    used = {kernel.name: kernel.used for kernel in KERNELS}
    names = [f"{'.'.join(found.release.split('.')[:2])} ({used[name]})" for name, found in kernels.items()]
    return [_row(first, *names), "|" + "---|" * (len(names) + 1)]


def _outcomes(kernels: dict[str, Results]) -> list[str]:
    """Test x kernel. One word where root and user agree."""
    lines = _head(kernels, "")
    others = {suite for _user, suite, _name in SUITES}
    for test in table.tests(kernels):
        if test in others:
            continue
        cells = [_both(found, test) for found in kernels.values()]
        lines.append(_row(NAMES.get(test, test), *cells))
    return lines


def _suites(kernels: dict[str, Results]) -> list[str]:
    """What the attacks and the differential table came to."""
    lines = _head(kernels, "")
    for user, suite, name in SUITES:
        lines.append(_row(name, *(_counted(found, user, suite) for found in kernels.values())))
    return lines


def _counted(found: Results, user: str, suite: str) -> str:
    outcome = found.users[user].tests.get(suite) if user in found.users else None
    return outcome.detail if outcome is not None and outcome.detail else "not tried"


def _lacking(kernels: dict[str, Results]) -> list[str]:
    """What a kernel, or the emulated processor, has not got: a line for each reason."""
    lines = [_row("kernel", "for", "what could not be made", "why"), "|---|---|---|---|"]
    for name, found in kernels.items():
        who: dict[tuple[str, str], list[str]] = {}
        for user, each in found.users.items():
            for suite, reasons in each.lacking.items():
                for reason, tests in reasons.items():
                    what = f"{suite}: {', '.join(f'`{test}`' for test in sorted(set(tests)))}"
                    who.setdefault((what, reason), []).append(user)
        lines += [_row(name, _users(users), what, why) for (what, why), users in who.items()]
    return lines


def _both(found: Results, test: str) -> str:
    words = {user: each.tests[test].word for user, each in found.users.items() if test in each.tests}
    if len(set(words.values())) == 1:
        return next(iter(words.values()))
    return ", ".join(f"{user}: {word}" for user, word in words.items()) or "not tried"


def _narrowed(kernels: dict[str, Results]) -> list[str]:
    """What is narrowed, and why: a line for each kernel, test and reason."""
    lines = [_row("kernel", "what", "for", "how"), "|---|---|---|---|"]
    for name, found in kernels.items():
        for test in table.tests({name: found}):
            reasons: dict[str, list[str]] = {}
            for user, each in found.users.items():
                if test in each.tests and each.tests[test].word == NARROWED:
                    reasons.setdefault(each.tests[test].detail, []).append(user)
            lines += [_row(name, NAMES.get(test, test), _users(who), how) for how, who in reasons.items()]
    return lines


def _users(names: list[str]) -> str:
    return "everybody" if len(names) > 1 else {"root": "root", "user": "ordinary users"}[names[0]]


def _start(kernels: dict[str, Results]) -> list[str]:
    """The start event's facts by kernel; root's, and an ordinary user's where they differ."""
    lines = _head(kernels, "key")
    for key in KEYS:
        cells = [
            " / ".join(dict.fromkeys(_fact(each, key) for each in found.users.values()))
            for found in kernels.values()
        ]
        lines.append(_row(f"`{key}`", *cells))
    return lines


def _fact(found: Found, key: str) -> str:
    value = found.facts.get(key)
    return str(value).lower() if isinstance(value, bool) else str(value)
