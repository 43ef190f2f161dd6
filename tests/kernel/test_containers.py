"""Containers and services as people run them, imitated: what docs/reference/containers.md says of each holds.

The surroundings are made of namespaces, mounts, capabilities and the published filters
(guests/outer_filter.py).
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from harness import trap
from harness.runner import Completed, Runner

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
from .launching import lines_of_scpipe, python, readable_guest, scpipe

#: Events go into a pipe and a socket pair, data do not.
JUDGED = """
import os, socket
for kind, ends in ("pipe", os.pipe()), ("socketpair", socket.socketpair()):
    write = ends[-1] if kind == "pipe" else ends[-1].fileno()
    os.write(write, b"e")
    try:
        os.write(write, b"data")
        print(kind, "let data through")
    except PermissionError:
        print(kind, "judged")
"""
BOTH = "pipe judged\nsocketpair judged\n"
PIPES = "pipe judged\nsocketpair let data through\n"
ALLOWED = ("--socketpair", "allow")
CAP_ADD = "--cap-add SYS_PTRACE"


def _run(runner: Runner, around: Sequence[str], *options: str) -> Completed:
    """What is judged in such surroundings. Skips where they cannot be made."""
    probe = runner.bare_run([*around, "/bin/echo", "there"])
    if probe.stdout != "there\n":
        pytest.skip(f"no such surroundings can be made here: {probe.stderr.strip()}")
    return runner.bare_run([*around, *scpipe(runner, "-q", *options, "--", *python(runner, JUDGED))])


def _works(done: Completed, said: str = BOTH) -> None:
    assert (done.returncode, done.stdout, done.stderr) == (0, said, ""), (done.stdout, done.stderr)


def _refused(done: Completed, *words: str) -> None:
    lines = lines_of_scpipe(done.stderr)
    assert (done.returncode, done.stdout, len(lines)) == (125, "", 1), (done.stdout, done.stderr)
    assert [word for word in words if word not in lines[0]] == []


DOCKERS = {"root": ROOT, "user": USER}


@pytest.mark.parametrize("who", DOCKERS.values(), ids=DOCKERS)
def test_docker(root_runner: Runner, who: Sequence[str]) -> None:
    """By default socket pairs cannot be judged; with --cap-add SYS_PTRACE everything works."""
    made = [*namespaces(root_runner, TUNABLES), *limited(who, *USUAL)]
    usual = [*made, *filtered(root_runner, "docker")]
    _refused(_run(root_runner, usual), "pidfd_getfd", CAP_ADD, "choose socketpair: allow or deny")
    done = _run(root_runner, usual, *ALLOWED)
    assert (done.returncode, done.stdout) == (0, PIPES), (done.stdout, done.stderr)
    traced = [*namespaces(root_runner, TUNABLES), *limited(who, *USUAL, "sys_ptrace")]
    _works(_run(root_runner, [*traced, *filtered(root_runner, "docker,ptrace")]))


@pytest.mark.parametrize("who", DOCKERS.values(), ids=DOCKERS)
def test_kubernetes(root_runner: Runner, who: Sequence[str]) -> None:
    """RuntimeDefault, all dropped, no_new_privs, a read-only root: as Docker; SYS_PTRACE can be added."""

    def pod(profile: str, *capabilities: str) -> list[str]:
        made = namespaces(root_runner, TUNABLES + READ_ONLY)
        return [*made, *limited(who, *capabilities), *NO_NEW_PRIVILEGES, *filtered(root_runner, profile)]

    _refused(_run(root_runner, pod("docker")), "pidfd_getfd", CAP_ADD)
    done = _run(root_runner, pod("docker"), *ALLOWED)
    assert (done.returncode, done.stdout) == (0, PIPES), (done.stdout, done.stderr)
    _works(_run(root_runner, pod("docker,ptrace", "sys_ptrace")))
    _refused(_run(root_runner, pod("containerd1")), "ptrace is forbidden here", CAP_ADD)
    unconfined = [*namespaces(root_runner, TUNABLES + READ_ONLY), *limited(who), *NO_NEW_PRIVILEGES]
    assert _run(root_runner, unconfined).stdout == BOTH


def test_podman(runner: Runner) -> None:
    """Podman 4 and later need nothing; Podman 3 needs --cap-add SYS_PTRACE. For a user it is rootless."""
    made = [*namespaces(runner, TUNABLES), *limited(ROOT, *USUAL)]
    done = _run(runner, [*made, *filtered(runner, "podman")])
    assert (done.returncode, done.stdout) == (0, BOTH), (done.stdout, done.stderr)
    _refused(_run(runner, [*made, *filtered(runner, "podman3")]), "ptrace is forbidden here", CAP_ADD)
    traced = [*namespaces(runner, TUNABLES), *limited(ROOT, *USUAL, "sys_ptrace")]
    _works(_run(runner, [*traced, *filtered(runner, "podman3,ptrace")]))


HARDENED = "executable,restricted"


@pytest.mark.parametrize("who", DOCKERS.values(), ids=DOCKERS)
def test_a_service(root_runner: Runner, who: Sequence[str]) -> None:
    """A unit with every protection of systemd's but SystemCallFilter needs nothing."""
    made = [*namespaces(root_runner, INVISIBLE + TUNABLES), *who, *NO_NEW_PRIVILEGES]
    _works(_run(root_runner, [*made, *filtered(root_runner, HARDENED)]))


def test_a_service_with_private_users(root_runner: Runner) -> None:
    """PrivateUsers=yes: nobody but root and the own user has a number."""
    own = ["unshare", "-U", "--map-user=65534", "--map-group=65534", "--"]
    _works(_run(root_runner, [*namespaces(root_runner, TUNABLES), *USER, *own]))


@pytest.mark.parametrize("kind", ["service", "killed"])
@pytest.mark.parametrize("who", DOCKERS.values(), ids=DOCKERS)
def test_a_service_with_a_filter(root_runner: Runner, who: Sequence[str], kind: str) -> None:
    """SystemCallFilter=@system-service: one line, also where it kills; with what the line says it works."""
    made = [*namespaces(root_runner, TUNABLES), *who, *NO_NEW_PRIVILEGES]
    deadly = "kills whoever calls ptrace" if kind == "killed" else "ptrace is forbidden here"
    refused = _run(root_runner, [*made, *filtered(root_runner, kind)])
    _refused(
        refused, deadly, "SystemCallErrorNumber=EPERM", "SystemCallFilter=ptrace pidfd_getfd kcmp seccomp"
    )
    done = _run(root_runner, [*made, *filtered(root_runner, f"service,unit,{HARDENED}")])
    assert (done.returncode, done.stdout) == (0, BOTH), (done.stdout, done.stderr)


def test_a_filter_that_kills_without_a_supervisor(runner: Runner) -> None:
    """The same line where scpipe becomes the command."""
    around = filtered(runner, "killed")
    words = ["--no-supervisor", "--pipe", "deny", "--socketpair", "deny", "--", "/bin/echo", "ran"]
    _refused(runner.bare_run([*around, *scpipe(runner, *words)]), "kills whoever calls", "SystemCallFilter=")


@pytest.mark.parametrize("mode", ["all", "armed"])
def test_gvisor(runner: Runner, mode: str) -> None:
    """Where the kernel does not know the request by which calls are looked at (EIO), one line says so.

    Nothing has run then, whether or not it would ever have made a call that is judged.
    """
    if mode == "armed" and trap.is_armed_too_new():
        pytest.skip("trap armed needs Linux 6.7")
    around = [runner.python, readable_guest(runner, "forbid.py"), "ptrace:0:0x420e", "EIO"]
    done = runner.bare_run([*around, *scpipe(runner, "-q", "--trap", mode, "--", "/bin/echo", "ran")])
    _refused(done, "PTRACE_GET_SYSCALL_INFO", "gVisor", "--no-supervisor")
    words = ["--no-supervisor", "--pipe", "deny", "--socketpair", "deny", "--", "/bin/sh", "-c", "echo ran"]
    done = runner.bare_run([*around, "/bin/sh", "-c", 'exec "$@" </dev/null', "sh", *scpipe(runner, *words)])
    assert (done.returncode, done.stdout) == (0, "ran\n"), done.stderr


LAUNCH = """
import scpipe
try:
    scpipe.run(["/bin/echo", "ran"])
except scpipe.SetupError as error:
    print(error)
"""


def test_a_filter_that_kills_and_the_library(runner: Runner) -> None:
    """The library raises it."""
    done = runner.bare_run([*filtered(runner, "killed"), runner.python, "-c", LAUNCH])
    assert done.returncode == 0 and "kills whoever calls ptrace" in done.stdout, (done.stdout, done.stderr)
