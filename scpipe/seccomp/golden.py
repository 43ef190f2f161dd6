"""The reviewed artefacts of every filter: what bpf/ holds, made anew.

``python -m scpipe.seccomp.golden DIR`` compares a folder with what this release makes; generate.py writes it.
Bytes and listings depend on the libseccomp that made them; truth tables do not.
"""

from __future__ import annotations

import random
import struct
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from scpipe.seccomp import bpf, cases, evaluate, later_cases, shipped
from scpipe.seccomp.build import build, intent, version
from scpipe.seccomp.catalogue import CATALOGUE, NATIVE
from scpipe.seccomp.extension import everything, extension
from scpipe.seccomp.listing import action_text, disassemble
from scpipe.seccomp.profiles import LATER, first_filters, later_filters, profiles

ARCHES = ("x86_64", "aarch64")
MANIFEST = "manifest"
#: Calls compared between a kept and a fresh program that a different libseccomp made.
_SAMPLES = 500


def artefacts() -> dict[str, str]:
    """File name to content of everything in bpf/ that is generated."""
    files = {MANIFEST: f"libseccomp {version()}\n"}
    planned = [(name, made, arch) for name, made in profiles().items() for arch in ARCHES]
    planned += [(name, made, NATIVE) for name, made in first_filters().items()]
    for name, made, arch in planned:
        program = build(made, arch)
        files[f"{name}.{arch}.pfc"] = intent(made, arch)
        files |= _reviewed(f"{name}.{arch}", arch, program, cases.table(made, arch))
    for name, (rows, numbers) in later_filters().items():
        program = everything(rows) if numbers is None else extension(rows, numbers)
        table = later_cases.table(rows, numbers, NATIVE)
        files |= _reviewed(f"{name}.{NATIVE}", NATIVE, program, table)
    return files


def _reviewed(stem: str, arch: str, program: bytes, table: str) -> dict[str, str]:
    listing = disassemble(program, arch)
    return {f"{stem}.asm": listing, f"{stem}.bpf": to_hex(program), f"{stem}.cases": table}


def to_hex(program: bytes) -> str:
    """A program as text, one instruction a line: code jt jf k, so that a change shows as lines."""
    fields = bpf.INSTRUCTION.iter_unpack(program)
    return "".join(f"{code:04x} {jt:02x} {jf:02x} {k:08x}\n" for code, jt, jf, k in fields)


def from_hex(text: str) -> bytes:
    """The program behind to_hex()."""
    lines = (line.split() for line in text.splitlines())
    return b"".join(bpf.INSTRUCTION.pack(*(int(field, 16) for field in fields)) for fields in lines)


def shipped_files(folder: Path) -> dict[str, bytes]:
    """File name to content of what the package ships: the programs of a folder like bpf/, for x86-64."""
    return {
        shipped.file_name(made, NATIVE): shipped.pack(from_hex((folder / f"{name}.{NATIVE}.bpf").read_text()))
        for name, made in (profiles() | first_filters()).items()
    }


def differences(folder: Path) -> list[str]:
    """What of a folder is not as this release makes it; one line for each file or row."""
    wanted = artefacts()
    present = {path.name: path.read_text() for path in folder.iterdir() if path.name != "README.md"}
    found = [f"{name}: missing" for name in sorted(wanted.keys() - present.keys())]
    found += [f"{name}: of no profile" for name in sorted(present.keys() - wanted.keys())]
    same = present.get(MANIFEST) == wanted[MANIFEST]
    for name in sorted((wanted.keys() & present.keys()) - {MANIFEST}):
        ours = name.endswith(".cases") or name.startswith(LATER)  # libseccomp has no part in these
        if (ours or same) and present[name] != wanted[name]:
            found.append(f"{name}: differs")
        if name.endswith(".bpf"):
            stem = name.removesuffix(".bpf")
            fresh = from_hex(wanted[name])
            kept = present | {f"{stem}.cases": present.get(f"{stem}.cases", "")}
            found += _faults_of_one(stem, kept, fresh)
    return found


def _faults_of_one(stem: str, files: Mapping[str, str], fresh: bytes) -> Iterator[str]:
    """What is wrong with one kept program beside its files; ``fresh`` is made by this libseccomp."""
    arch = stem.rpartition(".")[2]
    try:
        kept = from_hex(files[f"{stem}.bpf"])
        listing = disassemble(kept, arch)
    except (ValueError, TypeError, struct.error) as error:
        yield f"{stem}.bpf: no program: {error}"
        return
    if f"{stem}.asm" in files and files[f"{stem}.asm"] != listing:
        yield f"{stem}.asm: is not the listing of the bytes in {stem}.bpf"
    for row in files[f"{stem}.cases"].splitlines():
        for origin, program in (("kept", kept), ("fresh", fresh)) if kept != fresh else (("kept", kept),):
            wrong = cases.fault(program, row)
            if wrong:
                yield f"{stem}: {origin} program: {wrong}"
    if kept != fresh:
        yield from _disagreements(stem, arch, kept, fresh)


def _disagreements(stem: str, arch: str, kept: bytes, fresh: bytes) -> Iterator[str]:
    """Random calls that two programs answer differently; the same calls at each run."""
    source = random.Random(stem)
    numbers = [entry.numbers[arch] for entry in CATALOGUE if arch in entry.numbers]
    values = [test.value for entry in CATALOGUE for test in entry.tests]
    for _ in range(_SAMPLES):
        number = source.choice([*numbers, source.randrange(480), source.getrandbits(32)])
        low = (source.choice([*values, source.getrandbits(32)]) for _ in range(6))
        args = [source.getrandbits(32) << 32 | value for value in low]
        answers = [
            action_text(evaluate.evaluate(program, bpf.AUDIT_ARCH[arch], number, args))
            for program in (kept, fresh)
        ]
        if answers[0] != answers[1]:
            yield f"{stem}: kept and fresh differ on {number} {args}: {answers[0]}, {answers[1]}"


def comparison(folder: Path) -> str:
    """Which comparison differences() makes in a folder, in a line to print."""
    path = folder / MANIFEST
    made_with = path.read_text().strip() if path.exists() else "nothing that is named"
    here = f"libseccomp {version()}"
    if made_with == here:
        return f"made with {made_with}, as here: bytes, listings and truth tables are compared"
    return (
        f"made with {made_with}, here is {here}: bytes and .pfc cannot be compared; kept and fresh"
        f" programs are run on every row of the truth tables, and both on {_SAMPLES} random calls"
    )


def main(arguments: Sequence[str]) -> int:
    """Compare a folder; the exit status."""
    folder = Path(arguments[0])
    sys.stdout.write(f"{comparison(folder)}\n")
    found = differences(folder)
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
