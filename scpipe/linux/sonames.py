"""Wrapped modules and their shared libraries, without what both would load and run beside."""

from __future__ import annotations

import contextlib
import ctypes
import sys
from collections.abc import Iterator, Mapping

#: None is the process itself, which has the C library loaded.
_SONAMES: Mapping[str, str | None] = {"c": None, "seccomp": "libseccomp.so.2"}
_UTIL = "ctypes.util"

_Module = type(sys)


@contextlib.contextmanager
def libraries_by_soname() -> Iterator[None]:
    """While it lasts, ctypes.util.find_library answers with a soname, and runs nothing.

    The standard library's own runs ldconfig, and where that does not know the name gcc and ld, which it
    looks for in the caller's PATH (ctypes/util.py). python-ptrace and pyseccomp ask it when imported, for
    nothing else: where ctypes.util is not loaded yet it is not for them, as it loads subprocess.
    """
    util = sys.modules.get(_UTIL)
    before = getattr(util, "find_library", None)
    lent = _Module(_UTIL) if util is None else util
    lent.find_library = _SONAMES.get  # type: ignore[attr-defined] # the name is all they pass
    sys.modules[_UTIL] = ctypes.util = lent  # type: ignore[attr-defined]
    try:
        yield
    finally:
        if util is None:
            del sys.modules[_UTIL], ctypes.util  # type: ignore[attr-defined]
        else:
            util.find_library = before  # type: ignore[attr-defined]


@contextlib.contextmanager
def modules_of(package: str) -> Iterator[None]:
    """While it lasts, a module of a package is imported without what the package itself would load."""
    found = None if package in sys.modules else _places_of(package)
    if found is None:
        yield
        return
    lent = _Module(package)
    lent.__path__ = found
    sys.modules[package] = lent
    try:
        yield
    finally:
        del sys.modules[package]


def _places_of(package: str) -> list[str] | None:
    """Where the modules of an installed package lie; None if there is none."""
    specs = (finder.find_spec(package, None) for finder in sys.meta_path)
    spec = next((spec for spec in specs if spec is not None), None)
    places = None if spec is None else spec.submodule_search_locations
    return None if places is None else list(places)
