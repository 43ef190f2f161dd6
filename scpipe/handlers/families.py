"""Which handler answers the calls of a family."""

from __future__ import annotations

from collections.abc import Mapping

from scpipe.handlers.creation import handle_creation
from scpipe.handlers.handler import Handler
from scpipe.handlers.limits import handle_limits, handle_scheduling
from scpipe.handlers.message import handle_message
from scpipe.handlers.mounting import handle_mount
from scpipe.handlers.naming import handle_naming
from scpipe.handlers.naming_ends import handle_duplicate, handle_open, handle_receive, handle_sharing
from scpipe.handlers.refused import handle_refused
from scpipe.handlers.selfprotection import handle_dumpable, handle_filter
from scpipe.handlers.splice import handle_transfer
from scpipe.handlers.wait import handle_wait
from scpipe.seccomp.entries import Family

FAMILIES: Mapping[Family, Handler] = {
    Family.CREATE: handle_creation,
    Family.MESSAGE: handle_message,
    Family.TRANSFER: handle_transfer,
    Family.DUMPABLE: handle_dumpable,
    Family.FILTER: handle_filter,
    Family.NAMING: handle_naming,
    Family.MOUNT: handle_mount,
    Family.LIMITS: handle_limits,
    Family.SCHEDULING: handle_scheduling,
    Family.WAIT: handle_wait,
    Family.OPEN: handle_open,
    Family.RECEIVE: handle_receive,
    Family.SHARE: handle_sharing,
    Family.DUPLICATE: handle_duplicate,
    Family.REFUSED: handle_refused,
}
