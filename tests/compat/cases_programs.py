"""Servers, tools and shells that are refused something."""

from __future__ import annotations

from .advice_case import KILL, Case, sh

_PHP = ("php-fpm8.2", "-F", "-n", "-p", "{home}", "-y", "{advice}/php-fpm.conf")
_DBUS = ("dbus-daemon", "--session", "--nofork", "--nopidfile", "--address=unix:path={home}/bus")
_MARIADB = (
    *("mariadbd", "--no-defaults", "--datadir={home}/db", "--skip-grant-tables", "--skip-networking"),
    *("--socket={home}/sock", "--innodb-buffer-pool-size=8M", "--innodb-log-file-size=4M", "--user=nobody"),
    *("--innodb-flush-method=fsync", "--loose-innodb-use-native-aio=0", "--log-error={home}/db.log"),
)
_POSTGRES = ("{postgres}", "-D", "{home}/data", "-k", "{home}", "-c", "listen_addresses=", "-c", "fsync=off")
_TOR = ("tor", "--quiet", "--DataDirectory", "{home}/tor", "--SocksPort", "0", "--DisableNetwork", "1")
_SIGNALS = ("dash", "{advice}/signals.sh")
_OF_GIT = {"git": ("pipe",), "/usr/lib/git-core/git": ("pipe",)}
_MAKE_SHELL = "printf 'all:\\n\\t@echo $(shell echo hello)\\n' > Makefile"

PROGRAMS = (
    # servers
    Case("php-fpm", (*_SIGNALS, "[ -S fpm.sock ]", "TERM", *_PHP), "status 0", flags=KILL),
    Case(
        "php-fpm-two-signals",
        (*_SIGNALS, "[ -S fpm.sock ]", "USR1 TERM", *_PHP),
        "status 0",
        flags=KILL,
        row="php-fpm",
    ),
    Case(
        "dbus-daemon",
        (*_SIGNALS, "[ -S bus ]", "HUP TERM", *_DBUS),
        "status 0",
        flags=KILL,
        remedy=(*_SIGNALS, "[ -S bus ]", "TERM", *_DBUS),
    ),
    Case(
        "dbus-run-session",
        ("dbus-run-session", "--", "echo", "answered"),
        "answered",
        shows="EOF reading address",
        remedy=("dash", "{advice}/bus.sh"),
    ),
    Case(
        "tor",
        (*_SIGNALS, "[ -e tor/lock ]", "HUP TERM", *_TOR),
        "status 0",
        flags=KILL,
        remedy=(*_SIGNALS, "[ -e tor/lock ]", "TERM", *_TOR),
    ),
    Case(
        "redis",
        ("dash", "{advice}/redis.sh"),
        "OK\nstatus 0",
        shows="MISCONF",
        remedy=("dash", "{advice}/redis.sh", "--save", "", "--appendonly", "no"),
    ),
    Case("redis-rule", ("dash", "{advice}/redis.sh"), "OK\nstatus 0", row="redis"),
    Case(
        "mariadb",
        (*_SIGNALS, "[ -S sock ]", "TERM", *_MARIADB),
        "status 0",
        flags=KILL,
        prepare=sh("mkdir db"),
    ),
    Case(
        "postgres",
        (*_SIGNALS, "[ -S .s.PGSQL.5432 ]", "INT", *_POSTGRES, "-c", "logging_collector=on"),
        "status 0",
        shows="status 0",
        prepare=("{initdb}", "-D", "{home}/data", "-A", "trust", "-N", "--no-locale"),
        keeps=True,
        remedy=(*_SIGNALS, "[ -S .s.PGSQL.5432 ]", "INT", *_POSTGRES, "-c", "logging_collector=off"),
    ),
    # tools
    Case(
        "jobserver",
        ("{python}", "{guests}/jobserver_parent.py", "make"),
        "made",
        flags=KILL,
        prepare=sh("printf 'all: a b\\n\\t@echo made\\na b:\\n\\t@sleep 0.3\\n' > Makefile"),
        remedy=("{python}", "{guests}/jobserver_parent.py", "env", "-u", "MAKEFLAGS", "make"),
    ),
    Case("make-shell", ("make",), "hello", prepare=sh(_MAKE_SHELL)),
    Case(
        "gcc",
        ("gcc", "-pipe", "-c", "x.c"),
        "",
        shows="Permission denied",
        prepare=sh("echo 'int x;' > x.c"),
        remedy=("gcc", "-c", "x.c"),
    ),
    Case(
        "valgrind",
        ("valgrind", "-q", "echo", "hello"),
        "hello",
        shows="sema_up",
        remedy=("valgrind", "-q", "--fair-sched=yes", "echo", "hello"),
    ),
    Case(
        "git-clone",
        ("dash", "{advice}/git.sh", "clone"),
        "cloned",
        shows="Permission denied",
        remedy=("dash", "{advice}/git.sh", "copy"),
    ),
    Case(
        "git-clone-rule",
        ("dash", "{advice}/git.sh", "clone"),
        "cloned",
        row="git-clone",
        rules=_OF_GIT,
        remedy=("dash", "{advice}/git.sh", "clone"),
    ),
    Case(
        "git",
        ("dash", "{advice}/git.sh", "bundle"),
        "status 0",
        shows="status 128",
        rules=_OF_GIT,
        remedy=("dash", "{advice}/git.sh", "bundle"),
    ),
    Case(  # a program in Go, which reads what git prints by os/exec
        "git-lfs",
        ("git-lfs", "env"),
        "git version ",
        row="generic",
        pattern="data",
        words="git sends data through a pipe of git-lfs",
    ),
    Case(
        "tar",
        sh("tar czf x.tgz f; echo status $?; tar tzf x.tgz"),
        "f\n",
        shows="status 2",
        prepare=sh("echo hello > f"),
        remedy=sh("tar cf x.tar f && gzip x.tar && gzip -d x.tar.gz && tar tf x.tar"),
    ),
    Case(
        "rsync",
        ("rsync", "-a", "{home}/from/", "{home}/to"),
        "",
        shows="safe_write",
        prepare=sh("mkdir from"),
    ),
    Case("apt-get", ("dash", "{advice}/apt.sh"), "status 0", flags=KILL),
    Case(
        "xargs",
        sh("echo x > f; xargs -a f /nonexistent"),
        "x",
        shows="Permission denied",
        remedy=sh("echo x > f; xargs -a f echo"),
    ),
    # shells
    Case("fakeroot", ("fakeroot", "id", "-u"), "0"),
    Case(
        "here-document-dash",
        sh("cat <<END\nhello\nEND\necho status $?"),
        "hello\nstatus 0",
        shows="status 0",
        remedy=sh("echo hello > f; cat < f; echo status $?"),
    ),
    Case(
        "here-document-bash",
        ("bash", "-c", "cat <<END\nhello\nEND\ncat <<< again"),
        "hello\nagain",
        shows="here-document",
        remedy=("bash", "-c", "cat <<END\nhello\nEND\ncat <<< again"),
        environment={"BASH_COMPAT": "5.0"},
    ),
    Case(
        "pipeline",
        ("bash", "-c", "diff <(sort a) <(sort b); echo status $?"),
        "status 1",
        shows="status 0",
        prepare=sh("echo a > a; echo b > b"),
        remedy=("bash", "-c", "sort a > x; sort b > y; diff x y; echo status $?"),
    ),
    Case(
        "pipeline-ksh",
        ("ksh93", "-c", "echo hello | cat; echo status $?"),
        "hello\nstatus 0",
        remedy=("ksh93", "-c", "echo hello > f; cat < f; echo status $?"),
    ),
    Case(
        "pipeline-ksh-rule",
        ("ksh93", "-c", "echo hello | cat; echo status $?"),
        "hello\nstatus 0",
        row="pipeline-ksh",
    ),
)
