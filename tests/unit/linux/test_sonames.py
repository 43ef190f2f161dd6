"""Wrapped modules find their libraries without running a program."""

from __future__ import annotations

import ctypes.util
import subprocess
import sys
from pathlib import Path

import scpipe
from scpipe.linux.sonames import libraries_by_soname

ROOT = Path(scpipe.__file__).parents[1]
#: Tells every program that the imports start.
PROGRAM = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
events = ("subprocess.Popen", "os.posix_spawn", "os.fork", "os.exec", "os.system")
sys.addaudithook(lambda event, args: event in events and print(event, args[:2]))
import scpipe.linux.ptrace, scpipe.supervision.run
from scpipe.seccomp.build import _library
_library()
print("loaded", "ptrace.ctypes_libc" in sys.modules and "pyseccomp" in sys.modules)
"""


def test_the_imports_start_no_program() -> None:
    """python-ptrace and pyseccomp are loaded without ldconfig, gcc or ld."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=300)
    assert done.stdout == "loaded True\n", done.stderr


def test_find_library_is_only_lent() -> None:
    """Afterwards, also after an error, the standard library's function is there again."""
    before = ctypes.util.find_library
    try:
        with libraries_by_soname():
            assert ctypes.util.find_library("seccomp") == "libseccomp.so.2"
            assert ctypes.util.find_library("other") is None
            raise KeyError
    except KeyError:
        assert ctypes.util.find_library is before


#: What python-ptrace as a package and ctypes.util load, and nobody needs.
NOT_NEEDED = {"ptrace", "ptrace.error", "logging", "ctypes.util", "subprocess", "shutil", "tempfile"}


def _printed(code: str) -> list[str]:
    words = [sys.executable, "-c", code]
    return subprocess.run(words, capture_output=True, text=True, timeout=300, check=True).stdout.splitlines()


def test_of_python_ptrace_its_c_library_is_loaded() -> None:
    """The package itself is not run for it; whoever imports it later gets the whole one, and ctypes.util."""
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r})\nimport scpipe.linux.ptrace\n"
    program += "print(*sys.modules)\nimport ptrace, ctypes.util\n"
    program += "print(ptrace.__version__, ctypes.util.find_library.__module__)"
    loaded, told = _printed(program)
    assert "ptrace.ctypes_libc" in loaded.split()
    (before,) = _printed("import sys; print(*sys.modules)")
    assert NOT_NEEDED.isdisjoint({*loaded.split()} - {*before.split()})
    assert told.split()[1] == "ctypes.util"
