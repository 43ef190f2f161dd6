"""From what was found to a line for each thing that scpipe needs: is it there, what is lost without it."""

from __future__ import annotations

from scpipe.doctor.facts import Facts
from scpipe.doctor.fixes import Need
from scpipe.record import Record

OK = "ok"
NARROWED = "narrowed"
MISSING = "missing"

#: What may be lost.
EVERYTHING = "everything"
SUPERVISED = "everything but --no-supervisor"
JUDGING = "allow-events"
SOCKETS = "socketpair: allow-events"
ARMED = "--trap armed"

_LINUX = "Linux"
_SCOPES = 6
_CALLS_OF_LANDLOCK = ("landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self")


class Check(Record):
    """One thing. ``result``: OK; MISSING, so that the default policy does not work; NARROWED: it does.

    ``found``: what was found. ``takes``: what is lost. ``calls``: those that have to be allowed;
    ``need``: what would help, or else ``remedy`` does, anywhere.
    """

    name: str
    result: str
    found: str
    takes: tuple[str, ...] = ()
    need: Need = Need.OTHER
    calls: tuple[str, ...] = ()
    remedy: str = ""


def checks(facts: Facts) -> list[Check]:
    """All of them, in the order in which a run needs them.

    Without a /proc of ours few can be believed, and behind a filter that kills nothing else can be tried.
    """
    if facts.proc:
        return [_machine(facts), _proc(facts)]
    if facts.deadly:
        return [make(facts) for make in (_machine, _proc, _shown, _tracer, _filter)]
    made = (
        *(_machine, _proc, _shown, _tracer, _filter, _ptrace, _loading, _memory, _descriptors, _kcmp),
        *(_landlock, _switches, _capability, _libseccomp, _armed),
    )
    return [make(facts) for make in made]


def _lost(name: str, found: str, *takes: str, calls: tuple[str, ...] = (), remedy: str = "") -> Check:
    """Without this the default policy does not work."""
    return Check(name, MISSING, found, takes, Need.CALLS if calls else Need.OTHER, calls, remedy)


def _machine(facts: Facts) -> Check:
    found = f"{_LINUX} {facts.machine.release} on {facts.machine.machine}"
    if facts.machine.machine != "x86_64":
        return _lost("machine", found, EVERYTHING, remedy="a machine with x86-64: others are not supported")
    return Check("machine", OK, found)


def _proc(facts: Facts) -> Check:
    if facts.proc:
        why, _semicolon, remedy = facts.proc.partition("; ")
        return _lost("procfs", why, EVERYTHING, remedy=remedy)
    return Check("procfs", OK, "that of this PID namespace")


def _shown(facts: Facts) -> Check:
    name = "all processes"
    if facts.hides:
        why, _colon, remedy = facts.hides.partition(": ")
        return _lost(name, why, JUDGING, remedy=remedy)
    return Check(name, OK, "/proc hides none of what a command starts")


def _tracer(facts: Facts) -> Check:
    name = "no other tracer"
    if facts.tracer:
        found = f"process {facts.tracer} traces this one, and a process has one tracer"
        return _lost(name, found, SUPERVISED, remedy="without strace, a debugger or scpipe-run around it")
    return Check(name, OK, "nobody traces this process")


def _filter(facts: Facts) -> Check:
    name = "filter from outside"
    if facts.deadly:
        found = f"a seccomp filter around scpipe kills whoever calls {facts.deadly}"
        calls = (*_ALL_CALLS, *((facts.deadly,) if facts.deadly not in _ALL_CALLS else ()))
        return _lost(name, found, EVERYTHING, calls=calls)
    return Check(
        name, OK, "one, which kills nobody for a call of scpipe's" if facts.machine.filtered else "none"
    )


def _ptrace(facts: Facts) -> Check:
    name, why = "ptrace", _first(facts, "seize", "trap", "look", "answer")
    if facts.tracer:
        return _lost(name, "not tried under another tracer", SUPERVISED)
    if "GET_SYSCALL_INFO" in why:
        return _lost(name, why, SUPERVISED, remedy="Linux 5.3 or later, and no gVisor, which has not got it")
    if why:
        return _lost(name, why, SUPERVISED, calls=("ptrace",))
    return Check(name, OK, "a child was seized, stopped at a call, and given a result for it")


def _loading(facts: Facts) -> Check:
    why = _first(facts, "privileges", "filter")
    if why:
        return _lost("seccomp", why, EVERYTHING, calls=("seccomp",))
    found = "a child has loaded a filter" if "filter" in facts.tracing else "not tried"
    return Check("seccomp", OK, found)


def _memory(facts: Facts) -> Check:
    why = _first(facts, "memory")
    if why:
        return _lost("memory", why, JUDGING, calls=("process_vm_readv", "process_vm_writev"))
    return Check("memory", OK, "a child's was read and written")


def _descriptors(facts: Facts) -> Check:
    name, way = "descriptors", facts.tracing.get("descriptors", "")
    if not facts.tracing.get("thread") and not facts.untraced:
        return Check(name, OK, f"one was copied out of a child: {way}")
    if not facts.tracing.get("process") and not facts.untraced:
        found = f"{way}: {facts.tracing['thread']}"
        takes = ("threads with descriptors of their own",)
        return Check(name, NARROWED, found, takes, remedy="Linux 6.9 or later")
    why = _first(facts, "process")
    call = "pidfd_open" if why.startswith("pidfd_open") else "pidfd_getfd"
    return _lost(name, why, SOCKETS, ARMED, calls=(call,))


def _kcmp(facts: Facts) -> Check:
    name, why = "kcmp", _first(facts, "kcmp")
    if why:
        takes = ("knowing who shares a table: more tasks are stopped than need be",)
        return Check(name, NARROWED, why, takes, Need.CALLS, ("kcmp",))
    return Check(name, OK, "it tells who shares descriptors")


def _landlock(facts: Facts) -> Check:
    name = "Landlock"
    why = facts.tracing.get("confinement", "")
    if why:
        remedy = "or --relax landlock, which gives up processes outside"
        return Check(name, MISSING, why, (EVERYTHING,), Need.CALLS, _CALLS_OF_LANDLOCK, remedy)
    if facts.landlock >= _SCOPES:
        return Check(name, OK, f"ABI {facts.landlock}: memory and signals of processes outside are closed")
    newer = "Linux 6.12 or later"
    if facts.landlock >= 2:
        both = ("refusing signals to processes outside", "mounts inside")
        return Check(name, NARROWED, f"ABI {facts.landlock}", both, remedy=newer)
    remedy = f"{newer} with landlock among its LSMs (/sys/kernel/security/lsm; lsm= on its command line)"
    takes = ("refusing to write the memory of the same user's processes outside",)
    calls = _CALLS_OF_LANDLOCK if facts.machine.filtered else ()
    need = Need.CALLS if calls else Need.OTHER
    return Check(name, NARROWED, f"ABI {facts.landlock}: none that helps", takes, need, calls, remedy)


def _switches(facts: Facts) -> Check:
    name = "kernel's switches"
    if facts.switches:
        takes = ("keeping root from having programs run outside, by /proc/sys",)
        remedy = (
            "another user than root, or /proc/sys and /sys read-only (systemd: ProtectKernelTunables=yes)"
        )
        return Check(name, NARROWED, f"they stay writable: {facts.switches}", takes, remedy=remedy)
    return Check(name, OK, "no command can write them")


def _capability(facts: Facts) -> Check:
    name = "CAP_SYS_PTRACE"
    if facts.machine.traces:
        return Check(name, OK, "in the effective set")
    if facts.machine.user == 0:
        takes = ("processes that change their user: their calls fail",)
        return Check(name, NARROWED, "this root has not got it", takes, Need.CAPABILITY)
    return Check(name, OK, "an ordinary user needs none for processes of its own")


def _libseccomp(facts: Facts) -> Check:
    if facts.libseccomp:
        takes = ("policies without a ready-made filter: most relaxations",)
        remedy = "apt-get install libseccomp2, dnf install libseccomp, apk add libseccomp"
        return Check("libseccomp", NARROWED, facts.libseccomp, takes, remedy=remedy)
    return Check("libseccomp", OK, "a filter was made with it")


def _armed(facts: Facts) -> Check:
    if facts.armed:
        why = facts.armed.partition("not possible here: ")[2].partition("; allowed: ")[0] or facts.armed
        return Check("trap armed", NARROWED, why, (ARMED,))
    return Check("trap armed", OK, "writes can be trapped by descriptor")


def _first(facts: Facts, *steps: str) -> str:
    """Why the first of these steps that failed did so; "" if none did."""
    return facts.untraced or next((facts.tracing[step] for step in steps if facts.tracing.get(step)), "")


#: What a unit of systemd's has to allow beyond @system-service, as the lines of errors tell it.
_ALL_CALLS = ("ptrace", "pidfd_getfd", "kcmp", "seccomp", *_CALLS_OF_LANDLOCK)
