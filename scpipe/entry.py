"""The console scripts: the command line's imports take a tenth of a second, and ^C is no traceback."""

from __future__ import annotations

import signal


def main_run() -> None:
    """Entry point of ``scpipe-run``."""
    _die_of_interrupts()
    from scpipe.cli import main_run as run

    run()


def main() -> None:
    """Entry point of ``scpipe``."""
    _die_of_interrupts()
    from scpipe.cli import main as look

    look()


def _die_of_interrupts() -> None:
    """Let SIGINT end us as it ends any program; a caller's SIG_IGN stays, which the command inherits."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
