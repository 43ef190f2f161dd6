"""What one policy file says, before flags and defaults are added."""

from __future__ import annotations

from collections.abc import Mapping

from scpipe.policy.model import FirstMessage, OnViolation, PairMode, Rule
from scpipe.record import Record, field


class Loaded(Record):
    """The settings a file makes; None where it is silent. ``form`` is "native" or "scone".

    ``origins`` has one entry for each setting that is made, with the keys of model.Effective.
    """

    form: str
    pipe: PairMode | None = None
    socketpair: PairMode | None = None
    first_message: FirstMessage | None = None
    on_violation: OnViolation | None = None
    relax: frozenset[str] | None = None
    rules: tuple[Rule, ...] | None = None
    origins: Mapping[str, str] = field(factory=dict)
    warnings: tuple[str, ...] = ()
