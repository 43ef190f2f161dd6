"""Filters are told as text that names what they do."""

from __future__ import annotations

import re

import pytest

from scpipe.policy.model import RELAXATIONS, PairMode, Policy
from scpipe.seccomp import bpf, evaluate
from scpipe.seccomp.bpf import instruction
from scpipe.seccomp.build import build
from scpipe.seccomp.listing import action_text, condition, disassemble, explain
from scpipe.seccomp.plan import plan, plan_standalone

ALLOW = PairMode.ALLOW


def test_disassembly_is_exact() -> None:
    """Each instruction is one line with symbols, marks at jump targets, and the targets of jumps."""
    program = b"".join(
        (
            instruction(bpf.LD_W_ABS, 4),
            instruction(bpf.JEQ_K, bpf.AUDIT_ARCH["x86_64"], 0, 5),
            instruction(bpf.LD_W_ABS, 0),
            instruction(bpf.JEQ_K, 1, 2, 0),
            instruction(bpf.LD_W_ABS, bpf.argument(1) + 4),
            instruction(bpf.JA, 1),
            instruction(bpf.RET_K, bpf.trace(20)),
            instruction(bpf.RET_K, bpf.fail(38)),
        )
    )
    assert disassemble(program) == (
        "   0  A = arch\n"
        "   1  if arch == x86_64 goto 2 else goto 7\n"
        "   2: A = nr\n"
        "   3  if nr == 1 (write) goto 6 else goto 4\n"
        "   4: A = arg1.high\n"
        "   5  goto 7\n"
        "   6: return TRACE 20 (write)\n"
        "   7: return ERRNO ENOSYS\n"
    )


def test_disassembly_covers_every_opcode() -> None:
    """Every opcode that the kernel permits has a form of its own."""
    forms = set()
    codes = sorted(evaluate._OPCODES)
    for code in codes:
        start = instruction(evaluate.ST, 1)
        k = {bpf.JA: 0, bpf.LD_W_ABS: 8}.get(code, 1)
        lines = disassemble(start + instruction(code, k) + instruction(bpf.RET_K, 0))
        forms.add(lines.splitlines()[1][6:])
    assert len(forms) == len(codes)


def test_disassembly_forgets_where_ways_meet() -> None:
    """After two ways on which A holds different things it is just called A."""
    program = b"".join(
        (
            instruction(bpf.LD_W_ABS, 0),
            instruction(bpf.JEQ_K, 1, 0, 1),
            instruction(bpf.LD_W_ABS, 4),
            instruction(bpf.JEQ_K, 1, 0, 0),
            instruction(bpf.RET_K, 0),
        )
    )
    assert "3: if A == 0x1" in disassemble(program)


def test_disassembly_refuses_broken_programs() -> None:
    """A program the kernel would not load is not listed as if it could run."""
    with pytest.raises(ValueError, match="does not return"):
        disassemble(instruction(bpf.LD_W_ABS, 0))


def test_disassembly_has_every_instruction() -> None:
    """The listing of the strict filter has as many lines as the filter has instructions."""
    program = build(plan(Policy()))
    assert len(disassemble(program).splitlines()) == len(program) // 8


@pytest.mark.parametrize(
    ("action", "text"),
    [
        (bpf.RET_ALLOW, "ALLOW"),
        (bpf.RET_KILL_PROCESS, "KILL_PROCESS"),
        (bpf.fail(95), "ERRNO EOPNOTSUPP"),
        (bpf.fail(4000), "ERRNO 4000"),
        (bpf.trace(9), "TRACE 9"),
        (0x12340000, "0x12340000"),
    ],
)
def test_actions_have_names(action: int, text: str) -> None:
    """Actions are told by name with their errno or trace id; unknown ones as a number."""
    assert action_text(action) == text


def test_conditions_are_told() -> None:
    """Argument tests are told as comparisons, masks and negations included."""
    found = {entry.trace_id: condition(entry) for entry in plan(Policy()).entries}
    assert found[20] == ""
    assert found[109] == "arg0 == 0x1 and (arg1 & 0x8) == 0x8"
    assert found[116] == "arg0 != 0x1"


def test_explanation_tells_every_row() -> None:
    """Each row in force is told with its answer, its reason and how to lift it."""
    strict = plan(Policy())
    text = explain(strict)
    for entry in strict.entries:
        assert f"  {entry.name}" in text
        assert f"why: {entry.reason}" in text
        assert not entry.relax or f"lifted by --relax {entry.relax}; then {entry.relaxation.lost}" in text
    assert "clone3: fails with ENOSYS, unreported" in text
    assert "ptrace: stops; refused with EPERM and reported" in text
    assert "  write: stops; the supervisor decides" in text


def test_explanation_tells_what_was_relaxed() -> None:
    """A relaxed refusal is not told as a rule, but its loss is."""
    text = explain(plan(Policy(relax=frozenset({"bpf"}))))
    assert not re.search(r"^  bpf: (stops|fails)", text, re.MULTILINE)
    assert f"  bpf: {RELAXATIONS['bpf']}" in text


def test_explanation_without_supervisor_stops_nothing() -> None:
    """Without supervisor the explanation speaks of failing calls only."""
    text = explain(plan_standalone(Policy(PairMode.DENY, ALLOW)))
    assert "pipe: fails with EACCES" in text
    assert "stops" not in text


def test_explanation_of_nothing() -> None:
    """Where nothing is restricted the explanation says that there is no filter."""
    assert "there is no filter" in explain(plan(Policy(ALLOW, ALLOW)))
