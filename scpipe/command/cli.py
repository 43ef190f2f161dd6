"""The commands: argv to an exit status. What is clear takes the short way, everything else the long one."""

from __future__ import annotations

import sys

from scpipe import isolation


def main_run() -> None:
    """Entry point of ``scpipe-run``."""
    from scpipe.command.arguments import read
    from scpipe.command.invocation import complain, run
    from scpipe.errors import UsageError

    try:
        invocation = read(sys.argv[1:])
    except UsageError as error:
        raise SystemExit(complain(error)) from None
    if invocation is not None:
        raise SystemExit(run(invocation))
    isolation.complete_path()
    from scpipe.command import grammar

    raise SystemExit(grammar.run(sys.argv[1:]))


def main() -> None:
    """Entry point of ``scpipe``."""
    isolation.complete_path()
    from scpipe.command import grammar

    raise SystemExit(grammar.look(sys.argv[1:]))


if __name__ == "__main__":
    main_run()
