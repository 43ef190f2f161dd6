"""The door to the architecture: what its functions do to registers, and that nobody goes around it."""

from __future__ import annotations

import ast
import re

import pytest
from harness.source import PACKAGE, nodes, sources, tree

from scpipe.linux import ptrace
from scpipe.linux.abi import native, x86_64
from scpipe.seccomp.catalogue import CATALOGUE

ABI = PACKAGE / "linux" / "abi"
#: The general registers of the architectures that the catalogue has numbers for.
REGISTER = re.compile(r"_?(ORIG_)?R(AX|BX|CX|DX|SI|DI|IP|SP|BP|[89]|1[0-5])|_?CS|_?X[0-9]|_?X[12][0-9]")
#: A name that holds the number of a call.
NUMBER = re.compile(r"_*(SYS|NR)_[A-Z0-9_]+")
#: The numbers of the calls that the catalogue knows.
CALLS = {entry.name: entry.numbers["x86_64"] for entry in CATALOGUE if "x86_64" in entry.numbers}
WORD = 1 << 64


class Registers:
    """The registers of a stopped tracee, by their offsets."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **values: int) -> None:
        self.values = {getattr(x86_64, name): value for name, value in values.items()}
        monkeypatch.setattr(ptrace, "peek_register", lambda tid, offset: self.values[offset])
        monkeypatch.setattr(ptrace, "poke_register", self._poke)

    def _poke(self, _tid: int, offset: int, value: int) -> None:
        self.values[offset] = value % WORD

    def __eq__(self, other: object) -> bool:
        return isinstance(other, dict) and self.values == {
            getattr(x86_64, name): value % WORD for name, value in other.items()
        }

    __hash__ = None  # type: ignore[assignment]


@pytest.mark.parametrize(
    ("number", "flags", "found"),
    [
        (native.SYS_FORK, 5, 0),
        (native.SYS_VFORK, 5, 0x4100),
        (native.SYS_CLONE, 0x10F00, 0x10F00),
        (1 << 32 | native.SYS_CLONE, 0x10F00, 0x10F00),
        (native.SYS_CLONE3, 5, None),
        (native.SYS_WRITE, 5, None),
        (-1, 5, None),
    ],
)
def test_clone_flags(monkeypatch: pytest.MonkeyPatch, number: int, flags: int, found: int | None) -> None:
    """clone has them in its first argument, fork none, vfork always the same; clone3's cannot be known."""
    Registers(monkeypatch, ORIG_RAX=number % WORD, RDI=flags)
    assert native.clone_flags(1) == found


def test_looking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Arguments in the order of the kernel's calling convention, unsigned; results with their sign."""
    arguments = dict(zip(("RDI", "RSI", "RDX", "R10", "R8", "R9"), range(10, 16), strict=True))
    registers = Registers(monkeypatch, **arguments, RAX=WORD - 4, ORIG_RAX=WORD - 1, CS=0x23)
    assert [native.argument(1, index) for index in range(6)] == [10, 11, 12, 13, 14, 15]
    assert native.result(1) == -4
    assert native.call_number(1) == 0xFFFFFFFF
    assert native.is_32_bit(1)
    registers.values[x86_64.CS], registers.values[x86_64.RAX] = 0x33, (1 << 63) - 1
    assert not native.is_32_bit(1)
    assert native.result(1) == (1 << 63) - 1


def test_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What each function leaves in the registers: -512 is -ERESTARTSYS, -514 -ERESTARTNOHAND."""
    registers = Registers(monkeypatch, ORIG_RAX=1, RAX=-38)
    native.skip(1, -13)
    assert registers == {"ORIG_RAX": -1, "RAX": -13}
    native.set_call(1, native.SYS_PAUSE)
    assert registers == {"ORIG_RAX": 34, "RAX": -13}
    native.restart(1, 20)
    assert registers == {"ORIG_RAX": 20, "RAX": -512}
    native.restart_unless_handled(1)
    assert registers == {"ORIG_RAX": 20, "RAX": -514}


def test_numbers_are_the_catalogue_s() -> None:
    """A call that is in both tables has one number."""
    rows = {f"SYS_{entry.name.upper()}": entry.numbers[native.NAME] for entry in CATALOGUE if entry.numbers}
    both = rows.keys() & vars(native).keys()
    assert len(both) > 10
    assert {name: vars(native)[name] for name in both} == {name: rows[name] for name in both}


def _goes_around(whole: ast.Module) -> set[str]:
    """Names of registers, numbers of calls that are defined, and one architecture that is imported."""
    found = set()
    for node in nodes(whole, ast.AST):
        if isinstance(node, ast.Name) and (REGISTER.fullmatch(node.id) or NUMBER.fullmatch(node.id)):
            found.add(node.id)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            found |= {
                name for name in map(ast.unparse, node.targets) if _holds_number(name, node.value.value)
            }
        elif isinstance(node, ast.Attribute) and REGISTER.fullmatch(node.attr):
            found.add(node.attr)
        elif isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name for name in names if re.match(r"scpipe\.linux\.abi\.(?!native$)", name)}
        elif isinstance(node, ast.Call) and _is_raw(node):
            found.add(ast.unparse(node))
    return found


def _holds_number(name: str, value: object) -> bool:
    """True for a constant that is called like a system call and is its number."""
    return CALLS.get(name.lstrip("_").lower(), -1) == value


def _is_raw(call: ast.Call) -> bool:
    """True for a system call by a plain number."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name.lower().startswith("syscall") and bool(call.args) and isinstance(call.args[0], ast.Constant)


def test_nobody_goes_around_it() -> None:
    """Only linux/abi knows registers and numbers, and only its own first file which architecture it is."""
    others = [path for path in sources() if path.parent != ABI]
    assert len(others) > 100
    assert {path.name: found for path in others if (found := _goes_around(tree(path)))} == {}


@pytest.mark.parametrize(
    "text",
    [
        "_SYS_MOUNT = 165",
        "_CLOSE_RANGE = 436",
        "x = native.RAX",
        "ORIG_RAX = 120",
        "from scpipe.linux.abi import x86_64",
        "from scpipe.linux.abi.x86_64 import SYS_WRITE as it",
        "calls.syscall(165, 0)",
        "syscall3(438, 1)",
    ],
)
def test_the_check_can_fail(text: str) -> None:
    """Each way around it is seen; the door itself is not."""
    assert _goes_around(ast.parse(text))
    assert not _goes_around(ast.parse("from scpipe.linux.abi import native\ncalls.syscall(native.SYS_MOUNT)"))
