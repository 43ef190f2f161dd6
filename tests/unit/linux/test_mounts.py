"""Where the kernel's switches are, in whatever place procfs and sysfs are mounted."""

from __future__ import annotations

import os

import pytest

from scpipe.linux import mounts


@pytest.mark.parametrize(("line", "place"), [
    ("22 27 0:21 / /proc rw,relatime - proc proc rw", "/proc/sys"),
    ("22 27 0:21 / /proc rw,relatime shared:12 master:1 - proc proc rw", "/proc/sys"),
    ("22 27 0:21 / / rw - proc proc rw", "/sys"),
    ("22 27 0:21 / /srv/a\\040b/proc rw - proc proc rw", "/srv/a b/proc/sys"),
    ("22 27 0:21 /sys /proc/sys ro - proc proc rw", "/proc/sys"),
    ("22 27 0:21 /sys/kernel /mnt rw - proc proc rw", "/mnt"),
    ("22 27 0:21 /bus /proc/bus rw - proc proc rw", ""),
    ("23 27 0:22 / /sys rw - sysfs sysfs rw", "/sys"),
    ("32 31 0:29 / /cgroup/cpu rw - cgroup cgroup rw,cpu", "/cgroup/cpu"),
    ("41 31 0:38 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw", ""),
    ("41 31 0:38 / /b rw - binfmt_misc none rw", "/b"),
    ("27 1 254:0 / / rw,relatime - ext4 /dev/vda rw", ""),
    ("27 1 254:0 / /proc rw,relatime - tmpfs proc rw", ""),
])  # fmt: skip
def test_places_of_switches(line: str, place: str) -> None:
    """Of procfs what is below sys, of file systems that are switches all of it."""
    assert mounts._switch(line.encode().split()) == place


def test_mounts_below_a_place() -> None:
    """The place itself and what is mounted below it, each once, with the options a remount must repeat."""
    lines = [
        b"22 27 0:21 / /proc rw,nosuid,nodev,noexec,relatime - proc proc rw",
        b"23 22 0:21 /sys /proc/sys rw,nosuid,relatime - proc proc rw",
        b"24 23 0:22 / /proc/sys/fs/a\\040b rw,noatime - binfmt_misc none rw",
        b"25 23 0:23 / /proc/sys/fs/a\\040b ro,noexec - binfmt_misc none rw",
        b"26 27 0:24 / /proc/system rw,nodev - tmpfs none rw",
    ]
    told = [line.split() for line in lines]
    assert mounts._mounts_below(b"/proc/sys", told) == {b"/proc/sys": 2, b"/proc/sys/fs/a b": 8}
    assert set(mounts._mounts_below(b"/", told)) == {
        b"/proc",
        b"/proc/sys",
        b"/proc/sys/fs/a b",
        b"/proc/system",
    }


def test_this_machines_switches() -> None:
    """/proc/sys is found, and each place exists."""
    found = mounts.switches()
    assert "/proc/sys" in found
    assert all(os.path.isdir(place) for place in found if os.access(os.path.dirname(place), os.X_OK))


def test_kinds_of_file_systems() -> None:
    """procfs and sysfs are told from others by their descriptors."""
    expected = {"/proc/self/status": (True, True), "/sys": (True, False), "/": (False, False)}
    for name, kinds in expected.items():
        fd = os.open(name, os.O_RDONLY)
        try:
            assert (mounts.is_on_switches(fd), mounts.is_on_proc(fd)) == kinds, name
        finally:
            os.close(fd)
