"""Whether a run came to its own end, so that something can be learnt from it."""

from __future__ import annotations

import signal

from scpipe.outcome import Ending, Status

#: Statuses with which shells and others tell that a signal ended them.
_ENDED = {
    128 + number: number.name
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGKILL, signal.SIGTERM)
}


def is_seen(ending: Ending) -> bool:
    """True unless the supervisor itself failed: then nothing is known."""
    return ending.code is not None and ending.status is not Status.INTERNAL_ERROR


def is_whole(ending: Ending) -> bool:
    """True if the command ended by itself."""
    code = ending.code
    return ending.status is Status.OK and code is not None and code >= 0 and code not in _ENDED


def how_it_ended(ending: Ending) -> str:
    """How the command ended, behind "the command"."""
    code = ending.code or 0
    if ending.status is Status.TIMEOUT:
        return "was ended by the timeout"
    if code < 0:
        return f"died of {_name(-code)}"
    after = f", as after {_ENDED[code]}" if code in _ENDED else ""
    return f"ended with status {code}{after}"


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
