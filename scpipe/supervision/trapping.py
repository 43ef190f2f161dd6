"""Which writes are trapped: all of them, or only those to descriptors that name a restricted pair.

The second, ``armed``, costs programs nothing for what they write elsewhere. It rests on more of the machine,
and on calls that some relaxations let pass unseen.
"""

from __future__ import annotations

from scpipe.errors import SetupError, UsageError
from scpipe.policy.model import Policy
from scpipe.record import Record
from scpipe.supervisor.options import Trap

#: Kernels (major, minor) on which armed is what is done where nothing is asked for: the suites passed there.
PROVEN: frozenset[tuple[int, int]] = frozenset()

#: Relaxations under which no pair gets a number, and no table another user, by a call that is not trapped.
COMPATIBLE = frozenset({"splice", "fuse", "prlimit", "scheduling", "terminal-injection"})
#: The first Linux that maps a sealed file from a writable descriptor (mm/mmap.c do_mmap, F_SEAL_WRITE).
OLDEST = (6, 7)
#: The only machine whose calls are made in the place of others so far.
MACHINE = "x86_64"
#: Files with filters are filled by the supervisor; none is longer (bytes).
LARGEST_FILE = 1 << 20

_DIGITS = "0123456789"
_ASKED_FOR = "asked for"
_DEFAULT = "the default on this kernel"


class Facts(Record):
    """What the machine offers. ``machine`` and ``release`` as uname tells them.

    ``copies``: descriptors of others are copied with pidfd_getfd. ``file_size``: the hard limit of file sizes
    (bytes, None: there is none). ``refused``: why none can be added to a filter that we run under, "" if one
    can.
    """

    machine: str
    release: str
    copies: bool
    file_size: int | None = None
    refused: str = ""


class Trapping(Record):
    """Which writes are trapped, and why these. ``reason``: "" where none is.

    ``useless``: something was asked for where it makes no difference.
    """

    mode: Trap
    reason: str = ""
    useless: bool = False


def decide(asked: Trap | None, policy: Policy, facts: Facts, *, watched: bool) -> Trapping:
    """Which writes are trapped. ``watched``: the policy, or what the command inherits, has some trapped.

    Raises UsageError or SetupError where armed is asked for and cannot be had.
    """
    if not watched:
        return Trapping(Trap.ALL, useless=asked is not None)
    if asked is Trap.ALL:
        return Trapping(Trap.ALL, _ASKED_FOR)
    if asked is None and _version(facts.release) not in PROVEN:
        return Trapping(Trap.ALL, _DEFAULT)
    relaxed, missing = _relaxed(policy), _missing(facts)
    if asked is Trap.ARMED and relaxed:
        raise UsageError(f"trap armed contradicts the policy: {relaxed}; allowed: trap all, or no relaxation")
    if asked is Trap.ARMED and missing:
        raise SetupError(f"trap armed is not possible here: {missing}; allowed: trap all")
    if relaxed or missing:
        return Trapping(Trap.ALL, f"armed is not possible: {relaxed or missing}")
    return Trapping(Trap.ARMED, _DEFAULT if asked is None else _ASKED_FOR)


def _relaxed(policy: Policy) -> str:
    """Which relaxations let happen unseen what armed has to see; "" if none does."""
    names = sorted(policy.relax - COMPATIBLE)
    return f"relax {', '.join(names)} lets pass unseen what could move a pair" if names else ""


def _missing(facts: Facts) -> str:
    """What the machine lacks; "" if nothing."""
    if facts.machine != MACHINE:
        return f"it is there on {MACHINE} only, and this is {facts.machine}"
    version = _version(facts.release)
    if version is None or version < OLDEST:
        return f"it needs Linux {OLDEST[0]}.{OLDEST[1]}, and this is {facts.release}"
    if not facts.copies:
        return "it needs pidfd_getfd, which is forbidden here (in a container add --cap-add SYS_PTRACE)"
    if facts.file_size is not None and facts.file_size < LARGEST_FILE:
        limit = f"the hard limit of file sizes (RLIMIT_FSIZE, ulimit -Hf) is {facts.file_size} bytes"
        return f"{limit}, and filters need files of up to {LARGEST_FILE}"
    if facts.refused:
        return f"scpipe itself runs under a seccomp filter, and under it none can be added: {facts.refused}"
    return ""


def _version(release: str) -> tuple[int, int] | None:
    """The first two numbers of a release, such as 6.12-rc3; None if it does not begin with them."""
    major, _dot, rest = release.partition(".")
    minor = rest[: len(rest) - len(rest.lstrip(_DIGITS))]
    numbers = [part for part in (major, minor) if part and not part.strip(_DIGITS)]
    return (int(numbers[0]), int(numbers[1])) if len(numbers) == 2 else None
