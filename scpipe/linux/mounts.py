"""A private view in which the kernel's own switches cannot be written."""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Iterable

from scpipe.linux import calls, procroot
from scpipe.linux.abi import native

_CLONE_NEWNS = 0x20000
_MS_RDONLY = 1
_MS_REMOUNT = 32
_MS_BIND = 0x1000
_MS_REC = 0x4000
_MS_SLAVE = 0x80000
_AT_FDCWD = -100
_AT_RECURSIVE = 0x8000
_ATTR_RDONLY = 1

#: Options of mountinfo that a remount must repeat, as it drops them else (MS_NOSUID, MS_NODEV, MS_NOEXEC).
#: Those about access times stay if none is given (fs/namespace.c path_mount).
_KEPT_OPTIONS = {b"nosuid": 2, b"nodev": 4, b"noexec": 8}

_STATFS_SIZE = 120

#: File systems whose files are the kernel's switches. Some make it start programs as root outside any
#: sandbox (core_pattern, modprobe, uevent_helper, release_agent), and plain uid 0 may write those
#: without a capability. Of procfs only what is below sys.
_SWITCH_SYSTEMS = frozenset(
    {"sysfs", "cgroup", "binfmt_misc", "debugfs", "tracefs", "configfs", "securityfs"}
)
_PROC_MAGIC = 0x9FA0
#: statfs f_type of procfs, sysfs, cgroup and binfmt_misc (include/uapi/linux/magic.h).
_SWITCH_MAGICS = frozenset({_PROC_MAGIC, 0x62656572, 0x27E0EB, 0x42494E4D})


def told() -> list[list[bytes]]:
    """Every mount of this namespace: the fields of mountinfo (proc_pid_mountinfo(5)). Raises OSError."""
    return [line.split() for line in procroot.read("self/mountinfo").split(b"\n") if line]


def switches() -> tuple[str, ...]:
    """Where the kernel's switches are to be found in this mount namespace; parents come first.

    Raises OSError.
    """
    return tuple(sorted({place for mount in told() if (place := _switch(mount))}))


def _switch(fields: list[bytes]) -> str:
    """The place of switches in a mount of mountinfo (proc_pid_mountinfo(5)), "" if it has none."""
    root, point = fields[3], _unescaped(fields[4])
    kind = fields[fields.index(b"-", 6) + 1].decode()
    place = os.fsdecode(point)
    if kind == "proc":
        if root == b"/":
            return f"{place.rstrip('/')}/sys"
        return place if root.startswith(b"/sys") else ""
    return place if kind in _SWITCH_SYSTEMS else ""


def _unescaped(point: bytes) -> bytes:
    """A mount point as it is: mountinfo has spaces, tabs, newlines and backslashes as three octal digits."""
    first, *rest = point.split(b"\\")
    return first + b"".join(_octal(part[:3]) + part[3:] for part in rest)


def _octal(digits: bytes) -> bytes:
    return bytes([int(digits, 8)]) if len(digits) == 3 and digits.isdigit() else b"\\" + digits


def is_on_switches(fd: int) -> bool:
    """True if a descriptor is of a file system that holds switches. Raises OSError."""
    return _file_system(fd) in _SWITCH_MAGICS


def is_on_proc(fd: int) -> bool:
    """True if a descriptor is of a procfs. Raises OSError."""
    return _file_system(fd) == _PROC_MAGIC


def _file_system(fd: int) -> int:
    buffer = ctypes.create_string_buffer(_STATFS_SIZE)
    calls.syscall(native.SYS_FSTATFS, fd, ctypes.addressof(buffer))
    return int.from_bytes(buffer.raw[:8], "little")


def is_read_only(path: str) -> bool:
    """True if nothing can be written below a path, or there is no such path."""
    try:
        return bool(os.statvfs(path).f_flag & os.ST_RDONLY)
    except OSError:
        return True


def make_switches_read_only() -> None:
    """Give this process a mount namespace of its own in which the switches are read-only.

    Mounts made outside still appear in it. Descriptors keep naming the mounts outside. Raises OSError
    (EPERM without CAP_SYS_ADMIN).
    """
    calls.syscall(native.SYS_UNSHARE, _CLONE_NEWNS)
    _mount(b"none", b"/", _MS_REC | _MS_SLAVE)
    places = switches()
    for path in places:
        if not is_read_only(path):
            place = os.fsencode(path)
            if not os.path.ismount(path):
                _mount(place, place, _MS_BIND | _MS_REC)
            _set_read_only(place)
    _enter_again(places)


def _enter_again(places: tuple[str, ...]) -> None:
    """Come out of a working directory that lies below a mount just made, where it is still writable.

    Raises OSError, also for one that was removed from procfs or is of another mount namespace.
    """
    try:
        here = os.getcwd()
    except FileNotFoundError:
        if not procroot.link("self/cwd").endswith(" (deleted)"):
            raise
        directory = os.open(".", os.O_RDONLY | os.O_CLOEXEC)
        try:
            if is_on_proc(directory):
                raise
        finally:
            os.close(directory)
        return
    if any(here == place or here.startswith(place + "/") for place in places):
        os.chdir(here)


def _mount(source: bytes, target: bytes, flags: int) -> None:
    buffers = [ctypes.create_string_buffer(text) for text in (source, target)]
    calls.syscall(native.SYS_MOUNT, ctypes.addressof(buffers[0]), ctypes.addressof(buffers[1]), 0, flags, 0)


def _set_read_only(path: bytes) -> None:
    """Make a mount and all that is mounted below it read-only. Raises OSError."""
    attributes = ctypes.create_string_buffer(struct.pack("=QQQQ", _ATTR_RDONLY, 0, 0, 0), 32)
    place = ctypes.create_string_buffer(path)
    where, what = ctypes.addressof(place), ctypes.addressof(attributes)
    try:
        calls.syscall(native.SYS_MOUNT_SETATTR, _AT_FDCWD, where, _AT_RECURSIVE, what, 32)
    except OSError as error:
        if error.errno not in (errno.ENOSYS, errno.EPERM):
            raise
        _remount_read_only(path)


def _remount_read_only(path: bytes) -> None:
    """The same before Linux 5.12, or where a filter forbids mount_setattr: one mount after the other.

    Raises OSError.
    """
    for point, options in _mounts_below(path, told()).items():
        _mount(b"none", point, _MS_REMOUNT | _MS_BIND | _MS_RDONLY | options)


def _mounts_below(path: bytes, mounts: Iterable[list[bytes]]) -> dict[bytes, int]:
    """Where something is mounted at a path or below it, with the options that a remount must repeat.

    Where mounts lie on top of each other a path means the uppermost, which gets the options of all.
    """
    found: dict[bytes, int] = {}
    for fields in mounts:
        point = _unescaped(fields[4])
        if point == path or point.startswith(path.rstrip(b"/") + b"/"):
            kept = sum(_KEPT_OPTIONS.get(option, 0) for option in fields[5].split(b","))
            found[point] = found.get(point, 0) | kept
    return found
