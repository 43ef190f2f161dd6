"""Policies written out: as values, as YAML that reads back, as a table."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scpipe.policy.dump import describe, from_dict, to_dict, to_yaml
from scpipe.policy.model import RELAXATIONS, Effective, FirstMessage, OnViolation, PairMode, Policy, Rule
from scpipe.policy.parse import load, load_mapping
from scpipe.policy.resolve import Flags, resolve

NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
EXES = st.builds(
    lambda start, text: re.sub(r"\*+", "*", (start + text).rstrip("/")) or "/x",
    st.sampled_from(["/", "/*"]),
    NAMES,
)
MODES = st.sampled_from(PairMode)
RULES = st.one_of(
    st.builds(Rule, EXES, MODES, st.none() | MODES),
    st.builds(Rule, EXES, st.none(), MODES),
)
POLICIES = st.builds(
    Policy,
    MODES,
    MODES,
    st.sampled_from(FirstMessage),
    st.sampled_from(OnViolation),
    st.frozensets(st.sampled_from(sorted(RELAXATIONS))),
    st.lists(RULES, max_size=4).map(tuple),
)


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(policy=POLICIES)
def test_a_written_policy_reads_back_equal(tmp_path: Path, policy: Policy) -> None:
    """YAML, JSON and plain values all lead back to the policy they came from."""
    yaml_path, json_path = tmp_path / "p.yaml", tmp_path / "p.json"
    yaml_path.write_text(to_yaml(policy), encoding="utf-8")
    json_path.write_text(json.dumps(to_dict(policy), indent="\t"), encoding="utf-8")
    for loaded in (
        load(str(yaml_path), environ={}),
        load(str(json_path), environ={}),
        load_mapping(to_dict(policy)),
    ):
        assert resolve(Flags(), loaded, {}).policy == policy
    assert from_dict(json.loads(json.dumps(to_dict(policy)))) == policy


@pytest.mark.parametrize("change", [{"pipe": "x"}, {"on-violation": 0}, {"rules": [{"exe": "", "pipe": 0}]}])
def test_what_no_policy_wrote_makes_none(change: dict[str, object]) -> None:
    """Values that to_dict() never makes are an error, not a default."""
    with pytest.raises(ValueError, match="is not a valid"):
        from_dict({**to_dict(Policy()), **change})
    with pytest.raises(KeyError):
        from_dict({key: value for key, value in to_dict(Policy()).items() if key != next(iter(change))})


def test_every_key_is_written_in_the_order_of_the_reference() -> None:
    """The values of the default policy, key by key."""
    assert list(to_dict(Policy()).items()) == [
        ("version", 1),
        ("pipe", "allow-events"),
        ("socketpair", "allow-events"),
        ("first-message", "uniform"),
        ("on-violation", "refuse"),
        ("relax", []),
        ("rules", []),
    ]


def test_unset_modes_of_a_rule_are_not_written() -> None:
    """A rule keeps only what it sets."""
    policy = Policy(rules=(Rule("/usr/*/make", pipe=PairMode.ALLOW),))
    assert to_dict(policy)["rules"] == [{"exe": "/usr/*/make", "pipe": "allow"}]


def test_describe_lists_values_origins_rules_and_warnings() -> None:
    """The table names each setting once, aligned, then rules, lost promises and warnings."""
    policy = Policy(
        pipe=PairMode.DENY, relax=frozenset({"bpf", "aio"}), rules=(Rule("/a\nb", pipe=PairMode.ALLOW),)
    )
    origins = {
        "pipe": "--pipe",
        "socketpair": "default",
        "first-message": "default",
        "on-violation": "p.yaml:2",
        "relax": "p.yaml:3",
        "rules": "p.yaml:4",
    }
    lines = describe(Effective(policy, origins, ("careful",)), [["'/a\\nb'", "and 3 more"]], ["look"])
    assert "\n".join(lines) == (
        "setting        value         from\n"
        "pipe           deny          --pipe\n"
        "socketpair     allow-events  default\n"
        "first-message  uniform       default\n"
        "on-violation   refuse        p.yaml:2\n"
        "relax          aio, bpf      p.yaml:3\n"
        "rules          1             p.yaml:4\n"
        "  rule 1: '/a\\nb' makes pairs with pipe: allow\n"
        "    '/a\\nb'\n"
        "    and 3 more\n"
        f"no longer promised, aio: {RELAXATIONS['aio']}\n"
        f"no longer promised, bpf: {RELAXATIONS['bpf']}\n"
        "warning: careful\n"
        "warning: look"
    )


@pytest.mark.parametrize("key", ["relax", "rules"])
def test_describe_says_none_rather_than_nothing(key: str) -> None:
    """Empty lists have a word of their own."""
    line = next(line for line in describe(resolve(Flags(), None, {})) if line.startswith(key))
    assert line.split() == [key, "none", "default"]
