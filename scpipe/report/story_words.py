"""A report told to people: who talks to whom, what was refused, what to do. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from scpipe.policy.model import RELAXATIONS
from scpipe.report.escape import escape
from scpipe.report.people import TEXT_LIMIT, command_line, moment, name_of, noun_of
from scpipe.report.story import Story
from scpipe.report.wording import count

_MOST_EDGES = 12


def story_lines(story: Story, torn: str, complete: bool) -> Iterator[str]:
    """The story. ``torn``: what is wrong with the last line, ``complete``: there is an ``end``."""
    yield from _head(story, torn, complete)
    yield from _section("Who talks to whom", _talk(story))
    title = "What was refused" if story.tally.refused else "What would have been refused"
    yield from _section(title, _refusals(story))
    yield from _section("What was not available, for safety's sake", _missing(story))
    notes = [
        f"line {line}: {escape(note.level)}: {escape(note.text, TEXT_LIMIT)}" for line, note in story.notes
    ]
    yield from _section("Notes", notes)
    needs = story.end.needs if story.end is not None else story.tally.needs()
    scone = " ".join(f"{escape(name)}={escape(str(mode))}" for name, mode in needs.items())
    yield from _section("For SCONE, which knows no rules", [scone])


def _head(story: Story, torn: str, complete: bool) -> Iterator[str]:
    start, end = story.start, story.end
    if start is None:
        yield "A report without its first line: which policy was in force is not known."
    else:
        yield f"A run of: {command_line(start.command)}"
        yield f"begun {moment(start.time)}, scpipe {escape(start.version)}"
        yield f"policy: {_settings(start.policy)}"
        yield from (f"warning: {escape(text, TEXT_LIMIT)}" for text in start.warnings)
    if complete and end is not None:
        status = f"status {end.returncode}" if end.returncode >= 0 else f"signal {-end.returncode}"
        yield f"complete: {escape(end.status)}, the command ended with {status}"
    else:
        why = torn or "it has no end event"
        yield f"INCOMPLETE: {why}. What is told did happen; what is not told may have happened, too."
    yield f"processes: {story.tally.processes}; pairs: {story.tally.pairs}"


def _talk(story: Story) -> Iterator[str]:
    for (kind, exe, mode, rule), made in story.made.items():
        by = f"rule {escape(rule, TEXT_LIMIT)}" if rule else "the policy's own mode"
        path = escape(exe, TEXT_LIMIT) or "a program that nobody saw"
        pairs = count(made.pairs, noun_of(kind))
        yield f"{path} made {pairs} ({escape(mode)}, {by}; first on line {made.first})"
        yield from (f"  as: {words}" for words in made.commands if words)
        edges = sorted(made.talk.items(), key=lambda item: -item[1])
        for (writer, readers), calls in edges[:_MOST_EDGES]:
            yield f"  {writer} -> {readers}: {count(calls, 'message')} refused or reported"
        if len(edges) > _MOST_EDGES:
            yield f"  and {count(len(edges) - _MOST_EDGES, 'more way')}"
        if not edges:
            yield (
                "  nothing but events went through them"
                if mode == "allow-events"
                else "  nothing is known of what went through them"
            )
    if story.left_out:
        yield f"and {count(story.left_out, 'more event')} of other programs"


def _refusals(story: Story) -> Iterator[str]:
    for group, alike in sorted(story.refused.items(), key=lambda item: -item[1].calls):
        first = alike.first
        to = f" to {noun_of(group.kind)}s made by {name_of(group.maker)}" if first.fd >= 0 else ""
        what = f"{escape(first.syscall)} by {name_of(group.writer)}{to} ({escape(group.pattern)})"
        yield f"{count(alike.calls, 'time')}: {what}"
        yield f"  first on line {alike.line}: {command_line(first.argv) or name_of(first.exe)}"
        what = f": {escape(first.advice.what, TEXT_LIMIT)}" if first.advice.what else ""
        yield f"  why: {escape(first.verdict, TEXT_LIMIT)}{what}"
        yield f"  what to do: {escape(first.advice.to_do, TEXT_LIMIT)}"


def _missing(story: Story) -> Iterator[str]:
    for line, event in story.unavailable.values():
        who = f"{escape(event.syscall)} of {name_of(event.exe)}"
        yield f"line {line}: {who} failed with {escape(event.errno)}: {escape(event.reason, TEXT_LIMIT)}"
        lost = RELAXATIONS.get(event.relax)
        yield f"  --relax {event.relax} lifts this; then {lost}" if lost else "  nothing lifts this"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = [*lines]
    if found:
        yield from ("", title, *(f"  {line}" for line in found))


def _settings(policy: Mapping[str, object]) -> str:
    told = {key: value for key, value in policy.items() if key not in ("version", "rules")}
    rules = policy.get("rules")
    words = [f"{escape(key)} {escape(str(value or 'none'))}" for key, value in told.items()]
    return ", ".join([*words, f"{len(rules) if isinstance(rules, list) else 0} rules"])
