"""Landlock: a domain whose members cannot reach the memory of processes outside it.

Being in a domain is what counts: ptrace access checks, and so /proc/PID/mem, are refused towards
tasks that are not in the same domain or one below it (security/landlock/task.c, Linux 5.13).
"""

from __future__ import annotations

import ctypes
import os
import struct

from scpipe.linux import calls
from scpipe.linux.abi import native

_CREATE_VERSION = 1
_RULE_PATH_BENEATH = 1

_SCOPE_SIGNAL = 2
_ACCESS_REFER = 1 << 13

#: ABI of the scopes (Linux 6.12), and of the REFER right (5.19).
SCOPES_ABI = 6
REFER_ABI = 2
#: The newest ABI of which the rights are known here (Linux 6.15): its network rights are about TCP only.
NEWEST_KNOWN_ABI = 7


def abi() -> int:
    """The kernel's Landlock ABI; 0 where it has none or it is switched off."""
    try:
        return calls.syscall(native.SYS_LANDLOCK_CREATE_RULESET, 0, 0, _CREATE_VERSION)
    except OSError:
        return 0


def enter_domain(version: int) -> None:
    """Put this thread into a domain of its own, for good. Needs no_new_privs. Raises OSError.

    With scopes nothing else is restricted but signals to the outside. Before, a ruleset has to
    handle some file right: REFER is handled and granted everywhere, and the kernel then
    refuses to change mounts.
    """
    scoped = version >= SCOPES_ABI
    attributes = struct.pack("=QQQ", 0, 0, _SCOPE_SIGNAL) if scoped else struct.pack("=Q", _ACCESS_REFER)
    buffer = ctypes.create_string_buffer(attributes, len(attributes))
    ruleset = calls.syscall(native.SYS_LANDLOCK_CREATE_RULESET, ctypes.addressof(buffer), len(attributes), 0)
    try:
        if not scoped:
            _grant_everywhere(ruleset)
        calls.syscall(native.SYS_LANDLOCK_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _grant_everywhere(ruleset: int) -> None:
    root = os.open("/", os.O_PATH | os.O_CLOEXEC)
    try:
        rule = ctypes.create_string_buffer(struct.pack("=Qi", _ACCESS_REFER, root), 12)
        calls.syscall(native.SYS_LANDLOCK_ADD_RULE, ruleset, _RULE_PATH_BENEATH, ctypes.addressof(rule), 0)
    finally:
        os.close(root)
