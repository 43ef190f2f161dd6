"""The fixtures of the handlers' tests: what handlers decide is carried out here."""

from __future__ import annotations

from unit.handlers.conftest import ground, keep, pair, pipe

__all__ = ["ground", "keep", "pair", "pipe"]
