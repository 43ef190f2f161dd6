"""What the first line of enforce.py says is true: nobody else writes to a tracee."""

from __future__ import annotations

import ast
from pathlib import Path

from harness.source import PACKAGE, nodes, sources, tree

from scpipe.linux import ptrace

#: What changes a tracee, or lets it run; looking is not among them.
WRITING = {
    ("native", "make_instead"),
    ("native", "return_as_own"),
    ("native", "restart"),
    ("native", "restart_unless_handled"),
    ("native", "return_from_entry"),
    ("native", "return_to_entry"),
    ("native", "set_argument"),
    ("native", "set_call"),
    ("native", "skip"),
    ("ptrace", "block_signals"),
    ("ptrace", "cont"),
    ("ptrace", "interrupt"),
    ("ptrace", "listen"),
    ("ptrace", "run_to_syscall_stop"),
    ("ptrace", "set_signal_information"),
    ("memory", "write"),
}
WRITER = "supervisor/enforce.py"
#: How registers are set; those who do it are functions of the architecture, in the list above.
REGISTERS = {("ptrace", "poke_register"), ("ptrace", "set_registers")}
ARCHITECTURE = "linux/abi/x86_64.py"


def _used(whole: ast.Module) -> set[tuple[str, str]]:
    """Every NAME.ATTRIBUTE in a file."""
    return {
        (node.value.id, node.attr) for node in nodes(whole, ast.Attribute) if isinstance(node.value, ast.Name)
    }


def _imported(whole: ast.Module) -> set[tuple[str, str]]:
    """What is taken out of a module by its own name."""
    return {
        ((node.module or "").rpartition(".")[2], name.name)
        for node in nodes(whole, ast.ImportFrom)
        for name in node.names
    }


def _writers() -> dict[str, set[tuple[str, str]]]:
    found = {}
    for path in sources():
        if writes := (_used(tree(path)) | _imported(tree(path))) & (WRITING | REGISTERS):
            found[path.relative_to(PACKAGE).as_posix()] = writes
    return found


def test_only_one_file_writes() -> None:
    """All ways to change a tracee are used there, and nowhere else."""
    assert _writers() == {WRITER: WRITING, ARCHITECTURE: REGISTERS}


def test_no_way_is_forgotten() -> None:
    """What ptrace.py or the architecture learns is in the list, or is one that only looks or attaches."""
    looking = {"seize", "event_message", "peek_register", "read_entry", "as_entry", "syscall_entry"}
    looking |= {"syscall_result", "signal_information", "is_at_stop", "get_registers", "is_leaving_call"}
    writing = {name for module, name in WRITING | REGISTERS if module == "ptrace"}
    assert _public(Path(ptrace.__file__)) == looking | writing
    looking = {"argument", "call_number", "clone_flags", "is_32_bit", "is_at_entry", "result"}
    looking |= {"unwinding_registers"}
    assert _public(PACKAGE / ARCHITECTURE) == looking | {
        name for module, name in WRITING if module == "native"
    }


def _public(path: Path) -> set[str]:
    return {
        node.name for node in tree(path).body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"
    }


def test_the_check_can_fail() -> None:
    """Both ways to name such a function are seen."""
    assert _used(ast.parse("x = ptrace.cont")) == {("ptrace", "cont")}
    assert _imported(ast.parse("from scpipe.linux.ptrace import cont as go")) == {("ptrace", "cont")}
