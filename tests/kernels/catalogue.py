"""The kernels that are tried, and in which of Debian's suites each one is."""

from __future__ import annotations

import re
from typing import NamedTuple


class Kernel(NamedTuple):
    """``name`` is for people; ``version``: the beginning of the release, a regular expression."""

    name: str
    suite: str
    version: str

    def is_image(self, package: str) -> bool:
        """True for a package with its image for 64-bit PCs: not for debugging, clouds or real time."""
        return re.fullmatch(rf"linux-image-{self.version}\.\d+(\+\w+)?(-\d+)?-amd64", package) is not None


KERNELS = (
    Kernel("5.10", "bullseye", r"5\.10"),
    Kernel("6.1", "bookworm", r"6\.1"),
    Kernel("6.12", "trixie", r"6\.12"),
    Kernel("7.x", "sid", r"7\.\d+"),
)


def chosen(names: list[str]) -> list[Kernel]:
    """The kernels of these names, all of them for none. Raises LookupError."""
    by_name = {kernel.name: kernel for kernel in KERNELS}
    for name in names:
        if name not in by_name:
            raise LookupError(f"no kernel {name}: there are {', '.join(by_name)}")
    return [by_name[name] for name in names] or list(KERNELS)
