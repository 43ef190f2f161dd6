"""The host's ends of a command's pipes as streams of asyncio."""

from __future__ import annotations

import asyncio
import contextlib
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from scpipe.api.sandbox import Sandbox


class Streams:
    """stdin, stdout and stderr, those that are pipes."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._readers: list[asyncio.BaseTransport] = []
        self.stdin: asyncio.StreamWriter | None = None
        self.stdout: asyncio.StreamReader | None = None
        self.stderr: asyncio.StreamReader | None = None

    async def connect(self, sandbox: Sandbox[bytes]) -> None:
        """Take a sandbox's pipes over."""
        self.stdin = await self._writer(sandbox.stdin)
        self.stdout = await self._reader(sandbox.stdout)
        self.stderr = await self._reader(sandbox.stderr)

    async def communicate(self, data: bytes | None) -> tuple[bytes | None, bytes | None]:
        """Feed stdin, and read stdout and stderr to their ends."""
        _, out, err = await asyncio.gather(self._feed(data), _read(self.stdout), _read(self.stderr))
        return out, err

    def close(self) -> None:
        """Close what is there."""
        if self.stdin is not None:
            self.stdin.close()
        for transport in self._readers:
            transport.close()

    async def _writer(self, file: IO[bytes] | None) -> asyncio.StreamWriter | None:
        if file is None:
            return None
        protocol = asyncio.streams.FlowControlMixin(loop=self._loop)
        transport, _ = await self._loop.connect_write_pipe(lambda: protocol, file)
        return asyncio.StreamWriter(transport, protocol, None, self._loop)

    async def _reader(self, file: IO[bytes] | None) -> asyncio.StreamReader | None:
        if file is None:
            return None
        reader = asyncio.StreamReader(loop=self._loop)
        protocol = asyncio.StreamReaderProtocol(reader, loop=self._loop)
        transport, _ = await self._loop.connect_read_pipe(lambda: protocol, file)
        self._readers.append(transport)
        return reader

    async def _feed(self, data: bytes | None) -> None:
        if self.stdin is None:
            return
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            if data:
                self.stdin.write(data)
                await self.stdin.drain()
        self.stdin.close()


async def _read(stream: asyncio.StreamReader | None) -> bytes | None:
    return None if stream is None else await stream.read()
