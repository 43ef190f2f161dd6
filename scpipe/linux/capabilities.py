"""Capability sets of the calling thread (capabilities(7))."""

from __future__ import annotations

import contextlib
import ctypes
import os
import struct

from scpipe.linux import calls, procfs
from scpipe.linux.abi import native

_PR_CAPBSET_READ = 23
_PR_CAPBSET_DROP = 24
_PR_CAP_AMBIENT = 47
_PR_CAP_AMBIENT_CLEAR_ALL = 4
_VERSION_3 = 0x20080522

#: With these the kernel itself can be made to write for a program, or the sandbox be left: number by name.
DANGEROUS = {
    "DAC_READ_SEARCH": 2,
    "NET_ADMIN": 12,
    "SYS_MODULE": 16,
    "SYS_RAWIO": 17,
    "SYS_PTRACE": 19,
    "SYS_ADMIN": 21,
    "SYS_BOOT": 22,
    "MKNOD": 27,
    "PERFMON": 38,
    "BPF": 39,
    "CHECKPOINT_RESTORE": 40,
}
_DANGEROUS_MASK = sum(1 << number for number in DANGEROUS.values())
_SETPCAP = 8


def bounding() -> int:
    """The bounding set as a mask; asked of the kernel itself, in the child's last steps."""
    mask = 0
    with contextlib.suppress(OSError):  # EINVAL: no capability has this number any more
        for number in range(64):
            mask |= calls.syscall(native.SYS_PRCTL, _PR_CAPBSET_READ, number) << number
    return mask


def has_any() -> bool:
    """True if this process has, or could pass on, any capability, or that cannot be known."""
    fields = procfs.status_fields(os.getpid())
    return any(int(fields.get(name, "1"), 16) for name in ("CapPrm", "CapInh", "CapAmb"))


def drop_dangerous() -> None:
    """Make sure no program executed from here on has a dangerous capability. Raises OSError.

    What is not in the permitted set, exec does not give back under no_new_privs, not even to root
    (security/commoncap.c cap_bprm_creds_from_file), so this holds where the bounding set cannot be
    cut, for want of CAP_SETPCAP. The inheritable and ambient sets are emptied.
    """
    calls.syscall(native.SYS_PRCTL, _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL)
    header = ctypes.create_string_buffer(struct.pack("=Ii", _VERSION_3, 0), 8)
    data = ctypes.create_string_buffer(24)
    calls.syscall(native.SYS_CAPGET, ctypes.addressof(header), ctypes.addressof(data))
    effective, permitted, _inheritable, *high = struct.unpack("=6I", data.raw)
    effective, permitted = effective | high[0] << 32, permitted | high[1] << 32
    present = bounding()
    for number in DANGEROUS.values():
        if present >> number & 1 and effective >> _SETPCAP & 1:
            calls.syscall(native.SYS_PRCTL, _PR_CAPBSET_DROP, number)
    effective, permitted = effective & ~_DANGEROUS_MASK, permitted & ~_DANGEROUS_MASK
    low_word = 0xFFFFFFFF
    data.raw = struct.pack(
        "=6I", effective & low_word, permitted & low_word, 0, effective >> 32, permitted >> 32, 0
    )
    calls.syscall(native.SYS_CAPSET, ctypes.addressof(header), ctypes.addressof(data))


def drop_all() -> None:
    """Empty this thread's effective, permitted, inheritable and ambient sets. Raises OSError."""
    calls.syscall(native.SYS_PRCTL, _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL)
    header = ctypes.create_string_buffer(struct.pack("=Ii", _VERSION_3, 0), 8)
    data = ctypes.create_string_buffer(24)
    calls.syscall(native.SYS_CAPSET, ctypes.addressof(header), ctypes.addressof(data))
