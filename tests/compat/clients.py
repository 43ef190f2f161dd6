"""The clients of the server scenarios: outside scpipe, over TCP or a UNIX socket, each with a deadline."""

from __future__ import annotations

import http.client
import socket
from pathlib import Path


def fetch(port: int, path: str = "/") -> str:
    """The body of a page of a server on the loopback interface; raises OSError when it does not answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    try:
        connection.request("GET", path)
        return connection.getresponse().read().decode()
    finally:
        connection.close()


def answers(address: int | Path) -> bool:
    """Whether somebody accepts connections on a loopback port or a UNIX socket."""
    try:
        _connect(address, 1).close()
    except OSError:
        return False
    return True


def converse(address: int | Path, text: str, end: str) -> str:
    """Sends a text to a loopback port or a UNIX socket; the answer up to ``end``, the end of file or a reset.

    Raises TimeoutError after ten seconds of silence.
    """
    received = b""
    with _connect(address, 10) as client:
        client.sendall(text.encode())
        while end.encode() not in received:
            try:
                part = client.recv(65536)
            except ConnectionResetError:
                break
            if not part:
                break
            received += part
    return received.decode(errors="replace")


def _connect(address: int | Path, seconds: float) -> socket.socket:
    client = socket.socket(socket.AF_UNIX if isinstance(address, Path) else socket.AF_INET)
    client.settimeout(seconds)
    try:
        client.connect(str(address) if isinstance(address, Path) else ("127.0.0.1", address))
    except OSError:
        client.close()
        raise
    return client


def free_port() -> int:
    """A loopback port nobody listens on: only for servers that cannot choose one themselves."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
