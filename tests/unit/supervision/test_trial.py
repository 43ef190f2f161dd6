"""Trying whether filters can be added under one from outside: what comes of it, and that nobody is left."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from harness.processes import PATIENCE

from scpipe.arming.library import Library
from scpipe.policy.model import Policy
from scpipe.seccomp.layers import later_rows
from scpipe.seccomp.plan import plan
from scpipe.supervision import trial
from scpipe.tracee.armed import MOST_FILTERS

#: Loads a filter as a container would, looks, and says what it saw and whether a child of it is left.
PROGRAM = """
import errno, json, os, signal, sys
import pyseccomp
from scpipe.policy.model import Policy
from scpipe.linux import process
from scpipe.seccomp import bpf
from scpipe.seccomp.layers import later_rows
from scpipe.seccomp.plan import plan
from scpipe.supervision import trial

rows = later_rows(plan(Policy(), armed=True))
name, action, patience, ignore = json.loads(sys.argv[1])
trial.PATIENCE = patience or trial.PATIENCE
if ignore:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
if action == "full":
    process.set_no_new_privileges()
    load, allow = bpf.instruction(bpf.LD_W_ABS, 0), bpf.instruction(bpf.RET_K, bpf.RET_ALLOW)
    for length in [bpf.MAX_INSTRUCTIONS] * 7 + [bpf.MAX_INSTRUCTIONS - 128]:
        process.FilterProgram(load * (length - 1) + allow).load()
elif name:
    actions = {"EPERM": pyseccomp.ERRNO(errno.EPERM), "kill": pyseccomp.KILL_PROCESS,
               "asks": pyseccomp.NOTIFY, "user": pyseccomp.LOG}
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    if action == "user":  # as in a container: root has loaded it, and nobody has set no_new_privs
        rules.set_attr(pyseccomp.Attr.CTL_NNP, 0)
    for one in name.split():
        rules.add_rule(actions[action], one)
    rules.load()
    if action == "user":
        os.setresuid(65534, 65534, 65534)
said = trial.why_refused(rows)
try:
    left = os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    left = None
print(json.dumps([said, left]))
"""


def _tried(name: str, action: str = "", patience: float = 0, ignore: bool = False) -> tuple[str, object]:
    words = [sys.executable, "-c", PROGRAM, json.dumps([name, action, patience, ignore])]
    done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    said, left = json.loads(done.stdout)
    return said, left


@pytest.mark.slow
@pytest.mark.parametrize("ignore", [False, True], ids=["waited for", "SIGCHLD ignored"])
@pytest.mark.parametrize(
    ("name", "action", "words"),
    [
        ("", "", ""),
        ("kexec_load", "EPERM", ""),
        ("memfd_create", "EPERM", "memfd_create: Operation not permitted"),
        ("memfd_create munmap", "EPERM", "memfd_create: Operation not permitted"),
        ("seccomp", "EPERM", "seccomp: Operation not permitted"),
        ("memfd_create", "kill", "the trial was ended"),
        ("prctl", "EPERM", "prctl: Operation not permitted"),
        ("", "full", "seccomp: Cannot allocate memory"),
    ],
)
def test_what_a_filter_from_outside_allows(name: str, action: str, words: str, ignore: bool) -> None:
    """A filter that leaves the calls alone changes nothing; what another refuses is named."""
    assert _tried(name, action, ignore=ignore) == (words, None)


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
def test_a_user_under_root_s_filter() -> None:
    """A user may add filters with no_new_privs only, which a trial has as every command does."""
    assert _tried("kexec_load", "user") == ("", None)


@pytest.mark.slow
def test_a_trial_that_hangs() -> None:
    """A supervisor of somebody else's that never answers: the trial is ended, and nobody is left."""
    assert _tried("memfd_create", "asks", patience=0.3) == ("the trial did not end in 0.3 s", None)


def test_nothing_is_tried_without_a_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where scpipe runs under no filter no process is made."""
    monkeypatch.setattr(trial.process, "is_filtered", lambda: False)
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("a process was made"))
    assert trial.why_refused(()) == ""


def test_a_trial_adds_as_many_as_a_program_may_get() -> None:
    """Each of its numbers has a filter of its own, none is for all."""
    parts = Library(later_rows(plan(Policy(), armed=True))).parts(trial._NUMBERS, MOST_FILTERS)
    assert len(parts) == MOST_FILTERS and None not in parts
