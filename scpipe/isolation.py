"""Which Python code a supervisor runs: the standard library's, scpipe's and its dependencies', nothing else.

Its interpreter is started with -I, so neither PYTHON* variables nor the current directory nor a user's
site-packages count. This file is the first of the package that is loaded: it imports only what every
interpreter has loaded by then.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: What installers call the directories they put packages into.
_SITES = ("site-packages", "dist-packages")
#: What the supervisor needs of others, and what a run and the whole command line need beyond that.
SUPERVISOR_NEEDS = ("ptrace/__init__.py", "pyseccomp.py")
_RUN_NEEDS = (*SUPERVISOR_NEEDS, "yaml/__init__.py")
_COMMAND_LINE_NEEDS = (*_RUN_NEEDS, "typer/__init__.py")

#: What an interpreter obeys even with -I: where it is itself (Modules/getpath.py), and where glibc finds the
#: locale, and code for its character set. The launchers unset the same.
OBEYED = ("PYTHONEXECUTABLE", "__PYVENV_LAUNCHER__", "LOCPATH", "GCONV_PATH")


def interpreters_environment() -> dict[str, str]:
    """The environment that a supervisor's interpreter is started with; the command gets its own."""
    return {name: value for name, value in os.environ.items() if name not in OBEYED}


def restrict_path(own: str, *, whole: bool = False) -> None:
    """Leave in ``sys.path`` the standard library, and then directories of installed packages.

    ``own``: the directory of this package. What .pth files have added (checkouts of others, for example)
    is left out; a checkout of scpipe itself holds no other package that is looked for. An interpreter that
    was started with -S looks for other directories only if ``whole``, or what a run needs is not in ``own``.
    """
    import scpipe

    if whole or not (_is_site(own) and find_places(_RUN_NEEDS, [own])):
        add_sites()
    sites = [place for place in sys.path if _is_site(place) and place != own]
    if _is_site(own):
        sites.insert(0, own)
    elif find_places(_COMMAND_LINE_NEEDS, sites) is None:
        sites.append(own)  # pip install --target
    sys.path[:] = [*(place for place in sys.path if _is_standard(place)), *sites]
    assert scpipe.__path__ == [os.path.join(own, "scpipe")]


def complete_path() -> None:
    """Restrict the path to all directories of installed packages, where that was put off until now."""
    if sys.flags.no_site:
        restrict_path(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), whole=True)


def add_sites() -> None:
    """Do what -S has left out, once: site directories are looked for, and their .pth files read."""
    if sys.flags.no_site and "site" not in sys.modules:
        import site

        site.main()


def service_places(own: str, script: str) -> list[str] | None:
    """Where a service process finds the supervisor's dependencies; None if they are nowhere.

    The directory of this package comes first, then the host's site directories. Where packages are kept in
    other ways (one directory each, a bundle) the rest of the host's path serves, but never the directory of
    ``script``, the host's main file, nor the current one: a step may have left files there.
    """
    places = [place for place in sys.path if os.path.isabs(place)]
    sites = [place for place in places if _is_site(place)]
    unsafe = {os.path.realpath(place) for place in (os.path.dirname(script), os.curdir)}
    others = [place for place in places if os.path.realpath(place) not in unsafe]
    last = [] if os.path.realpath(own) in unsafe else [own]
    first = [own] if _is_site(own) else []
    return find_places(SUPERVISOR_NEEDS, [*first, *sites, *last, *others])


def find_places(needs: Iterable[str], places: Sequence[str]) -> list[str] | None:
    """The first directory that has it, for each of ``needs``; None if one is nowhere."""
    found: list[str] = []
    for need in needs:
        place = next((place for place in places if os.path.exists(os.path.join(place, need))), None)
        if place is None:
            return None
        if place not in found:
            found.append(place)
    return found


def close_imports() -> None:
    """From now on nothing is imported from files: the command may change them.

    Everything a run needs is loaded before; an import that was forgotten fails with ImportError.
    """
    inside = ("BuiltinImporter", "FrozenImporter")
    kept = [finder for finder in sys.meta_path if getattr(finder, "__name__", "") in inside]
    sys.meta_path[:] = [*kept, _Closed]


class _Closed:
    """The finder that finds nothing, and lets nobody look further."""

    @staticmethod
    def find_spec(name: str, *_where: object) -> None:
        """Raise ImportError, whatever is looked for."""
        raise ImportError(f"{name} is not loaded, and nothing is imported while the command runs", name=name)


def _is_site(place: str) -> bool:
    return os.path.basename(place) in _SITES


def _is_standard(place: str) -> bool:
    archive = f"python{sys.version_info.major}{sys.version_info.minor}.zip"
    return place == os.path.dirname(os.__file__) or os.path.basename(place) in (archive, "lib-dynload")
