"""SCONE sessions: the documented ones as they stand, and every way to get one wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from scpipe.errors import PolicyError
from scpipe.policy.model import Loaded, PairMode
from scpipe.policy.parse import load

HEAD = "services:\n   - name: my_service\n     mrenclaves: [$MRENCLAVE]\n     environment:\n"
TWO = """\
services:
  - name: web
    environment: [SCONE_PIPE=deny]
  - name: db
    environment: [SCONE_PIPE=allow]
"""


def read(
    tmp_path: Path, text: str, service: str | None = None, environ: Mapping[str, str] | None = None
) -> Loaded:
    """The settings of a session with this text."""
    path = tmp_path / "s.yaml"
    path.write_bytes(text.encode())
    return load(str(path), service=service, environ=environ or {})


def entry(*lines: str) -> str:
    """The documented session with other entries in its environment."""
    return HEAD + "".join(f"        {line}\n" for line in lines)


def test_the_documented_example_runs_as_it_stands() -> None:
    """The published session with its quotes and its $MRENCLAVE is read from the examples."""
    path = Path(__file__).parents[3] / "examples" / "scone-session.yaml"
    loaded = load(str(path), environ={})
    assert (loaded.form, loaded.pipe, loaded.socketpair) == ("scone", PairMode.ALLOW, PairMode.ALLOW_EVENTS)
    assert loaded.origins == {"pipe": f"{path}:5", "socketpair": f"{path}:6"}
    assert (loaded.first_message, loaded.on_violation, loaded.relax, loaded.rules) == (None, None, None, None)
    assert loaded.warnings == ()


@pytest.mark.parametrize(
    "line",
    [
        '- SCONE_PIPE="deny"',
        "- SCONE_PIPE='deny'",
        "- SCONE_PIPE=deny",
        '- "SCONE_PIPE=deny"',
        "- 'SCONE_PIPE=\"deny\"'",
        "SCONE_PIPE: deny",
        'SCONE_PIPE: "deny"',
        "SCONE_PIPE: '\"deny\"'",
        "SCONE_PIPE: !!str deny",
        "- @@SCONE_PIPE",
        "- '@@SCONE_PIPE'",
        "- @@SCONE_PIPE=allow",
        "@@SCONE_PIPE: x",
        '"@@SCONE_PIPE":',
        "- \\@\\@SCONE_PIPE",
        "- '\\@\\@SCONE_PIPE'",
        '- "\\\\@\\\\@SCONE_PIPE"',
        "\\@\\@SCONE_PIPE: x",
        "'\\@\\@SCONE_PIPE':",
        "{\\@\\@SCONE_PIPE: x}",
        "{@@SCONE_PIPE: x}",
        "[SCONE_PIPE=deny, A=b]",
    ],
)
@pytest.mark.parametrize("host", ["deny", '"deny"', "'deny'"])
def test_every_spelling_of_an_entry_means_the_same(tmp_path: Path, line: str, host: str) -> None:
    """List or map, quoted or not, from the file or with @@ from the host: the value is deny."""
    loaded = read(tmp_path, entry(line), environ={"SCONE_PIPE": host})
    assert (loaded.pipe, loaded.socketpair) == (PairMode.DENY, None)
    where = f"{tmp_path}/s.yaml:5"
    from_host = f"SCONE_PIPE in the environment, named by {where}"
    assert loaded.origins == {"pipe": from_host if "@" in line else where}


def test_the_callers_environment_counts_only_where_it_is_named(tmp_path: Path) -> None:
    """A SCONE variable of the caller changes nothing unless an @@ entry asks for it."""
    loaded = read(tmp_path, entry("- A=b"), environ={"SCONE_PIPE": "allow", "SCONE_SOCKETPAIR": "wrong"})
    assert (loaded.pipe, loaded.socketpair) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        HEAD,
        "services: [{name: a}]",
        "services: [{}]",
        "services: [{environment: []}]",
        "services: [{environment: {}}]",
        entry("- A=b", "- A=c", "- NOTHING", "- 7"),
        entry("A: [1, 2]", "@@B: no", "C:"),
        "name: s\nversion: '0.3'\nimages: &x [{name: i}]\nsecrets: *x\nservices: [{name: a, pwd: /}]",
    ],
)
def test_other_keys_and_variables_are_ignored(tmp_path: Path, text: str) -> None:
    """A session that says nothing about pairs sets nothing and warns about nothing."""
    assert read(tmp_path, text) == Loaded("scone")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("SCONE_PIPES", "SCONE_PIPE"),
        ("SCONE_PIP", "SCONE_PIPE"),
        ("scone_pipe", "SCONE_PIPE"),
        ("SCONE-PIPE", "SCONE_PIPE"),
        ("SCONEPIPE", "SCONE_PIPE"),
        ("SCONE_PPE", "SCONE_PIPE"),
        ("SCONE_SOCKET_PAIR", "SCONE_SOCKETPAIR"),
        ("SCONE_SOCK", "SCONE_SOCKETPAIR"),
        ("SCONE_SCOKETPAIR", "SCONE_SOCKETPAIR"),
        ("@@SCONE_PIPEE", "SCONE_PIPE"),
    ],
)
@pytest.mark.parametrize("form", ["- {}=deny", "{}: deny"])
def test_misspelt_variables_are_warned_about(tmp_path: Path, name: str, meant: str, form: str) -> None:
    """A near miss sets nothing, and one warning names its line and the variable that was meant."""
    loaded = read(tmp_path, entry(form.format(name)))
    assert loaded.pipe is None and loaded.socketpair is None
    assert len(loaded.warnings) == 1
    assert f"s.yaml:5: the variable '{name.removeprefix('@@')}'" in loaded.warnings[0]
    assert loaded.warnings[0].endswith(f"did you mean {meant}?")


@pytest.mark.parametrize("name", ["SCONE_MODE", "SCONE_HEAP", "SCONE_VERSION", "PIPE", "SCONE_LOG"])
def test_other_variables_of_scone_are_no_misspellings(tmp_path: Path, name: str) -> None:
    """A variable with a meaning of its own causes no warning."""
    assert read(tmp_path, entry(f"- {name}=x")).warnings == ()


def test_the_service_is_chosen_by_name(tmp_path: Path) -> None:
    """--service decides among several, and may name the only one."""
    assert read(tmp_path, TWO, "web").pipe is PairMode.DENY
    assert read(tmp_path, TWO, "db").pipe is PairMode.ALLOW
    assert read(tmp_path, entry("- SCONE_PIPE=deny"), "my_service").pipe is PairMode.DENY


def test_a_session_may_share_lists_by_alias(tmp_path: Path) -> None:
    """Anchors are part of a session's YAML and are followed."""
    text = "x: &x [SCONE_PIPE=deny]\nservices: [{name: a, environment: *x}]"
    assert read(tmp_path, text).pipe is PairMode.DENY


PLACEHOLDER = "remove the (...) lines"
BAD = [
    (entry("- SCONE_PIPE=alow"), 5, 11, "SCONE_PIPE: found 'alow'", "did you mean allow?"),
    (entry('- SCONE_PIPE="Allow"'), 5, 11, "found '\"Allow\"'", "did you mean allow?"),
    (entry("SCONE_PIPE: ALLOW"), 5, 21, "'ALLOW'", "deny, allow-events, allow"),
    (entry("- SCONE_PIPE=\"allow'"), 5, 11, "SCONE_PIPE: found", "did you mean allow?"),
    (entry('- SCONE_PIPE=""allow""'), 5, 11, "SCONE_PIPE: found", "did you mean allow?"),
    (entry("- SCONE_PIPE= allow"), 5, 11, "found ' allow'", "did you mean allow?"),
    (entry("- SCONE_PIPE="), 5, 11, "found ''", "give one of them, or leave it out"),
    (entry("- SCONE_PIPE"), 5, 11, "no value", "write SCONE_PIPE=allow-events"),
    (entry("SCONE_SOCKETPAIR:"), 5, 26, "found nothing", "SCONE_SOCKETPAIR: allow-events"),
    (entry("SCONE_PIPE: no"), 5, 21, "boolean no", "did you mean deny?"),
    (entry("SCONE_PIPE: on"), 5, 21, "an unquoted on is a boolean", "did you mean allow-events or allow?"),
    (entry("- SCONE_PIPE=on"), 5, 11, "found 'on'", "did you mean allow-events or allow?"),
    (entry("- SCONE_PIPE=off"), 5, 11, "found 'off'", "did you mean deny?"),
    (entry("SCONE_PIPE: 0"), 5, 21, "number 0", "quote the word"),
    (entry("- SCONE_PIPE=$$SCONE::mode$$"), 5, 11, "$$SCONE::mode$$", "$$...$$ are replaced here"),
    (entry("- SCONE_PIPE=$MODE"), 5, 11, "'$MODE'", "write the word"),
    (entry("SCONE_PIPE: '@@SCONE_PIPE'"), 5, 21, "'@@SCONE_PIPE'", "in place of a variable's name"),
    (entry("SCONE_PIPE: \\@\\@SCONE_PIPE"), 5, 21, "SCONE_PIPE'", "in place of a variable's name"),
    (entry('- "\\@\\@SCONE_PIPE"'), 5, 13, "unknown escape character '@'", "write @@NAME"),
    (entry("- $SCONE_PIPE=deny"), 5, 11, "the variable '$SCONE_PIPE'", "write SCONE_PIPE=deny"),
    (entry("- '\"SCONE_PIPE=deny\"'"), 5, 11, "the variable '\"SCONE_PIPE'", "write SCONE_PIPE=deny"),
    (entry("- SCONE_PIPE = deny"), 5, 11, "the variable 'SCONE_PIPE '", "write SCONE_PIPE=deny"),
    (entry("'@SCONE_PIPE': x"), 5, 9, "the variable '@SCONE_PIPE'", "SCONE_PIPE: deny"),
    (entry("@@@SCONE_PIPE: x"), 5, 9, "the variable '@SCONE_PIPE'", "SCONE_PIPE: deny"),
    (entry("SCONE_PIPE: [deny]"), 5, 21, "found a list", "deny"),
    (entry("- SCONE_PIPE=deny", "- SCONE_PIPE=deny"), 6, 11, "SCONE_PIPE stands twice", "s.yaml:5"),
    (entry("SCONE_PIPE: deny", "SCONE_PIPE: deny"), 6, 9, "'SCONE_PIPE' stands twice", "line 5"),
    (
        entry("- SCONE_PIPE=deny", "- @@SCONE_SOCKETPAIR"),
        6,
        11,
        "not set in the environment",
        "set SCONE_SOCKETPAIR",
    ),
    (entry("@@SCONE_PIPE: x"), 5, 9, "SCONE_PIPE is not set", "set SCONE_PIPE"),
    (entry("- SCONE_PIPE: deny"), 5, 11, "found a mapping in the list", "write SCONE_PIPE=value"),
    (entry("- name: SCONE_PIPE", "  value: deny"), 5, 11, "found a mapping", "write SCONE_PIPE=value)"),
    (entry("- [SCONE_PIPE=deny]"), 5, 11, "found a list in the list", "NAME=value"),
    (entry("<<: {SCONE_PIPE: deny}"), 5, 9, "merge keys", "write the keys out"),
    (entry("SCONE_PIPE=deny"), 5, 9, "environment: found 'SCONE_PIPE=deny'", "a list of NAME=value"),
    (entry("- (...)"), 5, 11, "placeholder", PLACEHOLDER),
    (entry("(...)"), 5, 9, "placeholder", PLACEHOLDER),
    (entry("- SCONE_PIPE=deny", "(...)"), 6, 9, "placeholder", PLACEHOLDER),
    (entry("- SCONE_PIPE=deny", "(...)", "- A=b"), 6, 9, "placeholder", PLACEHOLDER),
    (entry("SCONE_PIPE: deny", "(...)"), 6, 9, "placeholder", PLACEHOLDER),
    (entry("- SCONE_PIPE=deny", "   (...)"), 5, 11, "placeholder", PLACEHOLDER),
    (HEAD.replace("     env", "     (...)\n     env"), 4, 6, "placeholder", PLACEHOLDER),
    ("(...)\n" + HEAD, 1, 1, "placeholder", PLACEHOLDER),
    (HEAD + "(...)\n", 5, 1, "placeholder", PLACEHOLDER),
    ("services:\n  - (...)\n", 2, 5, "placeholder", PLACEHOLDER),
    ("services:", 1, 10, "a list of services", "- name:"),
    ("services: {a: {}}", 1, 11, "found a mapping", "which is no session, say it with --pipe"),
    ("services: [{name: a}, {name: a}]", 1, 1, "several services are called 'a'", "rename one"),
    ("services: []", 1, 1, "the list is empty", "needs a service"),
    ("services: [web]", 1, 12, "a service is a mapping", "'web'"),
    ("services: [{name: [a]}]", 1, 19, "the name of a service", "a list"),
    ("services: [{name: a, name: b}]", 1, 22, "'name' stands twice", "first on line 1"),
    ("services: []\nservices: []", 2, 1, "'services' stands twice", "first on line 1"),
    ("x: 1\n" + TWO, 2, 1, "several services; allowed: 'web', 'db'", "--service NAME"),
    ("services: [{name: a}, {}]", 1, 1, "'a', one without a name", "--service NAME"),
    ("services: [{name: a, environment: *x}]", 1, 35, "'*x' is unquoted", '"*x"'),
    ("services: [{name: a, environment: 7}]", 1, 35, "environment: found the number 7", "NAME=value"),
    ("pipe: deny\n" + HEAD, 1, 1, "a SCONE session has no key 'pipe'", "without services"),
    (HEAD + "relax: []\n", 5, 1, "a SCONE session has no key 'relax'", "command line"),
    ("a: &a\n  b: *a\nservices: [{}]", 2, 6, "'*a' is unquoted", "quotes"),
    ("services: [{}]\n---\nservices: [{}]", 2, 1, "second document", "remove ---"),
]


@pytest.mark.parametrize(("text", "line", "column", "found", "help_"), BAD)
def test_faults_of_a_session_name_place_find_and_way_out(
    tmp_path: Path, text: str, line: int, column: int, found: str, help_: str
) -> None:
    """A fault of a session is reported at its own line and column, with what helps."""
    with pytest.raises(PolicyError) as caught:
        read(tmp_path, text)
    error = caught.value
    assert (error.line, error.column) == (line, column), str(error)
    assert found in str(error) and help_ in str(error)


@pytest.mark.parametrize(
    ("text", "service", "words"),
    [
        (TWO, "wbe", "no service 'wbe'; allowed: 'web', 'db' (hint: did you mean web?)"),
        ("services: [{}]", "a", "no service 'a'; allowed: one without a name"),
        ("services: [{name: a}, {name: a}]", "a", "several services are called 'a'"),
        ("pipe: deny", "a", "this policy has no services"),
        ("", "a", "this policy has no services"),
    ],
)
def test_a_service_that_cannot_be_chosen_is_an_error(
    tmp_path: Path, text: str, service: str, words: str
) -> None:
    """--service with a name that is absent or ambiguous says which names there are."""
    with pytest.raises(PolicyError) as caught:
        read(tmp_path, text, service)
    assert words in str(caught.value)


def test_a_wrong_value_of_the_host_names_the_variable_and_the_entry(tmp_path: Path) -> None:
    """The value behind @@NAME is held to the same words."""
    told = r"s\.yaml:5:11: @@SCONE_PIPE, from the environment: found 'alow'; allowed: deny"
    with pytest.raises(PolicyError, match=told):
        read(tmp_path, entry("- @@SCONE_PIPE"), environ={"SCONE_PIPE": "alow"})


def test_a_session_may_be_json(tmp_path: Path) -> None:
    """A JSON document with services is a session too."""
    path = tmp_path / "s.json"
    path.write_text('{"services": [{"name": "a",\n\t"environment": ["SCONE_PIPE=\\"deny\\""]}]}')
    loaded = load(str(path), environ={})
    assert (loaded.form, loaded.pipe) == ("scone", PairMode.DENY)
    assert loaded.origins == {"pipe": f"{path}:2"}
