"""The report's events as values. Times are seconds since the epoch; pids are the supervisor's.

Nothing here holds payload: a refusal carries single byte values and features of the message,
and ``sample`` only where the user asked for it (``--show-data``).
"""

from __future__ import annotations

from collections.abc import Mapping

from scpipe.record import Record


class Holder(Record):
    """A descriptor that named the pair when /proc was read: never used for a verdict."""

    pid: int
    fd: int
    end: str  # "read", "write", "both" (a reopened end or a socket)


class Frame(Record):
    """One function of a stack, as the program's memory and files tell it: never used for a verdict."""

    language: str  # "native" or "python"
    module: str  # the file that the code is loaded from, or maps' name for it; "" for Python
    function: str
    file: str  # the source file
    line: int  # 0: not known
    address: int  # of the instruction in its module, -1: not known


class PairFacts(Record):
    """A pair as the report names it."""

    id: int
    kind: str  # "pipe" or "socketpair"
    mode: str  # deny, allow-events, allow, quarantined
    creator_pid: int  # 0: its creation was not seen
    creator_exe: str
    rule: str  # the rule's exe pattern, or "" for the policy's own mode
    creator_argv: tuple[str, ...] = ()  # the beginning of its command line


class Program(Record):
    """A process, and the program that it ran."""

    pid: int
    exe: str
    argv: tuple[str, ...]  # the beginning of its command line


class Advice(Record):
    """What kind of write this looks like and what the user can do."""

    #: wake-byte, signal-number, fixed-struct, error-report, data, second-token, descriptor,
    #: creation, transfer
    pattern: str
    text: str  # all in one sentence, with the setting that would allow the call
    what: str = ""  # what the write is for, and what its refusal does
    fix: str = ""  # what helps without allowing a kind of pair; "": nothing is known

    @property
    def to_do(self) -> str:
        """All that helps: ``text`` without ``what``."""
        return self.text.removeprefix(f"{self.what}; ") if self.what else self.text


class MessageFacts(Record):
    """Features of one message, without its content. Bytes are values 0..255, -1 where there is none."""

    length: int
    first_byte: int
    offending_byte: int
    offending_offset: int
    uniform: bool
    printable: bool  # every byte is printable ASCII or white space
    ancillary: bool  # carries descriptors or other control data
    first: bool  # no message had entered the pair before
    sample: str = ""


class TrapFacts(Record):
    """Which writes are trapped."""

    mode: str  # all, or armed: those to descriptors that name a restricted pair
    reason: str  # "": no write is trapped


class Start(Record):
    """The run begins: what will be enforced, where it came from, what the kernel offers."""

    time: float
    version: str
    command: tuple[str, ...]
    policy: Mapping[str, object]
    origins: Mapping[str, str]
    kernel: Mapping[str, object]
    trap: TrapFacts
    warnings: tuple[str, ...]


class PairCreated(Record):
    """A pair was made and registered."""

    time: float
    pid: int
    tid: int
    pair: PairFacts
    fds: tuple[int, int]
    holders: tuple[Holder, ...]
    backtrace: tuple[Frame, ...] = ()


class Refusal(Record):
    """A call the policy does not allow. ``enforced`` is False in audit mode (``would-refuse``)."""

    time: float
    pid: int
    tid: int
    exe: str
    argv0: str
    syscall: str
    fd: int  # -1: a creation
    pair: PairFacts
    event_byte: int  # -1: none yet
    message: MessageFacts | None  # None: creation, or a transfer that cannot be judged
    errno: str
    verdict: str
    other_reading: str  # verdict under the other first-message reading
    other_exact: bool  # False once the two readings have diverged on this pair
    enforced: bool
    holders: tuple[Holder, ...]
    advice: Advice
    argv: tuple[str, ...] = ()  # the beginning of the command line
    parent: Program | None = None  # as it was when it made the process; None: nobody saw that
    backtrace: tuple[Frame, ...] = ()  # of the call; the innermost frame first
    creator_backtrace: tuple[Frame, ...] = ()  # of the call that made the pair


class Repeated(Record):
    """Refusals that were counted, not told one by one: they repeat earlier ones of this run.

    The same thread made the same call on the same pair, and it looked the same.
    """

    time: float  # of the last one
    count: int  # how many since the last event about them
    total: int  # how many there have been in all, those told one by one included
    last: Refusal  # without holders and backtraces


class Unavailable(Record):
    """A safety refusal of the filter: never a violation."""

    time: float
    pid: int
    tid: int
    exe: str
    syscall: str
    errno: str
    reason: str
    relax: str  # the name that lifts it, or ""


class Exec(Record):
    """A process of the sandbox began to run a program."""

    time: float
    pid: int
    exe: str
    argv: tuple[str, ...]  # the beginning of the command line
    parent: int = 0  # the process that made this one; 0: nobody saw that


class Exit(Record):
    """A process of the sandbox ended. One of ``status`` and ``signal`` is -1."""

    time: float
    pid: int
    status: int
    signal: int


class Note(Record):
    """Something the user should know that is no verdict: a killed blind program, orphans waited for."""

    time: float
    level: str  # "warning" or "error"
    text: str


class End(Record):
    """The run is over; a report without this event is incomplete."""

    time: float
    status: str  # OK, VIOLATION, SIGNALED, TIMEOUT, SETUP_ERROR, EXTERNAL_KILL, INTERNAL_ERROR
    returncode: int
    processes: int
    pairs: int
    refused: int
    would_refuse: int
    unavailable: int
    needs: Mapping[str, str]  # SCONE_PIPE / SCONE_SOCKETPAIR -> the mode the run would have needed


Event = Start | PairCreated | Refusal | Repeated | Unavailable | Exec | Exit | Note | End
