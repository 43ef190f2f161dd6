"""Dangerous capabilities are gone for every program that is executed later."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from scpipe.linux.capabilities import DANGEROUS, bounding

MASK = sum(1 << number for number in DANGEROUS.values())
SETPCAP = 8

CODE = """
import os, sys
from scpipe.linux import capabilities, process
process.set_no_new_privileges()
capabilities.drop_dangerous()
os.execv("/bin/grep", ["grep", "^Cap", "/proc/self/status"])
"""

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gets capabilities at exec")


def _sets(*prefix: str) -> dict[str, int]:
    """The sets of a program that is executed after drop_dangerous()."""
    done = subprocess.run(
        [*prefix, sys.executable, "-c", CODE], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    lines = (line.partition(":") for line in done.stdout.splitlines())
    return {name: int(value, 16) for name, _colon, value in lines}


@needs_root
def test_root_keeps_the_harmless_ones() -> None:
    """No set of the program has a dangerous capability; what else root had it still has."""
    found = _sets()
    assert found["CapPrm"] == found["CapEff"] == bounding() & ~MASK
    assert not any(value & MASK for value in found.values())
    assert (found["CapInh"], found["CapAmb"]) == (0, 0)


@needs_root
@pytest.mark.parametrize("bits", ["", "+noroot", "+noroot_locked", "+keep_caps_locked", "+no_setuid_fixup"])
def test_root_without_setpcap_has_none_either(bits: str) -> None:
    """Where the bounding set cannot be cut, exec gives nothing back that was not permitted before."""
    words = ["setpriv", "--bounding-set", "-setpcap", "--inh-caps", "-setpcap"]
    if bits:
        words += ["--securebits", bits]
    found = _sets(*words, "--")
    assert not (found["CapPrm"] | found["CapEff"] | found["CapInh"] | found["CapAmb"]) & MASK
    if not bits and bounding() & MASK:
        assert found["CapBnd"] & MASK, "the bounding set was cut: this test shows nothing"


@needs_root
def test_ambient_capabilities_of_a_user_are_gone() -> None:
    """An ordinary user who was given capabilities passes none on."""
    user = ["--reuid=65534", "--regid=65534", "--clear-groups"]
    caps = ["--inh-caps", "+net_admin,+kill", "--ambient-caps", "+net_admin,+kill"]
    if not bounding() >> DANGEROUS["NET_ADMIN"] & 1:
        pytest.skip("we have no CAP_NET_ADMIN to pass on")
    probe = ["setpriv", *user, "--", "/bin/sh", "-c", 'exec "$0" -c "import scpipe"', sys.executable]
    if subprocess.run(probe, timeout=300, check=False, capture_output=True).returncode:
        pytest.skip("an ordinary user cannot run this interpreter")
    found = _sets("setpriv", *user, *caps, "--")
    assert (found["CapPrm"], found["CapEff"], found["CapInh"], found["CapAmb"]) == (0, 0, 0, 0)
