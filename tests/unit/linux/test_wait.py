"""waitpid alone says who is dead."""

from __future__ import annotations

import os
import signal

from scpipe.linux import wait

from .children import child


def test_who_is_ours() -> None:
    """A child that lives or that nobody has waited for is; a stranger and one that was waited for is not."""
    with child() as pid:
        assert wait.is_ours(pid)
        os.kill(pid, signal.SIGKILL)
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        assert wait.is_ours(pid) and wait.is_ours(pid)
        assert os.waitpid(pid, 0)[0] == pid
        assert not wait.is_ours(pid)
    assert not wait.is_ours(os.getpid()) and not wait.is_ours(0x3FFFFF)


def test_sleeping_until_a_child_reports() -> None:
    """The signal that tells of it ends the sleep once; nothing is taken from waitpid."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    try:
        signal.sigtimedwait({signal.SIGCHLD}, 0)
        assert not wait.for_news(0.001)
        pid = os.fork()
        if pid == 0:
            os._exit(3)
        assert wait.for_news(60.0)
        assert not wait.for_news(0.0)
        assert os.waitpid(pid, 0) == (pid, 3 << 8)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
