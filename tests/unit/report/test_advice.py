"""The patterns of refused writes are recognised, and each advice names the setting to change."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from scpipe.report.advice import advise
from scpipe.report.events import Advice, MessageFacts
from scpipe.report.naming import canonical
from scpipe.report.remedies import LONGEST_STRUCT, table

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
    """What is said of a call by a program that is its pair's maker; ``writer<maker`` if it is not."""
    writer, _, maker = program.partition("<")
    own = 12 if maker else 13
    pair = replace(PIPE, kind=kind, creator_exe=maker or writer, creator_pid=own, creator_argv=())
    call = refusal(syscall=syscall, exe=writer, pair=pair, event_byte=event_byte, message=facts)
    return advise(replace(call, argv0="", argv=()), setter)


TEXT = message()
PICKLE = binary(25, 0, 0x15, at=3)
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
    ("socketpair", "send", single(0), "/usr/bin/python3.11", 15, "wake-byte", "call_soon_threadsafe"),
    ("pipe", "write", single(10, printable=True), "python3.11", 1, "signal-number", "signal.set_wakeup_fd"),
    ("pipe", "write", single(15), "/usr/bin/tor", 1, "signal-number", "ignores SIGTERM"),
    (
        "socketpair",
        "write",
        single(0x54, printable=True),
        "php-fpm8.2",
        0x51,
        "signal-number",
        "does not stop",
    ),
    ("socketpair", "write", single(0x71, printable=True), "dbus-daemon", 0x72, "signal-number", "SIGHUP"),
    ("pipe", "write", single(10, printable=True), "gunicorn", 0, "signal-number", "SIGUSR1"),
    ("pipe", "write", single(1), "dotnet", 17, "signal-number", ".NET"),
    ("pipe", "write", single(4), "unbound", 0, "signal-number", "unbound"),
    ("pipe", "write", single(40), "unknown", 0, "signal-number", "signal 40"),
    ("pipe", "write", single(17), "unknown", 0x2A, "signal-number", "SIGCHLD"),
    ("pipe", "write", binary(16, 0x40, 1), "node", -1, "fixed-struct", "node aborts"),
    ("pipe", "write", binary(16, 0x40, 1), "unknown", -1, "fixed-struct", "libuv"),
    ("pipe", "write", binary(4, 15), "unknown", -1, "fixed-struct", "number of a signal or an error)"),
    ("socketpair", "write", binary(4, 15), "/usr/bin/java", -1, "fixed-struct", "an int (a count"),
    ("pipe", "write", binary(4, 0x66, 0xA8), "/usr/bin/java", -1, "fixed-struct", "launchMechanism=FORK"),
    (
        "pipe",
        "write",
        binary(4, 2),
        "/usr/lib/jvm/lib/jspawnhelper<java",
        -1,
        "fixed-struct",
        "redirectOutput",
    ),
    ("pipe", "write", binary(4, 2), "/usr/bin/java", -1, "error-report", "end with 255"),
    ("pipe", "write", TEXT, "echo</usr/bin/java", -1, "data", "redirectOutput"),
    ("pipe", "write", binary(4, 15, opens=False), "unknown", 1, "fixed-struct", "an int (a count"),
    ("pipe", "write", binary(12, 1), "/usr/sbin/dnsmasq", -1, "fixed-struct", "dnsmasq"),
    ("pipe", "write", binary(40, 1), "redis-server", -1, "fixed-struct", "--appendonly no"),
    ("socketpair", "sendmsg", binary(32, 1), "nginx", -1, "fixed-struct", "harmless"),
    ("pipe", "write", binary(8, 1), "sudo", -1, "fixed-struct", "monitor"),
    ("pipe", "write", binary(8, 1), "mariadbd", -1, "fixed-struct", "shall stop"),
    ("pipe", "write", binary(64, 1), "unknown", -1, "fixed-struct", "64 bytes"),
    ("pipe", "write", binary(4, 2), "unknown", -1, "error-report", "cannot execute"),
    ("pipe", "write", binary(8, 2), "a-go-program", -1, "error-report", "program exists"),
    ("pipe", "write", binary(4, 13), "xargs", -1, "error-report", "program exists"),
    ("pipe", "write", binary(8, 1), "a-glib-program", -1, "error-report", "cannot execute"),
    ("pipe", "write", binary(4, 17), "/usr/bin/ruby3.1", -1, "error-report", "Ruby"),
    (
        "pipe",
        "write",
        message(12, first_byte=0x4F, offending_byte=0x53),
        "python3",
        -1,
        "error-report",
        "execute",
    ),
    ("pipe", "write", single(0x3A, printable=True), "python3.11", 0x32, "error-report", "SubprocessError"),
    ("pipe", "write", TEXT, "unknown", -1, "data", "SCONE_PIPE=allow"),
    (
        "pipe",
        "write",
        TEXT,
        "/bin/echo</opt/app/server",
        -1,
        "data",
        "echo sends data through a pipe of server",
    ),
    ("pipe", "write", TEXT, "/usr/bin/dash", -1, "data", "here-document"),
    ("pipe", "write", TEXT, "-bash", -1, "data", "BASH_COMPAT=5.0"),
    ("pipe", "write", TEXT, "sort</usr/bin/bash", -1, "data", "diff <(...)"),
    ("socketpair", "write", TEXT, "cat</usr/bin/ksh93", -1, "data", "socket pairs"),
    ("pipe", "write", TEXT, "postgres", -1, "data", "logging_collector=off"),
    ("pipe", "write", TEXT, "apache2", -1, "data", "another program"),
    ("pipe", "write", PICKLE, "python3", -1, "data", "ThreadPoolExecutor"),
    ("pipe", "write", TEXT, "echo<python3.11", -1, "data", "stdout=open(...)"),
    ("pipe", "write", TEXT, "uname<python3.11", -1, "data", "platform.processor()"),
    ("socketpair", "write", binary(5, 0), "sshd", -1, "data", "privileged"),
    ("socketpair", "write", TEXT, "sh<node", -1, "data", "stdio"),
    ("socketpair", "write", binary(4, 0x20), "rsync", -1, "data", "sender and receiver"),
    ("pipe", "write", TEXT, "http</usr/bin/apt-get", -1, "data", "waits for ever"),
    ("pipe", "write", TEXT, "git-upload-pack</usr/bin/git", -1, "data", "cp -r"),
    ("pipe", "write", TEXT, "cc1<gcc", -1, "data", "-pipe"),
    ("pipe", "write", TEXT, "tar", -1, "data", "gzip"),
    ("pipe", "write", binary(458, 198, 1), "beam.smp", -1, "data", "inet_gethost"),
    ("pipe", "write", binary(5, 0x80), "unknown", -1, "data", "data"),
    ("pipe", "write", single(10, printable=True), "unknown", 0x61, "data", "data"),
    ("pipe", "write", single(0x2B, printable=True), "make", 0x7C, "second-token", "job servers"),
    ("pipe", "write", single(0x7C, printable=True), "rustc", 0x2B, "second-token", "cargo"),
    ("pipe", "write", single(0x2B, printable=True), "unknown", 0x7C, "second-token", "tokens"),
    ("pipe", "write", single(0), "unknown", 1, "wake-byte", "wake"),
    ("pipe", "write", single(0x78, printable=True), "unknown", 0x21, "wake-byte", "same byte"),
    ("pipe", "write", single(0x71, printable=True), "expect", 0, "wake-byte", "Tcl aborts"),
    ("pipe", "write", single(0x43, printable=True), "valgrind.bin", 0x41, "wake-byte", "--fair-sched=yes"),
    ("pipe", "write", single(0, length=4), "python3", 1, "wake-byte", "wake"),
    ("socketpair", "sendmsg", message(ancillary=True), "unknown", -1, "descriptor", "descriptor"),
    ("socketpair", "sendmsg", message(ancillary=True), "sshd", -1, "descriptor", "descriptor"),
    ("socketpair", "sendmsg", message(32, ancillary=True), "beam.smp", -1, "data", "erl_child_setup"),
    ("socketpair", "sendmsg", single(0, length=2, ancillary=True), "haproxy", -1, "descriptor", "-W"),
    ("socketpair", "sendmsg", message(32, ancillary=True), "nginx", -1, "descriptor", "alerts"),
    ("socketpair", "sendmsg", binary(32, 1, at=4, opens=False), "unknown", 0, "fixed-struct", "32 bytes"),
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
    assert found.text.startswith(found.what)
    assert found.fix in found.text


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[3]}-{case[5]}-{case[4]}")
def test_every_advice_names_the_one_setting(case: Case) -> None:
    """An advice names the variable and the policy key of its kind, and never those of the other kind."""
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
    assert {known.pattern for known in table()} <= PATTERNS


PYTHON = "/usr/bin/python3.11"


def test_asyncio_is_never_told_to_use_one_signal() -> None:
    """One kind of signal still shares the pair with the wake-ups of threads: that advice hangs the loop."""
    for facts, event_byte in ((single(15), 0), (single(0), 15), (single(2), 15)):
        found = advised("socketpair", "send", facts, PYTHON, event_byte)
        assert "one signal" not in found.text
        assert "one kind only" not in found.fix
        assert "call_soon_threadsafe" in found.fix


def test_what_no_remedy_is_known_for_promises_none() -> None:
    """Without a fix the advice offers the maker's rule, and nothing else."""
    found = advised("socketpair", "write", single(0x54, printable=True), "/usr/sbin/php-fpm8.2", 0x51)
    assert found.fix == ""
    assert "allow the socketpairs of php-fpm8.2" in found.text


def test_whom_a_rule_trusts_stands_beside_it() -> None:
    """An advice to allow a shell's pairs says what that gives up; one for a server does not."""
    assert "trusts all" in advised("pipe", "write", TEXT, "sort</usr/bin/bash", -1).text
    assert "trusts all" not in advised("pipe", "write", binary(8, 1), "/usr/sbin/mariadbd", -1).text
    assert "of " not in advised("pipe", "write", TEXT, "", -1).text.partition("; ")[2]


def test_the_parts_of_an_advice_can_be_told_apart() -> None:
    """The last semicolon before the settings stands between what the call is for and what helps."""
    assert [known.name for known in table() if ";" in known.remedy] == []
    assert [known.name for known in table() if known.cost and not known.fix] == []


def test_names_in_rules_are_canonical() -> None:
    """A name that no program can have after its version was taken away would never fit."""
    names = [name for known in table() for name in f"{known.writer} {known.maker}".split()]
    assert [name for name in names if canonical(name) != name] == []


def test_a_hostile_name_stays_a_name() -> None:
    """The names of programs that stand in an advice are escaped and cut."""
    found = advised("pipe", "write", TEXT, "/bin/\x1b[2J\n::error::<" + "/bin/" + "x" * 9000, -1)
    assert found.text.isprintable()
    assert "::" not in found.text
    assert len(found.text) < 1000


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
    names = {name for known in table() for name in f"{known.writer} {known.maker}".split()} | {
        "asio",
        "boost",
    }
    for length in range(1, 2 * LONGEST_STRUCT):
        text = advised("pipe", "write", binary(length, 200), "unknown", -1).text.lower()
        words = set(re.findall(r"[a-z-]+", text))
        assert not words & names, text
