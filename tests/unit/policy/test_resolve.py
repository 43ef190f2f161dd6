"""Which of flag, file, environment and default decides a setting."""

from __future__ import annotations

import pytest

from scpipe.errors import PolicyError, UsageError
from scpipe.policy.model import FirstMessage, Loaded, OnViolation, PairMode, Policy, Rule
from scpipe.policy.resolve import Flags, resolve

FILE = Loaded(
    "native",
    pipe=PairMode.DENY,
    socketpair=PairMode.ALLOW,
    first_message=FirstMessage.ANY,
    on_violation=OnViolation.KILL,
    relax=frozenset({"aio"}),
    rules=(Rule("/bin/sh", pipe=PairMode.ALLOW),),
    origins={
        "pipe": "p.yaml:1",
        "socketpair": "p.yaml:2",
        "first-message": "p.yaml:3",
        "on-violation": "p.yaml:4",
        "relax": "p.yaml:5",
        "rules": "p.yaml:6",
    },
    warnings=("w",),
)
KEYS = ("pipe", "socketpair", "first-message", "on-violation", "relax", "rules")


def test_nothing_given_means_the_defaults() -> None:
    """Without flags, file and variables every setting is its default and says so."""
    effective = resolve(Flags(), None, {})
    assert effective.policy == Policy()
    assert effective.policy.pipe is PairMode.ALLOW_EVENTS
    assert effective.policy.first_message is FirstMessage.UNIFORM
    assert effective.origins == dict.fromkeys(KEYS, "default")
    assert effective.warnings == ()


def test_the_file_decides_over_defaults_and_environment() -> None:
    """With a policy file its settings count and an inherited SCONE variable does not, right or wrong."""
    effective = resolve(Flags(), FILE, {"SCONE_PIPE": "allow", "SCONE_SOCKETPAIR": "nonsense"})
    assert effective.policy == Policy(
        PairMode.DENY,
        PairMode.ALLOW,
        FirstMessage.ANY,
        OnViolation.KILL,
        frozenset({"aio"}),
        FILE.rules or (),
    )
    assert effective.origins == FILE.origins
    assert effective.warnings == ("w",)


def test_an_empty_file_still_shuts_the_environment_out() -> None:
    """A policy that sets nothing means the defaults, not the caller's variables."""
    effective = resolve(Flags(), Loaded("native"), {"SCONE_PIPE": "allow", "SCONE_PIPES": "x"})
    assert effective.policy == Policy()
    assert effective.origins["pipe"] == "default"
    assert effective.warnings == ()


def test_flags_decide_over_everything() -> None:
    """A flag wins over the file; the settings beside it stay the file's."""
    flags = Flags(pipe="allow", first_message="uniform", on_violation="report")
    effective = resolve(flags, FILE, {})
    assert effective.policy.pipe is PairMode.ALLOW
    assert effective.policy.first_message is FirstMessage.UNIFORM
    assert effective.policy.on_violation is OnViolation.REPORT
    assert effective.policy.socketpair is PairMode.ALLOW
    assert effective.origins == {
        **FILE.origins,
        "pipe": "--pipe",
        "first-message": "--first-message",
        "on-violation": "--on-violation",
    }


def test_a_flag_decides_over_the_environment() -> None:
    """A flag wins over a variable, setting by setting."""
    environ = {"SCONE_PIPE": "allow", "SCONE_SOCKETPAIR": "allow"}
    effective = resolve(Flags(socketpair="deny"), None, environ)
    assert (effective.policy.pipe, effective.policy.socketpair) == (PairMode.ALLOW, PairMode.DENY)
    assert effective.origins["pipe"] == "SCONE_PIPE in the environment"
    assert effective.origins["socketpair"] == "--socketpair"


@pytest.mark.parametrize("text", ["deny", '"deny"', "'deny'"])
def test_variables_lose_one_matching_pair_of_quotes(text: str) -> None:
    """The environment's value may carry the quotes of the documented line."""
    effective = resolve(Flags(), None, {"SCONE_SOCKETPAIR": text})
    assert effective.policy.socketpair is PairMode.DENY
    assert effective.origins["socketpair"] == "SCONE_SOCKETPAIR in the environment"


@pytest.mark.parametrize("text", ["", "Deny", "\"deny'", "'", '""deny""', " deny", "no"])
@pytest.mark.parametrize("name", ["SCONE_PIPE", "SCONE_SOCKETPAIR"])
def test_a_wrong_variable_is_an_error_that_names_it(name: str, text: str) -> None:
    """No value but the three words is accepted from the environment."""
    with pytest.raises(
        PolicyError, match=f"^{name} in the environment: found .*; allowed: deny, allow-events"
    ):
        resolve(Flags(), None, {name: text})


def test_a_misspelt_variable_is_warned_about() -> None:
    """Without a file a near miss in the environment is named."""
    effective = resolve(Flags(), None, {"SCONE_PIPES": "deny", "SCONE_MODE": "hw", "PATH": "/bin"})
    assert effective.policy == Policy()
    assert effective.warnings == (
        "the variable 'SCONE_PIPES' in the environment is ignored; did you mean SCONE_PIPE?",
    )


def test_relax_flags_are_added_to_the_file() -> None:
    """Names of file and flags are joined, and both origins are told."""
    effective = resolve(Flags(relax=("bpf", "bpf")), FILE, {})
    assert effective.policy.relax == {"aio", "bpf"}
    assert effective.origins["relax"] == "p.yaml:5, --relax"
    assert resolve(Flags(relax=("bpf",)), None, {}).origins["relax"] == "--relax"


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (
            Flags(pipe="alow"),
            "--pipe: found 'alow'; allowed: deny, allow-events, allow (hint: did you mean allow?)",
        ),
        (Flags(socketpair=""), "--socketpair: found ''"),
        (Flags(first_message="strict"), "--first-message: found 'strict'; allowed: uniform, any"),
        (Flags(on_violation="audit"), "--on-violation: found 'audit'; allowed: refuse, kill, report"),
        (Flags(relax=("uring",)), "did you mean io-uring?"),
    ],
)
def test_a_wrong_flag_is_a_usage_error(flags: Flags, words: str) -> None:
    """A flag's value is held to the same words as the file's."""
    with pytest.raises(UsageError) as caught:
        resolve(flags, FILE, {})
    assert words in str(caught.value)
