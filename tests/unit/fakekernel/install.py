"""The one place where functions of the real kernel are replaced by those of the fake one."""

from __future__ import annotations

import os
import time
from types import ModuleType
from typing import Any

import pytest
from unit.fakekernel.kernel import FakeKernel

from scpipe.linux import memory, occupancy, process, procroot, ptrace, tables, terminal, wait

#: Modules, what of them is replaced, and which part of the fake kernel has that.
REPLACED: tuple[tuple[ModuleType, str, str], ...] = (
    (
        ptrace,
        "ptrace",
        "interrupt cont run_to_syscall_stop listen event_message peek_register poke_register get_registers "
        "set_registers block_signals is_leaving_call read_entry syscall_result signal_information "
        "set_signal_information",
    ),
    (memory, "memory", "read read_little read_places write"),
    (wait, "wait", "poll_any sleep_for_any poll_one is_ours for_news"),
    (process, "signals", "send send_to_thread pass_on exists has_file_size_limit"),
    (process, "facts", "descriptor_limit open_thread open_process"),
    (procroot, "proc", "read names link status open_file"),
    (tables, "facts", "share_table share_memory shows_descriptors_in_flight"),
    (terminal, "terminal", "controlling foreground give"),
    (os, "facts", "getpgid kill"),
    (os, "cpus", "sched_getaffinity sched_setaffinity sched_getscheduler"),
    (occupancy, "cpus", "occupy"),
    (time, "clock", "monotonic"),
)


def replaced(kernel: FakeKernel) -> list[tuple[ModuleType, str, Any]]:
    """Every function that is replaced: its module, its name, and the fake one."""
    return [
        (module, name, getattr(getattr(kernel, part), name))
        for module, part, names in REPLACED
        for name in names.split()
    ]


def install(monkeypatch: pytest.MonkeyPatch) -> FakeKernel:
    """A fake kernel, which scpipe asks from now on."""
    kernel = FakeKernel()
    for module, name, fake in replaced(kernel):
        monkeypatch.setattr(module, name, fake)
    return kernel
