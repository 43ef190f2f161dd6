"""The guard of --orphans detach ends with its supervisor, however soon that ends."""

from __future__ import annotations

import errno
import os
import signal
import time

import pytest

from scpipe.command import detach
from scpipe.errors import SetupError

DEADLINE_SECONDS = 20.0


def _guard_of_one_that_is_dead() -> None:
    """Become the guard of a supervisor that has ended before anything else is done."""
    fork = os.fork

    def fork_and_wait() -> int:
        pid = fork()
        if pid:
            os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        return pid

    def end(_leave: object) -> int:
        os._exit(7)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fork", fork_and_wait)
        os._exit(detach.guard(end))


def test_a_supervisor_that_ends_at_once() -> None:
    """What tells of its end is not thrown away: the guard has its status."""
    pid = os.fork()
    if pid == 0:
        _guard_of_one_that_is_dead()
    deadline = time.monotonic() + DEADLINE_SECONDS
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
            break
        time.sleep(0.01)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7


def test_what_both_need_is_told_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without /dev/null neither can go on: that is found before there are two who would tell of it."""

    def fail() -> None:
        raise FileNotFoundError(errno.ENOENT, "No such file or directory", os.devnull)

    monkeypatch.setattr(detach, "ensure_null_device", fail)
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("forked"))
    with pytest.raises(SetupError, match="/dev/null cannot be opened"):
        detach.guard(lambda _leave: 0)
