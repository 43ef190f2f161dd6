"""What kind of write a refusal looks like, and what the user can do about it. Pure.

A guess from features of the message and the program's name; never used for a verdict.
"""

from __future__ import annotations

from scpipe.policy.model import PairKind
from scpipe.report.escape import escape
from scpipe.report.events import Advice, MessageFacts, Refusal
from scpipe.report.remedies import (
    EXEC_ERRNOS,
    FIRST_CHARACTER,
    KNOWN,
    LONGEST_STRUCT,
    SIGNALS,
    STRUCTS,
    canonical,
    errno_report,
    signal_byte,
)

CREATIONS = frozenset({"pipe", "pipe2", "socketpair"})
LINE_ENDS = frozenset(b"\n\r")
TRANSFERS = frozenset({"splice", "tee", "vmsplice", "sendfile", "sendfile64", "copy_file_range", "io_submit"})


def variable(kind: str) -> str:
    """The SCONE variable that governs a kind of pair."""
    return "SCONE_PIPE" if PairKind(kind) is PairKind.PIPE else "SCONE_SOCKETPAIR"


def advise(refusal: Refusal, setter: str = "") -> Advice:
    """Recognise a refused call, by everything but the advice that it has already.

    ``setter``: path of the program whose message set the pair's event byte, "" where that is not known.
    """
    kind, syscall, message = PairKind(refusal.pair.kind).value, refusal.syscall, refusal.message
    if message is None and syscall in CREATIONS:
        return _creation(kind)
    if message is None or syscall in TRANSFERS:
        return _transfer(kind, syscall)
    program = canonical(refusal.exe)
    return (
        _by_program(kind, message, program, refusal.event_byte)
        or _descriptor(kind, message)
        or _single(kind, message, program, refusal.event_byte, setter)
        or _error_report(kind, message)
        or _struct(kind, message)
        or _data(kind)
    )


def _allow(kind: str) -> str:
    return f"allow {kind}s (policy {kind}: allow; {variable(kind)}=allow)"


def _advice(pattern: str, kind: str, what: str, workaround: str = "") -> Advice:
    remedy = f"{workaround}, or {_allow(kind)}" if workaround else _allow(kind)
    return Advice(pattern, f"{what}; {remedy}")


def _creation(kind: str) -> Advice:
    remedy = f"use allow-events (policy {kind}: allow-events; {variable(kind)}=allow-events)"
    return Advice("creation", f"{kind}s are denied; if the program only needs wake-ups, {remedy}")


def _transfer(kind: str, syscall: str) -> Advice:
    what = f"{escape(syscall, 40)} moves bytes that cannot be judged"
    return _advice("transfer", kind, what, "make the program use read and write")


def _by_program(kind: str, message: MessageFacts, program: str, event_byte: int) -> Advice | None:
    for known in KNOWN:
        if program not in known.programs or known.kind not in ("", kind):
            continue
        if message.ancillary is (known.pattern == "descriptor") and known.fits(message, event_byte):
            return _advice(known.pattern, kind, known.what, known.workaround)
    return None


def _descriptor(kind: str, message: MessageFacts) -> Advice | None:
    if not message.ancillary:
        return None
    return _advice("descriptor", kind, "a descriptor or other control data counts as data")


def _single(kind: str, message: MessageFacts, program: str, event_byte: int, setter: str) -> Advice | None:
    """A message of one repeated byte: what differs is the event byte."""
    if not message.uniform or message.length == 0:
        return None
    if _two_parties(message, program, event_byte, setter):
        what = "two programs use different tokens on this pair; only the first kind passes"
        return _advice("second-token", kind, what)
    if signal_byte(message, event_byte):
        return _signal(kind, message.first_byte)
    if message.first_byte in LINE_ENDS and event_byte >= FIRST_CHARACTER:
        return _data(kind)
    what = "a second kind of wake byte; only the kind that came first passes"
    return _advice("wake-byte", kind, what, "make the program always write the same byte")


def _two_parties(message: MessageFacts, program: str, event_byte: int, setter: str) -> bool:
    if setter:
        return message.length == 1 and canonical(setter) != program
    return message.length == 1 and {message.first_byte, event_byte} == {0x2B, 0x7C}  # + and |


def _signal(kind: str, byte: int) -> Advice:
    name = SIGNALS.get(byte, f"signal {byte}")
    what = f"looks like the number of a signal ({name}); only the first kind passes, so others are ignored"
    return _advice("signal-number", kind, what, "use one signal kind only")


def _error_report(kind: str, message: MessageFacts) -> Advice | None:
    """An errno, or GLib's pair of a stage (0..8) and an errno, as the only message of a pipe."""
    if kind != PairKind.PIPE.value or not errno_report(message):
        return None
    if message.first_byte not in EXEC_ERRNOS and not (message.length == 8 and message.first_byte <= 8):
        return None
    what = "looks like the report that exec failed; the report is lost"
    return _advice("error-report", kind, what, "see that the program exists")


def _struct(kind: str, message: MessageFacts) -> Advice | None:
    if message.printable or message.length % 4 or not 0 < message.length <= LONGEST_STRUCT:
        return None
    name = STRUCTS.get(message.length, f"a record of {message.length} bytes")
    return _advice("fixed-struct", kind, f"looks like a structure: {name}")


def _data(kind: str) -> Advice:
    return _advice("data", kind, "the program sends data through this pair", "use a file or TCP")
