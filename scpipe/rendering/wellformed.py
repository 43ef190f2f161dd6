"""Whether the values of an event have the types that its class names. Pure.

A report may be damaged, or somebody else may have written into it. What counts, draws or names an event
later shall not meet a list where a name belongs, or a time that no calendar has.
"""

from __future__ import annotations

import functools
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any

from scpipe.errors import ReportError
from scpipe.policy.model import PairKind
from scpipe.record import Record
from scpipe.report.events import Event, PairFacts, Repeated

_LARGEST = (1 << 63) - 1
#: The last second of the year 9999.
_LATEST = 253_402_300_799.0
_KINDS = frozenset(kind.value for kind in PairKind)

Check = Callable[[Any], bool]


def check(event: Event) -> None:
    """Raise ReportError, which names the field, for an event with a value of another type."""
    _check(event)
    if isinstance(event, Repeated) and event.count < 1:
        raise ReportError("count is less than 1")


def _check(record: Record) -> None:
    for name, fits in _fields_of(type(record)):
        if not fits(getattr(record, name)):
            raise ReportError(f"{name} is not what belongs there")
    if isinstance(record, PairFacts) and record.kind not in _KINDS:
        raise ReportError("kind is neither pipe nor socketpair")


@functools.cache
def _fields_of(kind: type[Record]) -> list[tuple[str, Check]]:
    hints = typing.get_type_hints(kind)
    return [(name, _is_time if name == "time" else _fitting(hints[name])) for name in kind.__match_args__]


def _fitting(hint: object) -> Check:
    """A predicate for an annotation; only those that events use are known."""
    simple = {int: _is_int, float: _is_time, str: _is_str, bool: _is_bool, object: _is_anything}
    if hint in simple:
        return simple[hint]
    if isinstance(hint, type) and issubclass(hint, Record):
        return functools.partial(_is_record, hint)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        choices = [_is_none if choice is type(None) else _fitting(choice) for choice in arguments]
        return lambda value: any(choice(value) for choice in choices)
    if origin is tuple:
        each = _fitting(arguments[0])
        return lambda value: isinstance(value, tuple) and all(map(each, value))
    if origin is Mapping:
        return functools.partial(_is_mapping, _fitting(arguments[1]))
    raise TypeError(f"no check for {hint!r}")


def _is_record(kind: type[Record], value: object) -> bool:
    if not isinstance(value, kind):
        return False
    _check(value)
    return True


def _is_mapping(each: Check, value: object) -> bool:
    return isinstance(value, Mapping) and all(map(each, value.values()))


def _is_time(value: object) -> bool:
    return type(value) in (int, float) and 0 <= value <= _LATEST  # type: ignore[operator]


def _is_int(value: object) -> bool:
    return type(value) is int and -_LARGEST <= value <= _LARGEST


def _is_str(value: object) -> bool:
    return isinstance(value, str)


def _is_bool(value: object) -> bool:
    return isinstance(value, bool)


def _is_none(value: object) -> bool:
    return value is None


def _is_anything(_value: object) -> bool:
    return True
