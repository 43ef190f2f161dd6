"""Where the commands begin and end: ^C is no traceback, and nobody waits for an interpreter to tidy up."""

from __future__ import annotations

import contextlib
import os
import signal
import sys


def start() -> None:
    """Begin as the launchers ask: argv is PROGRAM, the parts of the environment they have put by, ARG..."""
    _ours, name, count, *arguments = sys.argv
    sys.argv[:] = [name, *arguments]
    if count != "none":
        _restore_environment(int(count))
    try:
        if name == "scpipe-run":
            main_run()
        else:
            main()
    except SystemExit as end:
        _end(end)


def main_run() -> None:
    """Entry point of ``scpipe-run``."""
    _die_of_interrupts()
    from scpipe.command.cli import main_run as run

    run()


def main() -> None:
    """Entry point of ``scpipe``."""
    _die_of_interrupts()
    from scpipe.command.cli import main as look

    look()


def _end(end: SystemExit) -> None:
    """End this process at once; what has been printed must be out, or Python says what is wrong with it."""
    if isinstance(end.code, int) and sys.stdout is not None and sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(end.code & 0xFF)
    raise end


def _restore_environment(count: int) -> None:
    """Make the environment what it was before a shell changed it.

    Of a name that is there twice the first counts, as in any Python.
    """
    from binascii import a2b_base64

    parts = [os.environ[f"SCPIPE_ENVIRON_{number}"] for number in range(1, count + 1)]
    given: dict[bytes, bytes] = {}
    for entry in a2b_base64("".join(parts)).split(b"\0"):
        name, equals, value = entry.partition(b"=")
        if name and equals:
            given.setdefault(name, value)
    os.environ.clear()
    os.environb.update(given)


def _die_of_interrupts() -> None:
    """Let SIGINT end us as it ends any program; a caller's SIG_IGN stays, which the command inherits."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
