"""What comes from a tracee cannot act on a terminal or on a CI runner."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scpipe.report.escape import DEFAULT_LIMIT, escape, visible

NASTY = st.text(alphabet=st.one_of(st.characters(), st.sampled_from(":#[]\x1b\r\n\u202e\udcff\\ a")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain name-1.0", "plain name-1.0"),
        ("caf\u00e9", "caf\u00e9"),
        ("a\nb\rc\td", r"a\x0ab\x0dc\x09d"),
        ("\x1b[31m", r"\x1b[31m"),
        ("\x9b31m", r"\x9b31m"),
        ("\u202egpj.exe", r"\u202egpj.exe"),
        ("\u2028", r"\u2028"),
        ("\U000e0001", r"\U000e0001"),
        ("\udcff", r"\xff"),
        ("\ud800", r"\ud800"),
        ("::error::x", r":\x3aerror:\x3ax"),
        (":::", r":\x3a\x3a"),
        ("x ##[group]", r"x #\x23[group]"),
        ("##vso[task]", r"#\x23vso[task]"),
        ("C:/a#b", "C:/a#b"),
        (b"ok", "ok"),
        (b"\xff\xc3\xa9", "\\xff\u00e9"),
        ("", ""),
    ],
)
def test_escape_table(text: str | bytes, expected: str) -> None:
    """Each kind of dangerous character has one spelling, and harmless ones stay."""
    assert escape(text) == expected


@given(st.one_of(NASTY, st.binary()))
def test_result_is_one_printable_line_without_commands(text: str | bytes) -> None:
    """Whatever goes in, the result is printable, short and holds no CI command."""
    result = escape(text)
    assert result.isprintable()
    assert "::" not in result
    assert "##" not in result
    assert len(result) <= DEFAULT_LIMIT


@given(NASTY, st.integers(min_value=0, max_value=60))
def test_escaping_twice_changes_nothing(text: str, limit: int) -> None:
    """A line of escaped parts may be escaped as a whole."""
    once = escape(text, limit)
    assert len(once) <= limit
    assert escape(once, limit) == once


@given(NASTY, st.integers(min_value=4, max_value=30))
def test_cut_never_splits_an_escape(text: str, limit: int) -> None:
    """What is left of a long text is a beginning of its full escape, then an ellipsis."""
    full = escape(text, 100_000)
    result = escape(text, limit)
    if result != full:
        kept = result.removesuffix("...")
        assert full.startswith(kept)
        assert any(escape(text[:size], 100_000) == kept for size in range(len(text) + 1))


def test_long_text_ends_in_an_ellipsis() -> None:
    """A text beyond the limit is cut to it and says so."""
    assert escape("a" * 201) == "a" * 197 + "..."
    assert escape("a" * 200) == "a" * 200
    assert escape(b"\xf0\x9f\x98\x80" * 300) == "\U0001f600" * 197 + "..."


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("std::string ##x", 100, "std::string ##x"),
        ("a\n\x1b[0m\u202eb\ud800\udcff\uffff", 100, r"a\x0a\x1b[0m\u202eb\ud800\xff\uffff"),
        ("\u00e4\u00df", 100, "\u00e4\u00df"),
        ("abcdef", 5, "ab..."),
        ("ab\n\n", 8, "ab..."),
    ],
)
def test_visible_text_keeps_marks_and_nothing_that_acts(text: str, limit: int, shown: str) -> None:
    """For documents: as escape(), with the marks that only a log knows."""
    assert visible(text, limit) == shown
