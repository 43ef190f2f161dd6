"""Standard descriptors of our own are filled, and let go of with all that the caller gave us."""

from __future__ import annotations

import os
from collections.abc import Callable

from scpipe.spawn.streams import fill_standard_descriptors, let_go


def _holds_in_a_fork(claim: Callable[[], bool]) -> bool:
    """Whether something holds in a process that may do what it likes with its descriptors."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            code = 0 if claim() else 2
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def _is_null(fd: int) -> bool:
    return os.fstat(fd).st_rdev == os.stat(os.devnull).st_rdev


def _is_open(fd: int) -> bool:
    return os.path.exists(f"/proc/self/fd/{fd}")


def test_closed_standard_descriptors_are_filled() -> None:
    """0, 1 and 2 are ours to fill, close-on-exec, so that nothing else of ours gets those numbers."""

    def filled() -> bool:
        os.close(0)
        os.close(2)
        missing = fill_standard_descriptors()
        return missing == {0, 2} and not os.get_inheritable(0) and not os.get_inheritable(2)

    assert _holds_in_a_fork(filled)


def test_what_the_caller_gave_is_let_go_of() -> None:
    """Inheritable descriptors are closed, our own stay, and only the named standard ones become /dev/null."""

    def let_go_of() -> bool:
        own, given = os.pipe()
        os.dup2(own, 1, inheritable=True)
        os.dup2(own, 2, inheritable=True)
        os.set_inheritable(given, True)
        let_go((0, 1))
        return _is_null(0) and _is_null(1) and not _is_null(2) and _is_open(own) and not _is_open(given)

    assert _holds_in_a_fork(let_go_of)


def test_nothing_is_closed_twice_where_nothing_was_given() -> None:
    """Without inheritable descriptors letting go changes the named ones only."""

    def unchanged() -> bool:
        let_go(())
        before = sorted(os.listdir("/proc/self/fd"))
        let_go((0,))
        return before == sorted(os.listdir("/proc/self/fd")) and _is_null(0)

    assert _holds_in_a_fork(unchanged)
