"""A private view in which the kernel's own switches cannot be written."""

from __future__ import annotations

import ctypes
import os
import struct

from scpipe.linux import calls

_SYS_MOUNT = 165
_SYS_UNSHARE = 272
_SYS_MOUNT_SETATTR = 442
_CLONE_NEWNS = 0x20000
_MS_BIND = 0x1000
_MS_REC = 0x4000
_MS_SLAVE = 0x80000
_AT_FDCWD = -100
_AT_RECURSIVE = 0x8000
_ATTR_RDONLY = 1

#: Files below make the kernel start programs as root outside any sandbox (core_pattern, modprobe,
#: uevent_helper, release_agent), and plain uid 0 may write them without a capability.
SWITCHES = ("/proc/sys", "/sys")


def is_read_only(path: str) -> bool:
    """True if nothing can be written below a path, or there is no such path."""
    try:
        return bool(os.statvfs(path).f_flag & os.ST_RDONLY)
    except OSError:
        return True


def make_switches_read_only() -> None:
    """Give this process a mount namespace of its own in which SWITCHES are read-only.

    Mounts made outside still appear in it. Raises OSError (EPERM without CAP_SYS_ADMIN, ENOSYS
    before Linux 5.12).
    """
    calls.syscall(_SYS_UNSHARE, _CLONE_NEWNS)
    _mount(b"none", b"/", _MS_REC | _MS_SLAVE)
    for path in SWITCHES:
        if not is_read_only(path):
            place = path.encode()
            _mount(place, place, _MS_BIND | _MS_REC)
            _set_read_only(place)


def _mount(source: bytes, target: bytes, flags: int) -> None:
    buffers = [ctypes.create_string_buffer(text) for text in (source, target)]
    calls.syscall(_SYS_MOUNT, ctypes.addressof(buffers[0]), ctypes.addressof(buffers[1]), 0, flags, 0)


def _set_read_only(path: bytes) -> None:
    attributes = ctypes.create_string_buffer(struct.pack("=QQQQ", _ATTR_RDONLY, 0, 0, 0), 32)
    place = ctypes.create_string_buffer(path)
    where, what = ctypes.addressof(place), ctypes.addressof(attributes)
    calls.syscall(_SYS_MOUNT_SETATTR, _AT_FDCWD, where, _AT_RECURSIVE, what, 32)
