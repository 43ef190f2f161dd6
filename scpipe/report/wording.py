"""A refusal in words: who did what to which pair, and why that was refused. Pure; never payload.

Spaces inside names are HARD (scpipe/report/commandline.py); ``lines()`` and ``plain()`` make them plain.
"""

from __future__ import annotations

from scpipe.report.advice import CREATIONS, TRANSFERS
from scpipe.report.alike import Group
from scpipe.report.commandline import HARD, command_line, hard, label, other_name
from scpipe.report.escape import ELLIPSIS, escape
from scpipe.report.events import Advice, MessageFacts, Refusal

#: Every line begins with this: so it can be told from the command's own.
PREFIX = "scpipe: "
#: Longest line in bytes, so that a line is one write(2) to a pipe.
LINE_LIMIT = 1000
#: Lines for people are broken before this column.
COLUMNS = 80

_CALL_LIMIT = 40
_TEXT_LIMIT = 600
_STREAMS = {0: "stdin", 1: "stdout", 2: "stderr"}
#: What the kinds of pairs are called.
NOUNS = {"pipe": "pipe", "socketpair": "socket pair"}


def line(text: str) -> str:
    """One line, not broken: escaped once more, as marks may have met where parts were joined."""
    whole = escape(f"{PREFIX}{plain(text)}", LINE_LIMIT)
    data = whole.encode("utf-8", "backslashreplace")
    if len(data) <= LINE_LIMIT:
        return whole
    return data[: LINE_LIMIT - len(ELLIPSIS)].decode("utf-8", "ignore") + ELLIPSIS


def lines(text: str, indent: int = 0) -> list[str]:
    """A text broken at its spaces; every line begins with PREFIX, all but the first with two spaces more."""
    room = COLUMNS - len(PREFIX)
    found: list[str] = []
    now = " " * indent
    empty = True
    for word in text.split(" "):
        if not empty and len(now) + 1 + len(word) > room:
            found.append(now)
            now, empty = " " * (indent + 2), True
        now += word if empty else f" {word}"
        empty = False
    return [line(each) for each in (*found, now)]


def plain(text: str) -> str:
    """A text with the spaces it is read with."""
    return text.replace(HARD, " ")


def count(number: int, noun: str, nouns: str = "") -> str:
    """``1 byte``, ``2 bytes``; ``nouns``: where more are not called by an s."""
    return f"{number} {noun if number == 1 else nouns or f'{noun}s'}"


def verb_of(refusal: Refusal) -> str:
    """What becomes of the call."""
    return "refused" if refusal.enforced else "would refuse"


def sentence(refusal: Refusal) -> str:
    """Who did what: ```date -u` (pid 7, child of ./gop) wrote 5 bytes to its stdout, a pipe that ...``."""
    about = [other_name(refusal.exe, refusal.argv), f"pid {refusal.pid}"]
    about += [] if refusal.tid in (refusal.pid, 0) else [f"thread {refusal.tid}"]
    parent = refusal.parent
    about += [] if parent is None else [f"child of {label(parent.exe, parent.argv)}"]
    who = command_line(refusal.exe, refusal.argv)
    return f"{who} ({', '.join(filter(None, about))}) {_did(refusal)}"


def about(group: Group) -> str:
    """What those of a group have in common."""
    where = f"{NOUNS.get(group.kind, 'pair')}s" + (f" that {group.maker} made" if group.maker else "")
    does = {
        "creation": f"asked for {NOUNS.get(group.kind, 'pair')}s",
        "transfer": f"moved bytes into {where}",
    }.get(group.pattern, f"wrote to {where}")
    return f"{group.writer} {does} ({escape(group.pattern, _CALL_LIMIT)})"


def why(refusal: Refusal) -> str:
    """Why it was refused: what is wrong with the message, what kind of write this is."""
    what, _fix = remedy(refusal.advice)
    pattern = escape(refusal.advice.pattern, _CALL_LIMIT)
    if pattern == "creation":
        return what or _fault(refusal)
    kind = f"{pattern} ({what})" if what else pattern
    return f"{_fault(refusal)}: {kind}" if kind else _fault(refusal)


def remedy(advice: Advice) -> tuple[str, str]:
    """What kind of write it is, and what to do about it without opening the whole kind ("": nothing)."""
    return escape(advice.what, _TEXT_LIMIT), escape(advice.fix, _TEXT_LIMIT)


def _did(refusal: Refusal) -> str:
    call, message = escape(refusal.syscall, _CALL_LIMIT), refusal.message
    if message is None and refusal.syscall in CREATIONS:
        return f"asked for a {NOUNS.get(refusal.pair.kind, 'pair')} ({call})"
    if message is None or refusal.syscall in TRANSFERS:
        return f"moved bytes by {call} to {_where(refusal)}"
    verb = "sent" if refusal.syscall.startswith("send") else "wrote"
    control = " and control data" if message.ancillary else ""
    return f"{verb} {count(message.length, 'byte')}{control} to {_where(refusal)}"


def _where(refusal: Refusal) -> str:
    pair = f"a {NOUNS.get(refusal.pair.kind, 'pair')}{_made(refusal)}"
    if refusal.fd < 0:
        return pair
    return f"its {_STREAMS.get(refusal.fd, f'descriptor {refusal.fd}')}, {pair}"


def _made(refusal: Refusal) -> str:
    pair = refusal.pair
    if not pair.creator_exe:
        return "" if pair.mode != "quarantined" else " that nobody saw being made"
    maker = label(pair.creator_exe, pair.creator_argv)
    if pair.creator_pid == refusal.pid:
        is_same = pair.creator_exe == refusal.exe and pair.creator_argv == refusal.argv
        return " that it made" if is_same else f" that it made as {maker}"
    if refusal.parent is not None and refusal.parent.pid == pair.creator_pid:
        return f" that {maker} made"
    return f" that {maker} (pid {pair.creator_pid}) made"


def _fault(refusal: Refusal) -> str:
    message = refusal.message
    if message is None or message.ancillary or message.offending_byte < 0:
        return escape(refusal.verdict, _TEXT_LIMIT)
    return _difference(message, refusal.event_byte)


def _difference(message: MessageFacts, event_byte: int) -> str:
    found = f"byte 0x{message.offending_byte:02x} at offset {message.offending_offset} differs from"
    if event_byte >= 0:
        return f"{found} the event byte 0x{event_byte:02x}"
    return f"{found} the first byte 0x{message.first_byte:02x}"


def sample(message: MessageFacts | None) -> str:
    """What --show-data asked for, as one word; "" for none."""
    return "" if message is None or not message.sample else hard(message.sample, _TEXT_LIMIT)
