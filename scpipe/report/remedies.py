"""The rules of advice, in the order in which they are tried; the first that fits wins.

Each was observed on Debian 12. tests/compat/test_advice.py runs these programs, and the remedies; those in
UNTRIED are from an earlier measurement, and promise nothing.
"""

from __future__ import annotations

from scpipe.report.known import Known
from scpipe.report.remedies_interpreters import interpreters
from scpipe.report.remedies_servers import servers
from scpipe.report.remedies_shells import shells
from scpipe.report.remedies_tools import tools

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_TABLE: list[Known] = []


def table() -> Sequence[Known]:
    """All rules, in their order. They are made at the first call, which most runs never come to."""
    if not _TABLE:
        _TABLE.extend((*servers(), *interpreters(), *tools(), *shells()))
    return _TABLE


#: Rules whose programs no test runs: they need a machine, a service or a licence of their own.
UNTRIED = frozenset({"dotnet", "unbound", "dnsmasq", "log-pipe", "sshd", "sudo", "python-signal"})

#: What a structure of so many bytes usually is. Sizes do not tell whose it is: programs stand in KNOWN.
STRUCTS = {
    4: "an int (a count, or the number of a signal or an error)",
    8: "two ints or a pointer",
    16: "a pointer and a number (libuv's signal records are such)",
}
LONGEST_STRUCT = 128
