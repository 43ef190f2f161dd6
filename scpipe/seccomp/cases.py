"""Truth tables of filters: calls chosen from the catalogue, and what each must be answered.

The answers come from the rows of a plan, never from a built program: a filter that was built wrong
differs from its table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scpipe.record import Record
from scpipe.seccomp import bpf, evaluate
from scpipe.seccomp.catalogue import CATALOGUE, GAPS, NEWEST, is_known
from scpipe.seccomp.entries import ArgTest, Entry, Response
from scpipe.seccomp.listing import action_text
from scpipe.seccomp.plan import Plan

Arguments = tuple[int, ...]

_NONE: Arguments = (0,) * 6
_ONES: Arguments = (0xFFFFFFFFFFFFFFFF,) * 6
_GARBAGE = 0xDEADBEEF << 32
_AUDIT_ARCH_ARM = 0x40000028
#: What a program of each architecture can reach besides: its 32-bit ABI, and what none has.
_FOREIGN = {
    "x86_64": (bpf.AUDIT_ARCH_I386, bpf.AUDIT_ARCH["aarch64"], 0),
    "aarch64": (_AUDIT_ARCH_ARM, bpf.AUDIT_ARCH["x86_64"], 0),
}
#: Calls that every filter allows, x86-64 and aarch64: what programs need to go on and to end,
#: and what the catalogue leaves out on purpose.
_FREE: Mapping[str, tuple[int, int]] = {
    "read": (0, 63), "close": (3, 57), "mmap": (9, 222), "rt_sigreturn": (15, 139), "pwrite64": (18, 68),
    "dup": (32, 23), "recvfrom": (45, 207), "execve": (59, 221), "exit": (60, 93), "kill": (62, 129),
    "fcntl": (72, 25), "futex": (202, 98), "exit_group": (231, 94), "openat": (257, 56),
    "pwritev": (296, 70), "execveat": (322, 281), "copy_file_range": (326, 285),
}  # fmt: skip


class Call(Record):
    """One call as a filter sees it, and why it is asked about."""

    why: str
    audit_arch: int
    number: int
    args: Arguments


def table(made: Plan, arch: str) -> str:
    """The truth table of a plan: ``arch number arguments -> action  # call``, a row a line."""
    return "".join(line(call, required(made, arch, call)) for call in _calls(arch))


def required(made: Plan, arch: str, call: Call) -> int:
    """The action with which a filter must meet a call, by the rows of its plan alone."""
    x32 = arch == "x86_64" and bpf.X32_BIT <= call.number < bpf.NO_CALL
    if call.audit_arch != bpf.AUDIT_ARCH[arch] or x32:
        return made.action(made.other_abi) if made.other_abi else bpf.RET_ALLOW
    if not is_known(call.number, arch):
        return made.action(made.unknown) if made.unknown else bpf.RET_ALLOW
    rows = [row for row in made.entries if row.numbers.get(arch) == call.number and row.holds(call.args)]
    rows.sort(key=lambda row: row.response is Response.MEDIATE)
    return made.action(rows[0]) if rows else bpf.RET_ALLOW


def fault(program: bytes, row: str) -> str:
    """What is wrong with one row of a truth table, "" if the program answers as it says."""
    asked, _arrow, wanted = row.partition("#")[0].strip().partition(" -> ")
    audit_arch, number, args = asked.split(" ")
    values = [int(value, 16) for value in args.split(",")]
    found = action_text(evaluate.evaluate(program, int(audit_arch, 16), int(number, 16), values))
    return "" if found == wanted else f"{row.strip()}: found {found}"


def line(call: Call, action: int) -> str:
    """One row of a table."""
    shown = ",".join(f"{value:#x}" for value in call.args)
    return f"{call.audit_arch:#x} {call.number:#x} {shown} -> {action_text(action)}  # {call.why}\n"


def _calls(arch: str) -> Iterator[Call]:
    native = bpf.AUDIT_ARCH[arch]
    for name, numbers in _FREE.items():
        for args in (_NONE, _ONES):
            yield Call(f"{name}: never touched", native, numbers[arch == "aarch64"], args)
    for entry in CATALOGUE:
        if arch in entry.numbers:
            yield from _calls_of(entry, arch)
            if entry.tests:
                why, number = f"read: arguments of {entry.name}", _FREE["read"][arch == "aarch64"]
                yield Call(why, native, number, matching(entry))
    yield from calls_of_no_entry(arch)


def calls_of_no_entry(arch: str) -> Iterator[Call]:
    """Rows about other ABIs, and about numbers around and above the newest one."""
    native = bpf.AUDIT_ARCH[arch]
    for audit_arch in _FOREIGN[arch]:
        for number in (0, 1, bpf.NO_CALL):
            yield Call("another ABI", audit_arch, number, _NONE)
    # 0x40000204 is x32's own writev, 516 the same without the bit. aarch64 knows no such bit.
    for number in (bpf.X32_BIT, 0x40000204, 0x7FFFFFFF, 0x80000000, bpf.NO_CALL - 1):
        yield Call("x32" if arch == "x86_64" else "above the newest", native, number, _NONE)
    for number in (NEWEST[arch] + 1, 516, bpf.X32_BIT - 1, bpf.NO_CALL):
        yield Call("above the newest", native, number, _NONE)
    yield Call("the newest", native, NEWEST[arch], _NONE)
    for first, last in GAPS[arch]:
        for number in (first - 1, last + 1):
            yield Call("beside numbers that no call has", native, number, _NONE)
        for number in (first, (first + last) // 2, last):
            yield Call("no call has this number", native, number, _NONE)


def _calls_of(entry: Entry, arch: str) -> Iterator[Call]:
    """Rows about one entry: as it matches, as it just does not, and by other ABIs."""
    native, number, what = bpf.AUDIT_ARCH[arch], entry.numbers[arch], f"{entry.name} ({entry.trace_id})"
    plain = matching(entry)
    yield Call(f"{what}: matches", native, number, plain)
    yield Call(f"{what}: high halves are garbage", native, number, tuple(_GARBAGE | one for one in plain))
    yield Call(f"{what}: all other bits are set", native, number, crowded(entry))
    for test in entry.tests:
        for value in near(test):
            args = (*plain[: test.index], value, *plain[test.index + 1 :])
            verb = "hits" if test.holds(args) else "misses"
            yield Call(f"{what}: {verb} argument {test.index}", native, number, args)
    yield Call(f"{what}: by another ABI", _FOREIGN[arch][0], number, plain)
    if arch == "x86_64":
        yield Call(f"{what}: x32", native, number | bpf.X32_BIT, plain)


def matching(entry: Entry) -> Arguments:
    """Arguments that pass the tests of a row and of no refusal beside it."""
    args = [0] * 6
    for row in CATALOGUE:
        if row.name == entry.name:
            for test in row.tests:
                if test.negated:
                    args[test.index] = test.value
    for test in entry.tests:
        args[test.index] = test.value ^ (test.mask & -test.mask) if test.negated else test.value
    return tuple(args)


def crowded(entry: Entry) -> Arguments:
    """Matching arguments with every bit set that the row does not look at."""
    args = list(_ONES)
    for index, value in enumerate(matching(entry)):
        mask = 0
        for row in CATALOGUE:
            if row.name == entry.name:
                # Siblings' single bits stay as in the plain call, or the call would be theirs.
                mask |= next((test.mask for test in row.tests if test.index == index), 0)
        args[index] = value | (args[index] & ~mask)
    return tuple(args)


def near(test: ArgTest) -> list[int]:
    """Values of one argument around a test of it: bits wrong, right in the high half only."""
    lowest, highest = test.mask & -test.mask, 1 << (test.mask.bit_length() - 1)
    wrong = [test.value ^ bits for bits in (lowest, highest, test.mask)]
    open_bits = ~test.mask & bpf.WORD
    found = [test.value, _GARBAGE | test.value, *wrong, wrong[-1] | open_bits, test.value << 32 | wrong[0]]
    return list(dict.fromkeys(found))
