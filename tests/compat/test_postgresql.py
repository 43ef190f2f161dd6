"""PostgreSQL (its log on stderr): sessions, a parallel query that really uses workers, a shutdown."""

from __future__ import annotations

import glob
import os
import re
from pathlib import Path

import pytest
from harness.identity import require_program
from harness.runner import Runner, Service

OPTIONS = ("listen_addresses=", "logging_collector=off", "log_destination=stderr", "fsync=off")
# Planner settings under which a parallel plan is the cheapest one.
PARALLEL = """
    set max_parallel_workers_per_gather = 2;
    set parallel_setup_cost = 0;
    set parallel_tuple_cost = 0;
    set min_parallel_table_scan_size = 0;
"""


@pytest.fixture
def cluster(runner: Runner) -> Path:
    """A new cluster of the ordinary user's, made without scpipe (initdb reads data from pipes)."""
    if runner.user is None:
        pytest.skip("PostgreSQL refuses to run as root")
    data = runner.home / "data"
    command = [server_program("initdb"), "-D", str(data), "-A", "trust", "-U", "tester", "-N", "--no-locale"]
    made = runner.bare_run([*command, "-E", "UTF8"])
    assert made.returncode == 0, made.stderr
    return data


def server_program(name: str) -> str:
    """A server program of the newest installed PostgreSQL; Debian keeps them out of PATH."""
    found = [path for path in glob.glob(f"/usr/lib/postgresql/*/bin/{name}") if os.access(path, os.X_OK)]
    return max(found, key=lambda path: int(path.split("/")[4])) if found else require_program(name)


def query(runner: Runner, text: str) -> str:
    """What psql (outside scpipe, over the server's UNIX socket) answers; fails the test on an SQL error."""
    command = [require_program("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", "tester"]
    done = runner.bare_run([*command, "-h", str(runner.home), "-d", "postgres", "-c", text])
    assert done.returncode == 0, done.stderr
    return done.stdout


def start(runner: Runner, cluster: Path) -> list[str]:
    """The server's command line."""
    settings = [word for option in OPTIONS for word in ("-c", option)]
    return [server_program("postgres"), "-D", str(cluster), "-k", str(runner.home), *settings]


def wait_until_ready(runner: Runner, service: Service) -> None:
    """Waits for the server to accept sessions."""
    socket = runner.home / ".s.PGSQL.5432"
    service.wait_for(lambda: socket.exists() and "ready to accept connections" in service.output())


def test_sessions_and_parallel_query(runner: Runner, cluster: Path) -> None:
    """Statements, a query with two parallel workers, and a fast shutdown work."""
    debug = "debug_parallel_query" if newer_than_15(runner) else "force_parallel_mode"
    with runner.serving(start(runner, cluster)) as service:
        wait_until_ready(runner, service)
        query(runner, "create table big as select n from generate_series(1, 50000) n; analyze big")
        counting = "select count(*) from big where n > 9"
        plan = query(runner, f"{PARALLEL} explain (analyze, costs off, timing off) {counting}")
        total = query(runner, PARALLEL + counting)
        forced = query(runner, f"set {debug} = on; select sum(n) from big")
        assert service.stop(2) == 0
    launched = re.search(r"Workers Launched: (\d+)", plan)
    assert launched is not None, plan
    assert int(launched[1]) >= 1, plan
    assert (total, forced) == ("49991\n", "1250025000\n")
    assert "database system is shut down" in service.output()


def test_latches(runner: Runner, cluster: Path) -> None:
    """Latches end a sleep, a timed-out statement and a checkpoint."""
    with runner.serving(start(runner, cluster)) as service:
        wait_until_ready(runner, service)
        query(runner, "select pg_sleep(0.2)")
        cancelled = "do $$ begin perform pg_sleep(20); exception when query_canceled then null; end $$"
        query(runner, f"set statement_timeout = '300ms'; {cancelled}")
        assert query(runner, "checkpoint; select 1") == "1\n"
        assert service.stop(2) == 0


def newer_than_15(runner: Runner) -> bool:
    """Whether the setting that forces parallel plans has its name of version 16."""
    version = runner.bare_run([server_program("postgres"), "--version"]).stdout
    found = re.search(r"\) (\d+)", version)
    assert found is not None, version
    return int(found[1]) > 15
