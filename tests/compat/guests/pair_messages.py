"""Sends a message through a new pair and prints the result; argv: ``pipe`` or ``socketpair``, the text."""

# ruff: noqa: T201 - the test reads what this program prints

from __future__ import annotations

import errno
import os
import socket
import sys


def send(kind: str, text: bytes) -> str:
    """One line: what the creation and the write said."""
    try:
        if kind == "pipe":
            reader, writer = os.pipe()
        else:
            left, right = socket.socketpair()
            reader, writer = left.detach(), right.detach()
    except OSError as error:
        return f"creation {errno.errorcode[error.errno or 0]}"
    try:
        os.write(writer, text)
    except OSError as error:
        return f"write {errno.errorcode[error.errno or 0]}"
    return f"received {os.read(reader, len(text)).decode()}"


print(send(sys.argv[1], sys.argv[2].encode()))
