"""B6: servers in the sandbox, with a load generator that runs outside of it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from .place import GUESTS, Place, need
from .row import Row, Sample
from .running import LONGEST, await_file, run, scheduled_seconds, serving

_MICROSECONDS = 1e6
_CONNECTIONS = 8
#: PostgreSQL refuses to run as root: then it runs as this user and group.
_NOBODY = 65534


def _http(place: Place, mode: str, command: Sequence[str]) -> Sample:
    """Microseconds a request, once the server is warm."""
    home = place.scratch()
    requests = 200 if place.settings.quick else 5000
    with serving(place.under(mode, [*command, "port"]), home) as server:
        port = await_file(home / "port", server)
        words = [place.guest("load"), port, str(_CONNECTIONS)]
        _seconds_told([*words, "200"], home)
        before = scheduled_seconds(server.pid)
        seconds = _seconds_told([*words, str(requests)], home)
        supervisor = scheduled_seconds(server.pid) - before
    return {"wall": seconds / requests * _MICROSECONDS, "cpu": supervisor / requests * _MICROSECONDS}


def _seconds_told(words: Sequence[str], home: Path) -> float:
    run(words, home)
    return float((home / "stdout").read_text())


def _asyncio(place: Place, mode: str) -> Sample:
    return _http(place, mode, [sys.executable, "-I", str(GUESTS / "asyncio_server.py")])


def _node(place: Place, mode: str) -> Sample:
    return _http(place, mode, [need("node"), str(GUESTS / "node_server.js")])


def _server_programs() -> Path:
    """Where initdb and postgres are; Debian does not put them on the path. Raises MissingError."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else Path(need("initdb")).parent


def _pgbench(place: Place, mode: str) -> Sample:
    """Microseconds a transaction (TPC-B like, four clients, nothing forced to disk)."""
    programs, pgbench = _server_programs(), need("pgbench")
    home, user = place.scratch(), _NOBODY if os.geteuid() == 0 else None
    if user is not None:
        os.chown(home, user, user)
    shutil.copytree(_cluster(place, programs, pgbench, user), home / "data", symlinks=True)
    if user is not None:
        run([need("chown"), "-R", f"{user}:{user}", str(home / "data")], place.root)
    transactions = 50 if place.settings.quick else 500
    settings = [word for setting in _postgres_settings(home) for word in ("-c", setting)]
    command = [str(programs / "postgres"), "-D", str(home / "data"), *settings]
    with serving(place.under(mode, command), home, user=user) as server:
        _await_postgres(home, server)
        client = [
            pgbench,
            "-h",
            str(home),
            "-n",
            "-U",
            "postgres",
            "-c",
            "4",
            "-t",
            str(transactions),
            "postgres",
        ]
        before = scheduled_seconds(server.pid)
        spent = run(client, place.root)
        supervisor = scheduled_seconds(server.pid) - before
        _end_postgres(home, server)
    done = 4 * transactions
    return {"wall": spent.wall / done * _MICROSECONDS, "cpu": supervisor / done * _MICROSECONDS}


def _postgres_settings(home: Path) -> list[str]:
    return ["listen_addresses=", f"unix_socket_directories={home}", "fsync=off", "autovacuum=off"]


def _cluster(place: Place, programs: Path, pgbench: str, user: int | None) -> Path:
    """A database with pgbench's tables, made without scpipe when it is asked for the first time."""
    made = place.root / "cluster"
    if made.exists():
        return made
    home = place.scratch()
    if user is not None:
        os.chown(home, user, user)
    data = home / "data"
    run([str(programs / "initdb"), "-U", "postgres", "-A", "trust", "-N", "-D", str(data)], home, user=user)
    settings = [word for setting in _postgres_settings(home) for word in ("-c", setting)]
    with serving([str(programs / "postgres"), "-D", str(data), *settings], home, user=user) as server:
        _await_postgres(home, server)
        run([pgbench, "-h", str(home), "-U", "postgres", "-i", "-q", "postgres"], place.root)
        _end_postgres(home, server)
    data.rename(made)
    return made


def _await_postgres(home: Path, server: subprocess.Popen[bytes]) -> None:
    lock = home / "data" / "postmaster.pid"
    while "ready" not in await_file(lock, server).split():
        if server.poll() is not None:
            raise RuntimeError(f"no server: {(home / 'stderr').read_text()[-2000:]}")


def _end_postgres(home: Path, server: subprocess.Popen[bytes]) -> None:
    """A fast shutdown: its processes are in sessions of their own, where no signal of ours finds them."""
    os.kill(int((home / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGINT)
    server.wait(LONGEST)


ROWS = (
    Row("B6.asyncio", "a request to an asyncio HTTP server, 8 connections", "us", _asyncio),
    Row("B6.node", "a request to a node HTTP server, 8 connections", "us", _node),
    Row("B6.pgbench", "a transaction of pgbench, 4 clients", "us", _pgbench),
)
