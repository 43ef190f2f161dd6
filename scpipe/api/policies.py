"""The policy of a program that uses scpipe: built in code, read from a file or a mapping, dumped back."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

from scpipe.policy import model
from scpipe.policy.dump import to_dict, to_yaml
from scpipe.policy.model import Effective, FirstMessage, OnViolation, PairMode, Rule
from scpipe.policy.parse import load, load_mapping
from scpipe.policy.resolve import Flags, resolve

if TYPE_CHECKING:
    from scpipe.policy.model import Loaded

Mode = PairMode | Literal["deny", "allow-events", "allow"]
First = FirstMessage | Literal["uniform", "any"]
Reaction = OnViolation | Literal["refuse", "kill", "report"]
RuleLike = Rule | Mapping[str, str]

_DEFAULTS = model.Policy()


class Policy(model.Policy):
    """A policy. Settings are the policy file's, words are accepted for them; the default is SCONE's.

    Raises PolicyError for a setting or word that does not exist.
    """

    def __init__(
        self,
        *,
        pipe: Mode = _DEFAULTS.pipe,
        socketpair: Mode = _DEFAULTS.socketpair,
        first_message: First = _DEFAULTS.first_message,
        on_violation: Reaction = _DEFAULTS.on_violation,
        relax: Iterable[str] = (),
        rules: Iterable[RuleLike] = (),
    ) -> None:
        settings: dict[str, object] = {
            "pipe": pipe,
            "socketpair": socketpair,
            "first-message": first_message,
            "on-violation": on_violation,
            "relax": [relax] if isinstance(relax, str) else list(relax),
            "rules": [_as_mapping(rule) for rule in rules],
        }
        _set(self, _policy_of(load_mapping(settings, source="Policy")))

    @classmethod
    def from_dict(cls, settings: Mapping[str, object]) -> Policy:
        """The policy of a mapping with the policy file's keys. Raises PolicyError."""
        return _public(_policy_of(load_mapping(settings)))

    @classmethod
    def from_file(cls, path: str | os.PathLike[str], *, service: str | None = None) -> Policy:
        """The policy of a YAML or JSON file, or of a SCONE session's service. Raises PolicyError."""
        return _public(_policy_of(load(os.fspath(path), service=service, environ=os.environ)))

    def to_dict(self) -> dict[str, object]:
        """The settings with the policy file's keys, as values that JSON can hold."""
        return to_dict(self)

    def to_yaml(self) -> str:
        """A policy file that loads to the same policy."""
        return to_yaml(self)


PolicyLike = model.Policy | str | os.PathLike[str] | Mapping[str, object] | None


def effective_policy(policy: PolicyLike, service: str | None) -> Effective:
    """The policy in force for a launch. None: SCONE's variables, then the default. Raises PolicyError."""
    if isinstance(policy, model.Policy):
        keys = ("pipe", "socketpair", "first-message", "on-violation", "relax", "rules")
        return Effective(policy, dict.fromkeys(keys, "the caller's Policy"))
    if policy is None:
        return resolve(Flags(), None, os.environ)
    if isinstance(policy, Mapping):
        return resolve(Flags(), load_mapping(policy), os.environ)
    return resolve(Flags(), load(os.fspath(policy), service=service, environ=os.environ), os.environ)


def _policy_of(loaded: Loaded) -> model.Policy:
    return resolve(Flags(), loaded, {}).policy


def _public(policy: model.Policy) -> Policy:
    made = Policy.__new__(Policy)
    _set(made, policy)
    return made


def _set(policy: Policy, values: model.Policy) -> None:
    for name in ("pipe", "socketpair", "first_message", "on_violation", "relax", "rules"):
        object.__setattr__(policy, name, getattr(values, name))


def _as_mapping(rule: RuleLike) -> Mapping[str, object]:
    if not isinstance(rule, Rule):
        return rule
    found: dict[str, object] = {"exe": rule.exe, "pipe": rule.pipe, "socketpair": rule.socketpair}
    return {key: value for key, value in found.items() if value is not None}
