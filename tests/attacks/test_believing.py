"""What is believed of a task's filters (--trap armed) is never more than there is."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from harness import trap
from harness.identity import as_nobody
from harness.machine import needs_x86_64
from running import Ended, run

pytestmark = [
    needs_x86_64,
    pytest.mark.skipif(trap.is_armed_too_new(), reason="trap armed needs Linux 6.7"),
]

#: As believing.py tells it.
TOLD = "believed too much: "
_SCRIPT = Path(__file__).with_name("believing.py")
#: Attacks that make many tasks, numbers and filters.
_ATTACKS = (
    "arming/accepted_receiver",
    "arming/at_once",
    "arming/busy_numbers",
    "arming/crowd",
    "arming/crowded_opens",
    "arming/exchanged_parts",
    "arming/forks_at_first_pair",
    "arming/inherited",
    "arming/interrupted_receiver",
    "arming/hunted_mappings",
    "arming/napping_racers",
    "arming/next_call",
    "arming/odd_places",
    "arming/opened_at_once",
    "arming/own_filters",
    "arming/reserved_numbers",
    "arming/vfork_rows",
    "arming/vfork_threads",
    "storms/everything_at_once",
)
_SHELL = "for i in 1 2 3 4 5 6 7 8; do x=$(printf aaa); printf b | cat >/dev/null; (exec 3>&1 | :); done"
_PYTHON = """
import os, socket, subprocess, threading
for _ in range(4):
    subprocess.run(["true"], stdout=subprocess.PIPE)
    ends = os.pipe() + tuple(end.detach() for end in socket.socketpair())
    os.dup2(ends[1], 60)
    threads = [threading.Thread(target=subprocess.run, args=(["true"],)) for _ in range(2)] if _ == 3 else []
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
"""


def _believing(*words: str, excess: Sequence[str] = ()) -> Ended:
    options = ["-q", "--trap", "armed", "--pipe", "allow-events", "--socketpair", "allow-events"]
    return run([sys.executable, str(_SCRIPT), *excess, *options, "--", *words])


@pytest.mark.parametrize("name", _ATTACKS)
def test_attacks_are_believed_no_more_than_there_is(programs: Path, name: str) -> None:
    """Whatever an attack does, no task runs on with less than it is believed to have."""
    ended = _believing(str(programs / name))
    assert TOLD not in ended.errors and ended.word == "stopped", (ended.line, ended.errors)


@pytest.mark.parametrize("who", ["root", "user"])
def test_shells_and_children(who: str) -> None:
    """Pipelines, substitutions, children and threads of a shell and of Python."""
    for words in (["/bin/bash", "-c", _SHELL], [sys.executable, "-c", _PYTHON]):
        command = [sys.executable, str(_SCRIPT), "-q", "--trap", "armed", "--", *words]
        ended = run(as_nobody(command) if who == "user" else command)
        assert TOLD not in ended.errors and ended.line == "status 0", (ended.line, ended.errors)


@pytest.mark.parametrize("excess", ["doubled", "untold"])
def test_believing_too_much_is_noticed(excess: str) -> None:
    """A supervisor that counts a filter twice, or makes pairs at untrapped numbers, is found out."""
    assert shutil.which("bash")
    ended = _believing("/bin/bash", "-c", "x=$(printf a)", excess=(excess,))
    assert TOLD in ended.errors and ended.line == "status 3", (ended.line, ended.errors)
