"""Says whom a receiver is told of (SO_PASSCRED, SO_PASSPIDFD) as the sender of messages on a socket pair."""

from __future__ import annotations

import array
import ctypes
import os
import signal
import socket
import struct
import sys
import threading

SO_PASSPIDFD, SCM_PIDFD = 76, 4
SYS_SETRESUID = 117
WAYS = {
    "write": lambda end: os.write(end.fileno(), b"aaa"),
    "writev": lambda end: os.writev(end.fileno(), [b"a", b"a"]),
    "send": lambda end: end.send(b"a"),
    "sendmsg": lambda end: end.sendmsg([b"a", b"a"]),
}


def received(end: socket.socket) -> str:
    """Who sent the next message, as the kernel says."""
    data, ancillary, _flags, _name = end.recvmsg(100, 200)
    words = [f"{len(data)} bytes"]
    for _level, kind, raw in sorted(ancillary, key=lambda message: message[1]):
        if kind == socket.SCM_CREDENTIALS:
            pid, uid, gid = struct.unpack("=iII", raw[:12])
            words.append(f"pid {names.get(pid, 'other')} uid {uid} gid {gid}")
        elif kind == SCM_PIDFD:
            with open(f"/proc/self/fdinfo/{array.array('i', raw[:4])[0]}") as file:
                pid = next(int(line.split()[1]) for line in file if line.startswith("Pid:"))
            words.append(f"pidfd of {names.get(pid, 'other')}")
    return ", ".join(words)


names = {os.getpid(): "parent"}


def from_a_child(end: socket.socket, way: str, other: socket.socket) -> str:
    """A child sends, and lives until its message is received: a pidfd of the dead names nobody."""
    child = os.fork()
    if child == 0:
        signal.alarm(20)
        WAYS[way](end)
        signal.pause()
    names[child] = "child"
    told = received(other)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return told


def from_another_user(end: socket.socket) -> None:
    """A thread with a real uid of its own sends: credentials are those of a thread."""

    def send() -> None:
        ctypes.CDLL(None).syscall(SYS_SETRESUID, 1234, -1, -1)
        os.write(end.fileno(), b"a")

    thread = threading.Thread(target=send)
    thread.start()
    thread.join()


def main() -> None:
    """Every kind of socket pair that may ask, and every way to send."""
    for kind in (socket.SOCK_STREAM, socket.SOCK_SEQPACKET):
        for option in (socket.SO_PASSCRED, SO_PASSPIDFD):
            one, two = socket.socketpair(socket.AF_UNIX, kind)
            one.send(b"a")
            print(kind.name, option, "before:", received(two))
            try:
                two.setsockopt(socket.SOL_SOCKET, option, 1)
            except OSError as error:
                print(kind.name, option, error)
                continue
            for way in WAYS:
                print(kind.name, option, way, from_a_child(one, way, two))
            if os.getuid() == 0:
                from_another_user(one)
                print(kind.name, option, "thread", received(two))
            two.setsockopt(socket.SOL_SOCKET, option, 0)
            one.send(b"a")
            print(kind.name, option, "after:", received(two))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
