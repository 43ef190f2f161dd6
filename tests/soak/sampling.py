"""What a supervisor holds, as /proc shows it from outside."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Sample:
    """One look. Memory in KiB; ``gap``: the longest time between two heartbeats since the last look."""

    seconds: float
    resident: int
    anonymous: int
    descriptors: int
    threads: int
    tracees: int
    cpu: float
    gap: float
    operations: int
    quiet: bool


def status_field(pid: int, name: str) -> int:
    """A number in /proc/PID/status."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        found, _colon, value = line.partition(":")
        if found == name:
            return int(value.split()[0])
    raise LookupError(name)


def _memory(pid: int) -> tuple[int, int]:
    """Resident and anonymous memory. The kernel's exact sums where we may read them."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except PermissionError:
        return status_field(pid, "VmRSS"), status_field(pid, "RssAnon")
    sums = {words[0]: int(words[1]) for line in text.splitlines()[1:] if (words := line.split())}
    return sums["Rss:"], sums["Anonymous:"]


def tracees(pid: int) -> list[int]:
    """Every task whose tracer is this process."""
    found = []
    for process in (int(name) for name in os.listdir("/proc") if name.isdigit()):
        try:
            tids = map(int, os.listdir(f"/proc/{process}/task"))
            found += [tid for tid in tids if status_field(tid, "TracerPid") == pid]
        except (OSError, LookupError):
            continue  # it has just ended
    return found


def cpu_seconds(pid: int) -> float:
    """CPU time of a process, in user mode and in the kernel."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def look(pid: int, began: float, gap: float, operations: int, *, quiet: bool) -> Sample:
    """One sample of a supervisor."""
    resident, anonymous = _memory(pid)
    return Sample(
        seconds=time.monotonic() - began,
        resident=resident,
        anonymous=anonymous,
        descriptors=len(os.listdir(f"/proc/{pid}/fd")),
        threads=status_field(pid, "Threads"),
        tracees=len(tracees(pid)),
        cpu=cpu_seconds(pid),
        gap=gap,
        operations=operations,
        quiet=quiet,
    )
