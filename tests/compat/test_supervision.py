"""s6 and runit, each supervising one service that ends once and is started again."""

from __future__ import annotations

from harness.identity import require_program
from harness.runner import Runner

# The first life ends at once, the second stays. No pipe to a logger: it would carry data.
RUN = """#!/bin/sh
echo started >> {log}
[ -e {log}.second ] && exec sleep 1000
: > {log}.second
exit 0
"""


def prepare(runner: Runner, name: str) -> str:
    """A scan directory with one service; the service's log is ``service.log``."""
    log = runner.home / "service.log"
    runner.write(f"{name}/service/run", RUN.format(log=log), 0o755)
    return str(runner.home / name)


def starts(runner: Runner) -> int:
    """How often the service was started."""
    log = runner.home / "service.log"
    return len(log.read_text().splitlines()) if log.exists() else 0


def test_s6(runner: Runner) -> None:
    """s6-svscan starts a service, starts it again when it ends, and brings everything down on SIGTERM."""
    scan = prepare(runner, "s6")
    with runner.serving([require_program("s6-svscan"), scan]) as service:
        service.wait_for(lambda: starts(runner) == 2)
        status = runner.bare_run([require_program("s6-svstat"), f"{scan}/service"])
        assert status.stdout.startswith("up"), status.stdout + status.stderr
        service.stop()
    assert starts(runner) == 2


def test_runit(runner: Runner) -> None:
    """runsvdir starts a service, starts it again when it ends, and ends it on SIGHUP."""
    scan = prepare(runner, "runit")
    with runner.serving([require_program("runsvdir"), "-P", scan]) as service:
        service.wait_for(lambda: starts(runner) == 2)
        status = runner.bare_run([require_program("sv"), "status", f"{scan}/service"])
        assert status.stdout.startswith("run:"), status.stdout + status.stderr
        # runsvdir answers SIGHUP by sending SIGTERM to each runsv; it then exits with 111.
        assert service.stop(1) == 111
    assert starts(runner) == 2
