"""A program sets the scheduling of its own processes and threads, and of nobody else's."""

from __future__ import annotations

import os

import pytest
from harness.runner import Runner

from .launching import python, run

#: Each line: what was tried, and "done" or the error's name.
GUEST = """
import errno, os, signal, sys, threading, time

def tried(name, act):
    try:
        act()
        said = "done"
    except OSError as error:
        said = errno.errorcode[error.errno]
    print(f"{name}={said}", flush=True)

def everything(name, pid):
    cpus = os.sched_getaffinity(0)
    tried(f"{name}-affinity", lambda: os.sched_setaffinity(pid, cpus))
    tried(f"{name}-scheduler", lambda: os.sched_setscheduler(pid, os.SCHED_BATCH, os.sched_param(0)))
    tried(f"{name}-param", lambda: os.sched_setparam(pid, os.sched_param(0)))
    tried(f"{name}-nice", lambda: os.setpriority(os.PRIO_PROCESS, pid, 3))

child = os.fork()
if child == 0:
    os.setpgid(0, 0)
    signal.pause()
while os.getpgid(child) != child:
    time.sleep(0.01)
done = threading.Event()
thread = threading.Thread(target=done.wait)
thread.start()
everything("self", 0)
everything("own", os.getpid())
everything("thread", thread.native_id)
everything("child", child)
everything("outside", os.getppid())
tried("own-group", lambda: os.setpriority(os.PRIO_PGRP, 0, 3))
tried("child-group", lambda: os.setpriority(os.PRIO_PGRP, child, 3))
tried("user", lambda: os.setpriority(os.PRIO_USER, os.getuid(), 3))
os.kill(child, signal.SIGKILL)
os.waitpid(child, 0)
tried("nobody-nice", lambda: os.setpriority(os.PRIO_PROCESS, child, 3))
tried("nobody-affinity", lambda: os.sched_setaffinity(child, {0}))
done.set()
"""


def test_who_may_be_scheduled(runner: Runner) -> None:
    """Threads, children and their groups may; scpipe-run, its group and its user's others may not."""
    done = run(runner, ["-q"], python(runner, GUEST))
    said = dict(line.split("=") for line in done.stdout.splitlines())
    assert len(said) == 25, (done.stdout, done.stderr)
    refused = {name for name, result in said.items() if result == "EPERM"}
    missing = {name for name, result in said.items() if result == "ESRCH"}
    assert refused == {*(name for name in said if name.startswith("outside")), "own-group", "user"}
    assert missing == {"nobody-nice", "nobody-affinity"}
    assert all(result == "done" for name, result in said.items() if name not in refused | missing)


@pytest.mark.skipif(os.geteuid() != 0, reason="not root: no namespaces of one's own are made")
def test_inside_a_namespace(root_runner: Runner) -> None:
    """In a PID namespace made inside a program names its children as it knows them."""
    code = (
        "import os, signal, time\n"
        "child = os.fork()\n"
        "if child == 0: signal.pause()\n"
        "os.sched_setaffinity(child, os.sched_getaffinity(0)); os.setpriority(os.PRIO_PROCESS, child, 2)\n"
        "try: os.setpriority(os.PRIO_PGRP, 0, 2)\n"
        "except PermissionError: print('refused', os.getpid(), child)\n"
        "os.kill(child, signal.SIGKILL)\n"
    )
    inside = ["unshare", "--user", "--map-root-user", "--pid", "--fork", *python(root_runner, code)]
    done = run(root_runner, ["-q"], inside)
    if "unshare" in done.stderr:
        pytest.skip(f"no namespaces here: {done.stderr.strip()}")
    assert done.stdout == "refused 1 2\n", (done.stdout, done.stderr)
