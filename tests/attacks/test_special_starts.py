"""Attacks that need a command line, a pipeline or a namespace of their own: none may get through."""

from __future__ import annotations

import ctypes
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from harness.commands import quiet_run
from harness.identity import NOBODY
from harness.machine import needs_x86_64
from harness.processes import PATIENCE
from running import PROJECT, Ended, run

pytestmark = needs_x86_64

_SYS_IO_URING_SETUP = 425
_RING_PARAMETERS = 120  # sizeof(struct io_uring_params)
_FAILED = 125

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="not root: no namespaces of one's own are made")


def in_namespaces(first: str, command: Sequence[str], *kinds: str) -> Ended:
    """Run a command in new namespaces, after ``first`` was carried out by a shell there."""
    if shutil.which("unshare") is None:
        pytest.skip("unshare is not installed")
    ended = run(["unshare", *kinds, "--", "sh", "-c", f'{first} && exec "$@"', "sh", *command])
    if "unshare" in ended.errors:
        pytest.skip(f"no namespaces here: {ended.errors.strip()}")
    return ended


def must_be_stopped(ended: Ended) -> None:
    """The attack told that it was stopped, and scpipe has no defect."""
    assert ended.word == "stopped", (ended.line, ended.errors)
    assert "internal error" not in ended.errors, ended.errors
    assert not ended.left, f"processes left behind: {ended.left}"


@needs_root
def test_killed_exec_where_nine_is_a_task(programs: Path) -> None:
    """In a PID namespace the exit status 9 of a killed program is not taken for a thread's number."""
    command = quiet_run("--", str(programs / "numbers" / "stale_exec"))
    must_be_stopped(in_namespaces("true", command, "--pid", "--fork", "--mount-proc", "--kill-child"))


@needs_root
def test_number_of_a_dead_thread_that_comes_back(programs: Path) -> None:
    """Where numbers of tasks come back soon, a new task is not taken for a dead one of that number."""
    command = quiet_run("--", str(programs / "numbers" / "killed_at_exec"))
    kinds = ("--pid", "--fork", "--mount-proc", "--kill-child")
    if os.access("/proc/sys/kernel/pid_max", os.W_OK) and tuple(_release()) >= (6, 14):
        must_be_stopped(in_namespaces("echo 400 >/proc/sys/kernel/pid_max", command, *kinds))
    else:
        pytest.skip("pid_max belongs to the whole machine before Linux 6.14")


def _release() -> list[int]:
    return [int(part) for part in platform.release().split(".")[:2]]


@needs_root
@pytest.mark.parametrize("place", ["proc/sys/kernel/core_pattern", "sys/power/state"])
def test_switches_below_another_mount(place: str) -> None:
    """Root cannot write the kernel's switches through a second mount of proc or sysfs either."""
    code = f"import os\ntry: os.open('/mnt/{place}', os.O_WRONLY)\nexcept OSError as e: print('stopped:', e)"
    mounts = "mount -t tmpfs none /mnt && mkdir /mnt/proc /mnt/sys"
    mounts += " && mount -t proc none /mnt/proc && mount -t sysfs none /mnt/sys"
    must_be_stopped(in_namespaces(mounts, quiet_run("--", sys.executable, "-c", code), "--mount"))


@pytest.mark.parametrize("extra", [(), ("--no-supervisor",)], ids=["supervised", "no-supervisor"])
def test_inherited_ring_is_an_error(extra: tuple[str, ...]) -> None:
    """A command that would inherit an io_uring is not started, with a supervisor or without."""
    parameters = ctypes.create_string_buffer(_RING_PARAMETERS)
    ring = ctypes.CDLL(None, use_errno=True).syscall(_SYS_IO_URING_SETUP, 4, parameters)
    if ring < 0:
        pytest.skip(f"no io_uring here: {os.strerror(ctypes.get_errno())}")
    try:
        command = quiet_run("--pipe", "deny", "--socketpair", "deny", *extra, "--", "true")
        done = subprocess.run(command, pass_fds=[ring], cwd=PROJECT, timeout=PATIENCE, check=False)
    finally:
        os.close(ring)
    assert done.returncode == _FAILED


@pytest.mark.parametrize("mode", ["allow-events", "deny"])
@pytest.mark.parametrize("extra", [(), ("--no-supervisor",)], ids=["supervised", "no-supervisor"])
def test_inherited_read_end_opened_again(mode: str, extra: tuple[str, ...]) -> None:
    """A pipe whose read end was handed over is restricted where the command opens it again for writing."""
    if mode == "allow-events" and extra:
        pytest.skip("--no-supervisor goes with deny only")
    read_end, write_end = os.pipe()
    try:
        command = quiet_run("--pipe", mode, "--socketpair", mode, *extra, "--")
        words = ["sh", "-c", "printf AB >/proc/self/fd/0"]
        subprocess.run([*command, *words], stdin=read_end, stderr=subprocess.DEVNULL, cwd=PROJECT,
                       timeout=PATIENCE, check=False)  # fmt: skip
        os.set_blocking(read_end, False)
        with pytest.raises(BlockingIOError):
            os.read(read_end, 2)
    finally:
        os.close(read_end)
        os.close(write_end)


@needs_root
def test_program_of_a_rule_is_replaced(tmp_path: Path, programs: Path) -> None:
    """A file with the inode number of a removed program is not the program that a rule trusts."""
    place = Path("/var/tmp") / f"scpipe-{os.getpid()}"  # not a tmpfs: that does not use numbers again
    place.mkdir(mode=0o755)
    try:
        trusted = place / "trusted"
        shutil.copy("/bin/true", trusted)
        os.chown(place, NOBODY, NOBODY)
        policy = tmp_path / "policy.yaml"
        policy.write_text(f"version: 1\nrules:\n  - exe: {trusted}\n    pipe: allow\n")
        guest = programs / "blocking" / "exec_midway"
        code = (
            f"import os, shutil\nos.chdir({str(place)!r})\n"
            "number = os.stat('trusted').st_ino; os.unlink('trusted')\n"
            f"for i in range(400):\n shutil.copy({str(guest)!r}, f'n{{i}}')\n"
            " if os.stat(f'n{i}').st_ino == number: os.execv(f'n{i}', ['n'])\n"
            "print('stopped: the number did not come back')"
        )
        inside = ["setpriv", "--reuid", str(NOBODY), "--clear-groups", sys.executable, "-c", code]
        must_be_stopped(run(quiet_run("-p", str(policy), "--", *inside)))
    finally:
        shutil.rmtree(place)


def test_forged_executable(tmp_path: Path) -> None:
    """A program that has the kernel show another file as its executable gets that one's mode for no pair."""
    trusted = shutil.which("cat") or "/bin/cat"
    policy = tmp_path / "policy.yaml"
    policy.write_text(f"version: 1\nrules:\n  - exe: {os.path.realpath(trusted)}\n    pipe: allow\n")
    code = (
        "import ctypes, os\n"
        "libc = ctypes.CDLL(None)\n"
        f"libc.prctl(35, 13, os.open({trusted!r}, os.O_RDONLY), 0, 0)\n"  # PR_SET_MM, PR_SET_MM_EXE_FILE
        "try: os.write(os.pipe()[1], b'AB'); print('THROUGH')\n"
        "except OSError as e: print('stopped:', e)"
    )
    must_be_stopped(run(quiet_run("-p", str(policy), "--", sys.executable, "-c", code)))
