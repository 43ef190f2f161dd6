"""The run that ``scpipe learn`` learns from."""

from __future__ import annotations

import os
from collections.abc import Sequence

from scpipe.command.invocation import Invocation, LimitWords
from scpipe.command.outputs import own_stderr
from scpipe.learning.needs import Needs
from scpipe.learning.voice import reporter_to
from scpipe.outcome import Ending
from scpipe.policy.model import Effective
from scpipe.record import Record, replace
from scpipe.report.sinks import Reporter
from scpipe.spawn.child import Command, callers_environment
from scpipe.spawn.surroundings import ensure_untraced
from scpipe.supervision.run import supervise
from scpipe.supervision.watch import Watch


class Watched(Record):
    """A run that is over: how it ended, its counts, and what its programs needed."""

    ending: Ending
    reporter: Reporter
    needs: Needs


def watch(command: Sequence[str], effective: Effective, timeout: str | None, trap: str | None) -> Watched:
    """Run a command under a policy that refuses nothing. Raises ScpipeError."""
    asked = Invocation(command, limits=LimitWords(timeout=timeout), trap=trap)
    options = replace(asked.limits.read(), trap=asked.read_trap())
    ensure_untraced()
    needs = Needs()
    reporter = reporter_to(needs, own_stderr())
    told = Command(command, callers_environment(), launcher=os.getpid())
    return Watched(supervise(told, effective, options, Watch(reporter)), reporter, needs)
