"""GLib's tests that must not end as they do natively, and those that cannot be compared, with reasons."""

from __future__ import annotations

from .outcomes import Difference

_RULES = frozenset({"rules"})
_BOTH = frozenset({"allow"}) | _RULES

_GDB = "it runs gdb, and its child has a tracer already: scpipe"

_GLIB = {
    "assert-msg-test.py": [
        Difference("__main__.TestAssertMessage.test_gdb_gassert", _GDB, _BOTH),
    ],
}

#: Programs that are not run.
UNUSABLE = {
    "performance": "it measures",
    "performance-threaded": "it measures",
    "static-link": "it needs what only static linking needs, and does nothing without",
    "gapplication": "a timer of one test goes off a second later, and aborts whatever test runs then",
}

#: Tests whose outcome is luck, natively too: program and pattern.
LUCK = {
    "gdbus-export": "* /gdbus/threaded-unregistration/*",  # skipped if a race was not lost often enough
}

_ASKING = """
    array-test closure convert dataset deprecated-properties error file
    g-file-info-filesystem-readonly gdbus-address-get-session gdbus-connection-slow
    gdbus-exit-on-close gdbus-non-socket gdbus-peer gdbus-proxy giomodule glistmodel gsubprocess
    gvariant hash list logging mem-overflow network-monitor-race option-context param properties
    protocol refcount resources scannerapi signalgroup signals slice spawn-multithreaded
    spawn-path-search spawn-singlethread spawn-test task test-printf testing thread-pool tls-bindings
    unix utils win32-appinfo
"""

#: Programs that use a child's pidfd, and then its status without waiting. With ``allow`` no filter traps
#: their wait, which may come before the supervisor has taken in the child's end (docs/limits.md).
ASKING = frozenset(_ASKING.split())

#: Programs that have no tests to tell of: their status is all that can be compared.
SILENT = frozenset(["cxx", "cxx-98", "cxx-03", "cxx-11", "cxx-14", "cxx-17", "cxx-20", "cxx-2b", "deftype"])


def in_glib(program: str, policy: str, user: str) -> list[Difference]:
    """What differs in a program under a policy (allow, rules) for a user (root, user)."""
    return [entry for entry in _GLIB.get(program, []) if policy in entry.policies and user in entry.users]
