"""Shared libraries of wrapped modules, by the names the loader knows them under."""

from __future__ import annotations

import contextlib
import ctypes.util
from collections.abc import Iterator, Mapping

#: None is the process itself, which has the C library loaded.
_SONAMES: Mapping[str, str | None] = {"c": None, "seccomp": "libseccomp.so.2"}


@contextlib.contextmanager
def libraries_by_soname() -> Iterator[None]:
    """While it lasts, ctypes.util.find_library answers with a soname, and runs nothing.

    The standard library's own runs ldconfig, and where that does not know the name gcc and ld, which it
    looks for in the caller's PATH (ctypes/util.py). python-ptrace and pyseccomp ask it when imported.
    """
    before = ctypes.util.find_library
    ctypes.util.find_library = _SONAMES.get  # type: ignore[assignment] # the name is all they pass
    try:
        yield
    finally:
        ctypes.util.find_library = before
