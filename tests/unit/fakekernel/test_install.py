"""The fake kernel can be asked as the real one can, and nothing about others is left to the real one."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import Any

import pytest
from unit.fakekernel.install import REPLACED, replaced
from unit.fakekernel.kernel import FakeKernel

#: Functions that name a task and stay: they ask others of these modules. And those that begin.
_BUILT_ON_OTHERS = {"is_at_stop", "syscall_entry", "read_exactly", "tracer_of", "threads", "traced_by"}
_REAL = {"seize", "probe"}


@pytest.mark.parametrize(("module", "name", "fake"), replaced(FakeKernel()), ids=str)
def test_it_is_asked_in_the_same_way(module: ModuleType, name: str, fake: Any) -> None:
    """Names, kinds, defaults and types of arguments, and the type of the answer."""
    found = inspect.signature(fake)
    if inspect.isbuiltin(getattr(module, name)):  # Python tells no more of those
        text = (getattr(module, name).__text_signature__ or "()").strip("()").replace(" ", "")
        assert list(found.parameters) == [
            word for word in text.split(",") if word not in ("", "/", "$module")
        ]
        return
    real = inspect.signature(getattr(module, name))
    assert [one.replace(annotation="") for one in found.parameters.values()] == [
        one.replace(annotation="") for one in real.parameters.values()
    ]
    types = {name: _plain(one.annotation) for name, one in found.parameters.items()}
    assert types == {name: _plain(one.annotation) for name, one in real.parameters.items()}
    assert _plain(found.return_annotation) == _plain(real.return_annotation)


def _plain(annotation: str) -> str:
    """As it is written, without the module's name."""
    return annotation.replace("ptrace.", "")


@pytest.mark.parametrize("module", sorted({row[0] for row in REPLACED}, key=str), ids=str)
def test_nobody_else_is_asked(module: ModuleType) -> None:
    """Every function of ours that names a task is replaced: the real task with that number is not touched."""
    if not module.__name__.startswith("scpipe."):
        return
    names = {name for one, name, _fake in replaced(FakeKernel()) if one is module}
    public = inspect.getmembers(module, inspect.isfunction)
    concerned = {
        name
        for name, function in public
        if not name.startswith("_")
        and function.__module__ == module.__name__
        and {"tid", "pid", "child", "path"} & inspect.signature(function).parameters.keys()
    }
    assert concerned - names <= _BUILT_ON_OTHERS | _REAL
