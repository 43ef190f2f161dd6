"""What servers are known for."""

from __future__ import annotations

from scpipe.report import shapes
from scpipe.report.known import Known


def servers() -> tuple[Known, ...]:
    """The rules of servers, made when somebody asks: most runs refuse nothing."""
    return (
        Known(
            "nginx",
            "nginx",
            "",
            "socketpair",
            shapes.descriptor,
            "descriptor",
            "nginx's master hands its workers descriptors",
            "harmless",
            "it writes alerts, and signals its workers",
        ),
        Known(
            "nginx-command",
            "nginx",
            "",
            "socketpair",
            shapes.size(32),
            "fixed-struct",
            "a command of nginx's master to its workers (32 bytes)",
            "harmless",
            "it writes alerts, and signals its workers",
        ),
        Known(
            "haproxy",
            "haproxy",
            "",
            "socketpair",
            shapes.descriptor,
            "descriptor",
            "haproxy's master passes connections to its worker",
            "run haproxy without -W",
            "without the master's socket",
        ),
        Known(
            "php-fpm",
            "php-fpm",
            "php-fpm",
            "socketpair",
            shapes.single,
            "signal-number",
            (
                "php-fpm writes a letter for each signal into one socket pair, C when a worker ends; "
                "only the first kind passes, so it does not stop"
            ),
        ),
        Known(
            "dbus-daemon",
            "dbus-daemon",
            "dbus-daemon",
            "socketpair",
            shapes.single,
            "signal-number",
            (
                "dbus-daemon writes r for SIGHUP and q for SIGTERM into one socket pair; after SIGHUP "
                "it does not stop"
            ),
            "send it no SIGHUP",
        ),
        Known(
            "dbus-run-session",
            "dbus-daemon",
            "dbus-run-session",
            "pipe",
            shapes.data,
            "data",
            ("the address of the bus, which dbus-daemon tells dbus-run-session; the session does not start"),
            (
                "dbus-daemon --session --nofork --address=unix:path=FILE beside your program, and the "
                "same address in DBUS_SESSION_BUS_ADDRESS"
            ),
            "you stop it yourself",
        ),
        Known(
            "tor",
            "tor",
            "tor",
            "pipe",
            shapes.single,
            "signal-number",
            (
                "tor (libevent) writes the number of each signal into one pipe; after another signal it"
                " ignores SIGTERM"
            ),
            "send it no signal before SIGTERM",
        ),
        Known(
            "dotnet",
            "dotnet",
            "",
            "",
            shapes.single,
            "signal-number",
            (".NET writes the number of each signal into one pair; only the kind that came first is seen"),
        ),
        Known(
            "unbound",
            "unbound",
            "",
            "",
            shapes.size(1, 4),
            "signal-number",
            "unbound passes commands on as bytes",
        ),
        Known(
            "dnsmasq",
            "dnsmasq",
            "",
            "",
            shapes.size(12),
            "fixed-struct",
            "dnsmasq's record of an event (12 bytes)",
        ),
        Known(
            "redis",
            "redis-server valkey-server",
            "redis-server valkey-server",
            "pipe",
            shapes.size(40),
            "fixed-struct",
            (
                "the report of the child that saves (40 bytes); BGSAVE fails, and then redis refuses "
                "writes (MISCONF)"
            ),
            '--save "" --appendonly no',
            "nothing is saved to disk but by the command SAVE",
        ),
        Known(
            "mariadb",
            "mariadbd mysqld",
            "mariadbd mysqld",
            "pipe",
            shapes.size(8),
            "fixed-struct",
            "the word to MariaDB's main thread that it shall stop (8 bytes); it aborts there (134)",
        ),
        Known(
            "postgres",
            "postgres",
            "postgres",
            "pipe",
            shapes.data,
            "data",
            "PostgreSQL's log on its way to the collector; nothing is logged",
            "logging_collector=off",
            "the log goes to stderr",
        ),
        Known(
            "log-pipe",
            "apache httpd rotatelogs lighttpd",
            "",
            "pipe",
            shapes.data,
            "data",
            "a log on its way to another program",
        ),
        Known(
            "sshd",
            "sshd sshd-session sshd-auth",
            "",
            "socketpair",
            shapes.plain,
            "data",
            "messages between sshd's privileged and unprivileged process",
        ),
    )
