"""The kernels that are tried, and in which of Debian's suites each one is."""

from __future__ import annotations

import re
from typing import NamedTuple


class Kernel(NamedTuple):
    """``version``: the beginning of the release, a regular expression. ``used``: who has it, for people."""

    name: str
    suite: str
    version: str
    used: str = ""

    def is_image(self, package: str) -> bool:
        """True for a package with its image for 64-bit PCs: not for debugging, clouds or real time."""
        return re.fullmatch(rf"linux-image-{self.version}\.\d+(\+\w+)?(-\d+)?-amd64", package) is not None


KERNELS = (
    Kernel("5.10", "bullseye", r"5\.10", "Debian 11"),
    Kernel("6.1", "bookworm", r"6\.1", "Debian 12"),
    Kernel("6.12", "trixie", r"6\.12", "Debian 13"),
    Kernel("7.x", "sid", r"7\.\d+", "the newest of Debian sid"),
)


def chosen(names: list[str]) -> list[Kernel]:
    """The kernels of these names, all of them for none. Raises LookupError."""
    return [_named(name) for name in names] or list(KERNELS)


def _named(name: str) -> Kernel:
    """One of the table, or any other version, which Debian's backports may have."""
    for kernel in KERNELS:
        if kernel.name == name:
            return kernel
    if re.fullmatch(r"\d+\.\d+", name) is None:
        raise LookupError(f"no kernel {name}: {', '.join(kernel.name for kernel in KERNELS)}, or a version")
    return Kernel(name, "trixie-backports", re.escape(name))
