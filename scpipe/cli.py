"""The commands: argv to an exit status. What is clear takes the short way, everything else the long one."""

from __future__ import annotations

import sys

from scpipe import isolation


def main_run() -> None:
    """Entry point of ``scpipe-run``."""
    from scpipe.arguments import read
    from scpipe.errors import UsageError
    from scpipe.invocation import complain, run

    try:
        invocation = read(sys.argv[1:])
    except UsageError as error:
        raise SystemExit(complain(error)) from None
    if invocation is not None:
        raise SystemExit(run(invocation))
    isolation.complete_path()
    from scpipe import grammar

    raise SystemExit(grammar.run(sys.argv[1:]))


def main() -> None:
    """Entry point of ``scpipe``."""
    isolation.complete_path()
    from scpipe import grammar

    raise SystemExit(grammar.look(sys.argv[1:]))


if __name__ == "__main__":
    main_run()
