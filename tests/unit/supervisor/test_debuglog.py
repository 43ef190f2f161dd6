"""The log of --debug: what happened, in order, without payload; its file may fail."""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.supervisor.staging import table

from scpipe.errors import ReportError
from scpipe.linux.abi import x86_64
from scpipe.linux.ptrace import SyscallEntry
from scpipe.linux.stops import SeccompStop
from scpipe.supervisor.debuglog import DebugLog
from scpipe.tracee.actions import Answer, Perform


def test_lines(kernel: FakeKernel, tmp_path: Path) -> None:
    """Each line has seconds, pid and tid; a performed call does not show the generator."""
    task = table(kernel, 10).tasks[10]
    log = DebugLog.create(str(tmp_path / "log"))
    call = SyscallEntry(x86_64.AUDIT_ARCH, 1, (5, 0x1000, 3, 0, 0, 0), 0)
    log.stop(task, SeccompStop())
    log.call(task, call, Answer(-13))
    log.call(task, call, Perform(step for step in ()))  # type: ignore[arg-type]
    lines = (tmp_path / "log").read_text().splitlines()
    assert [re.sub(r"^ *[0-9.]+ ", "", line) for line in lines] == [
        "10 10 SeccompStop()",
        "10 10 call 1(0x5, 0x1000, 0x3, 0x0, 0x0, 0x0): Answer(value=-13, sigpipe=False)",
        "10 10 call 1(0x5, 0x1000, 0x3, 0x0, 0x0, 0x0): Perform",
    ]


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    """One error that names the file, before anything runs."""
    with pytest.raises(ReportError, match=r"missing/log: No such file"):
        DebugLog.create(str(tmp_path / "missing" / "log"))


def test_full_disk_is_survived() -> None:
    """Lines that cannot be written are lost; the run goes on."""
    log = DebugLog.create("/dev/full")
    for _ in range(3):
        log.line("x")


@pytest.mark.slow
def test_a_pipe_that_nobody_reads() -> None:
    """Lines for which a full pipe has no room are lost; the sandbox does not wait for its log's reader."""
    read_end, write_end = os.pipe()
    try:
        os.set_blocking(write_end, False)
        while _is_written(write_end):
            pass
        os.set_blocking(write_end, True)
        log = DebugLog(write_end)
        writer = threading.Thread(target=lambda: [log.line("lost") for _number in range(1000)], daemon=True)
        writer.start()
        writer.join(60)
        hung = writer.is_alive()
        content = os.read(read_end, 1 << 20)
        writer.join(60)
        log.line("kept")
        assert not hung
        assert b"lost" not in content
        assert os.read(read_end, 1 << 20).endswith(b" kept\n")
    finally:
        os.close(read_end)
        os.close(write_end)


def _is_written(fd: int) -> bool:
    try:
        return os.write(fd, bytes(4096)) > 0
    except BlockingIOError:
        return False
