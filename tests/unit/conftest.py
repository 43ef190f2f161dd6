"""For every unit test: no property fails for the time that an example takes."""

from __future__ import annotations

import hypothesis
import pytest
from unit.fakekernel.install import install
from unit.fakekernel.kernel import FakeKernel

# 200 ms by default, which a busy machine takes for anything.
hypothesis.settings.register_profile("untimed", parent=hypothesis.settings.default, deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> FakeKernel:
    """A kernel with tasks that do as the test says; scpipe asks it, and not the real one."""
    return install(monkeypatch)
