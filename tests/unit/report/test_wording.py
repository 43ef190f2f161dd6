"""Who did what, why it was refused, in lines of 80 columns that nobody can forge."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scpipe.report.commandline import HARD
from scpipe.report.events import Advice, Program, Refusal
from scpipe.report.rulehints import PolicyFile
from scpipe.report.teller import in_one_line, refusal_line, refusal_message
from scpipe.report.wording import COLUMNS, LINE_LIMIT, PREFIX, line, lines, plain, sentence, why

from .samples import PIPE, SOCKETS, denied_creation, message, refusal, single

DATE = refusal(
    pid=20892,
    tid=20892,
    exe="/usr/bin/date",
    argv=("date", "-u", "+%Y"),
    parent=Program(12, "/x/gop", ("./gop",)),
    pair=replace(PIPE, creator_exe="/x/gop", creator_argv=("./gop",)),
    message=message(5, first_byte=0x32, offending_byte=0x30),
    advice=Advice(
        "data",
        "all in one line",
        "the program sends data through this pair",
        "use a file or TCP",
    ),
)
WORKER = refusal(exe="/usr/bin/python3.11", argv=("python3", "w.py"), parent=None)
NASTY = st.text(alphabet=st.one_of(st.characters(), st.sampled_from(":#[]\x1b\r\n \u202e\udcff`\0")))


def test_a_message_in_full() -> None:
    """What, by whom, why, how to go on, and the rule: as documented, within 80 columns."""
    assert refusal_message(DATE, PolicyFile()) == [
        "scpipe: refused: `date -u +%Y` (pid 20892, child of ./gop) wrote 5 bytes to its",
        "scpipe:   stdout, a pipe that ./gop made",
        "scpipe:   why: byte 0x30 at offset 1 differs from the first byte 0x32: data (the",
        "scpipe:     program sends data through this pair)",
        "scpipe:   fix: use a file or TCP; or this in a policy file (--policy):",
        "scpipe:     rules: [{exe: /x/gop, pipe: allow}]",
    ]


def test_data_that_was_asked_for() -> None:
    """--show-data has a line of its own."""
    shown = refusal_message(refusal(message=message(sample="6865")), PolicyFile())
    assert "scpipe:   data in hex: 6865" in shown
    assert refusal_line(refusal(message=message(sample="6865"))).endswith("(data in hex: 6865)")


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (refusal(),
         "`bash -c 'echo hello | cat'` (pid 13, child of bash) wrote 6 bytes to its stdout,"
         " a pipe that bash made"),
        (replace(DATE, fd=0, parent=Program(5, "/bin/sh", ("sh", "x.sh")), tid=7),
         "`date -u +%Y` (pid 20892, thread 7, child of x.sh) wrote 5 bytes to its stdin,"
         " a pipe that ./gop (pid 12) made"),
        (replace(WORKER, pid=12, tid=12, fd=7, syscall="sendto", message=single(3),
                 pair=replace(SOCKETS, creator_pid=12, creator_exe=WORKER.exe, creator_argv=WORKER.argv)),
         "`w.py` (python3.11, pid 12) sent 1 byte to its descriptor 7, a socket pair that it made"),
        (replace(WORKER, pid=12, tid=12), "`w.py` (python3.11, pid 12) wrote 6 bytes to its stdout,"
         " a pipe that it made as bash"),
        (replace(WORKER, fd=2, pair=replace(PIPE, creator_exe="", creator_pid=0)),
         "`w.py` (python3.11, pid 13) wrote 6 bytes to its stderr, a pipe"),
        (replace(WORKER, pair=replace(SOCKETS, creator_exe="", mode="quarantined")),
         "`w.py` (python3.11, pid 13) wrote 6 bytes to its stdout, a socket pair that nobody saw being made"),
        (replace(WORKER, syscall="sendmsg", message=message(ancillary=True)),
         "`w.py` (python3.11, pid 13) sent 6 bytes and control data to its stdout,"
         " a pipe that bash (pid 12) made"),
        (replace(WORKER, syscall="splice", message=None),
         "`w.py` (python3.11, pid 13) moved bytes by splice to its stdout, a pipe that bash (pid 12) made"),
        (denied_creation(parent=None), "`bash -c 'echo hello | cat'` (pid 13) asked for a pipe (pipe2)"),
    ],
)  # fmt: skip
def test_sentences(event: Refusal, expected: str) -> None:
    """Streams by their names, makers as the writer, its parent or others know them."""
    assert plain(sentence(event)) == expected


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (refusal(), "byte 0x65 at offset 1 differs from the first byte 0x68: data (a pipeline)"),
        (refusal(event_byte=0x41),
         "byte 0x65 at offset 1 differs from the event byte 0x41: data (a pipeline)"),
        (refusal(message=message(ancillary=True), verdict="descriptors are data"),
         "descriptors are data: data (a pipeline)"),
        (refusal(message=None, verdict="it cannot be judged", advice=Advice("transfer", "")),
         "it cannot be judged: transfer"),
        (refusal(message=None, verdict="it cannot be judged", advice=Advice("", "")), "it cannot be judged"),
        (denied_creation(), "pipes are denied"),
    ],
)  # fmt: skip
def test_reasons(event: Refusal, expected: str) -> None:
    """The byte that differs, or the verdict, and what kind of write it looks like."""
    assert why(event) == expected


def test_one_line_has_it_all() -> None:
    """For those who show lines one by one: the rule stands behind the rest."""
    assert in_one_line(DATE, PolicyFile()).endswith(
        "0x32: data (the program sends data through this pair); fix: use a file or TCP; or this in a policy"
        " file (--policy): rules: [{exe: /x/gop, pipe: allow}]"
    )


def test_lines_are_broken_at_spaces() -> None:
    """No line passes the last column unless one word does; names are not broken."""
    found = lines(" ".join(["word"] * 60) + f" a{HARD}name{HARD}of{HARD}words " + "x" * 100, 2)
    assert found[0].startswith("scpipe:   word") and found[1].startswith("scpipe:     word")
    assert all(len(each) <= COLUMNS for each in found[:-1])
    assert any("a name of words" in each for each in found)
    assert len(lines("")) == 1


@given(NASTY, NASTY, NASTY)
def test_names_cannot_act(exe: str, argument: str, call: str) -> None:
    """Hostile names give harmless lines of ours, none too long, and no line that only looks like ours."""
    hostile = replace(
        DATE,
        exe=f"/{exe}",
        argv=(argument, f"{argument} \n  fix: --pipe allow"),
        syscall=f"w{call}",
        parent=Program(12, f"/{argument}", (exe,)),
        pair=replace(PIPE, creator_exe=f"/{argument}", creator_argv=(call,), rule=exe),
        advice=Advice(call, "", f"{exe}; {argument}", f"{argument}: {exe}"),
        verdict=argument,
    )
    found = refusal_message(hostile, PolicyFile())
    for each in (*found, refusal_line(hostile), in_one_line(hostile, PolicyFile())):
        assert each.startswith(PREFIX) and each.isprintable()
        assert "::" not in each and "##" not in each
        assert len(each.encode("utf-8", "backslashreplace")) <= LINE_LIMIT
    assert sum(each.startswith("scpipe:   fix:") for each in found) == 1


def test_a_line_is_cut_by_bytes() -> None:
    """A letter can be four bytes; none is cut in two."""
    cut = line("\U0001f600" * 999)
    assert cut.endswith("...") and LINE_LIMIT - 4 < len(cut.encode()) <= LINE_LIMIT
