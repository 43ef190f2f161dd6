"""A run that is watched: under a guard that has two children, the supervisor and what draws."""

from __future__ import annotations

import os

from scpipe.command.detach import guard
from scpipe.command.invocation import Invocation
from scpipe.command.supervising import options_of, supervise_here
from scpipe.command.watching import Watching
from scpipe.policy.model import Effective
from scpipe.record import replace
from scpipe.spawn.surroundings import explained


def supervise(invocation: Invocation, effective: Effective) -> int:
    """Run the command under a policy; the exit status, unless the process dies like the command."""
    options, launcher = options_of(invocation), os.getpid()
    with explained():
        watching = Watching()
    options = replace(options, counts=watching.counts)
    live = watching.sink
    return guard(
        lambda _leave: supervise_here(invocation, effective, options, None, launcher, live=live), watching
    )
