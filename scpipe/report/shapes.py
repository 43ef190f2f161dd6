"""Shapes of refused calls, by which advice tells them apart. Pure.

Each takes the whole refusal. What knows only the message does not ask who has written it.
"""

from __future__ import annotations

from collections.abc import Callable

from scpipe.report.events import MessageFacts, Refusal

#: Whether a refusal has a shape.
Shape = Callable[[Refusal], bool]

#: Signals that programs pass on as a byte or an int, by their number on Linux/x86-64.
SIGNALS = {
    1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 6: "SIGABRT", 10: "SIGUSR1", 12: "SIGUSR2",
    13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM", 17: "SIGCHLD", 18: "SIGCONT", 20: "SIGTSTP",
    21: "SIGTTIN", 22: "SIGTTOU", 23: "SIGURG", 28: "SIGWINCH", 29: "SIGIO",
}  # fmt: skip
LAST_SIGNAL = 64
FIRST_CHARACTER = 0x20

#: What execve(2) and chdir(2) fail with: E2BIG, EACCES, ENOENT, ENOEXEC, ENOTDIR, ELOOP, ETXTBSY.
EXEC_ERRNOS = frozenset({2, 7, 8, 13, 20, 26, 40})

_HEX = frozenset(b"0123456789abcdef:")
_NONE = MessageFacts(0, -1, -1, -1, True, False, False, False)


def _message(refusal: Refusal) -> MessageFacts:
    return refusal.message or _NONE


def anything(_refusal: Refusal) -> bool:
    """Any message, with or without control data."""
    return True


def plain(refusal: Refusal) -> bool:
    """Any message without control data."""
    return not _message(refusal).ancillary


def data(refusal: Refusal) -> bool:
    """A message of several different bytes."""
    message = _message(refusal)
    return message.length > 1 and not message.uniform and not message.ancillary


def from_its_maker(refusal: Refusal) -> bool:
    """Data that the process writes which has made the pair: a here-document, in a shell."""
    return data(refusal) and refusal.pid == refusal.pair.creator_pid


def size(*lengths: int) -> Shape:
    """A message of one of these lengths in bytes, and no text."""

    def fits(refusal: Refusal) -> bool:
        message = _message(refusal)
        return message.length in lengths and not (message.printable or message.ancillary)

    return fits


def text(refusal: Refusal) -> bool:
    """A message that could be read."""
    return data(refusal) and _message(refusal).printable


def pickled(refusal: Refusal) -> bool:
    """An object of Python's, with its length before it or without (multiprocessing/connection.py)."""
    message = _message(refusal)
    return data(refusal) and not message.printable and message.first_byte in (0, 0x80)


def single(refusal: Refusal) -> bool:
    """A single byte."""
    return _message(refusal).length == 1 and not _message(refusal).ancillary


def byte_after(byte: str, event_byte: int) -> Shape:
    """A single character where another one is the pair's event byte."""
    return lambda refusal: (
        single(refusal) and _message(refusal).first_byte == ord(byte) and refusal.event_byte == event_byte
    )


def descriptor(refusal: Refusal) -> bool:
    """A message that carries control data."""
    return _message(refusal).ancillary


def signal_number(refusal: Refusal) -> bool:
    """A single byte that is a signal's number and, among characters, not one itself."""
    message, event_byte = _message(refusal), refusal.event_byte
    byte = message.first_byte
    if not single(refusal) or not 1 <= byte <= LAST_SIGNAL:
        return False
    return event_byte < FIRST_CHARACTER or (byte < FIRST_CHARACTER and not message.printable)


def wake_after_signal(refusal: Refusal) -> bool:
    """A zero byte, where a signal's number came first."""
    return single(refusal) and _message(refusal).first_byte == 0 and 1 <= refusal.event_byte <= LAST_SIGNAL


def python_exec_report(refusal: Refusal) -> bool:
    """A part of what CPython's fork_exec writes: ``OSError:``, the errno in hexadecimal, ``:``.

    The parts are messages of their own (Modules/_posixsubprocess.c, child_exec): the first one is refused, a
    single digit then sets the event byte, and the colon after it is refused again.
    """
    message = _message(refusal)
    start = (message.first_byte, message.offending_byte)
    if message.printable and message.length >= 8 and start in ((0x4F, 0x53), (0x53, 0x75)):
        return True
    return message.length == 1 and message.first_byte in _HEX and refusal.event_byte in _HEX


def errno_report(refusal: Refusal) -> bool:
    """The first message of a pair: an int or two, little-endian, the first below 256."""
    message = _message(refusal)
    zero_follows = message.offending_offset == 1 and message.offending_byte == 0
    return message.first and message.length in (4, 8) and zero_follows


def exec_report(refusal: Refusal) -> bool:
    """An errno of execve, or GLib's pair of a stage (0..8) and an errno."""
    message = _message(refusal)
    if not errno_report(refusal):
        return False
    return message.first_byte in EXEC_ERRNOS or (message.length == 8 and message.first_byte <= 8)
