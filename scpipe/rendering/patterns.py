"""What each pattern of an advice means, in one sentence."""

from __future__ import annotations

PATTERNS = {
    "data": "Data is sent through a pair that may only carry events.",
    "wake-byte": "Another byte is written than the one that the pair's first message has set.",
    "signal-number": "The number of a signal is written to a pair; only the first kind of signal passes.",
    "fixed-struct": "A structure is sent through a pair that may only carry events.",
    "error-report": "The report that a program could not be started is sent through a pair.",
    "second-token": "Two programs use different bytes as tokens on one pair.",
    "descriptor": "A descriptor, or other control data, is sent through a pair.",
    "creation": "A pair is made although the policy denies pairs of its kind.",
    "transfer": "Bytes that cannot be judged are moved into a pair by reference.",
}
