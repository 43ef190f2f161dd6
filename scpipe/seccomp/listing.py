"""Filters as text: the exact bytes disassembled, and a plan told row by row with its reasons."""

from __future__ import annotations

import errno
from collections.abc import Sequence

from scpipe.policy.model import RELAXATIONS
from scpipe.seccomp import bpf, evaluate
from scpipe.seccomp.catalogue import CATALOGUE
from scpipe.seccomp.entries import ArgTest, Entry, Family, Response, error_name
from scpipe.seccomp.evaluate import Instruction
from scpipe.seccomp.plan import Plan

_ARITHMETIC = {0x04: "+", 0x14: "-", 0x24: "*", 0x34: "/", 0x44: "|", 0x54: "&", 0x64: "<<", 0x74: ">>",
               0xA4: "^"}  # fmt: skip
_COMPARISON = {bpf.JEQ_K: "==", bpf.JGT_K: ">", bpf.JGE_K: ">=", 0x45: "&"}
#: Meanings of the catalogue's errors; os.strerror differs between C libraries.
_MEANINGS = {
    errno.ENOSYS: "function not implemented",
    errno.EPERM: "operation not permitted",
    errno.EINVAL: "invalid argument",
    errno.ENOTTY: "inappropriate ioctl for device",
    errno.ENOPKG: "package not installed",
    errno.EOPNOTSUPP: "operation not supported",
}
_ACTIONS = {
    bpf.RET_KILL_PROCESS: "KILL_PROCESS",
    bpf.RET_KILL_THREAD: "KILL_THREAD",
    bpf.RET_TRAP: "TRAP",
    bpf.RET_USER_NOTIF: "USER_NOTIF",
    bpf.RET_LOG: "LOG",
    bpf.RET_ALLOW: "ALLOW",
}


def disassemble(program: bytes, arch: str = "x86_64") -> str:
    """One line per instruction, jumps with their targets; ``arch`` chooses the names of calls.

    Raises ValueError for a program the kernel would not load.
    """
    code = evaluate.validate(program)
    held = _accumulator(code)
    aims = {place + 1 + skip for place, one in enumerate(code) for skip in one.targets}
    lines = []
    for place, one in enumerate(code):
        mark = ":" if place in aims else " "
        lines.append(f"{place:4d}{mark} {_instruction(one, place, held[place], arch)}")
    return "\n".join(lines) + "\n"


def action_text(action: int) -> str:
    """An action in words such as ``TRACE 20 (write)`` or ``ERRNO ENOSYS``."""
    data = action & bpf.RET_DATA
    kind = action & ~bpf.RET_DATA
    if kind == bpf.RET_ERRNO:
        return f"ERRNO {error_name(data)}"
    if kind == bpf.RET_TRACE:
        names = [entry.name for entry in CATALOGUE if entry.trace_id == data]
        return f"TRACE {data}" + (f" ({names[0]})" if names else "")
    return _ACTIONS.get(kind, f"{action:#010x}")


def condition(entry: Entry) -> str:
    """The argument tests of a row, such as ``arg1 & 0x80 == 0x80``; "" where every call matches."""
    return " and ".join(_test(test) for test in entry.tests)


def answer(plan: Plan, entry: Entry) -> str:
    """What a plan does about a matching call, in a few words."""
    action = plan.action(entry)
    if action & ~bpf.RET_DATA == bpf.RET_ERRNO:
        return f"fails with {error_name(action & bpf.RET_DATA)}, unreported"
    if entry.response is Response.REFUSE:
        return f"stops; refused with {error_name(entry.errno)} and reported"
    return "stops; the supervisor decides"


def explain(plan: Plan) -> str:
    """Each rule of a plan and why it is there, by family; then what was relaxed and is lost."""
    lines = [f"Filter for {plan.profile}"]
    if not plan.entries:
        lines += ["", "Nothing is restricted: there is no filter."]
    for family in Family:
        rows = [entry for entry in plan.entries if entry.family is family]
        if rows:
            lines += ["", family.title]
        for entry in rows:
            lines += _explain(plan, entry)
    if plan.relaxed:
        lines += ["", "Relaxed, and no longer promised"]
        lines += [f"  {name}: {RELAXATIONS.get(name, 'unknown')}" for name in sorted(plan.relaxed)]
    if plan.entries:
        lines += ["", "Every other call runs without a stop."]
    return "\n".join(lines) + "\n"


def error_text(number: int) -> str:
    """An errno as its name and meaning."""
    return f"{error_name(number)} ({_MEANINGS[number]})"


def _explain(plan: Plan, entry: Entry) -> list[str]:
    where = condition(entry)
    head = f"  {entry.name}" + (f" where {where}" if where else "")
    lines = [f"{head}: {answer(plan, entry)}", f"      why: {entry.reason}"]
    if entry.relax:
        lines.append(f"      lifted by --relax {entry.relax}; then {entry.relaxation.lost}")
    return lines


def _test(test: ArgTest) -> str:
    name = f"arg{test.index}" if test.mask == bpf.WORD else f"(arg{test.index} & {test.mask:#x})"
    return f"{name} {'!=' if test.negated else '=='} {test.value:#x}"


def _accumulator(code: Sequence[Instruction]) -> list[str]:
    """What A holds before each instruction, in words; "A" where it depends on the way there."""
    held: list[str | None] = [None] * len(code)
    held[0] = "0"
    for place, one in enumerate(code):
        now = held[place] or "A"
        if one.code == bpf.LD_W_ABS:
            now = _word(one.k)
        elif one.code == bpf.AND_K:
            now = now if one.k == bpf.WORD else f"({now} & {one.k:#x})"
        elif not one.targets and one.code != bpf.RET_K:
            now = "A"
        reached = [] if one.code in (bpf.RET_K, evaluate.RET_A) else [place + 1]
        for aim in [place + 1 + skip for skip in one.targets] or reached:
            held[aim] = now if held[aim] in (None, now) else "A"
    return [text or "A" for text in held]


def _word(offset: int) -> str:
    if offset < bpf.OFFSET_ARGS:
        return {bpf.OFFSET_NR: "nr", bpf.OFFSET_ARCH: "arch", bpf.OFFSET_IP: "ip.low"}.get(offset, "ip.high")
    index, high = divmod(offset - bpf.OFFSET_ARGS, 8)
    return f"arg{index}.{'high' if high else 'low'}"


def _instruction(one: Instruction, place: int, held: str, arch: str) -> str:
    if one.code == bpf.RET_K:
        return f"return {action_text(one.k)}"
    if one.code == bpf.LD_W_ABS:
        return f"A = {_word(one.k)}"
    if one.code == bpf.JA:
        return f"goto {place + 1 + one.k}"
    kind, operand = one.code & ~0x08, "X" if one.code & 0x08 else f"{one.k:#x}"
    if kind in _COMPARISON:
        shown = operand if one.code & 0x08 else _constant(held, one.k, arch)
        yes, no = place + 1 + one.jump_true, place + 1 + one.jump_false
        return f"if {held} {_COMPARISON[kind]} {shown} goto {yes} else goto {no}"
    if kind in _ARITHMETIC:
        return f"A = A {_ARITHMETIC[kind]} {operand}"
    return _rare(one)


def _constant(held: str, k: int, arch: str) -> str:
    """A compared constant with the name it has as an architecture or a call."""
    if held == "arch":
        names = [name for name, code in bpf.AUDIT_ARCH.items() if code == k]
    elif held == "nr":
        names = [entry.name for entry in CATALOGUE if entry.numbers.get(arch) == k]
        return f"{k} ({names[0]})" if names else (str(k) if k < bpf.X32_BIT else f"{k:#x}")
    else:
        names = []
    return names[0] if names else f"{k:#x}"


def _rare(one: Instruction) -> str:
    """Opcodes that neither libseccomp nor the stub produces."""
    shapes = {
        evaluate.LD_LEN: f"A = {bpf.DATA_SIZE}", evaluate.LDX_LEN: f"X = {bpf.DATA_SIZE}",
        evaluate.LD_IMM: f"A = {one.k:#x}", evaluate.LDX_IMM: f"X = {one.k:#x}",
        evaluate.LD_MEM: f"A = M[{one.k}]", evaluate.LDX_MEM: f"X = M[{one.k}]",
        evaluate.ST: f"M[{one.k}] = A", evaluate.STX: f"M[{one.k}] = X",
        evaluate.TAX: "X = A", evaluate.TXA: "A = X", evaluate.NEG: "A = -A", evaluate.RET_A: "return A",
    }  # fmt: skip
    return shapes[one.code]
