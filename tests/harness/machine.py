"""What a test needs of the machine."""

from __future__ import annotations

import platform

import pytest

needs_x86_64 = pytest.mark.skipif(
    platform.machine() != "x86_64", reason="the attacks use the x86-64 calls; this is another machine"
)
