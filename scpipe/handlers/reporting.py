"""Events out of decisions: what happened, who did it, what can be done."""

from __future__ import annotations

import os

from scpipe.emulation.sources import MOST_KEPT
from scpipe.handlers.context import Context
from scpipe.handlers.pairs import Attempt
from scpipe.ledger.ledger import Judgement
from scpipe.ledger.model import Accept, Creator, Message, Pair, Reason, Refuse, Verdict
from scpipe.policy.model import OnViolation, PairKind, PairMode
from scpipe.record import Record, replace
from scpipe.report.advice import advise
from scpipe.report.escape import escape
from scpipe.report.events import (
    Advice,
    Frame,
    Holder,
    MessageFacts,
    Note,
    PairCreated,
    PairFacts,
    Program,
    Refusal,
    Unavailable,
)
from scpipe.seccomp.entries import Entry, error_name
from scpipe.tracee.task import Process, Task

_NO_ADVICE = Advice("", "")
#: A hostile program can make up names of programs and calls without end.
MOST_UNAVAILABLE = 4096


def pair_facts(pair: Pair) -> PairFacts:
    """A pair as reports name it."""
    mode = "quarantined" if pair.mode is None else pair.mode.value
    creator = pair.creator
    return PairFacts(pair.id, pair.kind.value, mode, creator.pid, creator.exe, creator.rule, creator.argv)


def tell_pair(context: Context, task: Task, pair: Pair, fds: tuple[int, int]) -> None:
    """A pair was registered."""
    ends = ("read", "write") if pair.kind is PairKind.PIPE else ("both", "both")
    holders = tuple(Holder(task.process.pid, fd, end) for fd, end in zip(fds, ends, strict=True))
    facts = pair_facts(pair)
    finder = context.reports.backtraces
    frames = () if finder is None else finder.of_maker(task, pair.id)
    context.emit(PairCreated(context.now(), task.process.pid, task.tid, facts, fds, holders, frames))
    _tell_notes(context)


def tell_refusal(
    context: Context, attempt: Attempt, pair: Pair, message: Message | None, judgement: Judgement
) -> None:
    """A message, or a transfer by reference (``message`` None), was refused, or would be."""
    find = context.reports.holders
    inodes = pair.inodes or (attempt.borrowed.facts.inode,)
    holders = find(pair.kind, inodes, attempt.task) if find is not None else ()
    facts = _message_facts(context, pair, message, judgement.verdict)
    told = _Told(judgement, facts, attempt.descriptor, holders)
    _violate(context, attempt.task, attempt.entry, pair, told)


def tell_denied_creation(
    context: Context, task: Task, entry: Entry, kind: PairKind, creator: Creator
) -> None:
    """A pair was not made (or, in audit mode, would not have been)."""
    verdict = Refuse(Reason.DENIED)
    told = _Told(Judgement(verdict, verdict, True))
    _violate(context, task, entry, Pair(0, kind, PairMode.DENY, creator), told)


class _Told(Record):
    """What a refusal is told with: why, which message, through which descriptor, who holds the pair."""

    judgement: Judgement
    message: MessageFacts | None = None
    fd: int = -1
    holders: tuple[Holder, ...] = ()


def tell_unavailable(context: Context, task: Task, entry: Entry, name: str = "") -> None:
    """A safety refusal; told once for each program and call. ``name``: the call's, if not the row's."""
    exe, name = task.process.identity.path, name or entry.name
    if not _is_news(context, exe, name):
        return
    code = error_name(entry.errno)
    pid = task.process.pid
    context.emit(Unavailable(context.now(), pid, task.tid, exe, name, code, entry.reason, entry.relax))


def tell_no_room(context: Context, task: Task, entry: Entry, length: int) -> None:
    """A message was not sent for want of room to keep it; told once for each program."""
    exe = task.process.identity.path
    if not _is_news(context, exe, "no room"):
        return
    text = (
        f"{entry.name} of {length} bytes by {exe} (pid {task.process.pid}) failed with ENOBUFS: scpipe keeps "
        f"at most {MOST_KEPT >> 20} MiB of messages that it judges or that wait, all programs together"
    )
    context.emit(Note(context.now(), "warning", text))


def tell_blind(context: Context, task: Task, entry: Entry) -> None:
    """The kernel denies us access to a process; told once for each."""
    pid, exe = task.process.pid, task.process.identity.path
    if not _is_news(context, str(pid), "blind"):
        return
    text = (
        f"the kernel denies access to {exe} (pid {pid}): its calls fail with EIO, first {entry.name}; a "
        "process that changed its user or capabilities can only be supervised with CAP_SYS_PTRACE"
    )
    context.emit(Note(context.now(), "error", text))


def _is_news(context: Context, who: str, what: str) -> bool:
    seen = context.reports.unavailable_seen
    if (who, what) in seen or len(seen) >= MOST_UNAVAILABLE:
        return False
    seen.add((who, what))
    return True


def _message_facts(
    context: Context, pair: Pair, message: Message | None, verdict: Verdict
) -> MessageFacts | None:
    if message is None:
        return None
    shown = context.reports.show_data
    byte, offset = (verdict.byte, verdict.offset) if isinstance(verdict, Refuse) else (-1, -1)
    return MessageFacts(
        length=message.length,
        first_byte=message.first_byte,
        offending_byte=byte,
        offending_offset=offset,
        uniform=message.uniform,
        printable=message.printable and message.length > 0,
        ancillary=message.ancillary,
        first=not pair.event.entered and pair.event.byte is None,
        sample=message.sample[:shown].hex() if shown else "",
    )


def _violate(context: Context, task: Task, entry: Entry, pair: Pair, told: _Told) -> None:
    reports = context.reports
    reports.violations += 1
    frames, makers = _backtraces(context, task, entry, pair)  # while there is somebody to look at
    kills = context.policy.on_violation is OnViolation.KILL
    tells = kills and not reports.kill_all
    if kills:
        reports.kill_all = True
        context.termination.end_for_violation()
    identity = task.process.identity
    refusal = Refusal(
        time=context.now(),
        pid=task.process.pid,
        tid=task.tid,
        exe=identity.path,
        argv0=identity.arguments[0] if identity.arguments else "",
        syscall=entry.name,
        fd=told.fd,
        pair=pair_facts(pair),
        event_byte=-1 if pair.event.byte is None else pair.event.byte,
        message=told.message,
        errno=error_name(entry.errno),
        verdict=told.judgement.verdict.reason.value,
        other_reading=_other_reading(told.judgement.other),
        other_exact=told.judgement.other_exact,
        enforced=not context.audit,
        holders=told.holders,
        advice=_NO_ADVICE,
        argv=identity.arguments,
        parent=_parent(task.process),
        backtrace=frames,
        creator_backtrace=makers,
    )
    context.emit(replace(refusal, advice=advise(refusal, pair.setter)))
    _tell_notes(context)
    if tells:
        context.emit(Note(context.now(), "warning", _why_killed(task, entry.name, pair)))


def _parent(process: Process) -> Program | None:
    program = process.parent_program
    return None if program is None else Program(process.parent, program.path, program.arguments)


def _backtraces(
    context: Context, task: Task, entry: Entry, pair: Pair
) -> tuple[tuple[Frame, ...], tuple[Frame, ...]]:
    """Where a call is refused, once for each pair, program and call; and where the pair was made."""
    finder = context.reports.backtraces
    if finder is None:
        return (), ()
    identity = task.process.identity
    what = (pair.id, identity.device, identity.inode, entry.name)
    return finder.of_refusal(task, what), finder.made(pair.id)


def _tell_notes(context: Context) -> None:
    finder = context.reports.backtraces
    for text in () if finder is None else finder.take_notes():
        context.emit(Note(context.now(), "warning", text))


def _why_killed(task: Task, name: str, pair: Pair) -> str:
    """Who brought death on everything, and by what."""
    who = f"{escape(os.path.basename(task.process.identity.path) or '?')}[{task.process.pid}]"
    which = f" to {pair.kind.value} #{pair.id}" if pair.id else ""
    return f"on-violation kill: SIGKILL to every process, because of {name}{which} by {who}"


def _other_reading(verdict: Verdict) -> str:
    word = "pass" if isinstance(verdict, Accept) else "refuse"
    return f"{word}: {verdict.reason.value}"
