"""No way out: capabilities, the kernel's switches, processes outside, descriptors, old kernels."""

from __future__ import annotations

import contextlib
import json
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from harness.building import HEEDLESS, builder
from harness.commands import scpipe_run
from harness.identity import AS_NOBODY, interpreter
from harness.runner import Completed, Runner

from scpipe.linux import landlock
from scpipe.linux.capabilities import DANGEROUS
from scpipe.policy.model import RELAXATIONS

from .launching import lines_of_scpipe, python, readable_guest, reported, run, scpipe

ATTACKS = Path(__file__).parents[1] / "attacks" / "guests"
MASK = sum(1 << number for number in DANGEROUS.values())
#: PIDFD_THREAD is O_EXCL; kernels before 6.9 know no flag but PIDFD_NONBLOCK.
NO_THREADS = ("pidfd_open:1:0o200", "EINVAL")

needs_landlock = pytest.mark.skipif(landlock.abi() < landlock.REFER_ABI, reason="no Landlock of ABI 2 here")


def _without(*capabilities: str) -> list[str]:
    """The words that make root lack capabilities."""
    names = ",".join(f"-{name}" for name in capabilities)
    return ["setpriv", "--bounding-set", names, "--inh-caps", names, "--"]


def _sets(text: str) -> dict[str, int]:
    lines = (line.partition(":") for line in text.splitlines() if line.startswith("Cap"))
    return {name: int(value, 16) for name, _colon, value in lines}


def _forbidding(runner: Runner, forbidden: tuple[str, str], words: Sequence[str]) -> Completed:
    """Words where a filter from outside answers one call with an error."""
    forbid = [runner.python, readable_guest(runner, "forbid.py"), *forbidden]
    return runner.bare_run([*forbid, *words], timeout=300)


def _handing_over(runner: Runner, redirection: str, words: Sequence[str]) -> Completed:
    """Words that inherit descriptor 7 from a shell."""
    return runner.bare_run(["/bin/sh", "-c", f'exec "$@" {redirection}', "sh", *words])


def _start(runner: Runner, name: str = "r") -> dict[str, Any]:
    first: dict[str, Any] = json.loads((runner.home / name).read_text().splitlines()[0])
    assert first["event"] == "start"
    return first


# -- capabilities --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lacking", [(), ("setpcap",), ("setpcap", "sys_admin"), ("sys_ptrace",)], ids="-".join
)
@pytest.mark.parametrize("options", [[], ["--pipe", "deny", "--socketpair", "deny"]], ids=["events", "deny"])
def test_root_has_no_dangerous_capability(
    root_runner: Runner, lacking: tuple[str, ...], options: list[str]
) -> None:
    """Nor has a root that may not cut its bounding set; the start event says what was done."""
    report = ["--report", str(root_runner.home / "r")]
    words = scpipe(root_runner, "-q", *options, *report, "--", "grep", "^Cap", "/proc/self/status")
    done = root_runner.bare_run([*(_without(*lacking) if lacking else []), *words])
    found = _sets(done.stdout)
    assert not (found["CapPrm"] | found["CapEff"] | found["CapInh"] | found["CapAmb"]) & MASK, done.stdout
    assert found["CapEff"], "root is no root any more"
    assert _start(root_runner)["kernel"]["dangerous_capabilities_dropped"] is True


def test_root_without_setpcap_gets_none_back(root_runner: Runner) -> None:
    """Not by executing again, and not by changing the user there and back."""
    code = (
        "import os; os.seteuid(65534); os.seteuid(0);"
        " os.execv('/bin/grep', ['grep', '^CapEff', '/proc/self/status'])"
    )
    words = scpipe(root_runner, "-q", "--", *python(root_runner, code))
    done = root_runner.bare_run([*_without("setpcap"), *words])
    assert not _sets(done.stdout)["CapEff"] & MASK, done.stdout


def test_relaxed_capabilities_are_kept_and_said(root_runner: Runner) -> None:
    """relax: [capabilities] keeps all of them, and stderr and the start event say what that costs."""
    options = ["--relax", "capabilities", "--report", str(root_runner.home / "r")]
    bare = _sets(root_runner.bare_run(["grep", "^Cap", "/proc/self/status"]).stdout)
    done = run(root_runner, options, ["grep", "^Cap", "/proc/self/status"])
    assert _sets(done.stdout)["CapEff"] == bare["CapEff"]
    assert lines_of_scpipe(done.stderr) == [
        f"scpipe: warning: no longer promised, capabilities: {RELAXATIONS['capabilities']}"
    ]
    kernel = _start(root_runner)["kernel"]
    assert kernel["dangerous_capabilities_dropped"] is False


def test_a_user_with_capabilities_has_none_inside(root_runner: Runner) -> None:
    """An ordinary user who was given ambient capabilities passes none of them on."""
    its = interpreter("nobody")
    if its is None:
        pytest.skip("no Python interpreter that an ordinary user can run")
    names = "+kill,+net_raw"
    give = [*AS_NOBODY[:-1], "--inh-caps", names, "--ambient-caps", names, "--"]
    show = ["grep", "^Cap", "/proc/self/status"]
    assert _sets(root_runner.bare_run([*give, *show]).stdout)["CapEff"], "setpriv gave nothing"
    done = root_runner.bare_run([*give, *scpipe_run("--", *show, python=its)], cwd=Path("/"))
    found = _sets(done.stdout)
    assert (found["CapPrm"], found["CapEff"], found["CapInh"], found["CapAmb"]) == (0, 0, 0, 0), done.stderr


# -- the kernel's switches -----------------------------------------------------------------------------

#: Tries to open core_pattern for writing; nothing is written.
SWITCH = """
import errno, os, sys
where, directory = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else None
try:
    os.open(where, os.O_WRONLY, dir_fd=directory)
    print("writable")
except OSError as error:
    print(errno.errorcode[error.errno])
"""
CORE = "/proc/sys/kernel/core_pattern"


@pytest.fixture
def switching(root_runner: Runner) -> Runner:
    """Root on a machine where root could write core_pattern."""
    found = root_runner.bare_run(python(root_runner, SWITCH, CORE)).stdout.strip()
    if found != "writable":
        pytest.skip(f"core_pattern cannot be written here anyway: {found}")
    return root_runner


def test_switches_are_read_only_for_root(switching: Runner) -> None:
    """core_pattern cannot be opened for writing, and the start event says so."""
    done = run(switching, ["--report", str(switching.home / "r")], python(switching, SWITCH, CORE))
    assert (done.stdout.strip(), done.stderr) == ("EROFS", "")
    assert _start(switching)["kernel"]["kernel_switches_writable"] is False


def test_another_procfs_has_switches_too(switching: Runner) -> None:
    """A procfs that is mounted in a second place is made read-only there as well."""
    script = 'mkdir -p p && mount -t proc proc p && exec "$@" p/sys/kernel/core_pattern'
    words = scpipe(switching, "--", *python(switching, SWITCH))
    done = switching.bare_run(["unshare", "-m", "/bin/sh", "-c", script, "sh", *words])
    assert (done.stdout.strip(), done.stderr) == ("EROFS", "")


#: Every mount of kernel switches that can be written, by where it is and whether it can.
WRITABLE = """
import os
from scpipe.linux import mounts
print(sorted(place for place in mounts.switches() if not mounts.is_read_only(place)))
"""


@pytest.mark.parametrize("answer", ["ENOSYS", "EPERM"])
def test_switches_are_read_only_without_mount_setattr(switching: Runner, answer: str) -> None:
    """Before Linux 5.12, or where a filter forbids mount_setattr, each mount is made read-only by itself."""
    prepare = 'mkdir -p p "q r"; mount -t proc p p; mount -t sysfs -o nosuid,noexec s "q r"; "$@"'
    around = ["unshare", "-m", "/bin/sh", "-c", prepare, "sh"]
    look = [switching.python, "-c", WRITABLE]
    assert "q r" in switching.bare_run([*around, *look]).stdout, "nothing is writable even without scpipe"
    words = scpipe(switching, "--report", str(switching.home / "r"), "--", *look)
    done = _forbidding(switching, ("mount_setattr", answer), [*around, *words])
    assert (done.stdout, done.stderr) == ("[]\n", "")
    assert _start(switching)["kernel"]["kernel_switches_writable"] is False


@pytest.mark.parametrize(
    "how",
    [
        "unshare -Urpfm --mount-proc",
        "unshare -Urpfm --mount-proc=p",
        "unshare -Urm sh -c 'mount -o remount,bind,rw /proc/sys; exec \"$@\"' sh",
        "unshare -Urm sh -c 'umount /proc/sys; exec \"$@\"' sh",
    ],
)
def test_a_user_namespace_gets_no_writable_view(switching: Runner, how: str) -> None:
    """Root of a user namespace can neither mount a procfs afresh nor undo the read-only mounts."""
    (switching.home / "p").mkdir()
    look = """/bin/sh -c 'for p in /proc p; do "$@" $p/sys/kernel/core_pattern; done' sh "$@" 2>/dev/null"""
    words = ["/bin/sh", "-c", f"{how} {look}", "sh", *python(switching, SWITCH)]
    if how.startswith("unshare -Urpfm"):
        assert "writable" in switching.bare_run(words).stdout, "nothing is writable even without scpipe"
    assert "writable" not in run(switching, ["-q"], words).stdout


def test_switches_that_cannot_be_protected_are_said(switching: Runner) -> None:
    """Root without CAP_SYS_ADMIN has no mount namespace: a warning, and the fact that they are writable."""
    words = scpipe(switching, "--report", str(switching.home / "r"), "--", *python(switching, SWITCH, CORE))
    done = switching.bare_run([*_without("sys_admin"), *words])
    assert done.stdout.strip() == "writable"
    (line,) = lines_of_scpipe(done.stderr)
    assert line.startswith("scpipe: warning: /proc/sys and /sys stay writable for root")
    first = _start(switching)
    assert first["kernel"]["kernel_switches_writable"] is True
    assert line.removeprefix("scpipe: warning: ") in first["warnings"]


@pytest.mark.parametrize(
    ("redirection", "arguments", "named"),
    [
        ("7</tmp", ["../proc/sys/kernel/core_pattern", "7"], "the directory /tmp"),
        ("7</proc", ["sys/kernel/core_pattern", "7"], "the directory /proc"),
        ("7</proc/sys/kernel", ["core_pattern", "7"], "the directory /proc/sys/kernel"),
        (f"7<{CORE}", ["/proc/self/fd/7"], CORE),
    ],
)
def test_descriptors_do_not_lead_round_the_view(
    switching: Runner, redirection: str, arguments: list[str], named: str
) -> None:
    """A descriptor from outside reaches the writable mounts there, so root may not inherit such a one."""
    words = python(switching, SWITCH, *arguments)
    assert _handing_over(switching, redirection, words).stdout.strip() == "writable", "there is no way round"
    done = _handing_over(switching, redirection, scpipe(switching, "--", *words))
    assert (done.returncode, done.stdout) == (125, ""), done.stderr
    (line,) = lines_of_scpipe(done.stderr)
    assert f"descriptor 7 is {named}" in line


@pytest.mark.parametrize(
    ("directory", "path"),
    [
        ("/proc/sys", "kernel/core_pattern"),
        ("/proc/sys/kernel", "core_pattern"),
        ("/proc/sys/kernel", "/proc/self/cwd/core_pattern"),
        ("/proc/sys/kernel", "../kernel/core_pattern"),
        ("/proc", "sys/kernel/core_pattern"),
        ("/sys", "power/state"),
        ("/sys/power", "state"),
        ("/sys/power", "../power/state"),
    ],
)
def test_a_working_directory_does_not_lead_round_the_view(
    switching: Runner, directory: str, path: str
) -> None:
    """The directory scpipe-run is started in is that of the private view, too."""
    words = python(switching, SWITCH, path)
    bare = switching.bare_run(words, cwd=Path(directory)).stdout.strip()
    if bare != "writable":
        pytest.skip(f"{path} cannot be written here anyway: {bare}")
    done = switching.bare_run(scpipe(switching, "--", *words), cwd=Path(directory))
    assert (done.stdout.strip(), done.stderr) == ("EROFS", "")


def test_a_removed_working_directory_is_kept(root_runner: Runner) -> None:
    """A working directory that is gone is no error."""
    script = 'mkdir gone && cd gone && rmdir ../gone && exec "$@"'
    words = ["/bin/sh", "-c", script, "sh", *scpipe(root_runner, "--", "/bin/echo", "ran")]
    done = root_runner.bare_run(words)
    assert (done.returncode, done.stdout, lines_of_scpipe(done.stderr)) == (0, "ran\n", [])


def test_relaxed_capabilities_leave_the_switches(switching: Runner) -> None:
    """relax: [capabilities] leaves them writable and directories inherited; the start event says so."""
    options = ["-q", "--relax", "capabilities", "--report", str(switching.home / "r")]
    words = scpipe(switching, *options, "--", *python(switching, SWITCH, "sys/kernel/core_pattern", "7"))
    assert _handing_over(switching, "7</proc", words).stdout.strip() == "writable"
    assert _start(switching)["kernel"]["kernel_switches_writable"] is True


def test_a_users_directory_is_inherited(runner: Runner) -> None:
    """Without a private view of mounts, a directory is a descriptor like others."""
    if runner.user is None:
        pytest.skip("root has a private view; the tests above are about it")
    code = "import os; os.open('passwd', 0, dir_fd=7); print('opened')"
    words = scpipe(runner, "--", *python(runner, code))
    assert _handing_over(runner, "7</etc", words).stdout.strip() == "opened"


# -- processes outside ---------------------------------------------------------------------------------

#: Tries to open what belongs to a process through descriptor 7, or by its path.
NEIGHBOUR = """
import os, sys
pid, how = sys.argv[1:]
for name in ("mem", f"task/{pid}/mem", "fd/0", "root", "environ"):
    flags = os.O_RDWR if name.endswith("mem") else os.O_RDONLY
    try:
        os.open(name if how == "fd" else f"/proc/{pid}/{name}", flags, dir_fd=7 if how == "fd" else None)
        print(name)
    except OSError:
        pass
"""


@contextlib.contextmanager
def _neighbour(runner: Runner) -> Iterator[int]:
    """A process of the same user outside the sandbox."""
    process = runner._start(
        ["/bin/sleep", "60"], None, None, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not Path(f"/proc/{process.pid}/comm").read_text().startswith("sleep"):
            assert process.poll() is None
        yield process.pid
    finally:
        process.kill()
        process.wait(300)


@needs_landlock
@pytest.mark.parametrize("how", ["path", "fd"])
@pytest.mark.parametrize("options", [[], ["--relax", "capabilities"]], ids=["strict", "capabilities"])
def test_processes_outside_are_closed(runner: Runner, how: str, options: list[str]) -> None:
    """Memory, descriptors and root of a process outside: not by path, and not from its directory in /proc."""
    if how == "fd" and runner.user is None and not options:
        pytest.skip("root may not inherit a directory; with relaxed capabilities it may")
    with _neighbour(runner) as pid:
        words = python(runner, NEIGHBOUR, str(pid), how)
        bare = _handing_over(runner, f"7</proc/{pid}", words).stdout.split()
        assert "mem" in bare, "nothing is open even without scpipe"
        redirection = f"7</proc/{pid}" if how == "fd" else ""
        done = _handing_over(runner, redirection, scpipe(runner, "-q", *options, "--", *words))
    left = ["environ"] if runner.user is None and options else []  # CAP_PERFMON reads (kernel/fork.c)
    assert [name for name in done.stdout.split() if name not in left] == [], done.stdout
    assert (done.returncode, done.stderr) == (0, "")


def test_relaxed_landlock_opens_them_and_says_so(runner: Runner) -> None:
    """relax: [landlock] opens the memory of processes outside, which stderr and the start event say."""
    options = ["--relax", "landlock", "--relax", "capabilities", "--report", str(runner.home / "r")]
    with _neighbour(runner) as pid:
        done = run(runner, options, python(runner, NEIGHBOUR, str(pid), "path"))
    assert "mem" in done.stdout.split()
    assert lines_of_scpipe(done.stderr) == [
        f"scpipe: warning: no longer promised, {name}: {RELAXATIONS[name]}"
        for name in ("capabilities", "landlock")
    ]
    kernel = _start(runner)["kernel"]
    assert (kernel["landlock"], kernel["signals_outside_refused"]) == (0, False)


def test_no_landlock_is_said(runner: Runner) -> None:
    """Where there is no Landlock one line on stderr and the start event say what is not promised."""
    options = ["--report", str(runner.home / "r")]
    without = ("landlock_create_ruleset", "EOPNOTSUPP")
    done = _forbidding(runner, without, scpipe(runner, *options, "--", "/bin/true"))
    assert done.returncode == 0
    (line,) = lines_of_scpipe(done.stderr)
    assert "no Landlock here" in line
    first = _start(runner)
    assert first["kernel"]["landlock"] == 0
    assert first["warnings"] == [line.removeprefix("scpipe: warning: ")]


def test_memory_that_is_open_already_is_refused(runner: Runner) -> None:
    """A writable /proc/PID/mem from before the launch ends with 125; one for reading is inherited."""
    with _neighbour(runner) as pid:
        words = scpipe(runner, "--", "/bin/true")
        writable = _handing_over(runner, f"7<>/proc/{pid}/mem", words)
        readable = _handing_over(runner, f"7</proc/{pid}/mem", words)
    assert writable.returncode == 125, writable.stderr
    assert "the memory of a process outside" in writable.stderr
    assert (readable.returncode, readable.stderr) == (0, "")


# -- relaxations ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(RELAXATIONS))
def test_every_relaxation_is_said(runner: Runner, name: str) -> None:
    """Each relaxation says on stderr what is no longer promised; -q is silent, the report is not."""
    text = f"no longer promised, {name}: {RELAXATIONS[name]}"
    options = ["--relax", name, "--report", str(runner.home / "r")]
    done = run(runner, options, ["/bin/true"])
    assert (done.returncode, lines_of_scpipe(done.stderr)) == (0, [f"scpipe: warning: {text}"])
    assert run(runner, ["-q", *options], ["/bin/true"]).stderr == ""
    assert _start(runner)["warnings"] == [text]


def test_relaxing_nothing_is_not_said(runner: Runner) -> None:
    """Where everything is allowed there is no promise to give up."""
    options = ["--pipe", "allow", "--socketpair", "allow", "--relax", "splice", "--supervise"]
    assert run(runner, options, ["/bin/true"]).stderr == ""


# -- kernels before 6.9 --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def attack() -> Iterator[Callable[[str], str]]:
    """Compiles an attack of tests/attacks where every user can run it; gives its path."""
    with builder("confinement", HEEDLESS) as made:
        yield lambda name: str(made.build(name, ATTACKS / f"{name}.c"))


@pytest.mark.parametrize("name", ["names/private_table", "names/close_range_table"])
def test_private_tables_before_pidfds_of_threads(
    runner: Runner, attack: Callable[[str], str], name: str
) -> None:
    """Where only leaders' tables can be read no thread may leave its leader's; relaxed, attacks win."""
    options = ["-q", "--report", str(runner.home / "r")]
    done = _forbidding(runner, NO_THREADS, scpipe(runner, *options, "--", attack(name)))
    assert done.stdout.startswith("stopped"), done.stderr
    assert _start(runner)["kernel"]["descriptors"] == "pidfd_getfd (process)"
    relaxed = scpipe(runner, *options, "--relax", "private-tables", "--", attack(name))
    assert _forbidding(runner, NO_THREADS, relaxed).stdout == "THROUGH\n"


UNSHARE = """
import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
def tried(result):
    print(errno.errorcode[ctypes.get_errno()] if result else 0)
tried(libc.unshare(0x400))
tried(libc.unshare(0x200))
tried(libc.syscall(436, 900, 901, 2))
tried(libc.syscall(436, 900, 901, 0))
"""


@pytest.mark.parametrize(
    ("options", "old", "expected"),
    [
        ([], True, "EPERM 0 ENOSYS 0"),
        ([], False, "0 0 0 0"),
        (["--pipe", "deny", "--socketpair", "deny"], True, "0 0 0 0"),
    ],
    ids=["old kernel", "new kernel", "old kernel, deny"],
)
def test_private_tables_are_refused_only_where_they_must_be(
    runner: Runner, options: list[str], old: bool, expected: str
) -> None:
    """unshare(CLONE_FILES) and CLOSE_RANGE_UNSHARE fail on old kernels where writes are judged.

    With a pipe for its stdin the command's writes would be judged under deny too.
    """
    words = scpipe(runner, "-q", *options, "--", *python(runner, UNSHARE))
    words = ["/bin/sh", "-c", 'exec "$@" </dev/null', "sh", *words]
    done = _forbidding(runner, NO_THREADS, words) if old else runner.bare_run(words)
    assert done.stdout.split() == expected.split(), done.stderr


def test_a_thread_made_with_its_own_table_is_judged(runner: Runner, built: Callable[[str], str]) -> None:
    """Where pidfds name leaders only, its pipes are found through /proc: what is no event is refused."""
    words = scpipe(runner, "-q", "--", built("own_table"))
    assert _forbidding(runner, NO_THREADS, words).stdout == "EACCES empty\n"
    assert runner.bare_run(words).stdout == "EACCES empty\n"


# -- passing descriptors -------------------------------------------------------------------------------

PASS = """
import os, socket, threading
one, two = socket.socketpair()
def talk():
    for number in range(50):
        socket.send_fds(one, [b"text %d" % number], [0])
talker = threading.Thread(target=talk)
talker.start()
for number in range(50):
    data, fds, flags, address = socket.recv_fds(two, len(b"text %d" % number), 1)
    os.close(*fds)
    assert data == b"text %d" % number, data
talker.join()
print("passed", flush=True)
"""


def test_allowed_sockets_pass_descriptors(runner: Runner) -> None:
    """With pipes restricted and socket pairs allowed, sendmsg stops and still does all it did."""
    events = reported(runner, ["--pipe", "allow-events", "--socketpair", "allow"], python(runner, PASS))
    assert events[-1]["returncode"] == 0
    assert not [event for event in events if event["event"] == "refused"]
