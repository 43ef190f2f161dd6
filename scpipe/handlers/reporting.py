"""Events out of decisions: what happened, who did it, what can be done."""

from __future__ import annotations

import errno
import os

from scpipe.emulation.room import MOST_KEPT
from scpipe.handlers.context import Context
from scpipe.ledger.ledger import Judgement
from scpipe.ledger.model import Accept, Creator, Message, Pair, Reason, Refuse, Verdict
from scpipe.linux.descriptors import Borrowed
from scpipe.linux.ptrace import SyscallEntry
from scpipe.policy.model import OnViolation, PairKind, PairMode
from scpipe.report.advice import History, advise
from scpipe.report.escape import escape
from scpipe.report.events import Holder, MessageFacts, Note, PairCreated, PairFacts, Refusal, Unavailable
from scpipe.seccomp.entries import Entry
from scpipe.tracee.task import Task

#: A hostile program can make up names of programs and calls without end.
MOST_UNAVAILABLE = 4096
#: Which argument is the descriptor a refusal names.
_DESCRIPTOR = {"splice": 2, "tee": 1}


def pair_facts(pair: Pair) -> PairFacts:
    """A pair as reports name it."""
    mode = "quarantined" if pair.mode is None else pair.mode.value
    creator = pair.creator
    return PairFacts(pair.id, pair.kind.value, mode, creator.pid, creator.exe, creator.rule)


def tell_pair(context: Context, task: Task, pair: Pair, fds: tuple[int, int]) -> None:
    """A pair was registered."""
    ends = ("read", "write") if pair.kind is PairKind.PIPE else ("both", "both")
    holders = tuple(Holder(task.process.pid, fd, end) for fd, end in zip(fds, ends, strict=True))
    facts = pair_facts(pair)
    context.emit(PairCreated(context.now(), task.process.pid, task.tid, facts, fds, holders))


def tell_refusal(
    context: Context,
    task: Task,
    call: SyscallEntry,
    name: str,
    pair: Pair,
    message: Message | None,
    judgement: Judgement,
    borrowed: Borrowed,
) -> None:
    """A message, or a transfer by reference, was refused (or would be)."""
    facts = _message_facts(context, pair, message, judgement.verdict)
    code = errno.EINVAL if message is None else errno.EACCES
    fd = call.args[_DESCRIPTOR.get(name, 0)] & 0x7FFFFFFF
    inodes = pair.inodes or (borrowed.facts.inode,)
    holders = context.holders(pair.kind, inodes, task)
    _violate(context, task, name, pair, facts, judgement, code, fd, holders)


def tell_denied_creation(context: Context, task: Task, name: str, kind: PairKind, creator: Creator) -> None:
    """A pair was not made (or, in audit mode, would not have been)."""
    pair = Pair(0, kind, PairMode.DENY, creator)
    verdict = Refuse(Reason.DENIED)
    _violate(context, task, name, pair, None, Judgement(verdict, verdict, True), errno.EACCES, -1, ())


def tell_unavailable(context: Context, task: Task, entry: Entry, name: str, answer: int = 0) -> None:
    """A safety refusal; told once for each program and call. ``answer``: its errno, if not the row's."""
    exe = task.process.identity.path
    if not _is_news(context, exe, name):
        return
    answer = answer or entry.errno
    code = "EOPNOTSUPP" if answer == errno.EOPNOTSUPP else errno.errorcode.get(answer, str(answer))
    pid = task.process.pid
    context.emit(Unavailable(context.now(), pid, task.tid, exe, name, code, entry.reason, entry.relax))


def tell_no_room(context: Context, task: Task, name: str, length: int) -> None:
    """A message was not sent for want of room to keep it; told once for each program."""
    exe = task.process.identity.path
    if not _is_news(context, exe, "no room"):
        return
    text = (
        f"{name} of {length} bytes by {exe} (pid {task.process.pid}) failed with ENOBUFS: scpipe keeps at "
        f"most {MOST_KEPT >> 20} MiB of messages that it judges or that wait, all programs together"
    )
    context.emit(Note(context.now(), "warning", text))


def _is_news(context: Context, exe: str, what: str) -> bool:
    if (exe, what) in context.unavailable_seen or len(context.unavailable_seen) >= MOST_UNAVAILABLE:
        return False
    context.unavailable_seen.add((exe, what))
    return True


def _message_facts(
    context: Context, pair: Pair, message: Message | None, verdict: Verdict
) -> MessageFacts | None:
    if message is None:
        return None
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
        sample=message.sample[: context.show_data].hex() if context.show_data else "",
    )


def _violate(
    context: Context,
    task: Task,
    name: str,
    pair: Pair,
    facts: MessageFacts | None,
    judgement: Judgement,
    code: int,
    fd: int,
    holders: tuple[Holder, ...],
) -> None:
    context.violations += 1
    kills = context.policy.on_violation is OnViolation.KILL
    tells = kills and not context.kill_all
    if kills:
        context.kill_all = True
        context.termination.end_for_violation()
    identity = task.process.identity
    event_byte = -1 if pair.event.byte is None else pair.event.byte
    program = os.path.basename(identity.path)
    history = History(os.path.basename(pair.creator.exe), os.path.basename(pair.setter))
    advice = advise(pair.kind.value, name, facts, program, event_byte, history=history)
    context.emit(
        Refusal(
            time=context.now(),
            pid=task.process.pid,
            tid=task.tid,
            exe=identity.path,
            argv0=identity.arguments[0] if identity.arguments else "",
            syscall=name,
            fd=fd,
            pair=pair_facts(pair),
            event_byte=event_byte,
            message=facts,
            errno=errno.errorcode[code],
            verdict=judgement.verdict.reason.value,
            other_reading=_other_reading(judgement.other),
            other_exact=judgement.other_exact,
            enforced=not context.audit,
            holders=holders,
            advice=advice,
        )
    )
    if tells:
        context.emit(Note(context.now(), "warning", _why_killed(task, name, pair)))


def _why_killed(task: Task, name: str, pair: Pair) -> str:
    """Who brought death on everything, and by what."""
    who = f"{escape(os.path.basename(task.process.identity.path) or '?')}[{task.process.pid}]"
    which = f" to {pair.kind.value} #{pair.id}" if pair.id else ""
    return f"on-violation kill: SIGKILL to every process, because of {name}{which} by {who}"


def _other_reading(verdict: Verdict) -> str:
    word = "pass" if isinstance(verdict, Accept) else "refuse"
    return f"{word}: {verdict.reason.value}"
