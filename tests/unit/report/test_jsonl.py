"""The report file: one valid line for each event, and a failure that names the target."""

from __future__ import annotations

import fcntl
import json
import os
import select
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scpipe.errors import ReportError
from scpipe.report.events import Exec, Note
from scpipe.report.jsonl import JsonLines, encode

from .samples import fill, one_of_each

F_SETPIPE_SZ = 1031


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """A pipe of one page."""
    reader, writer = os.pipe()
    fcntl.fcntl(writer, F_SETPIPE_SZ, 4096)
    yield reader, writer
    os.close(reader)
    os.close(writer)


def test_each_event_is_one_ascii_line(tmp_path: Path) -> None:
    """Every kind of event becomes one line that a JSON reader gives back under its name."""
    sink = JsonLines.create(str(tmp_path / "report"))
    for event in one_of_each().values():
        sink.emit(event)
    lines = (tmp_path / "report").read_bytes().decode("ascii").splitlines()
    assert [json.loads(line)["event"] for line in lines] == list(one_of_each())


def test_create_empties_the_file(tmp_path: Path) -> None:
    """A report holds nothing of the run before."""
    path = tmp_path / "report"
    path.write_text("old\n")
    JsonLines.create(str(path))
    assert path.read_text() == ""


def test_create_names_what_cannot_be_opened(tmp_path: Path) -> None:
    """A directory that is not there is one line that names the file."""
    with pytest.raises(ReportError, match=r"report/x: No such file"):
        JsonLines.create(str(tmp_path / "report" / "x"))


def test_no_ci_command_and_no_lone_surrogate_in_a_line() -> None:
    """Names of a tracee cannot be a runner's command, and survive a strict JSON reader."""
    line = encode(Exec(1.0, 2, "/opt/##[x]", ("::error::y", "##vso[z]", "\udcff", "\x1b\n")))
    assert b"::" not in line
    assert b"##" not in line
    assert line.count(b"\n") == 1
    read = json.loads(line)
    assert read["exe"] == "/opt/##[x]"
    assert read["argv"] == ["::error::y", "##vso[z]", "\\xff", "\x1b\n"]


def test_endless_arguments_are_cut() -> None:
    """A program with huge arguments cannot fill the report with one exec."""
    line = encode(Exec(1.0, 2, "/x", ("a" * 100_000,) * 3 + ("b",) * 1000))
    argv = json.loads(line)["argv"]
    assert [len(argv[0]), len(argv), argv[-1]] == [4096, 257, "... (747 more)"]


def test_full_disk_names_the_target() -> None:
    """ENOSPC is told with the name of the report."""
    with open("/dev/full", "wb", buffering=0) as full, pytest.raises(ReportError) as caught:
        JsonLines(full).emit(Note(1.0, "warning", "x"))
    assert str(caught.value) == f"cannot write the report {'/dev/full'}: No space left on device"


def test_closed_descriptor_names_its_number(tmp_path: Path) -> None:
    """A descriptor that is not open is told by number."""
    fd = os.open(tmp_path / "x", os.O_WRONLY | os.O_CREAT)
    os.close(fd)
    with pytest.raises(ReportError, match=f"descriptor {fd}: Bad file descriptor"):
        JsonLines(fd).emit(Note(1.0, "warning", "x"))


def test_reader_that_went_away() -> None:
    """EPIPE is an error of the report, not a signal."""
    reader, writer = os.pipe()
    os.close(reader)
    with pytest.raises(ReportError, match="Broken pipe"):
        JsonLines(writer).emit(Note(1.0, "warning", "x"))
    os.close(writer)


@pytest.mark.parametrize("blocking", [True, False])
def test_full_pipe_is_waited_for_up_to_the_deadline(pipe: tuple[int, int], blocking: bool) -> None:
    """A reader that never reads costs the deadline, with and without O_NONBLOCK."""
    fill(pipe[1])
    os.set_blocking(pipe[1], blocking)
    began = time.monotonic()
    with pytest.raises(ReportError, match=r"nobody read it for 0.2 s"):
        JsonLines(pipe[1], patience=0.2).emit(Note(1.0, "warning", "x"))
    assert time.monotonic() - began > 0.1


@pytest.mark.parametrize("blocking", [True, False])
def test_long_line_through_a_small_pipe_arrives_whole(pipe: tuple[int, int], blocking: bool) -> None:
    """Short writes are continued while a slow reader makes room."""
    reader, writer = pipe
    os.set_blocking(writer, blocking)
    event = Exec(1.0, 2, "/x", ("a" * 4000,) * 20)
    expected = encode(event)
    got = bytearray()

    def read() -> None:
        deadline = time.monotonic() + 300
        while len(got) < len(expected) and time.monotonic() < deadline:
            if select.select([reader], [], [], 1)[0]:
                got.extend(os.read(reader, 1500))

    thread = threading.Thread(target=read)
    thread.start()
    JsonLines(writer, patience=20).emit(event)
    thread.join(300)
    assert bytes(got) == expected
