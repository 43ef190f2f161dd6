"""Names of descriptors are not opened again, whatever way they are written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from unit.report.samples import refusal, start

from scpipe.command import outputs
from scpipe.command.invocation import OutputWords
from scpipe.errors import ReportError, UsageError
from scpipe.report.sinks import Sink
from scpipe.report.tally import Tally


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[int]:
    """A descriptor of a file to which its caller has written already."""
    fd = os.open(tmp_path / "log", os.O_RDWR | os.O_CREAT)
    os.write(fd, b"before\n")
    yield fd
    os.close(fd)


def names_of(fd: int, folder: Path) -> list[str]:
    """Ways to name a descriptor."""
    (folder / "link").symlink_to(f"/proc/self/fd/{fd}")
    (folder / "link to link").symlink_to("link")
    (folder / "fds").symlink_to("/dev/fd")
    names = [f"/dev/fd/{fd}", f"/dev//fd/./{fd}", f"/proc/self/fd/{fd}", f"/proc/{os.getpid()}/fd/{fd}"]
    links = [str(folder / name) for name in ("link", "link to link", f"fds/{fd}")]
    return [*names, f"/proc/thread-self/fd/{fd}", *links]


def test_names_of_descriptors(tmp_path: Path, shared: int) -> None:
    """/dev/fd/N and what leads to it is a descriptor."""
    names = names_of(shared, tmp_path)
    assert {name: outputs.named_descriptor(name) for name in names} == dict.fromkeys(names, shared)


@pytest.mark.parametrize(("name", "fd"), [("/dev/stdin", 0), ("/dev/stdout", 1), ("/dev/stderr", 2)])
def test_standard_names(name: str, fd: int) -> None:
    """The three standard names are descriptors wherever /dev comes from."""
    assert outputs.named_descriptor(name) == fd


def test_names_of_files(tmp_path: Path) -> None:
    """Everything else is a file: another process's descriptors, a number, a loop of links, nothing."""
    (tmp_path / "1").touch()
    (tmp_path / "loop").symlink_to("loop")
    paths = [f"/proc/{os.getppid()}/fd/1", str(tmp_path / "1"), str(tmp_path / "loop")]
    others = [*paths, "1", "", "-", "/dev/fd/x", "/dev/fd/", "a\0b"]
    assert {name: outputs.named_descriptor(name) for name in others} == dict.fromkeys(others)


def sink(report: str) -> Sink:
    """The sink of a report."""
    (made,) = outputs.kept_sinks(report, None, frozenset())
    return made


def test_a_report_goes_on_where_its_descriptor_stands(tmp_path: Path, shared: int) -> None:
    """The caller's file is not emptied, and what the caller writes next comes behind the report."""
    sink(f"/dev/fd/{shared}").emit(start())
    os.write(shared, b"after\n")
    lines = (tmp_path / "log").read_text().splitlines()
    assert [line[:9] for line in lines] == ["before", '{"event":', "after"]


def test_a_debug_log_does_the_same(tmp_path: Path, shared: int) -> None:
    """--debug shares a descriptor, too."""
    outputs.debug_log(f"/dev/fd/{shared}", frozenset()).line("in between")
    os.write(shared, b"after\n")
    lines = (tmp_path / "log").read_text().splitlines()
    assert [line.split()[-1] for line in lines] == ["before", "between", "after"]


@pytest.mark.parametrize(
    ("report", "report_fd", "option"),
    [("-", None, "--report -"), ("/dev/stdout", None, "--report /dev/stdout"), (None, 1, "--report-fd 1")],
)
def test_closed_streams_are_no_place(report: str | None, report_fd: int | None, option: str) -> None:
    """A stream that the caller has closed, and that is ours by now, takes no report."""
    with pytest.raises(ReportError, match=rf"^{option}: stdout is closed$"):
        outputs.kept_sinks(report, report_fd, frozenset({1}))
    with pytest.raises(ReportError, match=r"^--debug /dev/stderr: stderr is closed$"):
        outputs.debug_log("/dev/stderr", frozenset({2}))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("-", None, None), "--report -: with --orphans detach stdout is given up before the report ends"),
        (("/dev/stderr", None, None), "--report /dev/stderr: with --orphans detach stderr is given up"),
        ((None, 2, None), "--report-fd 2: with --orphans detach stderr is given up before the report ends"),
        ((None, None, "/dev/fd/1"), "--debug /dev/fd/1: with --orphans detach stdout is given up before"),
    ],
)
def test_detached_runs_have_no_streams(asked: tuple[str | None, int | None, str | None], told: str) -> None:
    """What would be written to a stream that is given up is refused."""
    with pytest.raises(UsageError) as caught:
        outputs.check_detached(OutputWords(*asked))
    assert str(caught.value).startswith(told)


def test_a_log_may_be_a_stream_but_not_of_a_detached_run() -> None:
    """--log takes names of descriptors as a report does, and gives none up while it writes."""
    with pytest.raises(ReportError, match=r"^--log /dev/stderr: stderr is closed$"):
        outputs.log_descriptor("/dev/stderr", frozenset({2}))
    with pytest.raises(
        UsageError, match=r"^--log -: with --orphans detach stdout is given up before the log"
    ):
        outputs.check_detached(OutputWords(log="-"))


def test_a_log_is_emptied_and_never_coloured(tmp_path: Path) -> None:
    """A file's old lines are gone; colour is for terminals, also where it is asked for."""
    place = tmp_path / "lines"
    place.write_text("old\n")
    fd = outputs.log_descriptor(str(place), frozenset())
    try:
        reporter = outputs.text_reporter(OutputWords(log=str(place), color="always"), fd, Tally())
        reporter.emit(refusal())
    finally:
        os.close(fd)
    text = place.read_text()
    assert text.startswith("scpipe: refused: ") and "\x1b" not in text


def test_a_log_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    """It is told what and why before anything runs; another process's open file is none of ours."""
    for place, why in ((tmp_path / "none" / "log", "No such file"), (tmp_path, "Is a directory")):
        with pytest.raises(ReportError, match=rf"^cannot write the log {place}: {why}"):
            outputs.log_descriptor(str(place), frozenset())


def test_detached_runs_may_have_files() -> None:
    """Files and other descriptors outlive the command."""
    outputs.check_detached(OutputWords("report", None, "log", "lines"))
    outputs.check_detached(OutputWords(report_fd=7))
    outputs.check_detached(OutputWords())
