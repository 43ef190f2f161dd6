"""``scpipe learn``: a run in which nothing is refused, and the least policy for what it did."""

from __future__ import annotations

import mmap
from collections.abc import Callable, Mapping, Sequence

from scpipe.command import cli, detach, learning_run
from scpipe.command import ending as end
from scpipe.command.complaint import complain, tell, warn
from scpipe.command.invocation import Invocation, LimitWords, PolicyWords, StatusWords
from scpipe.errors import EXIT_FAILURE, EXIT_VIOLATION, ScpipeError, UsageError, describe_defect
from scpipe.learning.composing import Told
from scpipe.learning.endings import how_it_ended, is_seen, is_whole
from scpipe.learning.lesson import Lesson, LessonWords
from scpipe.policy.resolve import Flags
from scpipe.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class _Words(Record):
    """What is to be run, and how. ``partial``: an interrupted run is learnt from as well."""

    command: Sequence[str]
    check: bool
    partial: bool
    timeout: str | None
    trap: str | None


def learn(command: Sequence[str], given: Mapping[str, Any]) -> int:
    """Learn, and with --check run again under what was learnt; the exit status, or death as the command's.

    ``given``: options by key, None or False for one that was not.
    """
    return _told(lambda: _learn(command, given))


def _learn(command: Sequence[str], given: Mapping[str, Any]) -> int:
    if not given["output"]:
        raise UsageError("learn needs -o FILE: where is the policy to go?")
    flags = Flags(first_message=given["first_message"], relax=tuple(given["relax"] or ()))
    words = _Words(command, *(given[key] for key in ("check", "partial", "timeout", "trap")))
    lesson = Lesson(LessonWords(given["output"], given["merge"], given["force"], flags))
    return _learn_and_check(words, lesson) if words.check else _run(words, lesson)


def _told(action: Callable[[], int]) -> int:
    """What an action returns; what goes wrong is one line, and a status."""
    try:
        return action()
    except ScpipeError as error:
        return complain(error)
    except Exception as error:  # noqa: BLE001 - a defect of ours: the sandbox is dead by now, say where to look
        return complain(ScpipeError(f"internal error: {describe_defect(error)}"))


def _learn_and_check(words: _Words, lesson: Lesson) -> int:
    """Both runs in children: what one gives up of its streams and signals, the other still has."""
    written = mmap.mmap(-1, mmap.PAGESIZE)
    status = detach.run_in_child(lambda: _told(lambda: _run(words, lesson, written)))
    if not written[0]:
        return detach.end_as(status)
    tell(f"running it again under {lesson.shown}")
    again = Invocation(
        words.command,
        PolicyWords(lesson.path),
        limits=LimitWords(timeout=words.timeout),
        status=StatusWords(fail_on_violation=True),
        trap=words.trap,
    )
    status = detach.run_in_child(lambda: cli.run(again))
    if status == EXIT_VIOLATION:
        warn(f"it does not pass under {lesson.shown}: the lines above say what was refused")
    elif status < 0:
        warn(f"nothing was refused under {lesson.shown} until a signal ended it")
    elif status != EXIT_FAILURE:
        tell(f"it passes under {lesson.shown}: nothing was refused, and it ended with status {status}")
    return detach.end_as(status)


def _run(words: _Words, lesson: Lesson, written: mmap.mmap | None = None) -> int:
    """Run and learn. ``written``: where to leave word that the policy is there. Raises ScpipeError."""
    run = learning_run.watch(words.command, lesson.effective, words.timeout, words.trap)
    ended = how_it_ended(run.ending)
    if is_seen(run.ending) and (words.partial or is_whole(run.ending)):
        needed = run.reporter.tally.needs()
        told = Told(tuple(words.command), ended, bool(run.ending.code), needed)
        said = lesson.finish(run.needs, told)
        for text in said.warnings:
            warn(text)
        for text in said.lines:
            tell(text)
        if written is not None:
            written[0] = 1
    elif is_seen(run.ending):
        warn(f"the command {ended}: nothing is written; --partial writes what was seen until then")
    return end.conclude(StatusWords(), run.ending, run.reporter)
