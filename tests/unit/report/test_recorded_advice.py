"""Advice for calls as real runs have reported them: the command line and the maker say who it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scpipe.report.advice import advise
from scpipe.report.events import Refusal

from .samples import PIPE, refusal, single
from .test_advice import PICKLE, binary


def recorded(writer: str, argv: str, maker: str, maker_argv: str, **changes: Any) -> Refusal:
    """A refused write as a real run has reported it; the writer is not the process that made the pair."""
    pair = replace(
        PIPE, kind=changes.pop("kind", "pipe"), creator_exe=maker, creator_argv=tuple(maker_argv.split())
    )
    made = refusal(
        exe=writer, argv=tuple(argv.split()), argv0=argv.split(maxsplit=1)[0], pair=pair, **changes
    )
    return replace(made, pid=PIPE.creator_pid + 1)


PYTHON = "/usr/bin/python3.11"
REDIS = "/usr/bin/redis-check-rdb"
SERVER = "redis-server --port 0"
GUNICORN = "/venv/bin/python /venv/bin/gunicorn -b unix:s app:app"
CELERY = "/venv/bin/python /venv/bin/celery -A tasks worker"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (recorded(REDIS, SERVER, REDIS, SERVER, message=binary(40, 1)), "MISCONF"),
        (recorded(PYTHON, GUNICORN, PYTHON, GUNICORN, message=single(15), event_byte=10), "SIGUSR1"),
        (recorded(PYTHON, CELERY, PYTHON, CELERY, message=binary(989, 0, 3, at=2)), "-P threads"),
        (recorded(PYTHON, "python3 -m celery worker", PYTHON, "python3 -m celery worker"), "-P threads"),
        (
            recorded(PYTHON, "python -m pytest x", PYTHON, "python -m pytest x", message=PICKLE),
            "waits for ever",
        ),
        (
            recorded("/usr/bin/uname", "uname -rs", PYTHON, "/venv/bin/python3.11 /venv/bin/pip install x"),
            "lsb_release",
        ),
        (
            recorded("/usr/bin/dirname", "dirname /usr/bin/erl", "/usr/bin/dash", "/bin/sh /usr/bin/erl"),
            "Erlang",
        ),
        (
            recorded("/usr/bin/getopt", "getopt -l lib:", "/usr/bin/dash", "/bin/sh /usr/bin/fakeroot id"),
            "fakeroot",
        ),
        (recorded("/usr/bin/busybox", "sh", "/usr/bin/busybox", "sh -c x"), "pipeline"),
        (recorded("/usr/bin/git", "git-upload-pack /a", "/usr/bin/git", "git clone /a b"), "cp -r"),
        (
            recorded(
                "/usr/lib/gcc/12/cc1", "cc1 -quiet", "/usr/bin/x86_64-linux-gnu-gcc-12", "gcc -pipe x.c"
            ),
            "-pipe",
        ),
        (recorded("/tmp/app", "/tmp/app", "/tmp/app", "/tmp/app", message=binary(8, 2)), "cannot execute"),
        (recorded("/bin/echo", "echo hi", "/tmp/app", "/tmp/app"), "echo sends data through a pipe of app"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.pair.creator_argv[-1],
)
def test_recorded_runs(call: Refusal, words: str) -> None:
    """Programs are known by their name for themselves, by their script, and by who has made the pair.

    The last two are of a small program in Go (os/exec); tests/compat runs a large one.
    """
    assert words in advise(call).text
