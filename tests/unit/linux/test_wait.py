"""waitpid alone says who is dead."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from harness.processes import PATIENCE

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


#: Alone in its process: another thread could take the signal, as those of a supervisor cannot.
_SLEEPER = """
import os, signal
from scpipe.linux import wait
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
assert not wait.for_news(0.001)
pid = os.fork()
if pid == 0:
    os._exit(3)
assert wait.for_news(60.0)
assert not wait.for_news(0.0)
assert os.waitpid(pid, 0) == (pid, 3 << 8)
"""


def test_sleeping_until_a_child_reports() -> None:
    """The signal that tells of it ends the sleep once; nothing is taken from waitpid."""
    done = subprocess.run([sys.executable, "-c", _SLEEPER], capture_output=True, text=True, timeout=PATIENCE)
    assert (done.returncode, done.stderr) == (0, "")
