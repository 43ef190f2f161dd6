"""A run under supervision, here or in a child that can be left alone."""

from __future__ import annotations

import os
from collections.abc import Callable

from scpipe.command.invocation import Invocation
from scpipe.outcome import Ending
from scpipe.policy.model import Effective
from scpipe.record import replace
from scpipe.spawn.surroundings import ensure_own_proc, ensure_untraced
from scpipe.supervisor.options import Options, Orphans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from scpipe.command.outputs import Live


def supervise(invocation: Invocation, effective: Effective) -> int:
    """Run the command under a policy; the exit status, unless the process dies like the command."""
    options = options_of(invocation)
    if options.orphans is not Orphans.DETACH:
        return supervise_here(invocation, effective, options, None, os.getpid())
    from scpipe.command import outputs
    from scpipe.command.detach import guard

    outputs.check_detached(invocation.outputs)
    launcher = os.getpid()
    return guard(lambda leave: supervise_here(invocation, effective, options, leave, launcher))


def options_of(invocation: Invocation) -> Options:
    """The limits of a run. Raises UsageError, and SetupError where nothing can be supervised."""
    ensure_own_proc()
    ensure_untraced()  # before the imports, which take most of the start
    return replace(invocation.limits.read(), trap=invocation.read_trap())


def supervise_here(
    invocation: Invocation,
    effective: Effective,
    options: Options,
    leave: Callable[[int], None] | None,
    launcher: int,
    *,
    live: Live | None = None,
) -> int:
    """Run the command in this process, whose caller knows it as ``launcher``.

    ``leave``: what is called with the exit status to let go of everybody; None: nobody is let go of.
    ``live``: makes what a live view is told by.
    """
    from scpipe.command import ending as end
    from scpipe.command.outputs import Outputs
    from scpipe.spawn.child import Command, callers_environment
    from scpipe.supervision.run import supervise as carry_out
    from scpipe.supervision.watch import Watch, start_backtraces

    outputs = Outputs(invocation.outputs, live)
    reporter = outputs.reporter

    def part(ending: Ending) -> None:
        code = end.exit_code(invocation.status, ending, reporter)
        outputs.part(end.status_of(ending, reporter).value, code)
        assert leave is not None
        leave(code)

    number = invocation.outputs.summary_number
    taken = {} if number is None else {number: outputs.summarize}
    options = replace(options, debug=outputs.debug, taken=taken)
    if leave is not None:
        options = replace(options, leave=part)
    kept, words = outputs.is_kept, invocation.outputs
    backtraces = start_backtraces(wanted=words.backtrace)
    arguments = kept or not words.quiet
    watch = Watch(reporter, kept, words.show_data, arguments=arguments, backtraces=backtraces)
    command = Command(invocation.command, callers_environment(), launcher=launcher)
    return end.conclude(invocation.status, carry_out(command, effective, options, watch), reporter)
