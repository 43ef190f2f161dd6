"""/proc is reached through one descriptor, and by nothing else."""

from __future__ import annotations

import ast
import fcntl
import os
from collections.abc import Iterator

import pytest
from harness.source import PACKAGE, nodes, sources, tree

from scpipe.linux import procroot

from .children import outcome

#: What may be named as a path: it is about what a program inside would find there, not about a process.
#: Or it is what somebody may have typed for a place of a report.
PLACES = {
    "spawn/confinement.py": {"/proc/sys"},
    "linux/procroot.py": {"/proc"},
    "command/outputs.py": {"/proc/self/fd", "/proc/thread-self/fd"},
}
#: Exit status of a child that may not mount.
_LACKS = 77


def _words(node: ast.AST) -> Iterator[str]:
    for found in ast.walk(node):
        if isinstance(found, ast.Constant) and isinstance(found.value, str):
            yield found.value


def _paths(whole: ast.Module) -> set[str]:
    """The paths below /proc that a file gives to a function, other than as a whole sentence."""
    calls = [*nodes(whole, ast.Call), *nodes(whole, ast.Assign)]
    words = {word for node in calls for word in _words(node) if word.startswith("/proc")}
    return {word for word in words if " " not in word}


def test_nobody_else_opens_proc() -> None:
    """What is mounted over /proc later answers whoever looks it up by its path."""
    naming = [path for path in sources() if "/proc" in path.read_text(encoding="utf-8")]
    found = {path.relative_to(PACKAGE).as_posix(): _paths(tree(path)) for path in naming}
    assert {name: paths for name, paths in found.items() if paths} == PLACES


def test_a_path_is_noticed() -> None:
    """The check above sees a path, also one in a variable; a sentence is none."""
    source = 'open(f"/proc/{pid}/stat")\nbase = "/proc/self"\nnote("/proc is needed")\n'
    assert _paths(ast.parse(source)) == {"/proc/", "/proc/self"}


def test_the_descriptor() -> None:
    """It is of no use to a command, and has no number that means something to one."""
    fd = procroot.root()
    assert fd == procroot.root() >= 10
    assert not os.get_inheritable(fd)
    assert fcntl.fcntl(fd, fcntl.F_GETFL) & 0o10000000  # O_PATH


def test_looking_leaves_nothing_open() -> None:
    """Every look closes what it has opened, also one that fails."""
    before = procroot.names("self/fd")
    procroot.read("self/status")
    procroot.read("self/stat", 5)
    procroot.link("self/exe")
    procroot.status("self/exe")
    for look in (procroot.read, procroot.names):
        with pytest.raises(OSError):
            look("nowhere")
    with pytest.raises(OSError):
        procroot.read("self")  # a directory
    assert len(procroot.names("self/fd")) == len(before)


def test_reading() -> None:
    """A file is read to its end, however many pieces the kernel gives; or its beginning only."""
    text = procroot.read("self/maps")
    assert text.endswith(b"\n") and text.count(b"\n") > 20
    assert procroot.read("self/stat", 5) == f"{os.getpid()} (python) "[:5].encode()
    assert str(os.getpid()) in procroot.names(".")


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root: an ordinary user mounts nothing over /proc")
def test_what_is_mounted_later_does_not_answer() -> None:
    """With something else over /proc the processes are still those of before."""

    def cover() -> None:
        number = str(os.getpid())
        assert procroot.link("self") == number
        _cover_proc()
        assert not os.path.exists("/proc/self")
        assert procroot.link("self") == number and number in procroot.names(".")

    status = outcome(cover)
    if os.waitstatus_to_exitcode(status) == _LACKS:
        pytest.skip("no mount namespaces here")
    assert status == 0


def _cover_proc() -> None:
    from scpipe.linux import calls, mounts
    from scpipe.linux.abi import native

    try:
        calls.syscall(native.SYS_UNSHARE, mounts._CLONE_NEWNS)
        mounts._mount(b"none", b"/", mounts._MS_REC | mounts._MS_SLAVE)
        mounts._mount(b"/usr", b"/proc", mounts._MS_BIND)
    except OSError:
        os._exit(_LACKS)
