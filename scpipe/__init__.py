"""scpipe runs any Linux program under SCONE 7.0's pipe and socketpair protection."""

from __future__ import annotations

__version__ = "0.1.0"
