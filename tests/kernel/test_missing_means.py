"""What a machine may lack when a launch is prepared: one line with a reason and 125, or it works without."""

from __future__ import annotations

import os

import pytest
from harness.runner import Completed, Runner

from .launching import lines_of_scpipe, readable_guest, scpipe

MODES = [["-q"], ["-q", "--orphans", "detach"]]
LIMITED = ["/bin/bash", "-c", 'ulimit $0 && exec "$@"']
#: A supervisor that needs no filter, and so no library.
SUPERVISED = ["-q", "--pipe", "allow", "--socketpair", "allow", "--supervise"]


def _refused(done: Completed, *why: str) -> None:
    lines = lines_of_scpipe(done.stderr)
    assert (done.returncode, done.stdout, len(lines)) == (125, "", 1), (done.stdout, done.stderr)
    for words in why:
        assert words in lines[0]
    assert "internal error" not in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("options", MODES, ids=["wait", "detach"])
def test_no_null_device(runner: Runner, options: list[str]) -> None:
    """Without /dev/null closed descriptors cannot be filled: the line names it."""
    around = ["bwrap", "--dev-bind", "/", "/", "--tmpfs", "/dev", "--remount-ro", "/dev"]
    if runner.bare_run([*around, "/bin/echo", "there"]).stdout != "there\n":
        pytest.skip("bwrap cannot do that here")
    done = runner.bare_run([*around, *scpipe(runner, *options, "--", "/bin/echo", "ran")])
    _refused(done, "/dev/null cannot be opened", "bwrap --dev /dev")


@pytest.mark.parametrize("options", MODES, ids=["wait", "detach"])
def test_few_descriptors(runner: Runner, options: list[str]) -> None:
    """Too few for a supervisor: the line names the limit. With a few more the command runs, under its own."""
    runs = []
    for limit in range(5, 25):
        words = scpipe(runner, *options, "--", "/bin/bash", "-c", "ulimit -n")
        done = runner.bare_run([*LIMITED, f"-n {limit}", *words])
        if done.returncode == 0:
            assert (done.stdout, done.stderr) == (f"{limit}\n", "")
            runs.append(limit)
        elif "Traceback" not in done.stderr or "/scpipe/" in done.stderr:  # else not even Python begins
            _refused(done, f"the limit of open files is {limit}", "ulimit -n")
    assert runs and runs == list(range(runs[0], 25)), runs


def test_no_more_processes(runner: Runner) -> None:
    """Where no child can be made the line names the limit."""
    if runner.user is None and os.geteuid() == 0:
        pytest.skip("root has no such limit")
    done = runner.bare_run([*LIMITED, "-u 1", *scpipe(runner, *SUPERVISED, "--", "/bin/echo", "ran")])
    _refused(done, "no process can be made", "ulimit -u")


@pytest.mark.parametrize("limit", [0, 1, 8])
def test_no_long_files(runner: Runner, limit: int) -> None:
    """A limit of file sizes is the command's business: it runs, and has the limit."""
    words = scpipe(runner, "-q", "--", "/bin/bash", "-c", "ulimit -f")
    done = runner.bare_run([*LIMITED, f"-f {limit}", *words])
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{limit}\n", "")


def test_nowhere_to_write(runner: Runner) -> None:
    """With every file system read-only and no /tmp the command runs."""
    around = ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
    if runner.bare_run([*around, "/bin/echo", "there"]).stdout != "there\n":
        pytest.skip("bwrap cannot do that here")
    done = runner.bare_run([*around, *scpipe(runner, "-q", "--", "/bin/echo", "ran")])
    assert (done.returncode, done.stdout, done.stderr) == (0, "ran\n", "")


@pytest.mark.parametrize("number", ["-1", "2147483648", "99999999999999999999"])
def test_a_report_descriptor_that_is_none(runner: Runner, number: str) -> None:
    """A number that no descriptor can have is a bad argument."""
    done = runner.bare_run(scpipe(runner, "-q", f"--report-fd={number}", "--", "/bin/echo", "ran"))
    _refused(done, f"--report-fd {number}: allowed: 0 to 2147483647")


@pytest.mark.parametrize("call", ["process_vm_readv", "process_vm_writev"])
def test_memory_that_may_not_be_looked_at(runner: Runner, call: str) -> None:
    """Where a container forbids it nothing runs: it would be killed at its first pair."""
    forbid = [runner.python, readable_guest(runner, "forbid.py"), call, "EPERM"]
    done = runner.bare_run([*forbid, *scpipe(runner, "-q", "--", "/bin/echo", "ran")])
    _refused(done, call, "Operation not permitted", "--cap-add SYS_PTRACE")
    supervised = runner.bare_run([*forbid, *scpipe(runner, *SUPERVISED, "--", "/bin/echo", "ran")])
    assert (supervised.returncode, supervised.stdout) == (0, "ran\n"), supervised.stderr


@pytest.mark.parametrize("options", MODES, ids=["wait", "detach"])
def test_children_in_another_namespace(runner: Runner, options: list[str]) -> None:
    """After unshare --pid without --fork the line says what is missing."""
    own = [] if runner.user is None and os.geteuid() == 0 else ["-U", "-r"]
    if runner.bare_run(["unshare", *own, "-p", "/bin/echo", "there"]).stdout != "there\n":
        pytest.skip("unshare cannot do that here")
    done = runner.bare_run(["unshare", *own, "-p", *scpipe(runner, *options, "--", "/bin/echo", "ran")])
    _refused(done, "unshare --pid needs --fork")
