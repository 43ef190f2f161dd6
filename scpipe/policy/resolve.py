"""Flags, policy file, environment, defaults: which one decides each setting."""

from __future__ import annotations

from collections.abc import Mapping

from scpipe.errors import UsageError
from scpipe.policy.complaints import pick, shown, values, word_hint
from scpipe.policy.model import IN_A_SESSION, RELAXATIONS, Effective, Loaded, PairMode, Policy
from scpipe.policy.variables import VARIABLES, misspelling, parse_mode
from scpipe.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from scpipe.policy.complaints import Choice

DEFAULT = "default"


class Flags(Record):
    """Settings given on the command line, as typed; None where the flag is absent."""

    pipe: str | None = None
    socketpair: str | None = None
    first_message: str | None = None
    on_violation: str | None = None
    relax: tuple[str, ...] = ()


def resolve(flags: Flags, loaded: Loaded | None, environ: Mapping[str, str]) -> Effective:
    """The policy in force. ``environ`` counts only where there is no policy file: SCONE's trust rule.

    Raises UsageError for a wrong flag, PolicyError for a wrong variable.
    """
    given = loaded if loaded is not None else _environment(environ)
    origins: dict[str, str] = {}
    defaults = Policy()

    def decide(key: str, flag: str | None, in_file: Choice | None, default: Choice) -> Choice:
        value, origins[key] = _setting(key, flag, in_file, default, given)
        return value

    policy = Policy(
        pipe=decide("pipe", flags.pipe, given.pipe, defaults.pipe),
        socketpair=decide("socketpair", flags.socketpair, given.socketpair, defaults.socketpair),
        first_message=decide(
            "first-message", flags.first_message, given.first_message, defaults.first_message
        ),
        on_violation=decide("on-violation", flags.on_violation, given.on_violation, defaults.on_violation),
        relax=_relax(flags.relax, given, origins),
        rules=given.rules or (),
    )
    origins["rules"] = given.origins.get("rules", IN_A_SESSION if given.form == "scone" else DEFAULT)
    return Effective(policy, origins, given.warnings)


def _environment(environ: Mapping[str, str]) -> Loaded:
    """The caller's own SCONE variables, read as a policy that sets only the two modes."""
    found: dict[str, PairMode] = {}
    origins: dict[str, str] = {}
    for name, setting in VARIABLES.items():
        if name in environ:
            found[setting] = parse_mode(f"{name} in the environment", environ[name])
            origins[setting] = f"{name} in the environment"
    near = ((name, misspelling(name)) for name in sorted(environ) if name not in VARIABLES)
    warnings = tuple(
        f"the variable {shown(name)} in the environment is ignored; did you mean {meant}?"
        for name, meant in near
        if meant
    )
    return Loaded(
        "environment", found.get("pipe"), found.get("socketpair"), origins=origins, warnings=warnings
    )


def _setting(
    key: str, flag: str | None, in_file: Choice | None, default: Choice, given: Loaded
) -> tuple[Choice, str]:
    """One setting by precedence, and who decided it."""
    if flag is None:
        return (default if in_file is None else in_file), given.origins.get(key, DEFAULT)
    choices = type(default)
    member = pick(flag, choices)
    if member is None:
        raise _wrong_flag(f"--{key}", flag, values(choices))
    return member, f"--{key}"


def _relax(names: tuple[str, ...], given: Loaded, origins: dict[str, str]) -> frozenset[str]:
    for name in names:
        if name not in RELAXATIONS:
            raise _wrong_flag("--relax", name, tuple(RELAXATIONS))
    sources = [given.origins["relax"]] if "relax" in given.origins else []
    origins["relax"] = ", ".join(sources + ["--relax"] * bool(names)) or DEFAULT
    return (given.relax or frozenset()) | frozenset(names)


def _wrong_flag(flag: str, text: str, allowed: tuple[str, ...]) -> UsageError:
    hint = word_hint(text, allowed) if text else "is a variable of the shell unset?"
    ending = f" (hint: {hint})" if hint else ""
    return UsageError(f"{flag}: found {shown(text)}; allowed: {', '.join(allowed)}{ending}")
