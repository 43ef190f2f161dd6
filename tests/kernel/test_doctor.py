"""scpipe doctor in surroundings that are imitated: its verdict is what scpipe-run then does there."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from harness.identity import require_program
from harness.runner import Completed, Runner

from scpipe.errors import DOCTOR

from .containers import (
    INVISIBLE,
    NO_NEW_PRIVILEGES,
    READ_ONLY,
    ROOT,
    TUNABLES,
    USER,
    USUAL,
    filtered,
    limited,
    namespaces,
)
from .launching import lines_of_scpipe, named, readable_guest, reported, scpipe

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "doctor.schema.json"
LOOK = "import sys; from scpipe.command.cli import main; main()"
#: What becomes of two events and data, in a pipe and in a socket pair.
PAIRS = """
import os, socket
for name, make in ("pipe", os.pipe), ("socketpair", socket.socketpair):
    try:
        ends = make()
    except PermissionError:
        print(name, "denied")
        continue
    fd = ends[1] if name == "pipe" else ends[1].fileno()
    os.write(fd, b"e")
    try:
        os.write(fd, b"data")
        print(name, "open")
    except PermissionError:
        print(name, "judged")
"""
OUTCOME = {"allow-events": "judged", "allow": "open", "deny": "denied"}
WHO = pytest.mark.parametrize("who", [ROOT, USER], ids=["root", "user"])
#: strace is a process of its own each time.
_PID = re.compile(r"(?<=by pid )\d+")
#: With a pipe to read from ``deny`` needs more; the doctor's runs have none.
NO_STDIN = ("sh", "-c", 'exec "$@" </dev/null', "sh")


def _doctor(runner: Runner, around: Sequence[str], *words: str, plain: bool = False) -> Completed:
    """The doctor in such surroundings; skips where they cannot be made. ``plain``: they always can."""
    probe = runner.bare_run([*around, "/bin/echo", "there"])
    if probe.stdout != "there\n" and not plain:
        pytest.skip(f"no such surroundings can be made here: {probe.stderr.strip()}")
    return runner.bare_run([*around, runner.python, "-c", LOOK, "doctor", *words])


def _examined(runner: Runner, around: Sequence[str]) -> dict[str, Any]:
    """What --json tells in such surroundings, after it was compared with what scpipe-run does there."""
    done = _doctor(runner, around, "--json")
    assert done.stderr == "", done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text())).validate(found)
    assert done.returncode == int(not found["works"])
    assert found["works"] is (found["runs"][0]["result"] == "ok")
    missing = [check["name"] for check in found["checks"] if check["result"] == "missing"]
    assert bool(missing) is not found["works"], found
    # Where the default works, what needs less of the machine does, too.
    for each in [found["runs"][0], found["runs"][-1]] if found["works"] else found["runs"]:
        _compare(runner, around, each)
    return found


def _compare(runner: Runner, around: Sequence[str], told: dict[str, Any]) -> None:
    """One run of the doctor's is made by scpipe-run itself, with another command."""
    options = told["options"]
    words = scpipe(runner, "-q", *options, "--", runner.python, "-I", "-S", "-c", PAIRS)
    done = runner.bare_run([*around, *NO_STDIN, *words])
    shown = (told, done.returncode, done.stdout, done.stderr)
    if told["result"] == "ok":
        pipe, socketpair = (OUTCOME[options[options.index(name) + 1]] for name in ("--pipe", "--socketpair"))
        assert (done.returncode, done.stdout) == (0, f"pipe {pipe}\nsocketpair {socketpair}\n"), shown
    else:
        said = lines_of_scpipe(done.stderr)[-1].removesuffix(DOCTOR)
        assert (done.returncode, done.stdout) == (125, ""), shown
        assert _PID.sub("", said) == _PID.sub("", f"scpipe: {told['said']}"), shown


def _check(found: dict[str, Any], name: str) -> dict[str, Any]:
    (check,) = [check for check in found["checks"] if check["name"] == name]
    return dict(check)


def _missing(found: dict[str, Any]) -> set[str]:
    return {check["name"] for check in found["checks"] if check["result"] == "missing"}


def _working(found: dict[str, Any]) -> list[str]:
    return [run["name"] for run in found["runs"] if run["result"] == "ok"]


def _fixes(check: dict[str, Any]) -> dict[str, str]:
    return {fix["where"]: fix["what"] for fix in check["fixes"]}


DENY, ALONE = "deny for both", "deny for both, without a supervisor"
PIPES = "allow-events for pipes alone"


def test_here(runner: Runner) -> None:
    """Where scpipe-run works so does the doctor, and agrees with the start event of a report."""
    found = _examined(runner, [])
    assert found["works"], found
    (start,) = named(reported(runner, ["-q"], ["/bin/true"]), "start")
    kernel = start["kernel"]
    assert (found["release"], found["machine"]) == (kernel["release"], kernel["machine"])
    assert kernel["descriptors"] in _check(found, "descriptors")["found"]
    assert _check(found, "Landlock")["found"].partition(":")[0] == f"ABI {kernel['landlock']}"
    assert (_check(found, "kernel's switches")["result"] == "ok") is not kernel["kernel_switches_writable"]


def test_text(runner: Runner) -> None:
    """The text has the same checks and runs as the JSON, a verdict at its end, and no colour."""
    found = json.loads(_doctor(runner, [], "--json").stdout)
    done = _doctor(runner, [])
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    for told in (*found["checks"], *found["runs"]):
        (line,) = [
            line for line in lines if line[10:].startswith(f"{told['name']}  ") or line[10:] == told["name"]
        ]
        assert line.startswith(f"{told['result']} ") and line.endswith(told.get("found", told["name"]))
    assert lines[-1].startswith("scpipe-run works here with its defaults")
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("words", [["x"], ["--jsno"], ["--json=1"]])
def test_bad_usage(runner: Runner, words: list[str]) -> None:
    """One line, status 125, and nothing was tried."""
    done = _doctor(runner, [], *words)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (125, "", 1)
    assert done.stderr.startswith("scpipe: ") and "scpipe --help" in done.stderr


@pytest.mark.parametrize(
    ("redirection", "why"), [(">/dev/full", "No space left on device"), (">&-", "Bad file descriptor")]
)
def test_nowhere_to_write(runner: Runner, redirection: str, why: str) -> None:
    """A stdout that takes nothing is one line and status 125; one that is closed early is none."""
    done = _doctor(runner, ["sh", "-c", f'exec "$@" {redirection}', "sh"], plain=True)
    assert (done.returncode, done.stdout) == (125, "")
    assert done.stderr == f"scpipe: what was found cannot be written: {why}\n"
    done = _doctor(runner, ["bash", "-c", '"$@" | true; exit ${PIPESTATUS[0]}', "bash"], plain=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@WHO
def test_docker(root_runner: Runner, who: Sequence[str]) -> None:
    """Its default profile takes socket pairs away; with the capability everything works."""
    made = [*namespaces(root_runner, TUNABLES), *limited(who, *USUAL)]
    found = _examined(root_runner, [*made, *filtered(root_runner, "docker")])
    assert _missing(found) == {"descriptors"}
    assert _working(found) == [PIPES, DENY, ALONE]
    check = _check(found, "descriptors")
    assert check["takes_away"] == ["socketpair: allow-events", "--trap armed"]
    assert "pidfd_getfd: Operation not permitted" in check["found"]
    assert "docker run --cap-add SYS_PTRACE" in _fixes(check)["Docker"]
    traced = [*namespaces(root_runner, TUNABLES), *limited(who, *USUAL, "sys_ptrace")]
    assert _examined(root_runner, [*traced, *filtered(root_runner, "docker,ptrace")])["works"]
    # The capability alone is not what is missing: the profile is.
    found = _examined(root_runner, [*traced, *filtered(root_runner, "docker")])
    assert "--security-opt seccomp=FILE" in _fixes(_check(found, "descriptors"))["Docker"]


#: What Podman puts into a container.
CONTAINERENV = "mount -t tmpfs none /run && : > /run/.containerenv || exit 77; "


def test_podman(runner: Runner) -> None:
    """Podman 3 takes everything supervised away, Podman 4 nothing; for a user it is rootless."""
    made = [*namespaces(runner, TUNABLES + CONTAINERENV), *limited(ROOT, *USUAL)]
    found = _examined(runner, [*made, *filtered(runner, "podman3")])
    assert {"name": "Podman", "sign": "/run/.containerenv"} in found["surroundings"]
    assert "ptrace" in _missing(found) and _working(found) == [ALONE]
    assert _fixes(_check(found, "ptrace"))["Podman"] == "podman run --cap-add SYS_PTRACE"
    found = _examined(runner, [*made, *filtered(runner, "podman")])
    assert found["works"] and _check(found, "CAP_SYS_PTRACE")["result"] == "narrowed"


@WHO
def test_kubernetes(root_runner: Runner, who: Sequence[str]) -> None:
    """A pod with a read-only root, without any capability, under RuntimeDefault: as Docker."""
    made = [*namespaces(root_runner, TUNABLES + READ_ONLY), *limited(who), *NO_NEW_PRIVILEGES]
    around = [*made, "env", "KUBERNETES_SERVICE_HOST=10.0.0.1", *filtered(root_runner, "docker")]
    found = _examined(root_runner, around)
    assert {"name": "Kubernetes", "sign": "KUBERNETES_SERVICE_HOST"} in found["surroundings"]
    assert _missing(found) == {"descriptors"} and _working(found) == [PIPES, DENY, ALONE]
    assert "securityContext" in _fixes(_check(found, "descriptors"))["Kubernetes"]
    assert _examined(root_runner, made)["works"]


@pytest.mark.parametrize(
    ("variable", "where", "what"),
    [
        ("GITHUB_ACTIONS", "GitHub Actions", "options: --cap-add SYS_PTRACE"),
        ("GITLAB_CI", "GitLab CI", 'cap_add = ["SYS_PTRACE"]'),
    ],
)
def test_a_container_of_a_ci(root_runner: Runner, variable: str, where: str, what: str) -> None:
    """The remedy is the CI's, and no summary and no annotation is written."""
    summary = root_runner.write("summary", "")
    made = [*namespaces(root_runner, TUNABLES + CONTAINERENV), *limited(ROOT, *USUAL)]
    around = [*made, "env", f"{variable}=true", f"GITHUB_STEP_SUMMARY={summary}"]
    found = json.loads(_doctor(root_runner, [*around, *filtered(root_runner, "docker")], "--json").stdout)
    assert list(_fixes(_check(found, "descriptors"))) == [where]
    assert what in _fixes(_check(found, "descriptors"))[where]
    assert summary.read_text() == ""


UNIT = ("env", "INVOCATION_ID=0123", "SYSTEMD_EXEC_PID=1")


@WHO
@pytest.mark.parametrize("kind", ["service", "killed"])
def test_a_service_with_a_filter(root_runner: Runner, who: Sequence[str], kind: str) -> None:
    """SystemCallFilter=@system-service, which refuses or kills: the two lines of the unit are told."""
    made = [*namespaces(root_runner, TUNABLES), *who, *NO_NEW_PRIVILEGES, *UNIT]
    found = _examined(root_runner, [*made, *filtered(root_runner, kind)])
    name = "filter from outside" if kind == "killed" else "ptrace"
    assert name in _missing(found) and _working(found) == []
    fix = _fixes(_check(found, name))["systemd unit"]
    assert "SystemCallFilter=ptrace" in fix and "SystemCallErrorNumber=EPERM" in fix
    assert _examined(root_runner, [*made, *filtered(root_runner, "service,unit")])["works"]


@WHO
def test_a_service(root_runner: Runner, who: Sequence[str]) -> None:
    """With every other protection of systemd's everything works."""
    made = [*namespaces(root_runner, INVISIBLE + TUNABLES), *who, *NO_NEW_PRIVILEGES]
    assert _examined(root_runner, [*made, *filtered(root_runner, "executable,restricted")])["works"]


def test_a_filter_that_kills_for_ptrace(runner: Runner) -> None:
    """The call is named, and the doctor survives it."""
    killing = [runner.python, readable_guest(runner, "forbid.py"), "ptrace", "KILL"]
    found = _examined(runner, killing)
    assert "kills whoever calls ptrace" in _check(found, "filter from outside")["found"]
    assert _working(found) == []


#: PTRACE_SEIZE; with other values of Yama's switch than the machine's.
SEIZE = "ptrace:0:0x4206"
YAMA = (
    "mount -t tmpfs none /proc/sys/kernel && mkdir /proc/sys/kernel/yama "
    "&& echo {} > /proc/sys/kernel/yama/ptrace_scope || exit 77; "
)


@pytest.mark.parametrize("scope", [2, 3])
def test_yama(runner: Runner, scope: int) -> None:
    """Who may trace nobody is told how to lower Yama's switch, or that it takes a boot."""
    made = [*namespaces(runner, YAMA.format(scope)), *limited(ROOT)]
    around = [*made, runner.python, readable_guest(runner, "forbid.py"), SEIZE, "EPERM"]
    found = _examined(runner, around)
    assert _missing(found) == {"ptrace"} and _working(found) == [ALONE]
    fix = _fixes(_check(found, "ptrace"))
    assert list(fix) == ["Yama"]
    assert ("boots anew" if scope == 3 else "sysctl kernel.yama.ptrace_scope=1") in fix["Yama"]


def test_the_proc_of_another_namespace(runner: Runner) -> None:
    """Nothing is believed that it says, and the remedy is to mount the right one."""
    own = [] if runner.user is None else ["-U", "-r"]
    found = _examined(runner, ["unshare", *own, "-p", "-f", "--kill-child"])
    assert _missing(found) == {"procfs"} and _working(found) == []
    check = _check(found, "procfs")
    assert "of another PID namespace" in check["found"] and "--mount-proc" in _fixes(check)["anywhere"]


def test_hidden_processes(root_runner: Runner) -> None:
    """hidepid takes judging away from root without the capability; deny works."""
    hiding = 'mount -t proc -o hidepid=2,gid=5 proc /proc || exit 77; exec "$@"'
    poor = ["setpriv", "--bounding-set", "-sys_ptrace", "--inh-caps", "-sys_ptrace", "--"]
    found = _examined(root_runner, ["unshare", "-m", "sh", "-c", hiding, "sh", *poor])
    assert _missing(found) == {"all processes"} and _working(found) == [DENY, ALONE]
    assert "gid=" in _fixes(_check(found, "all processes"))["anywhere"]


def test_under_strace(runner: Runner) -> None:
    """A process has one tracer: it is told who that is."""
    strace = [
        require_program("strace"),
        "-f",
        "-qq",
        "-e",
        "trace=none",
        "-e",
        "signal=none",
        "-o",
        "/dev/null",
    ]
    found = _examined(runner, strace)
    assert {"no other tracer", "ptrace"} <= _missing(found)
    assert "traces this one" in _check(found, "no other tracer")["found"]
    assert ALONE in _working(found)


def test_under_scpipe(runner: Runner) -> None:
    """The same inside a sandbox, which tells that scpipe-run is another tracer."""
    found = _examined(runner, scpipe(runner, "-q", "--"))
    assert "no other tracer" in _missing(found)


def test_no_gvisor(runner: Runner) -> None:
    """Where no call can be looked at, as in gVisor, Linux 5.3 is asked for."""
    around = [runner.python, readable_guest(runner, "forbid.py"), "ptrace:0:0x420e", "EIO"]
    found = _examined(runner, around)
    assert _missing(found) == {"ptrace"} and _working(found) == [ALONE]
    assert "gVisor" in _fixes(_check(found, "ptrace"))["anywhere"]


@pytest.mark.parametrize(
    ("call", "name", "works"),
    [
        ("process_vm_readv", "memory", False),
        ("process_vm_writev", "memory", False),
        ("kcmp", "kcmp", True),
        ("landlock_create_ruleset", "Landlock", True),
        ("landlock_restrict_self", "Landlock", False),
        ("seccomp", "seccomp", False),
        ("mount", "kernel's switches", True),
    ],
)
def test_single_calls(root_runner: Runner, call: str, name: str, works: bool) -> None:
    """A call that is refused is named, and what its want takes away is what scpipe-run then lacks."""
    around = [root_runner.python, readable_guest(root_runner, "forbid.py"), call, "EPERM"]
    found = _examined(root_runner, around)
    assert found["works"] is works
    check = _check(found, name)
    assert check["result"] == ("narrowed" if works else "missing")
    assert check["takes_away"] and check["fixes"]


@pytest.mark.parametrize("limit", range(11, 17))
def test_few_descriptors(runner: Runner, limit: int) -> None:
    """A limit of descriptors lets the doctor's runs work exactly where scpipe-run does."""
    around = ["sh", "-c", f'ulimit -n {limit}; exec "$@"', "sh"]
    done = _doctor(runner, around, "--json")
    ran = runner.bare_run([*around, *NO_STDIN, *scpipe(runner, "-q", "--", "/bin/true")])
    if "Traceback" not in ran.stderr:  # else not even Python begins
        assert json.loads(done.stdout)["works"] is (ran.returncode == 0), (done.stdout, ran.stderr)
