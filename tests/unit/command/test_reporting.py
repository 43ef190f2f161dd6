"""``scpipe report`` from its words to its status: one clear line for what cannot be done."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from unit.report.samples import end, refusal, start

from scpipe.command.report_words import FORMS, OPTIONS
from scpipe.report.jsonl import encode

ROOT = Path(__file__).parents[3]
CLEAN = b"".join(map(encode, [start(), end()]))
REFUSED = b"".join(map(encode, [start(), refusal(), end()]))
OTHER = b"".join(map(encode, [start(), refusal(exe="/bin/other"), end()]))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with reports, which is the current one."""
    for name, data in (("clean", CLEAN), ("refused", REFUSED), ("other", OTHER), ("cut", REFUSED[:-30])):
        (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _report(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Status, stdout and stderr of ``scpipe report`` with these words."""
    from scpipe.command import grammar

    status = grammar.look(["report", *words])
    out, err = capfd.readouterr()
    return status, out, err


@pytest.mark.parametrize("form", FORMS)
def test_every_form_by_name_and_by_switch(place: Path, capfd: pytest.CaptureFixture[str], form: str) -> None:
    """--format FORM, -f FORM and --FORM are the same, to stdout and to a file."""
    first = _report(capfd, "--format", form, "refused")
    assert first[0] == 0 and first[1] and not first[2]
    assert first == _report(capfd, f"--{form}", "refused") == _report(capfd, "refused", "-f", form)
    assert _report(capfd, f"--{form}", "-o", "out", "refused") == (0, "", "")
    assert (place / "out").read_text() == first[1]


@pytest.mark.usefixtures("place")
def test_text_is_the_default(capfd: pytest.CaptureFixture[str]) -> None:
    """Without a form it is for people."""
    assert _report(capfd, "clean", "refused") == _report(capfd, "--text", "clean", "refused")


@pytest.mark.usefixtures("place")
def test_a_baseline_decides_the_status(capfd: pytest.CaptureFixture[str]) -> None:
    """120 for what it does not know, 0 for what it knows, 125 where nobody knows."""
    assert _report(capfd, "refused", "--write-baseline", "base.json")[0] == 0
    assert _report(capfd, "refused", "--baseline", "base.json")[0] == 0
    assert _report(capfd, "clean", "--baseline", "base.json")[0] == 0
    assert _report(capfd, "clean", "other", "--baseline", "base.json")[0] == 120
    assert _report(capfd, "other", "cut", "--baseline", "base.json")[0] == 120
    status, out, err = _report(capfd, "cut", "--baseline", "base.json")
    assert status == 125 and out and err.startswith("scpipe: warning: compared with the baseline in vain: ")
    assert _report(capfd, "refused", "--baseline", "refused")[0] == 0
    assert _report(capfd, "refused", "--baseline", "clean")[0] == 120


@pytest.mark.usefixtures("place")
def test_a_baseline_of_a_cut_report_warns(capfd: pytest.CaptureFixture[str]) -> None:
    """It may lack violations; who keeps it should know."""
    status, _, err = _report(capfd, "cut", "--write-baseline", "base.json")
    assert status == 0 and "the baseline may lack violations" in err


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["missing"], "cannot read missing: No such file or directory"),
        (["."], "cannot read .: Is a directory"),
        (["nul\0"], "cannot read nul\\x00: embedded null byte"),
        (["lines\n::error::x"], "cannot read lines\\x0a:\\x3aerror:\\x3ax: No such file"),
        (["program"], "program: not a report: line 1: not JSON"),
        (["-f", "pdf", "clean"], "--format pdf: allowed: text, markdown, html"),
        (["--html", "--sarif", "clean"], "one form at a time, not html and sarif"),
        (["--html", "-f", "sarif", "clean"], "one form at a time, not html and sarif"),
        (["-o", "clean", "clean"], "clean is one of the reports: it would be lost"),
        (["--write-baseline", "link", "clean"], "link is one of the reports"),
        (["-o", "x", "--write-baseline", "x", "clean"], "x: -o and --write-baseline need a file each"),
        (["-o", "x", "--write-baseline", "./x", "clean"], "x: -o and --write-baseline need a file each"),
        (["-o", "missing/x", "clean"], "cannot write missing/x: No such file or directory"),
        (["-o", "/dev/full", "clean"], "cannot write /dev/full: No space left on device"),
        (["--baseline", "missing", "clean"], "cannot read missing: No such file"),
        (["--baseline", "program", "clean"], "program: neither a baseline nor a report"),
        (["--baseline", ".", "clean"], "cannot read .: Is a directory"),
        ([], "FILE"),
        (["--sarif=x", "clean"], "see scpipe --help"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    place: Path, capfd: pytest.CaptureFixture[str], words: list[str], complaint: str
) -> None:
    """Status 125, and what is wrong where; no document, no traceback, and no report is emptied."""
    (place / "program").write_bytes(b"\x7fELF\n\0")
    (place / "link").symlink_to("clean")
    status, out, err = _report(capfd, *words)
    assert (status, out, err.count("\n")) == (125, "", 1)
    assert err.startswith("scpipe: ") and complaint in err
    assert (place / "clean").read_bytes() == CLEAN


def test_a_report_comes_from_a_pipe() -> None:
    """``-`` is standard input, and a baseline may be a pipe, too."""
    words = [sys.executable, "-m", "scpipe", "report", "-", "--baseline"]
    read_end, write_end = os.pipe()
    os.write(write_end, REFUSED)
    os.close(write_end)
    done = subprocess.run(
        [*words, f"/dev/fd/{read_end}"], input=REFUSED, capture_output=True, timeout=300, pass_fds=(read_end,)
    )
    os.close(read_end)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\nstandard input: bash -c true\n" in done.stdout


def test_a_directory_that_is_gone_is_no_matter(place: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Where the current directory was removed, absolute names still work."""
    (place / "gone").mkdir()
    os.chdir(place / "gone")
    (place / "gone").rmdir()
    assert _report(capfd, "--sarif", str(place / "refused"))[0] == 0


def test_a_link_to_an_open_file_of_a_process_is_not_written_to(
    place: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """As for --report: a command may have left such a link under the document's name."""
    target = os.open(place / "target", os.O_CREAT | os.O_RDWR)
    try:
        (place / "out").symlink_to(f"/proc/{os.getpid()}/fd/{target}")
        status, _, err = _report(capfd, "-o", "out", "refused")
    finally:
        os.close(target)
    assert status == 125 and "link to an open file" in err
    assert (place / "target").read_bytes() == b""


def _commands() -> list[list[str]]:
    """Every ``scpipe report`` that the documents say to type."""
    found = []
    for page in ("docs/how-to/reports.md", "docs/how-to/ci.md", "README.md"):
        for line in (ROOT / page).read_text(encoding="utf-8").splitlines():
            _before, report, words = line.partition("scpipe report ")
            if report and line.startswith("    ") and "[" not in words:
                found.append(shlex.split(words, comments=True))
    return found


def test_commands_are_found() -> None:
    """The next test tries more than a few."""
    assert len(_commands()) > 12


@pytest.mark.parametrize("words", _commands(), ids=" ".join)
def test_what_documents_say_works(place: Path, capfd: pytest.CaptureFixture[str], words: list[str]) -> None:
    """Each command of the how-to pages does something where the reports that it names exist."""
    for word in words:
        if word.endswith(".jsonl"):
            (place / word).write_bytes(REFUSED)
        elif "baseline." in word:
            (place / word).write_text('{"scpipe-baseline": 1, "violations": []}')
    status, _, err = _report(capfd, *words)
    assert (status, err) == (120 if "--baseline" in words else 0, "")


def test_every_option_is_documented() -> None:
    """The command line's page names each option of the table, and each form."""
    page = (
        (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8").partition("## scpipe report")[2]
    )
    assert [option.name for option in OPTIONS if f"`{option.name}" not in page] == []
    assert [form for form in FORMS if f"`{form}`" not in page] == []
