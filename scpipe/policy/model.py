"""The policy as a value: two modes, how they are read, and what to do on a violation."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from scpipe.record import Record, field

#: The origin of a SCONE session's rules: it can have none.
IN_A_SESSION = "a SCONE session has none"


class PairKind(str, Enum):
    """Which constructor made a pair: pipe(2)/pipe2(2) or socketpair(2)."""

    PIPE = "pipe"
    SOCKETPAIR = "socketpair"


class PairMode(str, Enum):
    """What pairs of one kind may do; the values are those of SCONE_PIPE and SCONE_SOCKETPAIR."""

    DENY = "deny"
    ALLOW_EVENTS = "allow-events"
    ALLOW = "allow"


class FirstMessage(str, Enum):
    """How the message that sets the event byte is judged."""

    UNIFORM = "uniform"
    ANY = "any"


class OnViolation(str, Enum):
    """What follows a violation: the call fails, the sandbox dies, or it is only reported."""

    REFUSE = "refuse"
    KILL = "kill"
    REPORT = "report"


#: Safety refusals that ``relax`` can lift, and what is no longer promised afterwards.
RELAXATIONS: Mapping[str, str] = {
    "io-uring": "an io_uring can write any bytes into a pair and create pipes without a system call",
    "aio": "io_submit can write any bytes into a pair",
    "splice": "splice, tee, vmsplice and sendfile can move any bytes into a pair",
    "ptrace": "a program can rewrite another between its check and its use, and trace it out of the sandbox",
    "clone3": "the flags of clone3 lie in memory: descriptor tables may be shared unseen",
    "other-abi": "int 0x80, x32 and 32-bit programs can write any bytes into a pair and create pairs",
    "unknown-syscalls": "a system call newer than this release may write to a pair or create one",
    "notify-listener": "a program can answer its own trapped calls and so run them unjudged",
    "untraced": "a child can leave the supervisor",
    "userfaultfd": "a program can stop the supervisor by never serving a page",
    "fuse": "a FUSE file system served in the sandbox can stop the supervisor for good",
    "prlimit": "a program can take resources from processes outside, and end them and the supervisor",
    "scheduling": "a program can starve processes outside, and the supervisor with its time limits",
    "bpf": "a BPF program can redirect bytes into a unix socket",
    "terminal-injection": "a program can type commands into the terminal that started it",
    "notification-pipe": "the kernel can write its notification records into a pipe",
    "dumpable": "a program can make itself unreadable; its calls then fail for an ordinary user",
    "private-tables": "before Linux 6.9 a thread with descriptors of its own can write any bytes into a pair",
    "capabilities": "root inside keeps what the kernel acts outside with: capabilities, /proc/sys, /sys",
    "landlock": "a program can write into the memory of processes outside the sandbox, and signal them",
}


class Rule(Record):
    """Modes for pairs created by one executable; ``None`` leaves the policy's own mode.

    ``exe`` is an absolute path or glob; it is resolved to inodes at launch, not here.
    """

    exe: str
    pipe: PairMode | None = None
    socketpair: PairMode | None = None


class Policy(Record):
    """Everything a run is judged by. The defaults are SCONE's, read strictly."""

    pipe: PairMode = PairMode.ALLOW_EVENTS
    socketpair: PairMode = PairMode.ALLOW_EVENTS
    first_message: FirstMessage = FirstMessage.UNIFORM
    on_violation: OnViolation = OnViolation.REFUSE
    relax: frozenset[str] = frozenset()
    rules: tuple[Rule, ...] = ()

    def mode(self, kind: PairKind) -> PairMode:
        """The policy's own mode for a kind, rules aside."""
        return self.pipe if kind is PairKind.PIPE else self.socketpair

    def modes(self, kind: PairKind) -> frozenset[PairMode]:
        """Every mode a pair of this kind can get: the policy's own and those of its rules."""
        found = {self.mode(kind)}
        for rule in self.rules:
            value = rule.pipe if kind is PairKind.PIPE else rule.socketpair
            if value is not None:
                found.add(value)
        return frozenset(found)

    @property
    def waived_guarantees(self) -> tuple[str, ...]:
        """What the relaxations give up, a sentence for each; none where nothing is watched anyway."""
        if self.unrestricted:
            return ()
        return tuple(f"no longer promised, {name}: {RELAXATIONS[name]}" for name in sorted(self.relax))

    @property
    def unrestricted(self) -> bool:
        """True where nothing is to be watched: both kinds are allowed and no rule restricts one."""
        only_allow = frozenset({PairMode.ALLOW})
        return all(self.modes(kind) == only_allow for kind in PairKind)


class Effective(Record):
    """A policy in force, and for every setting of it where its value came from.

    ``origins`` has the keys ``pipe``, ``socketpair``, ``first-message``, ``on-violation``,
    ``relax`` and ``rules``; the values are prose such as ``--pipe``, ``p.yaml:3``,
    ``SCONE_PIPE in the environment`` or ``default``.
    """

    policy: Policy = field(factory=Policy)
    origins: Mapping[str, str] = field(factory=dict)
    warnings: tuple[str, ...] = ()


class Loaded(Record):
    """The settings one policy file makes; None where it is silent. ``form`` is "native" or "scone".

    ``origins`` has one entry for each setting that is made, with the keys of Effective.
    """

    form: str
    pipe: PairMode | None = None
    socketpair: PairMode | None = None
    first_message: FirstMessage | None = None
    on_violation: OnViolation | None = None
    relax: frozenset[str] | None = None
    rules: tuple[Rule, ...] | None = None
    origins: Mapping[str, str] = field(factory=dict)
    warnings: tuple[str, ...] = ()
