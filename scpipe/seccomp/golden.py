"""The reviewed artefacts of every filter: what bpf/ holds, made anew.

``python -m scpipe.seccomp.golden DIR`` compares a folder with what this release makes, ``--write`` replaces
it. Bytes and listings depend on the libseccomp that made them; truth tables do not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from scpipe.policy.model import PairMode, Policy
from scpipe.seccomp import bpf, evaluate
from scpipe.seccomp.build import build, intent, version
from scpipe.seccomp.catalogue import CATALOGUE, NEWEST, ArgTest
from scpipe.seccomp.listing import action_text, disassemble
from scpipe.seccomp.plan import Plan, plan, plan_standalone

ARCHES = ("x86_64", "aarch64")
MANIFEST = "manifest"
#: The other ABI a program of each architecture can reach: i386, and 32-bit ARM (linux/audit.h).
_OTHER_ARCH = {"x86_64": bpf.AUDIT_ARCH_I386, "aarch64": 0x40000028}
_GARBAGE = 0xDEADBEEF << 32
#: Calls no filter may touch: refusing exit makes programs loop, the others are every program's.
_FREE = {"x86_64": {"read": 0, "execve": 59, "exit": 60, "exit_group": 231},
         "aarch64": {"read": 63, "execve": 221, "exit": 93, "exit_group": 94}}  # fmt: skip

Row = tuple[str, int, int, tuple[int, ...]]


def profiles() -> dict[str, Plan]:
    """Every mix of modes but allow for both, which has no filter, and deny without a supervisor."""
    found = {
        f"pipe-{pipe.value}.socketpair-{sockets.value}": plan(Policy(pipe=pipe, socketpair=sockets))
        for pipe in PairMode
        for sockets in PairMode
        if (pipe, sockets) != (PairMode.ALLOW, PairMode.ALLOW)
    }
    denied = Policy(pipe=PairMode.DENY, socketpair=PairMode.DENY)
    found["deny.inherited-read-end"] = plan(denied, inherited_read_end=True)
    found["deny.no-supervisor"] = plan_standalone(denied)
    return found


def artefacts() -> dict[str, str]:
    """File name to content of everything in bpf/ that is generated."""
    files = {MANIFEST: f"libseccomp {version()}\n"}
    for name, made in profiles().items():
        for arch in ARCHES:
            program = build(made, arch)
            files[f"{name}.{arch}.pfc"] = intent(made, arch)
            files[f"{name}.{arch}.asm"] = disassemble(program, arch)
            files[f"{name}.{arch}.bpf"] = to_hex(program)
            files[f"{name}.{arch}.cases"] = "".join(cases(program, arch))
    return files


def to_hex(program: bytes) -> str:
    """A program as text, one instruction a line: code jt jf k, so that a change shows as lines."""
    fields = bpf.INSTRUCTION.iter_unpack(program)
    return "".join(f"{code:04x} {jt:02x} {jf:02x} {k:08x}\n" for code, jt, jf, k in fields)


def from_hex(text: str) -> bytes:
    """The program behind to_hex()."""
    lines = (line.split() for line in text.splitlines())
    return b"".join(bpf.INSTRUCTION.pack(*(int(field, 16) for field in fields)) for fields in lines)


def cases(program: bytes, arch: str) -> Iterator[str]:
    """The truth table of a filter: ``arch number arguments -> action  # call``, by our own evaluator."""
    for name, audit_arch, number, args in _questions(arch):
        action = evaluate.evaluate(program, audit_arch, number, args)
        shown = ",".join(f"{value:#x}" for value in args)
        yield f"{audit_arch:#x} {number:#x} {shown} -> {action_text(action)}  # {name}\n"


def check_case(program: bytes, line: str) -> str:
    """What is wrong with one row of a truth table, "" if it holds."""
    asked, _arrow, wanted = line.partition("#")[0].strip().partition(" -> ")
    arch, number, args = asked.split(" ")
    values = [int(value, 16) for value in args.split(",")]
    found = action_text(evaluate.evaluate(program, int(arch, 16), int(number, 16), values))
    return "" if found == wanted else f"{line.strip()}: found {found}"


def _questions(arch: str) -> Iterator[Row]:
    native = bpf.AUDIT_ARCH[arch]
    for name, number in _FREE[arch].items():
        yield f"{name}: never touched", native, number, (0,) * 6
    for entry in CATALOGUE:  # in force or not: what a profile does not ask of is allowed
        if arch not in entry.numbers:
            continue
        number = entry.numbers[arch]
        matching = _arguments(entry.tests)
        yield f"{entry.name}: matches", native, number, matching
        yield f"{entry.name}: high halves are garbage", native, number, _dirty(matching)
        for place, test in enumerate(entry.tests):
            missed = _missed(matching, entry.tests, place)
            yield f"{entry.name}: misses argument {test.index}", native, number, missed
        yield f"{entry.name}: by another ABI", _OTHER_ARCH[arch], number, matching
        if arch == "x86_64":
            yield f"{entry.name}: x32", native, number | bpf.X32_BIT, matching
    for number in (NEWEST[arch], NEWEST[arch] + 1, 0x3FFFFFFF, 0xFFFFFFFF):
        yield "newest known and above", native, number, (0,) * 6


def _arguments(tests: Sequence[ArgTest]) -> tuple[int, ...]:
    args = [0] * 6
    for test in tests:
        args[test.index] |= (test.value ^ 1) if test.negated else test.value
    return tuple(args)


def _missed(args: tuple[int, ...], tests: Sequence[ArgTest], place: int) -> tuple[int, ...]:
    test = tests[place]
    lowest = test.mask & -test.mask
    changed = list(args)
    changed[test.index] = test.value if test.negated else args[test.index] ^ lowest
    return tuple(changed)


def _dirty(args: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(value | _GARBAGE for value in args)


def differences(folder: Path) -> list[str]:
    """What of a folder is not as this release makes it; one line for each file or row."""
    wanted = artefacts()
    present = {path.name for path in folder.iterdir()} - {"README.md"}
    found = [f"{name}: missing" for name in sorted(wanted.keys() - present)]
    found += [f"{name}: of no profile" for name in sorted(present - wanted.keys())]
    same = MANIFEST in present and (folder / MANIFEST).read_text() == wanted[MANIFEST]
    for name in sorted(wanted.keys() & present):
        text = (folder / name).read_text()
        if name.endswith(".cases") or same:
            found += [] if text == wanted[name] else [f"{name}: differs"]
        if name.endswith(".bpf"):
            rows = (folder / name.replace(".bpf", ".cases")).read_text().splitlines()
            found += filter(None, (check_case(from_hex(text), row) for row in rows))
    return found


def main(arguments: Sequence[str]) -> int:
    """Compare or, with --write, replace a folder; the exit status."""
    folder = Path(arguments[-1])
    if "--write" in arguments:
        for path in folder.iterdir():
            if path.name != "README.md":
                path.unlink()
        for name, text in artefacts().items():
            (folder / name).write_text(text)
        return 0
    found = differences(folder)
    made_with = (folder / MANIFEST).read_text().strip()
    here = f"libseccomp {version()}"
    how = "bytes, listings and truth tables" if made_with == here else "truth tables only"
    sys.stdout.write(f"made with {made_with}, here is {here}: compared {how}\n")
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
