"""A WSGI application that answers ``hello``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any


def application(_environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """Answers every request."""
    start_response("200 OK", [("Content-Length", "6")])
    return [b"hello\n"]
