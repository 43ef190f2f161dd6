"""What makes a call of a program inside sleep, from outside: a scanner of files, and a slow file system.

As a script: ``outside_slow.py scan GO FILE`` or ``outside_slow.py serve GO DIRECTORY``; it says "ready" when
it is. Everybody waits until there is a file GO, or for LONGEST seconds. Root only.
"""

from __future__ import annotations

import ctypes
import errno
import os
import select
import stat
import struct
import sys
import time

_LIBC = ctypes.CDLL(None, use_errno=True)
_SYS_FANOTIFY_MARK = 301
_CLASS_CONTENT, _CLASS_PRE_CONTENT = 0x4, 0x8
_ACCESS_PERM, _PRE_ACCESS = 0x20000, 0x100000
_MARK_ADD, _AT_FDCWD, _ALLOW = 1, -100, 1
#: struct fanotify_event_metadata: length, version, mask, descriptor, pid.
_EVENT = struct.Struct("=IBBHQii")

#: struct fuse_in_header and fuse_out_header, fuse_attr, and the calls that are answered (linux/fuse.h).
_IN = struct.Struct("=IIQQIIIHH")
_OUT = struct.Struct("=IiQ")
_ATTRIBUTES = struct.Struct("=QQQQQQIIIIIIIIII")
_LOOKUP, _GETATTR, _OPEN, _READ, _INIT, _OPENDIR = 1, 3, 14, 15, 26, 27
#: FORGET, INTERRUPT and BATCH_FORGET have no answer.
_SILENT = (2, 36, 42)
_ROOT, _FILE, _SIZE = 1, 2, 1 << 22
_FOREVER = 1 << 30
LONGEST = 4.0


def _hold_up(go: str) -> None:
    end = time.monotonic() + LONGEST
    while not os.path.exists(go) and time.monotonic() < end:
        time.sleep(0.005)


def scan(path: str, go: str) -> None:
    """Hold up everybody who reads a file or writes to it."""
    fds = []
    name = path.encode()
    for kind, mask in ((_CLASS_CONTENT, _ACCESS_PERM), (_CLASS_PRE_CONTENT, _PRE_ACCESS)):
        fd = _LIBC.fanotify_init(kind, os.O_RDONLY)
        done = _LIBC.syscall(_SYS_FANOTIFY_MARK, fd, _MARK_ADD, ctypes.c_ulong(mask), _AT_FDCWD, name)
        if fd >= 0 and done == 0:
            fds.append(fd)
    if not fds:
        raise SystemExit(f"no fanotify here: {os.strerror(ctypes.get_errno())}")
    os.write(1, b"ready\n")
    while True:
        for group in select.select(fds, [], [])[0]:
            events = os.read(group, 4096)
            while events:
                length, *_rest, fd, _pid = _EVENT.unpack_from(events)
                _hold_up(go)
                os.write(group, struct.pack("=iI", fd, _ALLOW))
                os.close(fd)
                events = events[length:]


def serve(directory: str, go: str) -> None:
    """Mount a file system with one file of zeros, and hold up everybody who reads a page of it."""
    device = os.open("/dev/fuse", os.O_RDWR)
    options = f"fd={device},rootmode=40000,user_id=0,group_id=0,allow_other,max_read=4096"
    if _LIBC.mount(b"slow", directory.encode(), b"fuse", 0, options.encode()) != 0:
        raise SystemExit(f"no FUSE here: {os.strerror(ctypes.get_errno())}")
    os.write(1, b"ready\n")
    while True:
        try:
            request = os.read(device, 1 << 17)
        except OSError as error:
            if error.errno == errno.ENODEV:  # unmounted
                return
            continue
        _length, call, unique, node, *_who = _IN.unpack_from(request)
        if call in _SILENT:
            continue
        if call == _READ:
            _hold_up(go)
        code, body = _answered(call, node, request[_IN.size :])
        try:
            os.write(device, _OUT.pack(_OUT.size + len(body), -code, unique) + body)
        except OSError:
            continue  # who asked is dead


def _answered(call: int, node: int, body: bytes) -> tuple[int, bytes]:
    if call == _INIT:  # no read-ahead: every page is asked for by itself
        return 0, struct.pack("=IIIIHHII", 7, 23, 0, 0, 12, 9, 4096, 1) + bytes(32)
    if call == _GETATTR:
        return 0, struct.pack("=QII", _FOREVER, 0, 0) + _attributes(node)
    if call == _LOOKUP:
        if body.rstrip(b"\0") != b"zeros":
            return errno.ENOENT, b""
        return 0, struct.pack("=QQQQII", _FILE, 0, _FOREVER, _FOREVER, 0, 0) + _attributes(_FILE)
    if call in (_OPEN, _OPENDIR):
        return 0, bytes(16)
    if call == _READ:
        return 0, bytes(struct.unpack_from("=I", body, 16)[0])
    return errno.ENOSYS, b""


def _attributes(node: int) -> bytes:
    mode = stat.S_IFDIR | 0o755 if node == _ROOT else stat.S_IFREG | 0o444
    return _ATTRIBUTES.pack(node, _SIZE, _SIZE // 512, 0, 0, 0, 0, 0, 0, mode, 1, 0, 0, 0, 4096, 0)


if __name__ == "__main__":
    {"scan": scan, "serve": serve}[sys.argv[1]](sys.argv[3], sys.argv[2])
