"""The documents: links lead somewhere, every page can be found, decisions have a date and a status."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import prose
import pytest

ROOT = prose.ROOT
DOCS = ROOT / "docs"
DECISIONS = DOCS / "decisions"

_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_FENCE = re.compile(r"^( *)(```|~~~).*?^\1\2", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(\s*<?([^()\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
_HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)
_OWN_ANCHOR = re.compile(r"<a (?:id|name)=\"([^\"]+)\"")
_ELSEWHERE = re.compile(r"^[a-z][a-z0-9+.-]*:")
_DECISION = re.compile(r"# .+\n\nDate: (?P<date>\d{4}-\d\d-\d\d)\.\nStatus: (?P<status>.+)\.\n\n")
_STATUS = re.compile(r"(accepted|rejected|superseded by \S+)(, .+)?")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _without_code(text: str) -> str:
    return _CODE.sub("", _FENCE.sub("", text))


def _links(text: str) -> Iterator[str]:
    """The targets of a page that lie in this repository."""
    yield from (link for link in _LINK.findall(_without_code(text)) if not _ELSEWHERE.match(link))


def _anchors(text: str) -> set[str]:
    """The anchors of a page, as GitHub makes them of its headings."""
    found: set[str] = set(_OWN_ANCHOR.findall(text))
    for heading in _HEADING.findall(_FENCE.sub("", text)):
        shown = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading)
        slug = re.sub(r"[^\w\- ]", "", shown.lower()).replace(" ", "-")
        count = 0
        while (f"{slug}-{count}" if count else slug) in found:
            count += 1
        found.add(f"{slug}-{count}" if count else slug)
    return found


def _dead(page: Path, text: str) -> list[str]:
    """The links of a page that lead nowhere."""
    dead = []
    for link in _links(text):
        place, _hash, anchor = link.partition("#")
        target = page.parent / place if place else page
        exists = target.exists()
        if exists and anchor and target.suffix == ".md":
            exists = anchor in _anchors(text if target == page else target.read_text(encoding="utf-8"))
        if not exists:
            dead.append(link)
    return dead


@pytest.mark.parametrize("page", prose.pages(), ids=_name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of a page is to a file that exists, and to a heading in it."""
    assert _dead(page, page.read_text(encoding="utf-8")) == []


def test_pages_are_found() -> None:
    """The test above reads the pages that people begin with, and more than a few links."""
    names = {_name(page) for page in prose.pages()}
    assert {"README.md", "docs/index.md", "bpf/README.md", "CONTRIBUTING.md"} <= names
    assert sum(len([*_links(page.read_text(encoding="utf-8"))]) for page in prose.pages()) > 200


def test_a_dead_link_is_seen(tmp_path: Path) -> None:
    """A missing file or heading is seen; what exists, other sites, and code are let pass."""
    (tmp_path / "b.md").write_text("# A `code` title, (with) marks\n\n## Twice\n\n## Twice\n")
    page = tmp_path / "a.md"
    good = "[1](b.md) [2](b.md#a-code-title-with-marks) [3](b.md#twice-1) [4](https://x.invalid/y) [5](#here)"
    bad = "[1](no.md) [2](b.md#no) [3](#no) [4](b.md#twice-2)"
    text = f"# Here\n\n{good} `[6](no)`\n\n```\n[7](no)\n```\n\n{bad}\n"
    page.write_text(text)
    assert _dead(page, text) == ["no.md", "b.md#no", "#no", "b.md#twice-2"]


def test_index_names_every_page() -> None:
    """docs/index.md leads to every page below docs; to decisions by their own index."""
    listed = {(DOCS / link.partition("#")[0]).resolve() for link in _links((DOCS / "index.md").read_text())}
    pages = {page for page in DOCS.rglob("*.md") if page.parent != DECISIONS or page.name == "README.md"}
    assert [_name(page) for page in sorted(pages - {DOCS / "index.md"}) if page.resolve() not in listed] == []


def _decisions() -> list[Path]:
    return sorted(DECISIONS.glob("[0-9]*.md"))


@pytest.mark.parametrize("page", _decisions(), ids=lambda page: page.stem)
def test_decision_has_date_and_status(page: Path) -> None:
    """Below its title: "Date: 2026-11-23.", then "Status: accepted.", rejected or superseded by ..."""
    head = _DECISION.match(page.read_text(encoding="utf-8"))
    assert head is not None
    assert _STATUS.fullmatch(head["status"])


def test_decisions_are_listed() -> None:
    """The table has a row for each decision, in order, with its date and status; no number comes twice."""
    heads = {page.name: _DECISION.match(page.read_text(encoding="utf-8")) for page in _decisions()}
    wanted = [(name[:4], name, head["date"], head["status"]) for name, head in heads.items() if head]
    table = (DECISIONS / "README.md").read_text(encoding="utf-8")
    row = re.compile(r"^\| \[(\d{4})\]\((\S+)\) \| .+ \| (\d{4}-\d\d-\d\d) \| (.+) \|$", re.MULTILINE)
    assert row.findall(table) == wanted
    assert len({number for number, *_rest in wanted}) == len(wanted) == len(heads)


@pytest.mark.parametrize("name", ["explanation/architecture.md", "reference/glossary.md"])
def test_files_of_the_code_exist(name: str) -> None:
    """Every file and room that a page about the code names in backticks is there."""
    package = ROOT / "scpipe"
    there = {path.relative_to(package).as_posix() for path in package.rglob("*.py")}
    there |= {name.rpartition("/")[2] for name in there} | {f"{path.name}/" for path in package.iterdir()}
    named = re.findall(r"`([a-z_/0-9]+(?:\.py|/))[` ]", (DOCS / name).read_text(encoding="utf-8"))
    assert len(named) > 5
    assert [file for file in named if file not in there] == []


@pytest.mark.parametrize("page", prose.pages(), ids=_name)
def test_a_line_of_prose_is_a_sentence(page: Path) -> None:
    """A change of a sentence changes one line; ``python tests/prose.py`` puts a document into this form."""
    text = page.read_text(encoding="utf-8")
    assert text == prose.one_a_line(text)


def test_sentences_are_told_apart() -> None:
    """Code, abbreviations and dots end no sentence; lists, quotes and closing marks are kept."""
    assert prose.one_a_line(
        "One, e.g. `a. b`. Two\nlines... end. (Three.) *Four.* five?\n\n"
        "    no. Prose.\n\n* six. Seven\n  more.\n"
    ) == (
        "One, e.g. `a. b`.\nTwo lines... end.\n(Three.)\n*Four.*\nfive?\n\n"
        "    no. Prose.\n\n* six.\n  Seven more.\n"
    )
