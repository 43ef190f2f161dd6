"""Putting one function in another's place."""

from __future__ import annotations

from typing import Any


def replace(owner: Any, name: str, value: object) -> None:
    """Replace an attribute. Raises SystemExit if it is not there: then the removal is out of date."""
    if not hasattr(owner, name):
        raise SystemExit(f"ablated: {owner.__name__} has no {name} any more")
    setattr(owner, name, value)
