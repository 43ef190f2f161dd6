"""A program of the sandbox, for smoke tests: says as JSON on stdout what its calls did. Needs no packages."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import socket
import sys
import threading
from collections.abc import Callable
from typing import Any

MESSAGES = (b"x", b"xxx", b"hello")
LIBC = ctypes.CDLL(None, use_errno=True)
CLONE_FILES, CLONE_NEWNS, CLONE_NEWUSER = 0x400, 0x20000, 0x10000000
SYS_OPEN_TREE, AT_FDCWD, AT_RECURSIVE, OPEN_TREE_NAMESPACE = 428, -100, 0x8000, 2


def tried(call: Callable[..., Any], *arguments: Any) -> Any:
    """A call's result, or the name of its error."""
    try:
        return call(*arguments)
    except OSError as error:
        return errno.errorcode[error.errno]


def pairs() -> dict[str, Any]:
    """A pipe and a socket pair get events and data; what arrived of them."""
    told: dict[str, Any] = {}
    ends = tried(os.pipe)
    if isinstance(ends, tuple):
        told["pipe"] = [tried(os.write, ends[1], message) for message in MESSAGES]
        told["pipe has"] = os.read(ends[0], 100).decode()
    else:
        told["pipe"] = ends
    ends = tried(socket.socketpair)
    if isinstance(ends, tuple):
        told["socketpair"] = [tried(ends[0].send, message) for message in MESSAGES]
        told["socketpair has"] = ends[1].recv(100).decode()
    else:
        told["socketpair"] = ends
    return told


def threads() -> dict[str, Any]:
    """Threads write: events to a pipe until it is full and beyond, data to the inherited stdout."""
    read, write = os.pipe()
    told: dict[str, Any] = {"data in a pair": [], "inherited": []}
    size = 300_000

    def events() -> None:
        left = size
        while left:
            left -= os.write(write, b"x" * left)

    def data() -> None:
        told["data in a pair"].append(tried(os.write, write, b"hello"))
        told["inherited"].append(tried(os.write, 1, b"from a thread\n"))

    first = threading.Thread(target=events)
    first.start()
    got = b""
    while len(got) < size:
        got += os.read(read, size)
    first.join()
    second = threading.Thread(target=data)
    second.start()
    second.join()
    told["events"] = [len(got), got.count(b"x")]
    return told


def writable(*paths: str) -> dict[str, str]:
    """Which files can be opened for writing; nothing is written."""
    told = {}
    for path in paths:
        fd = tried(os.open, path, os.O_WRONLY)
        if isinstance(fd, int):
            os.close(fd)
        told[path] = "open" if isinstance(fd, int) else fd
    return told


def own_table() -> dict[str, Any]:
    """A thread gets descriptors of its own and writes into a pair that it has made."""
    told: dict[str, Any] = {}

    def thread() -> None:
        failed = LIBC.unshare(CLONE_FILES)
        told["unshare"] = errno.errorcode[ctypes.get_errno()] if failed else 0
        ends = os.pipe()
        told["pipe"] = [tried(os.write, ends[1], message) for message in MESSAGES]

    other = threading.Thread(target=thread)
    other.start()
    other.join()
    return told


def mounts() -> str | int:
    """A child mounts a file system in a mount namespace of its own, as root in a user namespace."""
    pid = os.fork()
    if not pid:
        failed = LIBC.unshare(CLONE_NEWUSER | CLONE_NEWNS) or LIBC.mount(b"none", b"/mnt", b"tmpfs", 0, None)
        os._exit(ctypes.get_errno() if failed else 0)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return errno.errorcode[status] if status else 0


def views(path: str) -> dict[str, str]:
    """What a mount namespace of one's own, made of /proc by open_tree (Linux 7.0), lets open for writing."""
    told = {}
    for name, more in {"/proc alone": 0, "all of /proc": AT_RECURSIVE}.items():
        pid = os.fork()
        if not pid:
            LIBC.unshare(CLONE_NEWUSER)
            tree = LIBC.syscall(SYS_OPEN_TREE, AT_FDCWD, b"/proc", OPEN_TREE_NAMESPACE | more)
            entered = tree >= 0 and LIBC.setns(tree, CLONE_NEWNS) == 0
            os._exit(entered and writable(path)[path] == "open")
        told[name] = "open" if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) else "closed"
    return told


def outside(pid: str, *paths: str) -> dict[str, Any]:
    """What reaches beyond the sandbox: a process outside, the kernel's switches, mounts."""
    told: dict[str, Any] = {"signal": tried(os.kill, int(pid), 0) or 0}
    told["memory"] = writable(f"/proc/{pid}/mem")[f"/proc/{pid}/mem"]
    told["switches"] = writable(*paths)
    told["mounts"] = mounts()  # before there are threads: unshare(CLONE_NEWUSER) wants none
    told["switches"] |= views("/sys/kernel/core_pattern")
    told["own table"] = own_table()
    return told


GUESTS = {"pairs": pairs, "threads": threads, "outside": outside}
if __name__ == "__main__":
    print(json.dumps(GUESTS[sys.argv[1]](*sys.argv[2:])))  # noqa: T201
