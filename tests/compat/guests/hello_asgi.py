"""An ASGI application whose answer is computed in a thread."""

from __future__ import annotations

import asyncio
from typing import Any


async def app(scope: dict[str, Any], _receive: Any, send: Any) -> None:
    """Answers every HTTP request with ``hello``."""
    if scope["type"] != "http":
        raise NotImplementedError(scope["type"])
    body = await asyncio.to_thread(lambda: b"hello\n")
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"6")]})
    await send({"type": "http.response.body", "body": body})
