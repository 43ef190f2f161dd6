"""asyncio_server.py PORT_FILE: an HTTP server on 127.0.0.1 that answers every request alike."""

from __future__ import annotations

import asyncio
import os
import sys

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One connection, kept alive."""
    try:
        while True:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(ANSWER)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def serve(port_file: str) -> None:
    """Tell the port, then serve."""
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    with open(port_file + ".new", "w", encoding="ascii") as file:
        file.write(str(server.sockets[0].getsockname()[1]))
    os.rename(port_file + ".new", port_file)
    await server.serve_forever()


asyncio.run(serve(sys.argv[1]))
