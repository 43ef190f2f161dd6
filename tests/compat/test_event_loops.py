"""Event loops of Python that wake themselves with one constant byte."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from harness.identity import require_module, require_program
from harness.runner import Runner

from .clients import fetch


@pytest.mark.parametrize(
    ("guest", "module", "expected"),
    [
        ("asyncio_threads.py", "asyncio", "wakes 20 sum 1048575\n"),
        ("trio_threads.py", "trio", "sum 285\n"),
        ("tornado_server.py", "tornado", "1024 1024 1024 1024 1024\n"),
        ("twisted_threads.py", "twisted", "calls 10\n"),
        ("gevent_threads.py", "gevent", "sum 1023 121\n"),
    ],
    ids=["asyncio", "trio", "tornado", "twisted", "gevent"],
)
def test_loop_woken_by_threads(runner: Runner, guests: Path, guest: str, module: str, expected: str) -> None:
    """A loop that threads wake works; nothing is refused but what trio's import asks of ldconfig."""
    require_module(module)
    result = runner.scpipe_run([runner.python, str(guests / guest)])
    assert (result.returncode, result.stdout) == (0, expected)
    # trio asks ctypes.util for a C library, which reads ldconfig's output from a pipe and can do without.
    assert module == "trio" or result.stderr == ""


def test_uvicorn(runner: Runner, guests: Path) -> None:
    """A uvicorn server in one process answers and stops on SIGTERM."""
    require_module("uvicorn")
    command = [runner.python, "-m", "uvicorn", "--port", "0", "--app-dir", str(guests), "hello_asgi:app"]
    with runner.serving(command) as service:
        address = re.compile(r"running on http://127\.0\.0\.1:(\d+)")
        service.wait_for(lambda: address.search(service.output()))
        found = address.search(service.output())
        assert found is not None
        pages = [fetch(int(found[1])) for _ in range(5)]
        # uvicorn raises the signal that ended it again once it has shut down.
        assert service.stop() in (0, -15)
    assert pages == ["hello\n"] * 5
    assert "Finished server process" in service.output()


def test_uwsgi(runner: Runner, guests: Path) -> None:
    """A uWSGI server in one process answers and stops on SIGINT."""
    uwsgi = require_program("uwsgi")
    command = [uwsgi, "--plugins", "python3", "--http-socket", "127.0.0.1:0", "--need-app"]
    command += ["--wsgi-file", str(guests / "hello_wsgi.py")]
    with runner.serving(command) as service:
        address = re.compile(r"bound to TCP address 127\.0\.0\.1:([1-9]\d*)")
        service.wait_for(lambda: "spawned uWSGI worker" in service.output())
        found = address.search(service.output())
        assert found is not None
        pages = [fetch(int(found[1])) for _ in range(5)]
        service.stop(2)
    assert pages == ["hello\n"] * 5
