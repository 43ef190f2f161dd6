"""Truth tables of the filters that are added to a running program (extension.py).

As in cases.py the answers come from the rows and the descriptor numbers, never from a built program. A call
that is not of these rows is always allowed: the first filter, which stays in force, answers it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scpipe.seccomp import bpf, cases
from scpipe.seccomp.cases import Arguments, Call
from scpipe.seccomp.catalogue import CATALOGUE
from scpipe.seccomp.entries import WORD, Entry, Family, Form
from scpipe.seccomp.extension import DATA, lets_move
from scpipe.seccomp.profiles import Numbers

_GARBAGE = 0xDEADBEEF << 32
_FCNTL = "fcntl"
#: fcntl commands next to F_DUPFD (0) and F_DUPFD_CLOEXEC (1030): F_GETFD, F_SETFL, F_NOTIFY, F_DUPFD_QUERY,
#: F_CREATED_QUERY, F_SETPIPE_SZ, one that is right in the high half only, and -1.
_COMMANDS = (1, 4, 1026, 1027, 1028, 1031, 1030 << 32 | 1, WORD)
#: Levels and options next to SOL_SOCKET, SO_PASSCRED: SO_PASSSEC, SO_TYPE, SO_KEEPALIVE; level SOL_TCP, 0.
_OPTIONS = ((1, 34), (1, 3), (1, 9), (1, 17), (6, 16), (0, 76), (0, 16))
_AT_THE_ENDS = (0, 1, 2, WORD)


def table(rows: Sequence[Entry], numbers: Numbers, arch: str) -> str:
    """The truth table of one filter, each line as in cases.table()."""
    calls = _calls(rows, numbers, arch)
    return "".join(cases.line(call, required(rows, numbers, arch, call)) for call in calls)


def required(rows: Sequence[Entry], numbers: Numbers, arch: str, call: Call) -> int:
    """The action with which the filter for these descriptors must meet a call, by the rows alone."""
    if call.audit_arch != bpf.AUDIT_ARCH[arch]:
        return bpf.RET_ALLOW
    for row in rows:
        if row.numbers.get(arch) == call.number and row.holds(call.args) and _is_chosen(row, numbers, call):
            return bpf.trace(DATA)
    return bpf.RET_ALLOW


def _is_chosen(row: Entry, numbers: Numbers, call: Call) -> bool:
    """True if a call of a row is on a descriptor of the filter's, and makes no duplicate that it traps.

    One for all has no rows about duplicates.
    """
    if numbers is None:
        return row.family is not Family.DUPLICATE
    is_onto = row.syscall.form is Form.ONTO and lets_move(numbers) and call.args[1] & WORD in numbers
    return call.args[row.syscall.subject] & WORD in numbers and not is_onto


def _calls(rows: Sequence[Entry], numbers: Numbers, arch: str) -> Iterator[Call]:
    native = bpf.AUDIT_ARCH[arch]
    for entry in CATALOGUE:
        if arch not in entry.numbers:
            continue
        if entry in rows:
            yield from _calls_of(entry, numbers, arch)
        else:
            what = f"{entry.name} ({entry.trace_id}): matches, but is no row of these"
            args = cases.matching(entry) if entry.tests else ((numbers or (4,))[0],) * 6
            yield Call(what, native, entry.numbers[arch], args)
    yield from _between(rows, numbers, arch)
    yield from cases.calls_of_no_entry(arch)


def _between(rows: Sequence[Entry], numbers: Numbers, arch: str) -> Iterator[Call]:
    """Calls with numbers next to those of the rows, on a descriptor of the filter's in every argument."""
    own = {row.numbers[arch] for row in rows if arch in row.numbers}
    for number in sorted({near for one in own for near in (one - 1, one + 1)} - own):
        args = ((numbers or (4,))[0],) * 6
        yield Call("next to a call of these rows", bpf.AUDIT_ARCH[arch], number, args)


def _calls_of(entry: Entry, numbers: Numbers, arch: str) -> Iterator[Call]:
    """Rows about one entry: on each descriptor, on neighbours, as it just does not match, by other ABIs."""
    native, number, subject = bpf.AUDIT_ARCH[arch], entry.numbers[arch], entry.syscall.subject
    what, plain, chosen = f"{entry.name} ({entry.trace_id})", cases.matching(entry), numbers or (4,)
    for fd in chosen:
        args = _with(plain, subject, fd)
        yield Call(f"{what}: matches, descriptor {fd}", native, number, args)
        dirty = tuple(_GARBAGE | value for value in args)
        yield Call(f"{what}: descriptor {fd}, high halves are garbage", native, number, dirty)
        crowded = _with(cases.crowded(entry), subject, ~WORD & (1 << 64) - 1 | fd)
        yield Call(f"{what}: descriptor {fd}, all other bits are set", native, number, crowded)
    for fd in _neighbours(chosen):
        yield Call(f"{what}: descriptor {fd:#x}", native, number, _with(plain, subject, fd))
    for place in range(6):
        if place != subject and place not in {test.index for test in entry.tests}:
            elsewhere = _with(_with(plain, subject, 0), place, chosen[0])
            yield Call(f"{what}: descriptor {chosen[0]} as argument {place}", native, number, elsewhere)
    fitting = _with(plain, subject, chosen[0])
    if entry.syscall.form is Form.ONTO:
        for target in (*chosen, *_neighbours(chosen), *(_GARBAGE | fd for fd in chosen)):
            why = f"{what}: descriptor {chosen[0]} onto {target:#x}"
            yield Call(why, native, number, _with(fitting, 1, target))
    for why, args in _misses(entry, fitting):
        yield Call(f"{what}: {why}", native, number, args)
    yield Call(f"{what}: by another ABI", bpf.AUDIT_ARCH_I386, number, fitting)
    yield Call(f"{what}: x32", native, number | bpf.X32_BIT, fitting)


def _misses(entry: Entry, fitting: Arguments) -> Iterator[tuple[str, Arguments]]:
    """The right descriptor, with other commands, levels and options."""
    for test in entry.tests:
        for value in cases.near(test):
            args = _with(fitting, test.index, value)
            yield f"{'hits' if test.holds(args) else 'misses'} argument {test.index}", args
    if entry.name == _FCNTL:
        for command in _COMMANDS:
            yield f"command {command:#x}", _with(fitting, 1, command)
    elif entry.tests:
        for level, option in _OPTIONS:
            yield f"level {level}, option {option}", _with(_with(fitting, 1, level), 2, option)


def _neighbours(chosen: Sequence[int]) -> list[int]:
    """Descriptors that are not chosen: next to those, in the high half only, one bit off, at the ends."""
    near = {value & WORD for fd in chosen for value in (fd - 1, fd + 1, fd ^ 8, fd | 1 << 16, fd | 1 << 31)}
    wrong = near.union(_AT_THE_ENDS).difference(chosen)
    return sorted(wrong) + [fd << 32 for fd in chosen] + [fd << 32 | 9 for fd in chosen]


def _with(args: Arguments, place: int, value: int) -> Arguments:
    return (*args[:place], value, *args[place + 1 :])
