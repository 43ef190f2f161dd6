"""The rule, as a function of a pair's event byte and a message's features."""

from __future__ import annotations

from scpipe.ledger.model import Accept, Message, Pair, Reason, Refuse, Verdict
from scpipe.policy.model import FirstMessage, PairMode


def judge(pair: Pair, message: Message, reading: FirstMessage) -> Verdict:
    """Decide whether a message may enter a pair."""
    if pair.mode is PairMode.ALLOW:
        return Accept(Reason.ALLOWED)
    if pair.mode is None:
        return Refuse(Reason.QUARANTINED)
    if pair.mode is PairMode.DENY:
        return Refuse(Reason.DENIED)
    if message.ancillary:
        return Refuse(Reason.ANCILLARY)
    if message.addressed:
        return Refuse(Reason.ADDRESSED)
    return judge_bytes(pair.event.byte, message, reading)


def judge_bytes(event_byte: int | None, message: Message, reading: FirstMessage) -> Verdict:
    """Decide about the bytes alone."""
    if message.length == 0:
        return Accept(Reason.EMPTY)
    if event_byte is None:
        if message.uniform or reading is FirstMessage.ANY:
            return Accept(Reason.SETS)
        return Refuse(Reason.MIXED_FIRST, message.other_byte, message.other_offset)
    if message.first_byte != event_byte:
        return Refuse(Reason.OTHER_BYTE, message.first_byte, 0)
    if not message.uniform:
        return Refuse(Reason.MIXED, message.other_byte, message.other_offset)
    return Accept(Reason.REPEATS)


def other_reading(reading: FirstMessage) -> FirstMessage:
    """The reading that is not in force."""
    return FirstMessage.ANY if reading is FirstMessage.UNIFORM else FirstMessage.UNIFORM


def judge_shadow(pair: Pair, message: Message, reading: FirstMessage) -> Verdict:
    """What the other reading would have decided, by the pair's shadow event byte."""
    if pair.mode is not PairMode.ALLOW_EVENTS or message.ancillary or message.addressed:
        return judge(pair, message, other_reading(reading))
    return judge_bytes(pair.event.shadow, message, other_reading(reading))
