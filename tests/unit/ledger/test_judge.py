"""The rule as a table: mode, event byte, message and reading decide the verdict."""

from __future__ import annotations

import pytest

from scpipe.ledger.judge import judge, judge_shadow, other_reading
from scpipe.ledger.model import Accept, EventState, Message, Pair, Reason, Refuse, Verdict
from scpipe.policy.model import FirstMessage, PairKind, PairMode

UNIFORM, ANY = FirstMessage.UNIFORM, FirstMessage.ANY
EVENTS = PairMode.ALLOW_EVENTS
A, B = 0x61, 0x62


def message(data: bytes, *, ancillary: bool = False, addressed: bool = False) -> Message:
    """The features of these bytes."""
    made = Message(len(data), ancillary=ancillary, addressed=addressed)
    if data:
        made.first_byte = data[0]
        others = (offset for offset, byte in enumerate(data) if byte != data[0])
        offset = next(others, -1)
        if offset >= 0:
            made.other_byte, made.other_offset = data[offset], offset
    return made


def pair(mode: PairMode | None, event_byte: int | None = None, shadow: int | None = None) -> Pair:
    """A pair in this state."""
    return Pair(1, PairKind.PIPE, mode, event=EventState(event_byte, shadow))


BYTES_TABLE: list[tuple[int | None, bytes, FirstMessage, Verdict]] = [
    (None, b"", UNIFORM, Accept(Reason.EMPTY)),
    (None, b"", ANY, Accept(Reason.EMPTY)),
    (A, b"", UNIFORM, Accept(Reason.EMPTY)),
    (None, b"a", UNIFORM, Accept(Reason.SETS)),
    (None, b"aaa", UNIFORM, Accept(Reason.SETS)),
    (None, b"\0\0", UNIFORM, Accept(Reason.SETS)),
    (None, b"ab", UNIFORM, Refuse(Reason.MIXED_FIRST, B, 1)),
    (None, b"aaab", UNIFORM, Refuse(Reason.MIXED_FIRST, B, 3)),
    (None, b"ab", ANY, Accept(Reason.SETS)),
    (A, b"a", UNIFORM, Accept(Reason.REPEATS)),
    (A, b"aa", ANY, Accept(Reason.REPEATS)),
    (A, b"b", UNIFORM, Refuse(Reason.OTHER_BYTE, B, 0)),
    (A, b"ba", ANY, Refuse(Reason.OTHER_BYTE, B, 0)),
    (A, b"aab", UNIFORM, Refuse(Reason.MIXED, B, 2)),
    (A, b"aab", ANY, Refuse(Reason.MIXED, B, 2)),
    (0, b"\0", UNIFORM, Accept(Reason.REPEATS)),
    (0, b"\1", UNIFORM, Refuse(Reason.OTHER_BYTE, 1, 0)),
    (255, b"\xff\xff", ANY, Accept(Reason.REPEATS)),
]


@pytest.mark.parametrize(("event_byte", "data", "reading", "verdict"), BYTES_TABLE)
def test_bytes_of_a_restricted_pair(
    event_byte: int | None, data: bytes, reading: FirstMessage, verdict: Verdict
) -> None:
    """The event byte, the bytes and the reading decide; a refusal names the first wrong byte."""
    assert judge(pair(EVENTS, event_byte), message(data), reading) == verdict


@pytest.mark.parametrize("reading", FirstMessage)
@pytest.mark.parametrize(("mode", "reason"), [(None, Reason.QUARANTINED), (PairMode.DENY, Reason.DENIED)])
@pytest.mark.parametrize("data", [b"", b"a", b"ab"])
def test_closed_modes_refuse_everything(
    mode: PairMode | None, reason: Reason, data: bytes, reading: FirstMessage
) -> None:
    """Quarantine and deny let nothing pass, not even an empty message."""
    assert judge(pair(mode, A), message(data, ancillary=True), reading) == Refuse(reason)


@pytest.mark.parametrize("reading", FirstMessage)
@pytest.mark.parametrize("data", [b"", b"a", b"xyz"])
def test_allow_passes_everything(data: bytes, reading: FirstMessage) -> None:
    """A pair under allow takes anything, descriptors included."""
    made = message(data, ancillary=True, addressed=True)
    assert judge(pair(PairMode.ALLOW, A), made, reading) == Accept(Reason.ALLOWED)


@pytest.mark.parametrize("reading", FirstMessage)
@pytest.mark.parametrize("event_byte", [None, A])
@pytest.mark.parametrize("data", [b"", b"a"])
@pytest.mark.parametrize(
    ("ancillary", "addressed", "reason"),
    [
        (True, False, Reason.ANCILLARY),
        (False, True, Reason.ADDRESSED),
        (True, True, Reason.ANCILLARY),
    ],
)
def test_control_data_and_addresses_are_refused(
    event_byte: int | None,
    data: bytes,
    ancillary: bool,
    addressed: bool,
    reason: Reason,
    reading: FirstMessage,
) -> None:
    """What rides beside the bytes is refused however harmless the bytes are, empty ones too."""
    made = message(data, ancillary=ancillary, addressed=addressed)
    assert judge(pair(EVENTS, event_byte), made, reading) == Refuse(reason)


def test_every_reason_but_transfer_comes_out_of_a_judgement() -> None:
    """No reason is dead: the tables above produce all that judge() can say."""
    produced = {verdict.reason for _event, _data, _reading, verdict in BYTES_TABLE}
    produced |= {Reason.QUARANTINED, Reason.DENIED, Reason.ALLOWED, Reason.ANCILLARY, Reason.ADDRESSED}
    assert produced == set(Reason) - {Reason.TRANSFER}


@pytest.mark.parametrize("reading", FirstMessage)
def test_other_reading_is_its_own_inverse(reading: FirstMessage) -> None:
    """There are two readings and each is the other's other."""
    assert other_reading(reading) is not reading
    assert other_reading(other_reading(reading)) is reading


@pytest.mark.parametrize(
    ("shadow", "data", "reading", "verdict"),
    [
        (None, b"ab", UNIFORM, Accept(Reason.SETS)),
        (None, b"ab", ANY, Refuse(Reason.MIXED_FIRST, B, 1)),
        (B, b"a", UNIFORM, Refuse(Reason.OTHER_BYTE, A, 0)),
        (B, b"b", ANY, Accept(Reason.REPEATS)),
    ],
)
def test_shadow_judges_by_its_own_byte(
    shadow: int | None, data: bytes, reading: FirstMessage, verdict: Verdict
) -> None:
    """The other reading looks at the shadow byte, never at the one in force."""
    assert judge_shadow(pair(EVENTS, 0x7A, shadow), message(data), reading) == verdict


@pytest.mark.parametrize("mode", [None, PairMode.DENY, PairMode.ALLOW])
def test_shadow_of_other_modes_is_the_verdict_itself(mode: PairMode | None) -> None:
    """Where no reading decides, both say the same."""
    state, made = pair(mode), message(b"ab")
    assert judge_shadow(state, made, UNIFORM) == judge(state, made, UNIFORM)


@pytest.mark.parametrize("extra", ["ancillary", "addressed"])
def test_shadow_refuses_what_rides_beside_the_bytes(extra: str) -> None:
    """Descriptors and addresses are refused under both readings."""
    made = message(b"a", ancillary=extra == "ancillary", addressed=extra == "addressed")
    assert isinstance(judge_shadow(pair(EVENTS), made, ANY), Refuse)
