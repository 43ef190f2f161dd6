"""The patterns of refused writes are recognised, and each advice names the setting to change."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from scpipe.report.advice import advise
from scpipe.report.events import Advice, MessageFacts
from scpipe.report.remedies import KNOWN, LONGEST_STRUCT, canonical

from .samples import PIPE, message, refusal, single

PATTERNS = {
    *("wake-byte", "signal-number", "fixed-struct", "error-report", "data"),
    *("second-token", "descriptor", "creation", "transfer"),
}


def binary(length: int, first: int, second: int = 0, *, at: int = 1, opens: bool = True) -> MessageFacts:
    """A message that is no text, mixed from its byte ``at`` on."""
    return MessageFacts(length, first, second, at, False, printable=False, ancillary=False, first=opens)


def advised(
    kind: str, syscall: str, facts: MessageFacts | None, program: str, event_byte: int, setter: str = ""
) -> Advice:
    """What is said of a refused call."""
    pair = replace(PIPE, kind=kind)
    call = refusal(syscall=syscall, exe=program, pair=pair, event_byte=event_byte, message=facts)
    return advise(call, setter)


TEXT = message()
Case = tuple[str, str, MessageFacts | None, str, int, str, str]
CASES: list[Case] = [
    # kind, syscall, message, program, event byte -> pattern, words of the advice
    ("socketpair", "send", single(1), "unknown", 0, "signal-number", "SIGHUP"),
    ("socketpair", "send", single(15), "python3", 0, "signal-number", "add_signal_handler"),
    (
        "socketpair",
        "send",
        single(10, printable=True),
        "/usr/bin/python3.11",
        0,
        "signal-number",
        "signal.signal",
    ),
    ("pipe", "write", single(15), "/usr/bin/tor", 1, "signal-number", "ignores SIGTERM"),
    ("socketpair", "write", single(0x54, printable=True), "php-fpm8.2", 0x51, "signal-number", "SIGKILL"),
    ("socketpair", "write", single(0x71, printable=True), "dbus-daemon", 0x72, "signal-number", "letters"),
    ("pipe", "write", single(10, printable=True), "gunicorn", 0, "signal-number", "SIGUSR1"),
    ("pipe", "write", single(1), "dotnet", 17, "signal-number", ".NET"),
    ("pipe", "write", single(4), "unbound", 0, "signal-number", "unbound"),
    ("pipe", "write", single(40), "unknown", 0, "signal-number", "signal 40"),
    ("pipe", "write", single(17), "unknown", 0x2A, "signal-number", "SIGCHLD"),
    ("pipe", "write", binary(16, 0x40, 1), "node", -1, "fixed-struct", "SIGCHLD"),
    ("pipe", "write", binary(16, 0x40, 1), "unknown", -1, "fixed-struct", "libuv"),
    ("pipe", "write", binary(4, 15), "unknown", -1, "fixed-struct", "number of a signal or an error)"),
    ("socketpair", "write", binary(4, 15), "/usr/bin/java", -1, "fixed-struct", "an int (a count"),
    ("pipe", "write", binary(4, 15, opens=False), "rsync", 1, "fixed-struct", "an int (a count"),
    ("pipe", "write", binary(12, 1), "/usr/sbin/dnsmasq", -1, "fixed-struct", "dnsmasq"),
    ("pipe", "write", binary(40, 1), "redis-server", -1, "fixed-struct", "appendonly no"),
    ("socketpair", "sendmsg", binary(32, 1), "nginx", -1, "fixed-struct", "channel"),
    ("pipe", "write", binary(8, 1), "sudo", -1, "fixed-struct", "!use_pty"),
    ("pipe", "write", binary(8, 1), "mariadbd", -1, "fixed-struct", "shutdown"),
    ("pipe", "write", binary(64, 1), "unknown", -1, "fixed-struct", "64 bytes"),
    ("pipe", "write", binary(4, 2), "unknown", -1, "error-report", "exec failed"),
    ("pipe", "write", binary(4, 13), "xargs", -1, "error-report", "program exists"),
    ("pipe", "write", binary(8, 1), "a-glib-program", -1, "error-report", "exec failed"),
    ("pipe", "write", binary(4, 17), "/usr/bin/ruby3.1", -1, "error-report", "Ruby"),
    (
        "pipe",
        "write",
        message(12, first_byte=0x4F, offending_byte=0x53),
        "python3.11",
        -1,
        "error-report",
        "exec",
    ),
    ("pipe", "write", TEXT, "unknown", -1, "data", "SCONE_PIPE=allow"),
    ("pipe", "write", TEXT, "/usr/bin/dash", -1, "data", "here-document"),
    ("pipe", "write", TEXT, "-bash", -1, "data", "temporary file"),
    ("pipe", "write", TEXT, "postgres", -1, "data", "logging_collector=off"),
    ("pipe", "write", TEXT, "apache2", -1, "data", "log to a file"),
    ("pipe", "write", binary(90, 0x80, 4), "python3", -1, "data", "multiprocessing.Queue"),
    ("socketpair", "send", TEXT, "python3", -1, "data", "communicate()"),
    ("socketpair", "write", binary(5, 0), "sshd", -1, "data", "privileged"),
    ("socketpair", "write", TEXT, "node", -1, "data", "stdio"),
    ("pipe", "write", binary(5, 0x80), "unknown", -1, "data", "data"),
    ("pipe", "write", single(10, printable=True), "unknown", 0x61, "data", "data"),
    ("pipe", "write", single(0x2B, printable=True), "make", 0x7C, "second-token", "jobserver"),
    ("pipe", "write", single(0x7C, printable=True), "rustc", 0x2B, "second-token", "cargo"),
    ("pipe", "write", single(0x2B, printable=True), "unknown", 0x7C, "second-token", "tokens"),
    ("pipe", "write", single(0), "unknown", 1, "wake-byte", "wake"),
    ("pipe", "write", single(0x78, printable=True), "unknown", 0x21, "wake-byte", "same byte"),
    ("pipe", "write", single(0, length=4), "python3", 1, "wake-byte", "wake"),
    ("socketpair", "sendmsg", message(ancillary=True), "unknown", -1, "descriptor", "descriptor"),
    ("socketpair", "sendmsg", message(ancillary=True), "sshd", -1, "descriptor", "descriptor"),
    ("socketpair", "sendmsg", binary(32, 1, at=4, opens=False), "unknown", 0, "fixed-struct", "32 bytes"),
    ("socketpair", "sendmsg", single(0, length=2, ancillary=True), "haproxy", -1, "descriptor", "-W"),
    ("socketpair", "sendmsg", message(32, ancillary=True), "nginx", -1, "descriptor", "alerts"),
    ("pipe", "pipe2", None, "bash", -1, "creation", "SCONE_PIPE=allow-events"),
    ("socketpair", "socketpair", None, "python3", -1, "creation", "SCONE_SOCKETPAIR=allow-events"),
    ("pipe", "splice", None, "pv", -1, "transfer", "splice"),
    ("socketpair", "sendfile", None, "python3", -1, "transfer", "SCONE_SOCKETPAIR=allow"),
    ("pipe", "vmsplice", TEXT, "unknown", -1, "transfer", "vmsplice"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[3]}-{case[5]}-{case[4]}")
def test_pattern_and_words(case: Case) -> None:
    """Each kind of write is recognised and its advice says the useful words."""
    kind, syscall, facts, program, event_byte, pattern, words = case
    found = advised(kind, syscall, facts, program, event_byte)
    assert found.pattern == pattern
    assert words in found.text


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[3]}-{case[5]}-{case[4]}")
def test_every_advice_names_the_one_setting(case: Case) -> None:
    """An advice names the variable and the policy key of its kind, and never those of the other."""
    text = advised(*case[:5]).text
    mine, other = (
        ("SCONE_PIPE", "SCONE_SOCKETPAIR") if case[0] == "pipe" else ("SCONE_SOCKETPAIR", "SCONE_PIPE")
    )
    assert f"{mine}=" in text
    assert f"policy {case[0]}: " in text
    assert other not in text


def test_every_pattern_has_a_case() -> None:
    """No pattern of the vocabulary is untested."""
    assert {case[5] for case in CASES} == PATTERNS
    assert {known.pattern for known in KNOWN} <= PATTERNS


def test_another_program_set_the_byte() -> None:
    """A single byte that is not another program's event byte is a second token."""
    others = advised("pipe", "write", single(0x78), "/bin/child", 0x79, "/usr/bin/parent")
    assert others.pattern == "second-token"
    own = advised("pipe", "write", single(0x78), "/bin/child", 0x79, "/bin/child")
    assert own.pattern == "wake-byte"


def test_unknown_kind_is_an_error() -> None:
    """A kind that is neither pipe nor socketpair is a mistake of the caller."""
    with pytest.raises(ValueError, match="fifo"):
        advised("fifo", "write", TEXT, "x", -1)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("/usr/bin/python3.11", "python"),
        ("/usr/sbin/php-fpm8.2", "php-fpm"),
        ("-bash", "bash"),
        ("/usr/bin/ruby3.1 (deleted)", "ruby"),
        ("nginx: worker process", "nginx"),
        ("postgres-15", "postgres"),
        ("redis-server", "redis-server"),
        ("7z", "7z"),
        ("", ""),
    ],
)
def test_canonical_names(name: str, expected: str) -> None:
    """Versions, directories and dashes do not hide a program."""
    assert canonical(name) == expected


def test_a_size_alone_names_no_program() -> None:
    """What an unknown program writes is not taken for another program's because both are as long."""
    names = {name for known in KNOWN for name in known.programs} | {"asio", "boost"}
    for length in range(1, 2 * LONGEST_STRUCT):
        text = advised("pipe", "write", binary(length, 200), "unknown", -1).text.lower()
        words = set(re.findall(r"[a-z-]+", text))
        assert not words & (names - {"go", "code"}), text
