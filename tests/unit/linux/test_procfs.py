"""What /proc says of a child, and of tasks that are gone."""

from __future__ import annotations

import ctypes
import dataclasses
import os
import signal
import socket
import threading

import pytest

from scpipe.linux import procfs, procroot

from .children import child, libc, wait_for

GONE = 0x3FFFFFFF


def test_state_of_a_stopped_child_and_of_nobody() -> None:
    """A stopped child is T; of a task that /proc does not have nothing is told, not even that it is dead."""
    with child() as pid:
        assert procfs.state(pid, pid) == "T"
    assert procfs.state(pid, pid) == "?"
    assert procfs.state(GONE, GONE) == "?"
    assert not procfs.is_dead(GONE)


@pytest.mark.parametrize(
    ("maps", "number"),
    [
        (b"         0          0 4294967295\n", None),
        (b"0 0 1000\n1000 1000 4294966295\n", None),
        (b"0 1000 1\n", 4711),
        (b"0 0 65536\n", 4711),
        (b"", 4711),
    ],
)
def test_users_without_a_number(monkeypatch: pytest.MonkeyPatch, maps: bytes, number: int | None) -> None:
    """Where a user namespace does not map every user one number stands for the rest."""
    files = {"self/uid_map": maps, "sys/kernel/overflowuid": b"4711\n"}
    monkeypatch.setattr(procroot, "read", files.__getitem__)
    assert procfs.unmapped_user() == number


def test_a_dead_child_is_seen() -> None:
    """One that nobody has waited for is dead in /proc."""
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    try:
        assert procfs.state(pid, pid) == "Z" and procfs.is_dead(pid)
    finally:
        os.waitpid(pid, 0)


def test_state_is_not_fooled_by_a_name() -> None:
    """A task may call itself anything, also what looks like the end of its name."""
    name = ctypes.create_string_buffer(b"x) R (y) Z 1 2")

    def rename() -> None:
        assert libc.prctl(15, name, 0, 0, 0) == 0  # PR_SET_NAME

    with child(rename) as pid:
        assert procfs.state(pid, pid) == "T"


@pytest.mark.parametrize("end", [b"\r", b"\x0b", b"\x0c", b"\x1c", b"\x85", b"\n"])
def test_fields_are_not_forged_by_a_name(end: bytes) -> None:
    """A task may have every end of a line in its name: no other field comes from there."""
    name = ctypes.create_string_buffer(b"x" + end + b"Forged:\t1")

    def rename() -> None:
        assert libc.prctl(15, name, 0, 0, 0) == 0  # PR_SET_NAME

    with child(rename) as pid:
        fields = procfs.status_fields(pid)
    assert "Forged" in fields["Name"] and "Forged" not in fields and fields["Tgid"] == str(pid)


def test_the_first_of_two_fields_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What programs choose comes after what the kernel says of itself."""
    monkeypatch.setattr(
        procroot, "read", lambda path, most: b"flags:\t02\ntfd: 5 flags: 1\nflags:\t01\n\n"[:most]
    )
    assert procfs.fields("self/fdinfo/9")["flags"] == "02"
    assert procfs.descriptor_flags("self/fdinfo/9") == os.O_RDWR


def test_only_numbers_are_read_from_a_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    """/proc has processes among other names; what is not there is an error here, and nothing elsewhere."""
    assert os.getpid() in procfs.numbers(".")
    with pytest.raises(FileNotFoundError):
        procfs.numbers(f"{GONE}/fd")
    assert procfs.descriptors(GONE) == []
    monkeypatch.setattr(procroot, "names", lambda path, most: ["10", "uptime", "9"][:most])
    assert (procfs.numbers("."), procfs.numbers(".", 1)) == ([9, 10], [10])


def test_thread_group_of_a_thread() -> None:
    """A thread belongs to its process; nobody belongs to nobody."""
    stop, ids = threading.Event(), []
    ready = threading.Event()

    def wait() -> None:
        ids.append(threading.get_native_id())
        ready.set()
        stop.wait(300)

    thread = threading.Thread(target=wait)
    thread.start()
    try:
        assert ready.wait(300)
        assert ids[0] != os.getpid()
        assert procfs.thread_group(ids[0]) == os.getpid()
    finally:
        stop.set()
        thread.join()
    assert procfs.thread_group(GONE) == 0
    assert procfs.status_fields(GONE) == {}


@pytest.mark.parametrize(
    ("numbers", "first"),
    [("4711\t1", True), ("4711\t20\t1", True), ("4711\t20\t11", False), ("4711", False), ("", False)],
)
def test_first_process_of_a_namespace(monkeypatch: pytest.MonkeyPatch, numbers: str, first: bool) -> None:
    """The innermost of its numbers decides."""
    monkeypatch.setattr(procfs, "status_fields", lambda tid: {"NStgid": numbers} if numbers else {})
    assert procfs.is_first_of_namespace(4711) is first


def test_deliverable_signals() -> None:
    """A signal that waits for a stopped child counts unless the child blocks or ignores it."""
    with child() as pid:
        assert not procfs.has_deliverable_signal(pid)
        os.kill(pid, signal.SIGUSR1)
        assert procfs.has_deliverable_signal(pid)
    assert procfs.has_deliverable_signal(GONE) is None


def test_blocked_and_ignored_signals_are_not_deliverable() -> None:
    """Blocked ones wait for ever and ignored ones are thrown away."""

    def prepare() -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
        signal.signal(signal.SIGUSR2, signal.SIG_IGN)

    with child(prepare) as pid:
        os.kill(pid, signal.SIGUSR1)
        os.kill(pid, signal.SIGUSR2)
        assert not procfs.has_deliverable_signal(pid)
        os.kill(pid, signal.SIGTERM)
        assert procfs.has_deliverable_signal(pid)


def test_identity_is_path_inode_and_arguments() -> None:
    """What a process runs, as the kernel names it."""
    with child() as pid:
        found = procfs.identity(pid)
    status = os.stat("/proc/self/exe")
    assert found.path == os.readlink("/proc/self/exe")
    assert (found.device, found.inode) == (status.st_dev, status.st_ino)
    assert found.changed == status.st_ctime_ns
    with open("/proc/self/cmdline", "rb") as file:
        assert found.arguments == tuple(map(os.fsdecode, file.read(4096).split(b"\0")[:-1]))


def test_identity_without_arguments() -> None:
    """They are not read for nobody."""
    with child() as pid:
        whole, found = procfs.identity(pid), procfs.identity(pid, arguments=False)
    assert found == dataclasses.replace(whole, arguments=())
    assert whole.arguments


def test_identity_of_long_and_empty_arguments() -> None:
    """Empty arguments count; a command line too long for us is cut at a whole argument."""
    script = "kill -STOP $$"
    pid = os.posix_spawn("/bin/sh", ["sh", "-c", script, "", "x" * 3000, "y" * 3000], {})
    try:
        wait_for(lambda: procfs.state(pid, pid) == "T", "the shell stops itself")
        assert procfs.identity(pid).arguments == ("sh", "-c", script, "", "x" * 3000)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def test_identity_of_nobody_is_empty() -> None:
    """Nothing can be said of a process that is gone."""
    assert procfs.identity(GONE) == procfs.Identity("", 0, 0, ())


def test_descriptors_and_links_of_a_child() -> None:
    """The child's numbers in order; its pipes and sockets with inode and direction."""
    read_end, write_end = os.pipe()
    one, two = socket.socketpair()
    event = os.eventfd(0)
    try:
        with child(lambda: os.close(two.fileno())) as pid:
            numbers = procfs.descriptors(pid)
            found = {link.fd: link for link in procfs.links(pid)}
        assert numbers == sorted(numbers)
        assert {read_end, write_end, one.fileno(), event} <= set(numbers)
        assert two.fileno() not in numbers and event not in found
        assert found[read_end].inode == found[write_end].inode == os.fstat(read_end).st_ino
        modes = [found[fd].flags & os.O_ACCMODE for fd in (read_end, write_end)]
        assert modes == [os.O_RDONLY, os.O_WRONLY]
        assert found[one.fileno()].is_socket and not found[one.fileno()].is_pipe
        assert found[one.fileno()].inode == os.fstat(one.fileno()).st_ino
    finally:
        for fd in (read_end, write_end, event):
            os.close(fd)
        one.close()
        two.close()


def test_descriptors_of_nobody() -> None:
    """A process that is gone has none."""
    assert procfs.descriptors(GONE) == []
    assert procfs.links(GONE) == []


def test_descriptor_flags() -> None:
    """fdinfo has the flags of the open file description."""
    read_end, write_end = os.pipe2(os.O_NONBLOCK)
    try:
        flags = procfs.descriptor_flags(f"self/fdinfo/{write_end}")
        assert flags & os.O_ACCMODE == os.O_WRONLY and flags & os.O_NONBLOCK
    finally:
        os.close(read_end)
        os.close(write_end)


@pytest.mark.parametrize(
    ("number", "caught", "ignored", "blocked", "deliverable"),
    [
        (signal.SIGCHLD, False, False, False, False),
        (signal.SIGWINCH, False, False, False, False),
        (signal.SIGURG, False, False, False, False),
        (signal.SIGCONT, False, False, False, False),
        (signal.SIGCHLD, True, False, False, True),
        (signal.SIGCHLD, True, False, True, False),
        (signal.SIGTSTP, False, False, False, True),
        (signal.SIGALRM, False, False, False, True),
        (signal.SIGALRM, False, True, False, False),
    ],
)
def test_signals_that_do_nothing(
    monkeypatch: pytest.MonkeyPatch,
    number: signal.Signals,
    caught: bool,
    ignored: bool,
    blocked: bool,
    deliverable: bool,
) -> None:
    """They wait for a tracee like others; four do nothing by default, and count only if they are handled."""
    bit = 1 << (number - 1)
    sets = {"SigPnd": True, "ShdPnd": False, "SigCgt": caught, "SigIgn": ignored, "SigBlk": blocked}
    told = {name: f"{bit * is_in:016x}" for name, is_in in sets.items()}
    monkeypatch.setattr(procfs, "status_fields", lambda tid: told)
    assert procfs.has_deliverable_signal(1) is deliverable


@pytest.mark.parametrize(
    ("number", "caught", "deliverable"),
    [
        (signal.SIGTERM, False, False),
        (signal.SIGTERM, True, True),
        (signal.SIGTSTP, False, False),
        (signal.SIGSTOP, False, True),
    ],
)
def test_signals_to_the_first_process_of_a_namespace(
    monkeypatch: pytest.MonkeyPatch, number: signal.Signals, caught: bool, deliverable: bool
) -> None:
    """What it does not handle does nothing to it."""
    masks = dict.fromkeys(("ShdPnd", "SigIgn", "SigBlk"), "0")
    bit = 1 << (number - 1)
    told = {"NStgid": "4711\t1", "SigPnd": f"{bit:x}", "SigCgt": f"{bit * caught:x}", **masks}
    monkeypatch.setattr(procfs, "status_fields", lambda tid: told)
    assert procfs.has_deliverable_signal(1) is deliverable
