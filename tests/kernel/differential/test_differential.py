"""The differential table: every case of the guest, bare and under scpipe-run, must say the same.

A case performs one situation by system calls and prints what it saw: results, errno, bytes and message
boundaries that arrived, signals and the thread that got them, whether a call blocked. Native behaviour is
the only reference, so the table holds on every kernel. Lines that begin with `#` (siginfo) are compared
only with SCPIPE_STRICT_SIGINFO=1. SCPIPE_BARE=1 compares bare with bare: it proves the table deterministic.
"""

from __future__ import annotations

import functools
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from harness.building import builder, need_compiler
from harness.commands import quiet_run
from harness.identity import become
from harness.processes import PATIENCE

from . import by_kernel
from .together import AT_ONCE, Ended, Group, environment, group_of

SOURCES = Path(__file__).parent / "guest"
SOCKET_TYPES = ("stream", "dgram", "seqpacket")

BARE = os.environ.get("SCPIPE_BARE") == "1"
STRICT_SIGINFO = os.environ.get("SCPIPE_STRICT_SIGINFO") == "1"

# Where scpipe answers differently on purpose. Such a case still has to run to its end.
KNOWN_DIFFERENCES = {
    "pipe_writev_bad_second_entry": "older kernels leave an empty buffer where a write fails (EFAULT), and "
    "split the next one at it; scpipe leaves none",
    "file_sendfile": "sendfile with an offset is EINVAL where threads share descriptors: programs use write",
    "dgram_address_given": "a restricted dgram end may not send to an address: it would leave the pair",
    "pipe_write_from_secret_memory": "memfd_secret pages cannot be read by a supervisor: EFAULT",
}

# What some cases must show natively: a table of empty transcripts would agree with anything.
NATIVE_FACTS = {
    "pipe_write_one": ["write -> 1", "FIONREAD -> 1", "reader: 1 bytes, then eof"],
    "pipe_write_wrong_descriptor": ["read end -> EBADF", "-1 -> EBADF"],
    "pipe_positional_writes": ["pwrite64 -> ESPIPE"],
    "pipe_writev_count_limits": ["1025 -> EINVAL", "1024 -> 3072"],
    "pipe_atomic_with_a_byte_too_little": ["PIPE_BUF -> EAGAIN", "PIPE_BUF - 1 -> 4095"],
    "packet_large_splits": ["reader messages: 4096x2 1808, then empty"],
    "epipe_in_the_writing_thread": ["thread -> EPIPE", "signal: SIGPIPE in the writer thread"],
    "block_slow_reader": ["write blocked", "write -> 200000"],
    "block_number_reused_meanwhile": ["new: 0 bytes, then empty"],
    "signal_interrupts": ["write blocked", "write -> EINTR", "signal: SIGUSR1 in the writer thread"],
    "signal_restarts": ["after the handler blocked", "write -> 100"],
    "signal_after_progress": ["write -> 65536"],
    "signal_stop_and_continue": ["child -> stopped by SIGSTOP", "write -> 100"],
    "seqpacket_write": ["peer messages: 1 5000 2, then empty"],
    "dgram_too_large": ["1 MiB -> EMSGSIZE"],
    "stream_timeout_of_send": ["write -> EAGAIN", "timeout-ok"],
    "dgram_timeout_of_send": ["write -> EAGAIN", "timeout-ok"],
    "seqpacket_peer_closed_nosignal": ["send -> EPIPE", "signals: none"],
    "stream_peer_closed": ["write -> EPIPE", "signal: SIGPIPE in the writer thread"],
    "counter_blocks": ["write blocked", "write -> 8"],
    "device_full": ["write -> ENOSPC"],
    "pipe_epoll_edges": ["another: epoll 1, reader 0x1, writer 0", "room: epoll 1, reader 0, writer 0x4"],
    "signal_of_a_timer": ["handler 1 times, signal SIG?, code -2, value 815, on the other stack 0"],
    "signal_with_a_value_interrupts": [
        "write -> EINTR",
        "handler 1 times, signal SIG?, code -1, value 4711, on the other stack 0",
    ],
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What one run showed: exit status (negative: signal), transcript and siginfo remarks."""

    status: int
    lines: tuple[str, ...]
    remarks: tuple[str, ...]


def case_names() -> list[str]:
    """Names every case, read from the sources so that collecting needs no compiler."""
    names = []
    for source in sorted(SOURCES.glob("*.c")):
        for kind, name in re.findall(r"^(CASE3?)\((\w+)\)$", source.read_text(), re.MULTILINE):
            names += [name] if kind == "CASE" else [f"{type_}_{name}" for type_ in SOCKET_TYPES]
    return names


CASES = case_names()


@pytest.fixture(scope="session")
def guest() -> Iterator[Path]:
    """Builds the guest once per session in a directory that every user can read."""
    need_compiler("the cases")
    with builder("differential", ()) as made:
        yield made.build("guest", *sorted(SOURCES.glob("*.c")))


@pytest.fixture(params=["root", "nobody"])
def user(request: pytest.FixtureRequest) -> str:
    """Says as whom the case runs; an ordinary user can run it only as itself ("nobody")."""
    name = str(request.param)
    if os.getuid() != 0 and name == "root":
        pytest.skip("needs root")
    return name


def around(words: Sequence[str], user: str, wrapped: bool) -> list[str]:
    """Builds the command line of one run of some words."""
    prefix = become(None if user == "root" else user)
    return [*prefix, *(quiet_run("--") if wrapped else []), *words]


def command(guest: Path, case: str, user: str, wrapped: bool) -> list[str]:
    """The same for one case."""
    return around([str(guest), case], user, wrapped)


def start(line: list[str], directory: Path) -> subprocess.Popen[bytes]:
    """Starts one run in its own directory and process group; stdout is an inherited pipe."""
    directory.mkdir()
    directory.chmod(0o777)
    pipe = subprocess.PIPE
    return subprocess.Popen(
        line,
        cwd=directory,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=pipe,
        stderr=pipe,
        start_new_session=True,
    )


def result_of(process: subprocess.Popen[bytes]) -> Seen:
    """Waits for a run; one that outlives the deadline is killed and fails the test."""
    try:
        out, err = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
        pytest.fail(f"no end within {PATIENCE} s: {out!r} {err!r}")
    return seen(Ended(process.returncode, out, err))


def seen(ended: Ended) -> Seen:
    """What a run showed, in lines."""
    if ended.err:
        print(ended.err.decode(errors="backslashreplace"), file=sys.stderr)
    lines = ended.out.decode(errors="backslashreplace").splitlines()
    said = tuple(line for line in lines if not line.startswith("#"))
    return Seen(ended.status, said, tuple(line for line in lines if line.startswith("#")))


@functools.cache
def results_together(guest: Path, first: str, user: str) -> list[dict[str, Ended] | str]:
    """The group that begins with a case, bare and wrapped: how each case ended, or why nobody knows."""
    place = Path(tempfile.mkdtemp(prefix="differential-runs-"))
    place.chmod(0o755)
    cases = group_of(first, CASES)
    groups = [
        Group(guest, cases, functools.partial(around, user=user, wrapped=wrapped), place / name)
        for name, wrapped in (("bare", False), ("wrapped", not BARE))
    ]
    found: list[dict[str, Ended] | str] = []
    for group in groups:
        try:
            found.append(group.wait(PATIENCE))
        except (subprocess.TimeoutExpired, OSError, ValueError) as error:
            found.append(f"{first} and those after it: {error}")
    shutil.rmtree(place)
    return found


def run_of(case: str, guest: Path, user: str, directory: Path) -> list[Seen]:
    """Bare and wrapped: what the case showed."""
    if AT_ONCE == 1:
        runs = [
            start(command(guest, case, user, wrapped), directory / name)
            for name, wrapped in (("bare", False), ("wrapped", not BARE))
        ]
        return [result_of(run) for run in runs]
    shown = []
    for found in results_together(guest, group_of(case, CASES)[0], user):
        if isinstance(found, str):
            pytest.fail(found)
        shown.append(seen(found[case]))
    return shown


@pytest.fixture
def directory() -> Iterator[Path]:
    """Makes a directory that any user can enter: pytest's own is private to its owner."""
    path = Path(tempfile.mkdtemp(prefix="differential-run-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


def check_native(case: str, native: Seen) -> None:
    """Fails when the case itself is broken: then comparing would prove nothing."""
    assert native.lines, "the case said nothing"
    assert not [line for line in native.lines if line.startswith("guest-error")], native
    assert native.status in (0, -signal.SIGPIPE), native
    missing = [fact for fact in NATIVE_FACTS.get(case, []) if fact not in native.lines]
    assert not missing, f"natively expected {missing} in {native.lines}"


@pytest.mark.parametrize("case", CASES)
def test_case_is_the_same_as_natively(case: str, user: str, guest: Path, directory: Path) -> None:
    """Return values, errno, bytes, boundaries, signals and exit status equal those of a bare run."""
    native, ours = run_of(case, guest, user, directory)
    check_native(case, native)
    known = KNOWN_DIFFERENCES.get(case) or by_kernel.differs(case)
    if known and native != ours:
        assert not BARE, ours
        assert ours.status == native.status or case in by_kernel.ENDS_OTHERWISE, ours
        pytest.xfail(known)
    assert (ours.status, ours.lines) == (native.status, native.lines)
    if STRICT_SIGINFO:
        assert ours.remarks == native.remarks
    elif ours.remarks != native.remarks:
        print("siginfo differs:", ours.remarks, "natively", native.remarks)


def test_sources_and_program_name_the_same_cases(guest: Path) -> None:
    """A case that the collection misses, or that is registered under another name, would never run."""
    listed = subprocess.run(
        [guest, "--list"], capture_output=True, text=True, check=True, timeout=300
    ).stdout.split()
    assert sorted(listed) == sorted(CASES)
    assert len(set(CASES)) == len(CASES) >= 90


def test_unknown_case_is_an_error(guest: Path) -> None:
    """A mistyped case name must not look like agreement of two empty transcripts."""
    assert subprocess.run([guest, "no_such_case"], check=False, timeout=300).returncode == 2


def test_tables_name_existing_cases() -> None:
    """Entries for cases that are gone would hide that nothing is checked any more."""
    assert not (KNOWN_DIFFERENCES.keys() | NATIVE_FACTS.keys() | by_kernel.names()) - set(CASES)


def _differing(release: str, abi: int) -> set[str]:
    return {case for case in CASES if by_kernel.differs(case, release, abi)}


def test_what_is_known_of_other_kernels_hides_nothing_here() -> None:
    """The cases differ on the kernels that are named, and on no other."""
    assert _differing("6.12.1-x", 6) < _differing("5.10.0", 0)
    assert _differing("5.10.0", 0) | _differing("7.2", 10) == by_kernel.names()
    assert _differing("6.18.44-x", 7) == set()
    assert _differing("7.2", 10) == {"undisturbed_by_udp"}
