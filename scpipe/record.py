"""Records: classes of named values that cost next to nothing to define.

A dataclass compiles its methods where it is defined, 0.35 ms each, and ``import dataclasses`` takes 14 ms: a
third of a start with eighty of them. A Record shares its methods with all others. For whoever asks
(``dataclasses.replace``, ``asdict``, ``fields``) it is a dataclass all the same.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from dataclasses import Field
    from typing import Any, ClassVar, TypeVar

    from typing_extensions import dataclass_transform

    T = TypeVar("T")
    R = TypeVar("R", bound="Record")
else:

    def dataclass_transform(**_told: object) -> Callable[[T], T]:
        """For type checkers (PEP 681): a Record takes its fields as a dataclass does."""
        return lambda kind: kind


class _Factory:
    """A default that is made anew for each record."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], object]) -> None:
        self.make = make


def field(*, factory: Callable[[], T]) -> T:
    """The default of a field whose value is made for each record."""
    return _Factory(factory)  # type: ignore[return-value] # type checkers are told what it makes


class _OfDataclass:
    """An attribute that only the module dataclasses asks for: that of a dataclass with the same fields."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name
        self._found: dict[type, object] = {}

    def __get__(self, record: object, kind: type[Record]) -> object:
        if kind not in self._found:
            self._found[kind] = getattr(_as_dataclass(kind), self._name)
        return self._found[kind]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class RecordType(type):
    """The class of records' classes: annotated names become slots and fields, in their order."""

    if TYPE_CHECKING:
        __match_args__: tuple[str, ...]
        __field_defaults__: Mapping[str, object]

    def __new__(
        cls,
        name: str,
        bases: tuple[type, ...],
        namespace: dict[str, Any],
        *,
        frozen: bool = True,
        eq: bool = True,
    ) -> RecordType:
        """``frozen=False``: fields can be set. ``eq=False``: a record equals only itself."""
        fields: tuple[str, ...] = ()
        defaults: Mapping[str, object] = {}
        for base in bases:
            if isinstance(base, RecordType):
                fields, defaults = base.__match_args__, base.__field_defaults__
        own = tuple(namespace.get("__annotations__", ()))
        if own:
            fields += own
            defaults = {**defaults, **{name: namespace.pop(name) for name in own if name in namespace}}
        namespace.update(__slots__=own, __match_args__=fields, __field_defaults__=defaults)
        if bases and not fields:  # a fifth of what the shared one takes
            namespace.setdefault("__init__", object.__init__)
        elif bases and fields == own:  # the base may be one without fields
            namespace.setdefault("__init__", Record.__init__)
        if not frozen:
            namespace.update(__setattr__=object.__setattr__, __delattr__=object.__delattr__)
            namespace.setdefault("__hash__", None)
        if not eq:
            namespace.update(__eq__=object.__eq__, __hash__=object.__hash__)
        return super().__new__(cls, name, bases, namespace)


class Record(metaclass=RecordType):
    """The base of all records: they take their fields by place or by name, compare and show them.

    What is made for every stop has an ``__init__`` of its own: this one takes half a microsecond.
    """

    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    else:
        __dataclass_fields__ = _OfDataclass()
        __dataclass_params__ = _OfDataclass()

    def __init__(self, *values: object, **named: object) -> None:
        fields = type(self).__match_args__
        if named or len(values) != len(fields):
            values = _complete(type(self), values, named)
        put = object.__setattr__
        for name, value in zip(fields, values, strict=True):
            put(self, name, value)

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in type(self).__match_args__)

    def __hash__(self) -> int:
        return hash(tuple(as_dict(self).values()))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in as_dict(self).items())
        return f"{type(self).__qualname__}({fields})"

    def __setattr__(self, name: str, value: object) -> None:
        raise _frozen(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise _frozen(f"cannot delete field {name!r}")

    def __getstate__(self) -> list[object]:
        return list(as_dict(self).values())

    def __setstate__(self, state: list[object]) -> None:
        for name, value in zip(type(self).__match_args__, state, strict=True):
            object.__setattr__(self, name, value)


def replace(record: R, **changes: object) -> R:
    """A copy of a record with other values for some of its fields."""
    return type(record)(**{**as_dict(record), **changes})


def as_dict(record: Record) -> dict[str, object]:
    """The fields of a record by name, in their order; what they hold is not copied."""
    return {name: getattr(record, name) for name in type(record).__match_args__}


def _complete(kind: RecordType, values: tuple[object, ...], named: dict[str, object]) -> tuple[object, ...]:
    """The values of all fields. Raises TypeError for one that is missing, unknown or given twice."""
    fields, defaults = kind.__match_args__, kind.__field_defaults__
    if len(values) > len(fields):
        raise TypeError(f"{kind.__name__}() takes {len(fields)} values, {len(values)} were given")
    found = list(values)
    for name in fields[len(values) :]:
        if name in named:
            found.append(named.pop(name))
        elif name in defaults:
            default = defaults[name]
            found.append(default.make() if isinstance(default, _Factory) else default)
        else:
            raise TypeError(f"{kind.__name__}() needs a value for {name}")
    if named:
        raise TypeError(f"{kind.__name__}() has no {', '.join(named)}, or got it twice")
    return tuple(found)


def _frozen(what: str) -> Exception:
    from dataclasses import FrozenInstanceError

    return FrozenInstanceError(what)


def _as_dataclass(kind: RecordType) -> type:
    """A dataclass with the fields of a record."""
    import dataclasses

    fields: list[Any] = []
    for name in kind.__match_args__:
        if name not in kind.__field_defaults__:
            fields.append((name, object))
            continue
        default = kind.__field_defaults__[name]
        if isinstance(default, _Factory):
            fields.append((name, object, dataclasses.field(default_factory=default.make)))
        else:
            fields.append((name, object, dataclasses.field(default=default)))
    return dataclasses.make_dataclass(kind.__name__, fields)
