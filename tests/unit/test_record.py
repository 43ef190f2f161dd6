"""Records: what dataclass promises, without its price."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import scpipe
from scpipe.record import Record, as_dict, field, replace

ROOT = Path(scpipe.__file__).parents[1]


class Point(Record):
    """A frozen one."""

    x: int
    y: int = 2
    seen: list[int] = field(factory=list)

    @property
    def sum(self) -> int:
        return self.x + self.y


class Named(Point):
    """One with a field more."""

    name: str = ""


class Counter(Record, frozen=False):
    """One whose fields can be set."""

    count: int = 0


class Thing(Record, frozen=False, eq=False):
    """One that equals only itself."""

    count: int = 0


class Empty(Record):
    """One without fields."""


class Filled(Empty):
    """One that has a field all the same."""

    x: int


@dataclasses.dataclass(frozen=True, slots=True)
class Model:
    """The dataclass that Point stands for."""

    x: int
    y: int = 2
    seen: list[int] = dataclasses.field(default_factory=list)


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ((1,), {}),
        ((1, 5), {}),
        ((1, 5, [3]), {}),
        ((), {"x": 1}),
        ((1,), {"seen": [4]}),
        ((), {"y": 0, "x": 4, "seen": []}),
        ((), {}),
        ((), {"y": 1}),
        ((1, 2, [], 4), {}),
        ((1,), {"x": 1}),
        ((1,), {"z": 1}),
    ],
)
def test_a_record_is_made_as_a_dataclass_is(values: tuple[object, ...], named: dict[str, object]) -> None:
    """The same arguments make the same fields, and are refused with the same type of error."""
    try:
        model = Model(*values, **named)  # type: ignore[arg-type]
    except TypeError:
        with pytest.raises(TypeError, match=r"Point\(\)"):
            Point(*values, **named)  # type: ignore[arg-type]
        return
    made = Point(*values, **named)  # type: ignore[arg-type]
    assert (made.x, made.y, made.seen) == (model.x, model.y, model.seen)
    assert repr(made) == repr(model).replace("Model", "Point")


def test_a_factory_makes_each_its_own() -> None:
    """Two records do not share what a factory has made."""
    assert Point(1).seen is not Point(1).seen


def test_frozen_and_slots() -> None:
    """A frozen record refuses to be changed; none takes an attribute that is no field."""
    point = Point(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del point.x  # type: ignore[misc]
    counter = Counter()
    counter.count += 1
    assert counter == Counter(1)
    with pytest.raises(AttributeError):
        counter.more = 1  # type: ignore[attr-defined]
    assert not hasattr(point, "__dict__")


def test_equality_and_hash() -> None:
    """Records of one class with equal fields are equal; frozen ones can be keys, others cannot."""
    assert Point(1, 2) == Point(1)
    assert Point(1) != Point(2)
    assert Point(1) != Named(1)
    assert hash(Point(1, 2, ())) == hash(Point(1, 2, ()))  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        hash(Counter())
    assert Thing() != Thing()
    assert len({Thing(), Thing()}) == 2


def test_a_subclass_has_more_fields() -> None:
    """Fields of the base come first; properties are inherited."""
    named = Named(1, name="n")
    assert as_dict(named) == {"x": 1, "y": 2, "seen": [], "name": "n"}
    assert named.sum == 3


def test_no_fields() -> None:
    """A record without fields takes no values, and equals its like; a subclass may have fields."""
    assert Empty() == Empty()
    assert repr(Empty()) == "Empty()"
    with pytest.raises(TypeError):
        Empty(1)  # type: ignore[call-arg]
    assert Filled(1).x == 1
    with pytest.raises(TypeError):
        Filled()  # type: ignore[call-arg]


def test_copies() -> None:
    """replace, copy and pickle make equal records; replace knows its fields."""
    point = Point(1, 5)
    assert replace(point, x=3) == Point(3, 5)
    assert copy.copy(point) == copy.deepcopy(point) == pickle.loads(pickle.dumps(point)) == point
    with pytest.raises(TypeError):
        replace(point, z=1)


def test_a_record_is_a_dataclass_to_those_who_ask() -> None:
    """The functions of the module dataclasses, and match, take a record."""
    point = Point(1, 5)
    assert dataclasses.is_dataclass(point)
    assert [one.name for one in dataclasses.fields(point)] == ["x", "y", "seen"]
    assert dataclasses.asdict(Named(1)) == {"x": 1, "y": 2, "seen": [], "name": ""}
    assert dataclasses.replace(point, x=2) == Point(2, 5)
    match point:
        case Point(1, y):
            assert y == 5
        case _:
            pytest.fail("no match")


def test_defining_and_using_one_loads_nothing() -> None:
    """Neither dataclasses nor typing is loaded for a record."""
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); before = set(sys.modules)\n"
        "from scpipe.record import Record, replace\n"
        "class A(Record):\n    x: int\n"
        "repr(replace(A(1), x=2)) + str(A(1) == A(2))\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    words = [sys.executable, "-I", "-S", "-c", code]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300, check=True)
    assert done.stdout.split() == ["__future__", "scpipe", "scpipe.record"]


def test_signature_s_order_is_the_fields() -> None:
    """A record whose __init__ is written by hand takes its fields in their order and with their defaults."""
    from scpipe.emulation.arguments import Request
    from scpipe.emulation.features import Inspection
    from scpipe.emulation.sources import Sent
    from scpipe.ledger.ledger import Judgement
    from scpipe.ledger.model import Accept, Message, Refuse
    from scpipe.linux.descriptors import Borrowed
    from scpipe.linux.files import FileFacts
    from scpipe.linux.ptrace import SyscallEntry
    from scpipe.tracee.actions import Answer, ContinueToExit, Perform

    kinds = (
        Answer,
        ContinueToExit,
        Perform,
        Inspection,
        Request,
        Sent,
        Judgement,
        Accept,
        Message,
        Refuse,
        Borrowed,
        FileFacts,
    )
    for kind in (*kinds, SyscallEntry):
        _self, *parameters = inspect.signature(kind.__init__).parameters.values()
        assert tuple(one.name for one in parameters) == kind.__match_args__
        defaults = {one.name: one.default for one in parameters if one.default is not one.empty}
        assert defaults == kind.__field_defaults__
