"""Which attacks may end otherwise on older kernels."""

from __future__ import annotations

import pytest
from guests import all_attacks
from known import _ALL, known
from outcomes import THROUGH

from scpipe.linux import landlock


@pytest.mark.parametrize(
    ("name", "who", "word", "abi", "allowed"),
    [
        ("outside/victim_signal", "root", THROUGH, 2, True),
        ("outside/victim_signal", "user", THROUGH, 0, True),
        ("outside/victim_signal", "user", THROUGH, 6, False),
        ("outside/victim_memory", "user", THROUGH, 0, True),
        ("outside/victim_memory", "root", THROUGH, 0, False),
        ("outside/victim_memory", "user", THROUGH, 2, False),
        ("outside/victim_memory", "user", "hangs", 0, False),
        ("rules/bind_mount", "user", "lacks", 2, True),
        ("rules/bind_mount", "user", "lacks", 0, False),
        ("rules/bind_mount", "user", THROUGH, 2, False),
        ("races/iovec_flip", "root", THROUGH, 0, False),
    ],
)
def test_what_is_known(name: str, who: str, word: str, abi: int, allowed: bool) -> None:
    """Only attacks on processes outside get through, and only where Landlock cannot stop them."""
    assert bool(known(name, who, word, abi)) is allowed


def test_the_kernel_is_asked_for_its_landlock() -> None:
    """Where it is recent, the attack must be stopped."""
    signalled = bool(known("outside/victim_signal", "root", THROUGH))
    assert signalled is (landlock.abi() < landlock.SCOPES_ABI)


def test_every_attack_is_one() -> None:
    """A name that no attack has would hide nothing, and one that was renamed too much."""
    assert _ALL.keys() <= {attack.name for attack in all_attacks()}
    assert all(name.startswith("outside/") for name, found in _ALL.items() if found.word == THROUGH)
