"""Everything that is made from the catalogue, written anew.

``python -m scpipe.seccomp.generate``, at the top of a checkout (or with its path): the reviewed artefacts of
bpf/ (golden.py), the filters that the package ships (shipped.py), and docs/reference/syscalls.md. Then it
compares as golden.py does: the exit status is 1 where a filter is not as its truth table.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from scpipe.seccomp import golden
from scpipe.seccomp.reference import render

_KEPT = "README.md"


def generate(checkout: Path) -> None:
    """Write all of it. Raises OSError where the folder is no checkout, SetupError without libseccomp."""
    bpf, filters = checkout / "bpf", checkout / "scpipe" / "seccomp" / "filters"
    made = {name: text.encode() for name, text in golden.artefacts().items()}  # first: it may fail
    _replace(bpf, made)
    _replace(filters, golden.shipped_files(bpf))
    (checkout / "docs" / "reference" / "syscalls.md").write_text(render(), encoding="utf-8")


def _replace(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files into a folder and remove what else is there."""
    for path in folder.iterdir():
        if path.name not in files and path.name != _KEPT:
            path.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def main(arguments: Sequence[str]) -> int:
    """Write, then compare; the exit status."""
    checkout = Path(arguments[0] if arguments else ".")
    generate(checkout)
    return golden.main([str(checkout / "bpf")])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
