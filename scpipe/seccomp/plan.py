"""Which rows of the catalogue a policy puts in force, and what each then answers."""

from __future__ import annotations

import errno
from collections.abc import Mapping, Sequence

from scpipe.errors import UsageError
from scpipe.policy.model import PairKind, PairMode, Policy
from scpipe.record import Record
from scpipe.seccomp import bpf
from scpipe.seccomp.catalogue import CATALOGUE, NATIVE, OTHER_ABI, UNKNOWN, is_known
from scpipe.seccomp.entries import Entry, Family, Need, Response


class Plan(Record):
    """The rows in force under one policy. ``supervised`` is False where the filter answers all by itself.

    ``rows`` holds the same entries by their x86-64 number, refusals first.
    """

    profile: str
    entries: tuple[Entry, ...]
    supervised: bool
    relaxed: frozenset[str]
    rows: Mapping[int, tuple[Entry, ...]]

    def __hash__(self) -> int:
        return hash((self.profile, self.entries))

    @property
    def other_abi(self) -> Entry | None:
        """The row for calls of another ABI (int 0x80, x32), None where they are allowed."""
        return OTHER_ABI if OTHER_ABI in self.entries else None

    @property
    def unknown(self) -> Entry | None:
        """The row for numbers that were not judged, None where they are allowed."""
        return UNKNOWN if UNKNOWN in self.entries else None

    def match(self, nr: int, args: Sequence[int]) -> Entry | None:
        """The row that a call of the x86-64 table falls under, None where it is allowed.

        ``nr`` may be signed or unsigned, ``args`` are six integers. A call made through another
        AUDIT_ARCH falls under ``other_abi`` whatever its number.
        """
        found = self.rows.get(nr)
        if found is not None:
            for entry in found:
                if not entry.tests or entry.holds(args):
                    return entry
            return None
        number = nr & bpf.WORD
        if bpf.X32_BIT <= number < bpf.NO_CALL:
            return self.other_abi
        return None if is_known(number) else self.unknown

    def message_row(self, number: int) -> Entry | None:
        """The row of a number of which every call is trapped as a message that is judged; else None."""
        rows = self.rows.get(number, ())
        is_whole = len(rows) == 1 and rows[0].family is Family.MESSAGE and not rows[0].tests
        return rows[0] if is_whole else None

    def action(self, entry: Entry) -> int:
        """The seccomp action with which the filter meets a matching call."""
        if entry.response is Response.SILENT:
            return bpf.fail(entry.errno)
        if self.supervised:
            return bpf.trace(entry.trace_id)
        return bpf.fail(entry.errno or errno.EACCES)


def plan(
    policy: Policy, *, inherited_read_end: bool = False, leaders_only: bool = False, armed: bool = False
) -> Plan:
    """The plan for a supervised run; without entries where the policy restricts nothing.

    ``inherited_read_end``: the command is given a pipe to read from. Opened again for writing, through
    /proc, it would be a pair after all, so its writes are watched even where nothing can be made.
    ``leaders_only``: only the descriptor tables of thread group leaders can be read
    (``descriptors.LeaderSource``). ``armed``: writes are trapped by descriptor; then layers.py tells
    which rows the first filter has.
    """
    needed = needs(policy)
    if needed:
        needed |= {Need.SUPERVISED}
    if inherited_read_end and Need.PIPE_WATCHED in needed:
        needed |= {Need.EVENTS, Need.PIPE_EVENTS}
    if leaders_only and Need.EVENTS in needed:
        needed |= {Need.LEADERS_ONLY}
    if armed and Need.EVENTS in needed:
        needed |= {Need.ARMED}
        if Need.PIPE_EVENTS in needed:
            needed |= {Need.ARMED_PIPES}
    return _plan(policy, needed, supervised=True)


def plan_standalone(policy: Policy) -> Plan:
    """The plan for a run without supervisor, where the filter itself denies creation with EACCES.

    Raises UsageError for what a filter alone cannot judge: allow-events, and rules per program.
    """
    if policy.rules:
        raise UsageError("rules for single programs need the supervisor: drop --no-supervisor")
    for kind in PairKind:
        if policy.mode(kind) is PairMode.ALLOW_EVENTS:
            allowed = f"drop --no-supervisor, or give --{kind.value} deny or --{kind.value} allow"
            raise UsageError(f"{kind.value}=allow-events needs the supervisor: {allowed}")
    return _plan(policy, needs(policy), supervised=False)


def needs(policy: Policy) -> frozenset[Need]:
    """What a policy makes necessary, its rules included; a supervisor and the machine can add to it."""
    if policy.unrestricted:
        return frozenset()
    pipe, socket = policy.modes(PairKind.PIPE), policy.modes(PairKind.SOCKETPAIR)
    watched = frozenset({PairMode.ALLOW})
    found = {
        Need.RESTRICTED: True,
        Need.EVENTS: PairMode.ALLOW_EVENTS in pipe | socket,
        Need.PIPE_EVENTS: PairMode.ALLOW_EVENTS in pipe,
        Need.SOCKET_EVENTS: PairMode.ALLOW_EVENTS in socket,
        Need.PIPE_WATCHED: pipe != watched,
        Need.SOCKET_WATCHED: socket != watched,
    }
    return frozenset(need for need, holds in found.items() if holds)


def _plan(policy: Policy, needed: frozenset[Need], *, supervised: bool) -> Plan:
    entries = tuple(row for row in CATALOGUE if row.when in needed and row.relax not in policy.relax)
    profile = _profile(policy, needed, supervised)
    return Plan(profile, entries, supervised, policy.relax, rows_by_number(entries))


def rows_by_number(entries: Sequence[Entry]) -> Mapping[int, tuple[Entry, ...]]:
    """Rows by their x86-64 number, refusals first."""
    rows: dict[int, tuple[Entry, ...]] = {}
    # A stable sort: refusals come first and the catalogue's order is kept otherwise.
    for entry in sorted(entries, key=lambda row: row.response is Response.MEDIATE):
        if NATIVE in entry.numbers:
            number = entry.numbers[NATIVE]
            rows[number] = (*rows.get(number, ()), entry)
    return rows


def _profile(policy: Policy, needed: frozenset[Need], supervised: bool) -> str:
    parts = [
        f"{kind.value}=" + "+".join(mode.value for mode in PairMode if mode in policy.modes(kind))
        for kind in PairKind
    ]
    if policy.relax:
        parts.append("relax=" + "+".join(sorted(policy.relax)))
    if Need.LEADERS_ONLY in needed:
        parts.append("leaders-only")
    if Need.ARMED in needed:
        parts.append("armed")
    if not supervised:
        parts.append("no-supervisor")
    return ",".join(parts)
