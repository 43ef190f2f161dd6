"""What a program can reach beyond the sandbox, held against what the start event says of this kernel."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from .place import BrokenError, Place, guest, said
from .results import NARROWED, WORKS, Outcome

#: Switches with which the kernel starts programs as root. The last one can be missing.
SWITCHES = ("/proc/sys/kernel/core_pattern", "/proc/sys/kernel/modprobe", "/sys/kernel/uevent_helper")


def confinement(place: Place) -> dict[str, Outcome]:
    """Memory and signals, switches, mounts, descriptor tables: what the guest could do."""
    with place.outsider() as pid:
        done, events = place.reported(["-q"], guest("outside", str(pid), *SWITCHES))
    try:
        told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    except (ValueError, IndexError):
        raise BrokenError(said(done)) from None
    start = events[0]
    facts: dict[str, Any] = start["kernel"]
    return {
        "memory of others": _memory(told["memory"], facts, start["warnings"]),
        "signals to others": _signals(told["signal"], facts),
        "kernel switches": _switches(told["switches"], facts, start["warnings"]),
        "mounts": _mounts(told["mounts"], facts),
        "own descriptors of a thread": _own_table(told["own table"], facts),
    }


def _memory(found: str, facts: dict[str, Any], warnings: list[str]) -> Outcome:
    if found != "open":
        return Outcome(WORKS, "cannot be written")
    if facts["landlock"] or not any("no Landlock here" in line for line in warnings):
        raise BrokenError("memory of a process outside can be written, and the start event does not say so")
    return Outcome(NARROWED, "no Landlock: memory of the same user's processes outside can be written")


def _signals(found: str | int, facts: dict[str, Any]) -> Outcome:
    if facts["signals_outside_refused"] is not (found == "EPERM"):
        raise BrokenError(f"a signal to a process outside: {found}; the start event says {facts}")
    if found == "EPERM":
        return Outcome(WORKS, "refused")
    return Outcome(NARROWED, "Landlock before ABI 6 (Linux 6.12): processes outside can be signalled")


def _switches(found: dict[str, str], facts: dict[str, Any], warnings: list[str]) -> Outcome:
    writable = [path for path, word in found.items() if word == "open"]
    if facts["kernel_switches_writable"] is not bool(writable):
        raise BrokenError(
            f"writable are {writable}; the start event says {facts['kernel_switches_writable']}"
        )
    if not writable:
        return Outcome(WORKS, "read-only")
    if not warnings:
        raise BrokenError("the kernel's switches can be written, and there is no warning")
    return Outcome(NARROWED, f"can be written: {', '.join(writable)}")


def _mounts(found: str | int, facts: dict[str, Any]) -> Outcome:
    if found == 0 and facts["mounts_refused"]:
        raise BrokenError("a file system can be mounted, and the start event says it cannot")
    if found == 0:
        return Outcome(WORKS, "possible in a user namespace")
    if not facts["mounts_refused"]:
        raise BrokenError(f"mount in a user namespace: {found}, and the start event says that it is possible")
    return Outcome(NARROWED, f"{found}: Landlock before ABI 6 (Linux 6.12) forbids them")


def _own_table(found: dict[str, Any], facts: dict[str, Any]) -> Outcome:
    if found["pipe"] != [1, 3, "EACCES"]:
        raise BrokenError(f"in a thread with descriptors of its own: {found}")
    way = facts["descriptors"]
    if (way == "pidfd_getfd (thread)") is not (found["unshare"] == 0):
        raise BrokenError(f"unshare(CLONE_FILES): {found['unshare']}; the start event says {way}")
    if found["unshare"] == 0:
        return Outcome(WORKS, "possible")
    return Outcome(NARROWED, f"{found['unshare']}: no pidfd of a thread before Linux 6.9")


def doctor(place: Place) -> dict[str, Outcome]:
    """scpipe doctor finds what the start event says, and that the default policy works. It is no row."""
    _done, events = place.reported(["-q"], ["/bin/true"])
    facts: dict[str, Any] = events[0]["kernel"]
    done = place.run([str(Path(sys.executable).parent / "scpipe"), "doctor", "--json"])
    try:
        told: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise BrokenError(said(done)) from None
    found = {check["name"]: check for check in told["checks"]}
    agrees = (
        (done.returncode, told["works"]) == (0, True)
        and "missing" not in {check["result"] for check in told["checks"]}
        and facts["descriptors"] in found["descriptors"]["found"]
        and found["Landlock"]["found"].partition(":")[0] == f"ABI {facts['landlock']}"
        and (found["kernel's switches"]["result"] == "narrowed") is facts["kernel_switches_writable"]
    )
    if not agrees:
        raise BrokenError(f"the start event says {facts}, scpipe doctor {done.stdout}")
    return {}


TESTS = (confinement, doctor)
