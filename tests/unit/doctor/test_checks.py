"""Each thing that was found has a line: is it there, what is lost without it, what would help."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from scpipe.doctor.checks import MISSING, NARROWED, OK, SUPERVISED, Check, checks
from scpipe.doctor.facts import Facts, Machine
from scpipe.doctor.fixes import Need
from scpipe.doctor.tracing import STEPS
from scpipe.record import replace
from scpipe.spawn.surroundings import UNIT

EPERM = "Operation not permitted"
TRACING = {**dict.fromkeys(STEPS, ""), "descriptors": "pidfd_getfd (thread)"}
WELL = Facts(Machine("x86_64", "6.12.1", 1000), tracing=TRACING, landlock=6)
ROOT = replace(WELL.machine, user=0)


def _check(name: str, **found: Any) -> Check:
    (check,) = [check for check in checks(replace(WELL, **found)) if check.name == name]
    return check


def _traced(**said: str) -> Mapping[str, str]:
    return {**TRACING, **said}


def test_all_is_well() -> None:
    """Every check is ok, says what was found, and takes nothing away."""
    made = checks(WELL)
    assert len(made) == len({check.name for check in made}) == 15
    assert all((check.result, check.takes, check.calls, check.remedy) == (OK, (), (), "") for check in made)
    assert all(check.found for check in made)


@pytest.mark.parametrize(
    ("name", "facts", "found", "takes", "calls"),
    [
        ("machine", {"machine": replace(ROOT, machine="aarch64")}, "on aarch64", "everything", ()),
        ("procfs", {"proc": "/proc is of another; mount it"}, "/proc is of another", "everything", ()),
        ("all processes", {"hides": "/proc hides: do it"}, "/proc hides", "allow-events", ()),
        ("no other tracer", {"tracer": 7}, "process 7 traces", SUPERVISED, ()),
        (
            "filter from outside",
            {"deadly": "kcmp"},
            "kills whoever calls kcmp",
            "everything",
            ("ptrace", "kcmp"),
        ),
        ("filter from outside", {"deadly": "mount"}, "calls mount", "everything", ("ptrace", "mount")),
        ("ptrace", {"tracing": _traced(seize=EPERM)}, EPERM, SUPERVISED, ("ptrace",)),
        (
            "ptrace",
            {"tracing": _traced(trap="no stop")},
            "no stop",
            SUPERVISED,
            ("ptrace",),
        ),
        ("ptrace", {"tracing": _traced(answer=EPERM)}, EPERM, SUPERVISED, ("ptrace",)),
        (
            "ptrace",
            {"tracing": {}, "untraced": "killed"},
            "killed",
            SUPERVISED,
            ("ptrace",),
        ),
        (
            "ptrace",
            {"tracing": _traced(look="ptrace(PTRACE_GET_SYSCALL_INFO): Input/output error")},
            "Input/output error",
            SUPERVISED,
            (),
        ),
        ("ptrace", {"tracer": 7}, "not tried", SUPERVISED, ()),
        ("seccomp", {"tracing": _traced(privileges=EPERM)}, EPERM, "everything", ("seccomp",)),
        ("seccomp", {"tracing": _traced(filter=EPERM)}, EPERM, "everything", ("seccomp",)),
        ("memory", {"tracing": _traced(memory=EPERM)}, EPERM, "allow-events", ("process_vm_readv",)),
        ("memory", {"tracing": {}, "untraced": "killed"}, "killed", "allow-events", ("process_vm_readv",)),
        (
            "descriptors",
            {"tracing": _traced(thread=EPERM, process=f"pidfd_getfd: {EPERM}")},
            f"pidfd_getfd: {EPERM}",
            "socketpair: allow-events",
            ("pidfd_getfd",),
        ),
        ("descriptors", {"tracing": {}, "untraced": "killed"}, "killed", "--trap armed", ("pidfd_getfd",)),
        (
            "descriptors",
            {"tracing": _traced(thread=EPERM, process=f"pidfd_open: {EPERM}")},
            f"pidfd_open: {EPERM}",
            "socketpair: allow-events",
            ("pidfd_open",),
        ),
        (
            "Landlock",
            {"tracing": _traced(confinement=EPERM)},
            EPERM,
            "everything",
            ("landlock_restrict_self",),
        ),
    ],
)
def test_what_the_default_needs(
    name: str, facts: dict[str, Any], found: str, takes: str, calls: tuple[str, ...]
) -> None:
    """Without it something is missing: what that takes away, and which calls would have to be allowed."""
    check = _check(name, **facts)
    assert check.result == MISSING and found in check.found and takes in check.takes
    assert set(calls) <= set(check.calls) and (check.need is Need.CALLS) is bool(check.calls)
    assert check.calls or check.remedy or name == "ptrace"


@pytest.mark.parametrize(
    ("name", "facts", "found", "need"),
    [
        (
            "descriptors",
            {"tracing": _traced(thread="no pidfd of a thread")},
            "no pidfd of a thread",
            Need.OTHER,
        ),
        ("kcmp", {"tracing": _traced(kcmp=EPERM)}, EPERM, Need.CALLS),
        ("Landlock", {"landlock": 5}, "ABI 5", Need.OTHER),
        ("Landlock", {"landlock": 0}, "ABI 0", Need.OTHER),
        ("Landlock", {"landlock": 0, "machine": replace(ROOT, filtered=True)}, "ABI 0", Need.CALLS),
        ("kernel's switches", {"switches": EPERM}, EPERM, Need.OTHER),
        ("CAP_SYS_PTRACE", {"machine": ROOT}, "root has not got it", Need.CAPABILITY),
        ("libseccomp", {"libseccomp": "libseccomp cannot be loaded"}, "cannot be loaded", Need.OTHER),
        (
            "trap armed",
            {"armed": "trap armed is not possible here: it needs Linux 6.7, and it is 6.1; allowed: all"},
            "it needs Linux 6.7, and it is 6.1",
            Need.OTHER,
        ),
        ("trap armed", {"armed": "something else"}, "something else", Need.OTHER),
    ],
)
def test_what_is_narrowed(name: str, facts: dict[str, Any], found: str, need: Need) -> None:
    """The default works, and something is lost all the same."""
    check = _check(name, **facts)
    assert (check.result, check.need) == (NARROWED, need)
    assert found in check.found and check.takes


def test_what_is_no_loss() -> None:
    """A filter that kills nobody, and root that has the capability."""
    assert _check("filter from outside", machine=replace(ROOT, filtered=True)).result == OK
    assert _check("CAP_SYS_PTRACE", machine=replace(ROOT, traces=True)).result == OK


def test_a_proc_that_is_not_ours() -> None:
    """Nothing that rests on it is told."""
    assert [check.name for check in checks(replace(WELL, proc="no; yes"))] == ["machine", "procfs"]


def test_behind_a_filter_that_kills() -> None:
    """What could not be tried is not told of."""
    names = [check.name for check in checks(replace(WELL, deadly="ptrace", untraced="killed"))]
    assert names[-1] == "filter from outside" and len(names) == 5


def test_a_filter_that_was_not_tried() -> None:
    """What was not reached is not claimed to work."""
    assert _check("seccomp", tracing={"seize": EPERM, "confinement": EPERM}).found == "not tried"


def test_a_deadly_filter_is_told_what_the_error_line_tells() -> None:
    """A unit needs the same calls in both."""
    words = " ".join(_check("filter from outside", deadly="ptrace").calls)
    assert f"SystemCallFilter={words}" in UNIT
