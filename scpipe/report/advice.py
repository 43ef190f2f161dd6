"""What kind of write a refusal looks like, and what the user can do about it. Pure.

A guess from features of the message and the programs' names; never used for a verdict.
"""

from __future__ import annotations

from scpipe.policy.model import PairKind
from scpipe.report.escape import escape
from scpipe.report.events import Advice, MessageFacts, Refusal
from scpipe.report.known import first_of
from scpipe.report.naming import canonical
from scpipe.report.remedies import LONGEST_STRUCT, STRUCTS, table
from scpipe.report.shapes import FIRST_CHARACTER, SIGNALS, exec_report, signal_number
from scpipe.report.trusting import what_it_runs

CREATIONS = frozenset({"pipe", "pipe2", "socketpair"})
LINE_ENDS = frozenset(b"\n\r")
TRANSFERS = frozenset({"splice", "tee", "vmsplice", "sendfile", "sendfile64", "copy_file_range", "io_submit"})

_NAME_LIMIT = 40


def variable(kind: str) -> str:
    """The SCONE variable that governs a kind of pair."""
    return "SCONE_PIPE" if PairKind(kind) is PairKind.PIPE else "SCONE_SOCKETPAIR"


def advise(refusal: Refusal, setter: str = "") -> Advice:
    """Recognise a refused call, by everything but the advice that it has already.

    ``setter``: path of the program whose message set the pair's event byte, "" where that is not known.
    """
    syscall, message = refusal.syscall, refusal.message
    PairKind(refusal.pair.kind)  # anything else is a mistake of the caller
    if message is None and syscall in CREATIONS:
        return _creation(refusal)
    if message is None or syscall in TRANSFERS:
        return _transfer(refusal)
    known = first_of(table(), refusal)
    if known is not None:
        return _advice(known.pattern, refusal, known.what, known.remedy)
    return (
        _descriptor(refusal, message)
        or _single(refusal, message, setter)
        or _error_report(refusal)
        or _struct(refusal, message)
        or _data(refusal)
    )


def _advice(pattern: str, refusal: Refusal, what: str, fix: str = "") -> Advice:
    text = f"{fix}, or {_allow(refusal)}" if fix else _allow(refusal)
    return Advice(pattern, f"{what}; {text}", what, fix)


def _allow(refusal: Refusal) -> str:
    """Rules go by who has made the pair, so that is the program to name."""
    kind, exe = refusal.pair.kind, refusal.pair.creator_exe
    everyone = f"(policy {kind}: allow; {variable(kind)}=allow)"
    maker = _name(exe)
    if not maker:
        return f"allow {kind}s {everyone}"
    trusts = ", which trusts all that can start it" if what_it_runs(exe) else ""
    return f"allow the {kind}s of {maker} by a rule{trusts}, or all {everyone}"


def _name(exe: str) -> str:
    return escape(exe.rsplit("/", 1)[-1], _NAME_LIMIT)


def _creation(refusal: Refusal) -> Advice:
    kind = refusal.pair.kind
    remedy = f"use allow-events (policy {kind}: allow-events; {variable(kind)}=allow-events)"
    what = f"{kind}s are denied"
    return Advice("creation", f"{what}; if the program only needs wake-ups, {remedy}", what)


def _transfer(refusal: Refusal) -> Advice:
    what = f"{escape(refusal.syscall, _NAME_LIMIT)} moves bytes that cannot be judged"
    return _advice("transfer", refusal, what, "make the program use read and write")


def _descriptor(refusal: Refusal, message: MessageFacts) -> Advice | None:
    if not message.ancillary:
        return None
    return _advice("descriptor", refusal, "a descriptor or other control data counts as data")


def _single(refusal: Refusal, message: MessageFacts, setter: str) -> Advice | None:
    """A message of one repeated byte: what differs is the event byte."""
    if not message.uniform or message.length == 0:
        return None
    if _two_parties(refusal, message, setter):
        what = "two programs use different tokens on this pair; only the first kind passes"
        return _advice("second-token", refusal, what)
    if signal_number(refusal):
        name = SIGNALS.get(message.first_byte, f"signal {message.first_byte}")
        what = f"looks like the number of a signal ({name}); only the kind that came first passes"
        return _advice("signal-number", refusal, what)
    if message.first_byte in LINE_ENDS and refusal.event_byte >= FIRST_CHARACTER:
        return _data(refusal)
    what = "a second kind of wake byte; only the kind that came first passes"
    return _advice("wake-byte", refusal, what, "make the program always write the same byte")


def _two_parties(refusal: Refusal, message: MessageFacts, setter: str) -> bool:
    if setter:
        return message.length == 1 and canonical(setter) != canonical(refusal.exe)
    return message.length == 1 and {message.first_byte, refusal.event_byte} == {0x2B, 0x7C}  # + and |


def _error_report(refusal: Refusal) -> Advice | None:
    """An errno, or GLib's pair of a stage (0..8) and an errno, as the only message of a pipe."""
    if refusal.pair.kind != PairKind.PIPE.value or not exec_report(refusal):
        return None
    what = (
        "looks like a child's report that it cannot execute a program; the report is lost, and musl's "
        "posix_spawn repeats it for ever"
    )
    return _advice("error-report", refusal, what, "see that the program exists and can be executed")


def _struct(refusal: Refusal, message: MessageFacts) -> Advice | None:
    if message.printable or message.length % 4 or not 0 < message.length <= LONGEST_STRUCT:
        return None
    name = STRUCTS.get(message.length, f"a record of {message.length} bytes")
    return _advice("fixed-struct", refusal, f"looks like a structure: {name}")


def _data(refusal: Refusal) -> Advice:
    writer, maker = _name(refusal.exe), _name(refusal.pair.creator_exe)
    if maker and writer and canonical(writer) != canonical(maker):
        what = f"{writer} sends data through a {refusal.pair.kind} of {maker}"
    else:
        what = "the program sends data through this pair"
    return _advice("data", refusal, what, "use a file or TCP")
