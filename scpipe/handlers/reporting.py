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
from scpipe.seccomp.entries import ERROR_NAMES, Entry, error_name
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


class Refused(Record, frozen=False):  # not frozen, __init__ by hand: one for every refused write
    """Why something is refused: which message (None: a transfer by reference, or the making of a pair).

    ``fd``: through which descriptor, -1 for none; ``inode``: of what that names, for a pair without one.
    """

    judgement: Judgement
    message: Message | None = None
    fd: int = -1
    inode: int = 0

    def __init__(
        self, judgement: Judgement, message: Message | None = None, fd: int = -1, inode: int = 0
    ) -> None:
        self.judgement = judgement
        self.message = message
        self.fd = fd
        self.inode = inode


def tell_refusal(
    context: Context, attempt: Attempt, pair: Pair, message: Message | None, judgement: Judgement
) -> None:
    """A message, or a transfer by reference (``message`` None), was refused, or would be."""
    refused = Refused(judgement, message, attempt.descriptor, attempt.borrowed.facts.inode)
    tell_refused(context, attempt.task, attempt.entry, pair, refused)


def tell_if_refused(context: Context, task: Task, entry: Entry, pair: Pair, fd: int, data: bytes) -> bool:
    """Judge a whole message, without control data or address, and tell of it if it may not enter the pair.

    False, and nothing is noted, if it may; and where a violation ends everything, which takes the long way.
    """
    if context.policy.on_violation is OnViolation.KILL:
        return False
    message = Message(0, printable=True)
    message.add(data)
    judgement = context.ledger.refuse(pair, message)
    if judgement is None:
        return False
    tell_refused(context, task, entry, pair, Refused(judgement, message, fd))
    return True


def tell_refused(context: Context, task: Task, entry: Entry, pair: Pair, refused: Refused) -> None:
    """The same by itself: ``task`` has made a call of the row ``entry`` on an end of ``pair``."""
    find = context.reports.holders
    holders = () if find is None else find(pair.kind, pair.inodes or (refused.inode,), task)
    _violate(context, task, entry, pair, refused, holders)


def tell_denied_creation(
    context: Context, task: Task, entry: Entry, kind: PairKind, creator: Creator
) -> None:
    """A pair was not made (or, in audit mode, would not have been)."""
    verdict = Refuse(Reason.DENIED)
    refused = Refused(Judgement(verdict, verdict, True))
    _violate(context, task, entry, Pair(0, kind, PairMode.DENY, creator), refused, ())


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


def _violate(
    context: Context, task: Task, entry: Entry, pair: Pair, refused: Refused, holders: tuple[Holder, ...]
) -> None:
    reports = context.reports
    reports.violations += 1
    frames, makers = _backtraces(context, task, entry, pair)  # while there is somebody to look at
    kills = context.policy.on_violation is OnViolation.KILL
    tells = kills and not reports.kill_all
    if kills:
        reports.kill_all = True
        context.termination.end_for_violation()
    context.emit(_refusal(context, task, entry, pair, refused, (holders, frames, makers)))
    _tell_notes(context)
    if tells:
        context.emit(Note(context.now(), "warning", _why_killed(task, entry.name, pair)))


_Seen = tuple[tuple[Holder, ...], tuple[Frame, ...], tuple[Frame, ...]]


def _refusal(
    context: Context, task: Task, entry: Entry, pair: Pair, refused: Refused, seen: _Seen
) -> Refusal:
    """The event. ``seen``: who holds the pair, where the call was made, and where the pair was."""
    identity, event_byte, judgement = task.process.identity, pair.event.byte, refused.judgement
    features = _features(pair, refused.message, judgement.verdict)
    about = (  # all that advice depends on: a test holds that
        *(entry.syscall.name, identity.path, identity.arguments, task.process.pid == pair.creator.pid),
        *(pair.kind, pair.creator.exe, pair.creator.argv, event_byte, features, pair.setter),
    )
    advice = context.reports.advice.get(about)
    refusal = Refusal(
        time=context.now(),
        pid=task.process.pid,
        tid=task.tid,
        exe=identity.path,
        argv0=identity.arguments[0] if identity.arguments else "",
        syscall=entry.syscall.name,
        fd=refused.fd,
        pair=pair_facts(pair),
        event_byte=-1 if event_byte is None else event_byte,
        message=None if features is None else MessageFacts(*features, _sample(context, refused.message)),
        errno=ERROR_NAMES[entry.answer.errno],
        verdict=judgement.verdict.reason.value,
        other_reading=_other_reading(judgement.other),
        other_exact=judgement.other_exact,
        enforced=not context.audit,
        holders=seen[0],
        advice=advice or _NO_ADVICE,
        argv=identity.arguments,
        parent=_parent(task.process),
        backtrace=seen[1],
        creator_backtrace=seen[2],
    )
    if advice is not None:
        return refusal
    advice = advise(refusal, pair.setter)
    context.reports.advice.keep(about, advice)
    return replace(refusal, advice=advice)


def _features(
    pair: Pair, message: Message | None, verdict: Verdict
) -> tuple[int, int, int, int, bool, bool, bool, bool] | None:
    """The fields of MessageFacts, in their order, all but the sample; None if there is no message."""
    if message is None:
        return None
    byte, offset = (verdict.byte, verdict.offset) if isinstance(verdict, Refuse) else (-1, -1)
    return (
        *(message.length, message.first_byte, byte, offset, message.uniform),
        message.printable and message.length > 0,
        message.ancillary,
        not pair.event.entered and pair.event.byte is None,
    )


def _sample(context: Context, message: Message | None) -> str:
    shown = context.reports.show_data
    return message.sample[:shown].hex() if shown and message is not None else ""


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
