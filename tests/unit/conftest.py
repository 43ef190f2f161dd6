"""For every unit test: no property fails for the time that an example takes."""

from __future__ import annotations

import hypothesis

# 200 ms by default, which a busy machine takes for anything.
hypothesis.settings.register_profile("untimed", parent=hypothesis.settings.default, deadline=None)
hypothesis.settings.load_profile("untimed")
