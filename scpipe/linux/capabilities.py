"""Capability sets of the calling thread (capabilities(7))."""

from __future__ import annotations

import ctypes
import os
import struct

from scpipe.linux import calls, procfs
from scpipe.linux.abi import x86_64

_PR_CAPBSET_DROP = 24
_PR_CAP_AMBIENT = 47
_PR_CAP_AMBIENT_CLEAR_ALL = 4
_SYS_CAPGET = 125
_SYS_CAPSET = 126
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


def bounding() -> int:
    """The bounding set as a mask."""
    return int(procfs.status_fields(os.getpid()).get("CapBnd", "0"), 16)


def has_any() -> bool:
    """True if this process has, or could pass on, any capability."""
    fields = procfs.status_fields(os.getpid())
    return any(int(fields.get(name, "0"), 16) for name in ("CapPrm", "CapInh", "CapAmb"))


def drop_dangerous() -> None:
    """Make sure no program executed from here on has a dangerous capability. Raises OSError.

    The inheritable and ambient sets are emptied; what is left of the permitted set goes at exec,
    where root gets what the bounding set allows. An ordinary user needs nothing dropped from it:
    no_new_privs keeps file capabilities away.
    """
    calls.syscall(x86_64.SYS_PRCTL, _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL)
    header = ctypes.create_string_buffer(struct.pack("=Ii", _VERSION_3, 0), 8)
    data = ctypes.create_string_buffer(24)
    calls.syscall(_SYS_CAPGET, ctypes.addressof(header), ctypes.addressof(data))
    low = list(struct.unpack("=III", data.raw[:12]))
    high = list(struct.unpack("=III", data.raw[12:]))
    low[2] = high[2] = 0  # inheritable
    present = bounding()
    for number in DANGEROUS.values():
        if present >> number & 1 and low[0] >> 8 & 1:  # CAP_SETPCAP
            calls.syscall(x86_64.SYS_PRCTL, _PR_CAPBSET_DROP, number)
    data.raw = struct.pack("=IIIIII", *low, *high)
    calls.syscall(_SYS_CAPSET, ctypes.addressof(header), ctypes.addressof(data))
