"""``scpipe learn``: a run in which nothing is refused, and the least policy for what it did."""

from __future__ import annotations

import mmap
import os
import signal
from collections.abc import Mapping, Sequence

from scpipe.command import ending as end
from scpipe.command.complaint import complain, tell, warn
from scpipe.errors import EXIT_VIOLATION, ScpipeError, UsageError, describe_defect
from scpipe.learning.lesson import Lesson, LessonWords
from scpipe.learning.needs import Needs
from scpipe.linux import procfs
from scpipe.outcome import Ending, Status
from scpipe.policy.resolve import Flags
from scpipe.record import Record, replace
from scpipe.report.escape import escape
from scpipe.report.events import Event, Note, Start
from scpipe.report.sinks import Reporter
from scpipe.report.text import TextReporter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: Statuses with which shells tell of a command that was ended by a signal.
_ENDED = {
    128 + number: number.name
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGKILL, signal.SIGTERM)
}


class LearnWords(Record):
    """What ``scpipe learn`` was asked for. ``partial``: write also what an interrupted run has shown."""

    lesson: LessonWords
    command: Sequence[str]
    check: bool = False
    partial: bool = False
    timeout: str | None = None
    trap: str | None = None


def learn(command: Sequence[str], given: Mapping[str, Any]) -> int:
    """Learn, and with --check run again under what was learnt; the exit status, or death as the command's.

    ``given``: options by key, None or False for one that was not.
    """
    try:
        words = _read(command, given)
        lesson = Lesson(words.lesson, words.command)
        if not words.check:
            return _learn(words, lesson)
        return _learn_and_check(words, lesson)
    except ScpipeError as error:
        return complain(error)
    except Exception as error:  # noqa: BLE001 - a defect of ours: the sandbox is dead by now, say where to look
        return complain(ScpipeError(f"internal error: {describe_defect(error)}"))


def _read(command: Sequence[str], given: Mapping[str, Any]) -> LearnWords:
    """What was asked for. Raises UsageError."""
    if not given["output"]:
        raise UsageError("learn needs -o FILE: where is the policy to go?")
    flags = Flags(first_message=given["first_message"], relax=tuple(given["relax"] or ()))
    lesson = LessonWords(given["output"], given["merge"], given["force"], flags)
    rest = {key: given[key] for key in ("check", "partial", "timeout", "trap")}
    return LearnWords(lesson, command, **rest)


def _learn_and_check(words: LearnWords, lesson: Lesson) -> int:
    """Both runs in children: what one gives up of its streams and signals, the other still has."""
    from scpipe.command import cli, detach
    from scpipe.command.invocation import Invocation, LimitWords, PolicyWords, StatusWords

    written = mmap.mmap(-1, mmap.PAGESIZE)

    def first() -> int:
        try:
            return _learn(words, lesson, written)
        except ScpipeError as error:
            return complain(error)
        except Exception as error:  # noqa: BLE001 - as above
            return complain(ScpipeError(f"internal error: {describe_defect(error)}"))

    status = detach.run_in_child(first)
    if not written[0]:
        return detach.end_as(status)
    path = lesson.target.path
    tell(f"running it again under {escape(path, 1000)}")
    policy, limits = PolicyWords(path), LimitWords(timeout=words.timeout)
    again = Invocation(words.command, policy, limits=limits, status=StatusWords(True), trap=words.trap)
    status = detach.run_in_child(lambda: cli.run(again))
    if status == EXIT_VIOLATION:
        warn(f"it does not pass under {escape(path, 1000)}: the lines above say what was refused")
    elif status < 0:
        warn(f"nothing was refused under {escape(path, 1000)}, up to the signal that ended it")
    elif status != 125:
        tell(f"it passes under {escape(path, 1000)}: nothing was refused, status {status}")
    return detach.end_as(status)


def _learn(words: LearnWords, lesson: Lesson, written: mmap.mmap | None = None) -> int:
    """The run and what is learnt from it. ``written``: where to leave word that the policy is there."""
    from scpipe.command.invocation import Invocation, LimitWords, StatusWords
    from scpipe.command.outputs import own
    from scpipe.spawn.child import Command, callers_environment
    from scpipe.spawn.streams import fill_standard_descriptors
    from scpipe.spawn.surroundings import ensure_untraced, explained
    from scpipe.supervision.run import supervise
    from scpipe.supervision.watch import Watch

    ensure_untraced()
    trap = Invocation(words.command, trap=words.trap).read_trap()
    options = replace(LimitWords(timeout=words.timeout).read(), trap=trap)
    needs = Needs(lambda pid: procfs.identity(pid, arguments=False))
    with explained():
        fill_standard_descriptors()
        reporter = Reporter([needs, _Voice(own(2))])
    command = Command(words.command, callers_environment(), launcher=os.getpid())
    ending = supervise(command, lesson.effective, options, Watch(reporter))
    _finish(words, lesson, needs, reporter, ending)
    if written is not None and _is_whole(words, ending):
        written[0] = 1
    return end.conclude(StatusWords(), ending, reporter)


def _finish(words: LearnWords, lesson: Lesson, needs: Needs, reporter: Reporter, ending: Ending) -> None:
    """Write what was learnt, and say it. Raises ScpipeError."""
    if ending.code is None or ending.status is Status.INTERNAL_ERROR:
        return  # it is told by whoever ends
    how = _how(ending)
    if not _is_whole(words, ending):
        warn(f"the command {how}: nothing is written; --partial writes what was seen until then")
        return
    said = lesson.finish(needs, reporter.tally.needs(), how, bool(ending.code))
    for text in said.warnings:
        warn(text)
    for text in said.lines:
        tell(text)


def _is_whole(words: LearnWords, ending: Ending) -> bool:
    """True if there is something to write: the command came to its own end, or what it did is enough."""
    if ending.code is None or ending.status is Status.INTERNAL_ERROR:
        return False
    return words.partial or (ending.status is Status.OK and ending.code >= 0 and ending.code not in _ENDED)


def _how(ending: Ending) -> str:
    code = ending.code or 0
    if ending.status is Status.TIMEOUT:
        return "was ended by the timeout"
    if code < 0:
        return f"died of {_signal(-code)}"
    if code in _ENDED:
        return f"ended with status {code}, as after {_ENDED[code]}"
    return f"ended with status {code}"


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


class _Voice:
    """What is said while the command runs: warnings, not the refusals that would have been."""

    def __init__(self, fd: int) -> None:
        self._text = TextReporter(fd)

    def emit(self, event: Event) -> None:
        """Say what is no verdict."""
        if isinstance(event, (Note, Start)):
            self._text.emit(event)
