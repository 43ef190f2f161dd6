"""What was found of this machine, and of what is around this process."""

from __future__ import annotations

from collections.abc import Mapping

from scpipe.record import Record, field

UNKNOWN = -1


class Machine(Record):
    """What decides which remedy helps. ``machine``, ``release``: as uname tells them; ``user``: effective.

    ``yama``: its ptrace_scope, -1 if there is none to be read. ``filtered``: a seccomp filter is in force
    here. ``traces``, ``may_trace``: CAP_SYS_PTRACE is in the effective, in the bounding set.
    """

    machine: str
    release: str
    user: int
    yama: int = UNKNOWN
    filtered: bool = False
    traces: bool = False
    may_trace: bool = False


class Facts(Record):
    """What was found. A text is why something does not work, "" if it does.

    ``proc``: whether /proc is ours; ``hides``: whether it shows everybody. ``tracer``: who traces us, 0 for
    nobody. ``deadly``: a call that kills whoever makes it. ``tracing``: see tracing.STEPS; ``untraced``: why
    nothing of it was tried. ``landlock``: its ABI, 0 if there is none that helps. ``switches``: whether the
    kernel's stay writable. ``armed``: trap armed; ``libseccomp``: whether filters can be made.
    """

    machine: Machine
    proc: str = ""
    hides: str = ""
    tracer: int = 0
    deadly: str = ""
    tracing: Mapping[str, str] = field(factory=dict)
    untraced: str = ""
    landlock: int = 0
    switches: str = ""
    armed: str = ""
    libseccomp: str = ""
