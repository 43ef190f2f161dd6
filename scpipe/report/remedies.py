"""The table behind advice: what known programs write to their pairs, and what helps each.

Rows are tried from the top; the first that fits wins. Observed on Debian 12.
"""

from __future__ import annotations

from collections.abc import Callable

from scpipe.record import Record
from scpipe.report.events import MessageFacts

#: Signals that programs pass on as a byte or an int, by their number on Linux/x86-64.
SIGNALS = {
    1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 6: "SIGABRT", 10: "SIGUSR1", 12: "SIGUSR2",
    13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM", 17: "SIGCHLD", 18: "SIGCONT", 20: "SIGTSTP",
    21: "SIGTTIN", 22: "SIGTTOU", 23: "SIGURG", 28: "SIGWINCH", 29: "SIGIO",
}  # fmt: skip
LAST_SIGNAL = 64
FIRST_CHARACTER = 0x20

#: What execve(2) and chdir(2) fail with: E2BIG, EACCES, ENOENT, ENOEXEC, ENOTDIR, ELOOP, ETXTBSY.
EXEC_ERRNOS = frozenset({2, 7, 8, 13, 20, 26, 40})

#: Whether a message fits a row; the int is the pair's event byte, -1 where there is none.
Fits = Callable[[MessageFacts, int], bool]


class Known(Record):
    """A write that a known program is known for. ``kind`` "" is either kind."""

    programs: frozenset[str]
    kind: str
    fits: Fits
    pattern: str
    what: str
    workaround: str = ""


def size(*lengths: int) -> Fits:
    """A message of one of these lengths in bytes."""
    return lambda message, _event_byte: message.length in lengths


def anything(_message: MessageFacts, _event_byte: int) -> bool:
    """Any message."""
    return True


def longer(message: MessageFacts, _event_byte: int = -1) -> bool:
    """A message of several different bytes."""
    return message.length > 1 and not message.uniform


def signal_byte(message: MessageFacts, event_byte: int) -> bool:
    """A single byte that is a signal's number and, among characters, not one itself."""
    byte = message.first_byte
    if message.length != 1 or not 1 <= byte <= LAST_SIGNAL:
        return False
    return event_byte < FIRST_CHARACTER or (byte < FIRST_CHARACTER and not message.printable)


def descriptor(message: MessageFacts, _event_byte: int = -1) -> bool:
    """A message that carries control data."""
    return message.ancillary


def python_exec_report(message: MessageFacts, _event_byte: int = -1) -> bool:
    """How CPython's fork_exec names an exception: ``OSError:`` or ``SubprocessError:``."""
    start = (message.first_byte, message.offending_byte)
    return message.printable and message.length >= 8 and start in ((0x4F, 0x53), (0x53, 0x75))


def errno_report(message: MessageFacts, _event_byte: int = -1) -> bool:
    """The first message of a pair: an int or two, little-endian, the first below 256."""
    zero_follows = message.offending_offset == 1 and message.offending_byte == 0
    return message.first and message.length in (4, 8) and zero_follows


def canonical(name: str) -> str:
    """A program's name without directory, login dash and version: ``/usr/bin/python3.11`` is ``python``."""
    name = name.removesuffix(" (deleted)").rsplit("/", 1)[-1].lstrip("-").split(":")[0].lower()
    return _without_version(name) or name


def _without_version(name: str) -> str:
    """What is left of ``python3.11``, ``gcc-12`` or ``openssl1.1a``."""
    end = len(name) - ("a" <= name[-1:] <= "z")
    start = _before_digits(name, end)
    if start == end:
        return name
    while name[start - 1 : start] == "." and _before_digits(name, start - 1) < start - 1:
        start = _before_digits(name, start - 1)
    return name[: start - 1] if name[start - 1 : start] in ("-", "_") else name[:start]


def _before_digits(name: str, end: int) -> int:
    """Where the digits begin that go up to ``end``; ``end`` if there are none."""
    while end and name[end - 1].isdecimal():
        end -= 1
    return end


def _known(programs: str, kind: str, fits: Fits, pattern: str, what: str, workaround: str = "") -> Known:
    return Known(frozenset(programs.split()), kind, fits, pattern, what, workaround)


KNOWN: tuple[Known, ...] = (
    _known("nginx", "", descriptor, "descriptor",
           "nginx hands its workers descriptors",
           "harmless: nginx logs alerts and signals its workers instead"),
    _known("haproxy", "", descriptor, "descriptor",
           "haproxy's master passes descriptors to its workers", "run haproxy without -W"),
    _known("nginx", "", size(32), "fixed-struct",
           "nginx's channel command (32 bytes)",
           "harmless: nginx logs alerts and signals its workers instead"),
    _known("node nodejs electron code", "pipe", size(16), "fixed-struct",
           "libuv's signal record (16 bytes); node aborts on any signal it handles, also SIGCHLD",
           "start no child processes and handle no signals in node"),
    _known("node nodejs electron code", "socketpair", longer, "data",
           "node's standard streams and IPC to child processes",
           "start children with stdio 'inherit' or 'ignore'"),
    _known("python gunicorn", "pipe", python_exec_report, "error-report",
           "Python's report that exec failed; the exception is lost", "see that the program exists"),
    _known("gunicorn", "", signal_byte, "signal-number",
           "gunicorn's signal byte", "send it no SIGUSR1"),
    _known("python", "", signal_byte, "signal-number",
           "the signal number Python writes to its wake-up descriptor",
           "use signal.signal instead of loop.add_signal_handler, or one signal kind only"),
    _known("python", "socketpair", longer, "data",
           "data between Python processes; asyncio's communicate() then returns b''",
           "pass data in files or over TCP"),
    _known("python", "pipe", longer, "data",
           "data between Python processes; a multiprocessing.Queue loses the item silently",
           "pass data in files, shared memory or over TCP"),
    _known("php-fpm", "", size(1), "signal-number",
           "php-fpm passes its signals on as letters; only the first kind works, so it may not stop",
           "stop it with SIGKILL"),
    _known("dbus-daemon dbus-broker", "", size(1), "signal-number",
           "dbus-daemon passes its signals on as letters; only the first kind works"),
    _known("tor", "", size(1), "signal-number",
           "libevent passes signal numbers on as bytes; tor then ignores SIGTERM",
           "use one signal kind only"),
    _known("dotnet", "", size(1), "signal-number",
           ".NET passes signal numbers on as bytes", "use one signal kind only"),
    _known("unbound", "", size(1, 4), "signal-number",
           "unbound passes commands on as bytes", "use one signal kind only"),
    _known("dnsmasq", "", size(12), "fixed-struct", "dnsmasq's event record (12 bytes)"),
    _known("redis-server redis valkey-server", "", size(40), "fixed-struct",
           "redis's report of a background save (40 bytes); BGSAVE fails, then writes are refused (MISCONF)",
           'run redis without RDB and AOF rewrite (save "", appendonly no)'),
    _known("mariadbd mysqld", "", size(8), "fixed-struct",
           "MariaDB's record of 8 bytes; it aborts there at shutdown"),
    _known("sudo", "", size(8), "fixed-struct",
           "sudo's record to its monitor (8 bytes)", "Defaults !use_pty in sudoers"),
    _known("make gmake ninja cargo rustc", "pipe", size(1), "second-token",
           "two job servers with different tokens share this pipe (make writes +, cargo and rustc write |)",
           "build without a shared jobserver: unset MAKEFLAGS and CARGO_MAKEFLAGS for the inner build"),
    _known("postgres", "pipe", longer, "data",
           "PostgreSQL's log on its way to the collector", "logging_collector=off"),
    _known("apache httpd rotatelogs lighttpd", "pipe", longer, "data",
           "a log on its way to another program", "log to a file, not to a program"),
    _known("sshd sshd-session sshd-auth", "socketpair", anything, "data",
           "messages between sshd's privileged and unprivileged process"),
    _known("dash sh ash busybox", "pipe", longer, "data",
           "a pipeline, $(...) or here-document; a refused here-document is empty and dash says nothing",
           "use a temporary file"),
    _known("bash zsh ksh mksh", "pipe", longer, "data",
           "a pipeline, $(...) or here-document", "use a temporary file"),
    _known("ruby perl go java xargs env timeout", "pipe", errno_report, "error-report",
           "the report that exec failed; it is lost, in Ruby and Perl without any sign",
           "see that the program exists"),
)  # fmt: skip

#: What a structure of so many bytes usually is. Sizes do not tell whose it is: programs stand in KNOWN.
STRUCTS = {
    4: "an int (a count, or the number of a signal or an error)",
    8: "two ints or a pointer",
    16: "a pointer and a number (libuv's signal records are such)",
}
LONGEST_STRUCT = 128
