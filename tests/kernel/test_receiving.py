"""--trap armed: what is received by another call comes to what the program's own would."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from harness import trap
from harness.machine import needs_x86_64
from harness.runner import Runner

from .launching import run

pytestmark = [
    needs_x86_64,
    pytest.mark.skipif(trap.is_armed_too_new(), reason="trap armed needs Linux 6.7"),
]

Built = Callable[[str], str]
#: By what is done: so many calls at least are to be received by another one.
_MOST = {"plain": 500, "signals": 20}


@pytest.mark.parametrize("what", _MOST)
def test_each_message_comes_to_the_same(runner: Runner, built: Built, what: str) -> None:
    """Results, buffers, msghdr and registers, as the caller and a signal's handler find them."""
    log = runner.home / "debug.log"
    bare = runner.bare_run([built("receiving"), what])
    assert bare.returncode == 0 and "wrong 1" not in bare.stdout and "changed" not in bare.stdout
    done = run(runner, ["-q", "--trap", "armed"], [built("receiving"), what])
    assert done.stdout == bare.stdout and (done.returncode, done.stderr) == (0, "")
    logged = run(runner, ["-q", "--trap", "armed", "--debug", str(log)], [built("receiving"), what])
    assert logged.stdout == bare.stdout
    assert log.read_text().count(": ContinueAs\n") >= _MOST[what]
