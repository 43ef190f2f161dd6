"""The public interface as a typed program uses it. mypy reads this file; nothing runs it."""

from __future__ import annotations

import scpipe

version: str = scpipe.__version__
