"""Every string of a program is hostile to every form; a test each."""

from __future__ import annotations

import html.parser
import json
import re
from xml.etree import ElementTree

import markdown_it
import pytest

from scpipe.command.report_words import FORMS
from scpipe.rendering.as_html import _digest, _source

from .making import HOSTILE, hostile_document

ALL = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
_URI = re.compile(r"[A-Za-z0-9\-._~/:]|%[0-9A-F]{2}")


class _Page(html.parser.HTMLParser):
    """What a browser would find in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.scripts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        last = self.tags[-1] if self.tags else ""
        (self.scripts if last in ("script", "style") and data.strip() else self.texts).append(data)


@pytest.mark.slow
@ALL
@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_printable_text(form: str, text: str) -> None:
    """No control character, no mark of direction, no surrogate, and no line that ends elsewhere comes out."""
    document = hostile_document(form, text)
    assert document.encode()
    assert [character for character in document if not character.isprintable() and character != "\n"] == []


@ALL
@pytest.mark.parametrize("form", [form for form in FORMS if form != "github"])
def test_no_form_has_marks_of_a_log(form: str, text: str) -> None:
    """A document that is shown in a CI's log holds no command for it; the heading in Markdown is ours."""
    document = hostile_document(form, text).removeprefix("### scpipe\n")
    assert "::" not in document and "##" not in document


@ALL
def test_text(text: str) -> None:
    """Nothing moves the cursor or makes a line of its own; lines have an end."""
    lines = hostile_document("text", text).splitlines()
    assert all(len(line) <= 1000 for line in lines)
    assert lines[0].startswith("1 run: ")


@ALL
def test_html(text: str) -> None:
    """The tree is the one that was made: nothing is loaded, no handler, one script, which is ours."""
    plain, page = (_Page(hostile_document("html", each)) for each in ("harmless", text))
    assert page.tags.count("script") == page.tags.count("style") == 1
    assert page.scripts == [_source("page.css"), _source("page.js")]
    assert set(page.tags) <= set(plain.tags)
    assert {name for name, _ in page.attributes} <= {name for name, _ in plain.attributes}
    names = {name for name, _ in page.attributes}
    assert not {name for name in names if name.startswith("on")}
    assert names.isdisjoint({"src", "href", "style", "srcset", "action"})
    policies = [value for name, value in page.attributes if name == "content" and value and "-src" in value]
    assert len(policies) == 1 and policies[0].startswith("default-src 'none'; ")
    assert all(_digest(_source(name)) in policies[0] for name in ("page.css", "page.js"))


def test_a_name_is_shown_as_it_is() -> None:
    """What is quoted for HTML is read back as the name."""
    name = "</b>&lt; std::string <b>"
    page = _Page(hostile_document("html", name))
    assert any(name in each for each in "".join(page.texts).split("\n"))


@ALL
def test_junit(text: str) -> None:
    """It is well-formed XML 1.0 of the elements that were made."""
    root = ElementTree.fromstring(hostile_document("junit", text))
    found = {element.tag for element in root.iter()}
    assert found == {"testsuites", "testsuite", "testcase", "failure", "error", "skipped"}


@ALL
def test_markdown(text: str) -> None:
    """It has one table and one list; nothing in them is a link, an image, markup, or code."""
    parser = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = parser.parse(hostile_document("markdown", text))
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {
        "text",
        "text_special",
        "strong_open",
        "strong_close",
        "softbreak",
    }
    assert {token.type for token in tokens if token.nesting == 0} == {"inline"}
    rows = sum(token.type == "tr_open" for token in tokens)
    assert [token.type for token in tokens].count("td_open") == 6 * (rows - 1)
    assert sum(token.type == "heading_open" for token in tokens) == 1


@pytest.mark.parametrize(
    "address", ["https://evil.example", "http://x", "www.evil.example", "WWW.x.y", "a@evil.example"]
)
def test_markdown_makes_no_links_of_addresses(address: str) -> None:
    """What GitHub would make a link of by itself, or a mention, is broken by a backslash."""
    document = hostile_document("markdown", address)
    assert address not in document
    assert markdown_it.MarkdownIt("commonmark").render(document).count(address)


@ALL
def test_sarif(text: str) -> None:
    """Messages have neither links nor placeholders; addresses only what a URI may hold."""
    log = json.loads(hostile_document("sarif", text, f"a/{text}"))
    (run,) = log["runs"]
    told = [result["message"]["text"] for result in run["results"]]
    told += [rule["help"]["text"] for rule in run["tool"]["driver"]["rules"]]
    told += [note["message"]["text"] for note in run["invocations"][0]["toolExecutionNotifications"]]
    assert told and not re.search(r"[\[\]{}]", "".join(told))
    uris = [
        location["physicalLocation"]["artifactLocation"]["uri"]
        for result in run["results"]
        for location in result["locations"]
    ]
    assert len(uris) == len(run["results"]) == 3
    assert [_URI.sub("", uri) for uri in uris] == [""] * 3


@ALL
def test_code_quality(text: str) -> None:
    """It is JSON with descriptions on one line, and fingerprints that differ."""
    issues = json.loads(hostile_document("code-quality", text))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 4
    assert all(issue["description"].isprintable() and issue["location"]["path"] for issue in issues)


@ALL
def test_github(text: str) -> None:
    """Each line is one command of ours, and no name adds a property or a line."""
    lines = hostile_document("github", text).splitlines()
    assert len(lines) == 4
    for line in lines:
        found = re.fullmatch(r"::(?:error|warning) title=scpipe::(.*)", line)
        assert found and "::" not in found[1] and not re.search("%(?!25)", found[1])
