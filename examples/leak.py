"""A program that sends text through a socket pair, and says what became of it.

Refused under the default policy: the send fails with EACCES and nothing arrives. Exit status 1
if the text did not arrive, 0 if it did.
"""

from __future__ import annotations

import errno
import socket
import sys

TEXT = b"the secret"


def main() -> int:
    """Send the text, then look at what the other end received."""
    sender, receiver = socket.socketpair()
    with sender, receiver:
        try:
            sent = sender.send(TEXT)
        except OSError as error:
            print(f"send failed: {errno.errorcode[error.errno or 0]} ({error.strerror})")
        else:
            print(f"sent {sent} bytes")
        receiver.setblocking(False)
        try:
            received = receiver.recv(100)
        except BlockingIOError:
            received = b""
    print(f"{len(received)} bytes arrived")
    return 0 if received == TEXT else 1


if __name__ == "__main__":
    sys.exit(main())
