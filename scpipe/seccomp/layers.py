"""Where writes are trapped by descriptor: which rows the first filter has, and which come later.

The first filter of a sandbox traps every call that makes an end of a pair, or gives one a number. The rows
that are left for later are put in force for single descriptor numbers, or for all (extension.py).
"""

from __future__ import annotations

from scpipe.seccomp.entries import Entry, Family, Form, Need
from scpipe.seccomp.plan import Plan, rows_by_number

_OF_NUMBERS = frozenset({Family.MESSAGE, Family.TRANSFER, Family.NAMING, Family.DUPLICATE})
#: Calls that pass descriptors to others are always trapped: what has been passed has to be known.
_PASSING = (Form.HEADER, Form.HEADERS)


def is_armed(plan: Plan) -> bool:
    """True if a plan has rows that are put in force for single descriptor numbers."""
    return any(entry.when is Need.ARMED for entry in plan.entries)


def first_filter(plan: Plan) -> Plan:
    """What the first filter traps: the plan itself where nothing is left for later."""
    if not is_armed(plan):
        return plan
    entries = tuple(entry for entry in plan.entries if not is_later(entry))
    return Plan(plan.profile, entries, plan.supervised, plan.relaxed, rows_by_number(entries))


def later_rows(plan: Plan) -> tuple[Entry, ...]:
    """The rows that are put in force for single descriptor numbers."""
    return tuple(entry for entry in plan.entries if is_later(entry)) if is_armed(plan) else ()


def is_later(entry: Entry) -> bool:
    """True for a row that is put in force for single descriptor numbers where any is."""
    return entry.family in _OF_NUMBERS and entry.syscall.form not in _PASSING
