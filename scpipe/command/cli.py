"""The commands: argv to an exit status. What is clear takes the short way, everything else the long one."""

from __future__ import annotations

import signal
import sys

from scpipe import isolation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from scpipe.command.invocation import Invocation


def main_run() -> None:
    """Entry point of ``scpipe-run``."""
    from scpipe.command.arguments import read
    from scpipe.command.complaint import complain
    from scpipe.errors import UsageError

    try:
        invocation = read(sys.argv[1:])
    except UsageError as error:
        raise SystemExit(complain(error)) from None
    if invocation is None:
        isolation.complete_path()
        from scpipe.command import grammar

        raise SystemExit(grammar.run(sys.argv[1:], run))
    raise SystemExit(run(invocation))


def main() -> None:
    """Entry point of ``scpipe``."""
    isolation.complete_path()
    from scpipe.command import grammar

    raise SystemExit(grammar.look(sys.argv[1:]))


def run(invocation: Invocation) -> int:
    """Carry out an invocation; the exit status, unless the process becomes or dies like the command."""
    from scpipe.command.complaint import complain
    from scpipe.errors import ScpipeError, describe_defect
    from scpipe.linux import process

    try:
        return _run(invocation)
    except ScpipeError as error:
        return complain(error)
    except KeyboardInterrupt:
        process.die_of(signal.SIGINT)
        return 128 + signal.SIGINT
    except Exception as error:  # noqa: BLE001 - a defect of ours: the sandbox is dead by now, say where to look
        return complain(ScpipeError(f"internal error: {describe_defect(error)}"))


def _run(invocation: Invocation) -> int:
    invocation.check()
    effective = invocation.policy.effective()
    if effective.policy.unrestricted and not invocation.watches:
        from scpipe.command.becoming import become

        become(invocation, effective)
    if invocation.no_supervisor:
        from scpipe.command.becoming import become_filtered

        become_filtered(invocation, effective)
    if invocation.watch:
        from scpipe.command.watched import supervise as watch

        return watch(invocation, effective)
    from scpipe.command.supervising import supervise

    return supervise(invocation, effective)


if __name__ == "__main__":
    main_run()
