"""/proc must be that of our own PID namespace and hide nobody: else one line, 125, and nothing runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import pytest
from harness.identity import AS_NOBODY
from harness.processes import PATIENCE
from harness.runner import Completed, Runner

from .launching import lines_of_scpipe, python, readable_guest, scpipe

Words = Sequence[str]

FOREIGN = "of another PID namespace"
HIDES = "hides processes (hidepid)"
NONE = "/proc is needed"
POOR = ("setpriv", "--bounding-set", "-sys_ptrace", "--inh-caps", "-sys_ptrace", "--")
CAPABLE = (
    *AS_NOBODY[:-1],
    *("--inh-caps", "+setgid", "--ambient-caps", "+setgid", "--"),
)
MEMBER = ("setpriv", "--reuid", "0", "--regid", "65534", "--groups", "5", *POOR[1:])
MODES = [["-q"], ["-q", "--orphans", "detach"], ["-q", "--pipe", "deny", "--socketpair", "deny"]]


def _there(runner: Runner, around: Words) -> None:
    """Skip where such surroundings cannot be made."""
    probe = runner.bare_run([*around, "/bin/echo", "there"])
    if probe.stdout != "there\n":
        pytest.skip(f"{around[0]} cannot do that here: {probe.stderr.strip()}")


def _refused(done: Completed, why: str, *remedies: str) -> None:
    lines = lines_of_scpipe(done.stderr)
    assert (done.returncode, done.stdout, len(lines)) == (125, "", 1), (done.stdout, done.stderr)
    for words in (why, *remedies):
        assert words in lines[0]
    assert "internal error" not in done.stderr


def _namespace(runner: Runner, *more: str) -> list[str]:
    """A PID namespace of this test's user."""
    own = [] if runner.user is None and os.geteuid() == 0 else ["-U", "-r"]
    return ["unshare", *own, "-p", "-f", "--kill-child", *more]


def _hiding(options: str, *then: str) -> list[str]:
    """What root mounts with hidepid, and who looks at it then."""
    mount = f'mount -t proc -o {options} proc /proc || exit 77; exec "$@"'
    return ["unshare", "-m", "sh", "-c", mount, "sh", *then]


@pytest.mark.parametrize("options", MODES, ids=["wait", "detach", "deny"])
def test_the_proc_of_another_namespace(runner: Runner, options: list[str]) -> None:
    """Its numbers are others': nothing runs, and the line says how to mount the right one."""
    around = _namespace(runner)
    _there(runner, around)
    done = runner.bare_run([*around, *scpipe(runner, *options, "--", "/bin/echo", "ran")])
    _refused(done, FOREIGN, "unshare --mount-proc", "bwrap --proc /proc")


@pytest.mark.parametrize("options", MODES, ids=["wait", "detach", "deny"])
def test_the_proc_of_a_namespace_of_its_own(runner: Runner, options: list[str]) -> None:
    """With it everything works, what was inherited before the namespace included."""
    around = _namespace(runner, "--mount-proc")
    _there(runner, around)
    done = runner.bare_run([*around, *scpipe(runner, *options, "--", "/bin/echo", "hi there")])
    assert (done.returncode, done.stdout, done.stderr) == (0, "hi there\n", "")


def test_bubblewrap(runner: Runner) -> None:
    """The same under bwrap, without and with its --proc, and where there is no /proc at all."""
    shared = ["bwrap", "--unshare-pid", "--dev-bind", "/", "/"]
    _there(runner, shared)
    words = scpipe(runner, "-q", "--", "/bin/echo", "hi there")
    _refused(runner.bare_run([*shared, *words]), FOREIGN, "bwrap --proc /proc")
    done = runner.bare_run([*shared, "--proc", "/proc", *words])
    assert (done.returncode, done.stdout, done.stderr) == (0, "hi there\n", "")
    _refused(runner.bare_run([*shared, "--tmpfs", "/proc", *words]), NONE, "no procfs", "bwrap --proc /proc")
    others = [f"/{name}" for name in os.listdir("/") if name != "proc"]
    binds = [word for place in others for word in ("--dev-bind", place, place)]
    _refused(runner.bare_run(["bwrap", *binds, *words]), NONE, "cannot be opened", "bwrap --proc /proc")


def test_no_supervisor(runner: Runner) -> None:
    """What the command inherits is looked at in /proc, so that a wrong one is an error there, too."""
    around = _namespace(runner)
    _there(runner, around)
    words = ["--pipe", "deny", "--socketpair", "deny", "--no-supervisor", "--", "/bin/echo", "ran"]
    _there(runner, _namespace(runner, "--mount-proc"))
    empty = ["sh", "-c", 'exec "$@" </dev/null', "sh"]
    child = runner.bare_run([*_namespace(runner, "--mount-proc"), *empty, *scpipe(runner, *words)])
    assert (child.returncode, child.stdout) == (0, "ran\n"), child.stderr
    inside = ["sh", "-c", 'mount -t tmpfs none /proc || exit 77; exec "$@" </dev/null', "sh"]
    mounted = [*_namespace(runner, "-m"), *inside]
    _there(runner, mounted)
    _refused(runner.bare_run([*mounted, *scpipe(runner, *words)]), NONE)


def test_nothing_to_supervise(runner: Runner) -> None:
    """Where nothing is restricted nothing is needed: the command runs in scpipe's place."""
    around = _namespace(runner)
    _there(runner, around)
    words = scpipe(runner, "--pipe", "allow", "--socketpair", "allow", "--", "/bin/echo", "ran")
    done = runner.bare_run([*around, *words])
    assert (done.returncode, done.stdout, done.stderr) == (0, "ran\n", "")


def test_the_same_number_by_chance(root_runner: Runner) -> None:
    """One who has one number in both namespaces is not fooled by finding itself."""
    around = _namespace(root_runner)
    _there(root_runner, around)
    if not os.access("/proc/sys/kernel/ns_last_pid", os.W_OK):
        pytest.skip("the next number cannot be chosen here (CONFIG_CHECKPOINT_RESTORE)")
    chance = [sys.executable, readable_guest(root_runner, "same_number.py")]
    same = "import os; print(os.getpid() == int(os.readlink('/proc/self')))"
    probe = root_runner.bare_run([*around, *chance, *python(root_runner, same)], timeout=PATIENCE)
    if probe.returncode == 77:
        pytest.skip("too many processes begin here: the numbers never agree")
    assert probe.stdout == "True\n", probe
    words = scpipe(root_runner, "-q", "--", "/bin/echo", "ran")
    done = root_runner.bare_run([*around, *chance, *words], timeout=PATIENCE)
    if done.returncode == 77:
        pytest.skip("too many processes begin here: the numbers never agree")
    _refused(done, FOREIGN)


@pytest.mark.parametrize("options", ["hidepid=1,gid=5", "hidepid=2,gid=5", "hidepid=4,gid=5"])
@pytest.mark.parametrize("who", [POOR, CAPABLE], ids=["root without the capability", "user with another"])
def test_hidden_processes(root_runner: Runner, options: str, who: Words) -> None:
    """A /proc that hides who changes its user is no ground for a verdict where the command may do that."""
    around = _hiding(options, *who)
    _there(root_runner, around)
    done = root_runner.bare_run([*around, *scpipe(root_runner, "-q", "--", "/bin/echo", "ran")])
    _refused(done, HIDES, "gid=", "--cap-add SYS_PTRACE", "unshare -Urpf --mount-proc")


@pytest.mark.parametrize(
    "options",
    [["--pipe", "deny", "--socketpair", "deny"], ["--pipe", "allow", "--socketpair", "allow", "--supervise"]],
    ids=["deny", "allow"],
)
def test_hidden_processes_where_nothing_is_judged(root_runner: Runner, options: list[str]) -> None:
    """Without pairs whose bytes are judged no verdict rests on what may be hidden."""
    around = _hiding("hidepid=2,gid=5", *POOR, "sh", "-c", 'exec "$@" </dev/null', "sh")
    _there(root_runner, around)
    done = root_runner.bare_run([*around, *scpipe(root_runner, "-q", *options, "--", "/bin/echo", "ran")])
    assert (done.returncode, done.stdout, done.stderr) == (0, "ran\n", "")


@pytest.mark.parametrize(
    ("options", "who"),
    [
        ("hidepid=2,gid=5", ()),
        ("hidepid=4", ()),
        ("hidepid=1,gid=5", MEMBER),
        ("hidepid=2,gid=5", MEMBER),
        ("hidepid=1", AS_NOBODY),
        ("hidepid=2", AS_NOBODY),
        ("hidepid=4", AS_NOBODY),
        ("hidepid=2,gid=5", (*AS_NOBODY, "unshare", "-U", "-r", "-p", "-f", "--kill-child", "--mount-proc")),
        ("subset=pid", AS_NOBODY),
    ],
    ids=[
        *("root", "root, ptraceable", "member of 1", "member of 2"),
        *("user, noaccess", "user, invisible", "user, ptraceable", "a proc of its own", "subset"),
    ],
)
def test_who_sees_everybody(root_runner: Runner, options: str, who: Words) -> None:
    """The capability, the group of gid=, a /proc of one's own; and a user who can become nobody else."""
    around = _hiding(options, *who)
    _there(root_runner, around)
    done = root_runner.bare_run([*around, *scpipe(root_runner, "-q", "--", "/bin/echo", "ran")])
    assert (done.returncode, done.stdout, done.stderr) == (0, "ran\n", "")


LAUNCH = """
import scpipe, sys
try:
    scpipe.run(["/bin/echo", "ran"])
except scpipe.SetupError as error:
    print(error)
"""


def test_the_library(runner: Runner) -> None:
    """launch() raises the same line."""
    around = _namespace(runner)
    _there(runner, around)
    done = runner.bare_run([*around, runner.python, "-c", LAUNCH])
    assert done.returncode == 0 and FOREIGN in done.stdout, (done.stdout, done.stderr)
    assert "ran" not in done.stdout.split()


def test_the_remedy_has_no_words_of_its_own(runner: Runner) -> None:
    """In a user namespace root outside has the number of nobody: who may write its files is not guessed."""
    around = _namespace(runner, "--mount-proc")
    _there(runner, around)
    done = runner.bare_run([*around, *scpipe(runner, "--", "/bin/echo", "there")])
    assert (done.returncode, done.stdout, done.stderr) == (0, "there\n", "")
