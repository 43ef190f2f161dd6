"""make with 300 pairs, its report as documents, and the page in a real browser."""

from __future__ import annotations

import http.server
import json
import re
import shutil
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from harness.identity import PATH, require_program
from harness.runner import Runner

from .report_file import events

TARGETS = 300
#: Each target makes one pipe and is refused there; the jobserver's pipe carries events only.
MAKEFILE = """
targets := {targets}
all: $(targets)
%.step:
\t@test -n "$$(expr 1 + 1)" || :
"""
#: Chromium's own sandbox needs what containers and root do not have; the page is ours.
_OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--enable-logging=stderr")

pytestmark = pytest.mark.refused


def _browser() -> str:
    for name in ("chromium-headless-shell", "chromium"):
        if found := shutil.which(name, path=PATH):
            return found
    pytest.skip("no headless Chromium here")


def _report(runner: Runner, *words: str, status: int = 0) -> str:
    """What ``scpipe report`` prints."""
    done = runner.bare_run([runner.python, "-m", "scpipe", "report", *words])
    assert (done.returncode, done.stderr) == (status, "")
    return done.stdout


def _browse(runner: Runner, page: Path, *words: str, anchor: str = "") -> tuple[str, list[str]]:
    """What a browser prints about a page, and what its console complains of."""
    profile = f"--user-data-dir={runner.home / 'profile'}"
    browser = [
        _browser(),
        *_OPTIONS,
        profile,
        "--virtual-time-budget=5000",
        *words,
        f"{page.as_uri()}{anchor}",
    ]
    done = runner.bare_run(browser)
    assert done.returncode == 0, done.stderr
    return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]


@pytest.fixture
def reported(runner: Runner) -> Path:
    """The report of a make whose 300 targets make a pair each, and are refused there."""
    names = " ".join(f"t{number}.step" for number in range(TARGETS))
    runner.write("Makefile", MAKEFILE.format(targets=names))
    report = runner.home / "make.jsonl"
    make = [require_program("make"), "-s", "-j2"]
    done = runner.scpipe_run(make, policy_flags=["-q", "--report", str(report)])
    assert done.returncode == 0
    assert len(events(report, "pair")) >= TARGETS
    return report


def test_documents_of_a_real_run(runner: Runner, reported: Path) -> None:
    """Every form counts what the report says; a baseline of it lets the same run pass, and no other."""
    text = _report(runner, str(reported), "--write-baseline", "base.json")
    assert text.startswith(f"1 run: {TARGETS} calls refused (1 kind); ")
    assert f"refused: write by expr to pipes made by dash (data), {TARGETS} calls" in text
    assert len(json.loads((runner.home / "base.json").read_text())["violations"]) == 1
    (result,) = json.loads(_report(runner, "--sarif", str(reported)))["runs"][0]["results"]
    assert result["occurrenceCount"] == TARGETS
    suites = ElementTree.fromstring(_report(runner, "--junit", str(reported), "--baseline", "base.json"))
    assert [suite.get("failures") for suite in suites] == ["0"]
    runner.write("leak.sh", "echo other | cat\n")
    shell = ["/bin/bash", str(runner.home / "leak.sh")]
    runner.scpipe_run(shell, policy_flags=["-q", "--report", str(runner.home / "other.jsonl")])
    assert "[new]" in _report(runner, str(reported), "other.jsonl", "--baseline", "base.json", status=120)


def test_page_in_a_browser(runner: Runner, reported: Path) -> None:
    """It is drawn, nothing on it breaks its own rules, and the filter hides what does not match."""
    _report(runner, "--html", "-o", "page.html", str(reported))
    page = runner.home / "page.html"
    document, complaints = _browse(runner, page, "--dump-dom", anchor="#filter=EXPR%20data")
    assert complaints == []
    assert re.search(r'<label class="search" id="search">', document), "the script has not shown the filter"
    assert document.count("<svg ") == 2 and f"{TARGETS} calls" in document
    hidden, _ = _browse(runner, page, "--dump-dom", anchor="#filter=no-such%20program")
    finding = r'<details class="card finding"[^>]*hidden=""'
    assert re.search(finding, hidden) and not re.search(finding, document)
    picture = runner.home / "page.png"
    _browse(runner, page, f"--screenshot={picture}", "--window-size=1000,900")
    assert picture.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture.read_bytes()[16:24]) == (1000, 900)


@pytest.fixture
def server() -> Iterator[tuple[int, list[str]]]:
    """A port of this machine, and what was asked for there."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
            """Keeps the tests' stderr for the tests."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.1})
        thread.start()
        yield made.server_address[1], asked
        made.shutdown()
        thread.join(300)


def test_markup_that_got_in_would_do_nothing(runner: Runner, server: tuple[int, list[str]]) -> None:
    """Were a name not quoted: the page's policy keeps scripts from running, pictures from being asked for."""
    port, asked = server
    runner.scpipe_run(
        ["/bin/sh", "-c", "echo x | cat"], policy_flags=["-q", "--report", str(runner.home / "r.jsonl")]
    )
    page = _report(runner, "--html", "r.jsonl")
    address = f"http://127.0.0.1:{port}"
    attack = f'<script>document.title="taken"</script><img src="{address}/x" onerror="document.title=1">'
    attack += f'<p style="color: red">x</p><iframe src="{address}/y"></iframe>'
    broken = runner.write("broken.html", page.replace("<h1>", f"{attack}<h1>"))
    document, complaints = _browse(runner, broken, "--dump-dom")
    assert 'document.title="taken"' in document, "the attack is on the page"
    assert "<title>scpipe: 1 run: " in document and asked == []
    assert complaints, "a browser that obeys no policy shows nothing"
    bare = runner.write("bare.html", re.sub(r"<meta http-equiv[^>]*>", "", broken.read_text()))
    document, _ = _browse(runner, bare, "--dump-dom")
    assert "<title>scpipe: 1 run: " not in document and asked, "the attack works where there is no policy"
