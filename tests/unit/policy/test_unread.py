"""A protection that somebody asked for never vanishes without a word, wherever in the file it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from scpipe.errors import PolicyError
from scpipe.policy.model import Loaded, PairMode
from scpipe.policy.parse import load

NOT_READ = "stands where no variables are read"
SERVICE = "services:\n  - name: a\n    "


def read(tmp_path: Path, text: str, service: str | None = None, name: str = "s.yaml") -> Loaded:
    """The settings of a session with this text."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load(str(path), service=service, environ={"SCONE_PIPE": "deny"})


LOST = [
    (SERVICE + "enviroment:\n      - SCONE_PIPE=deny", 4, 9, "did you mean environment?"),
    (SERVICE + "Environment:\n      SCONE_PIPE: deny", 4, 7, "did you mean environment?"),
    (SERVICE + "env:\n      - name: SCONE_PIPE\n        value: deny", 4, 15, "did you mean environment?"),
    (SERVICE + "environments: {SCONE_SOCKETPAIR: deny}", 3, 20, "did you mean environment?"),
    (SERVICE + "env:\n      - \\@\\@SCONE_PIPE", 4, 9, "did you mean environment?"),
    (SERVICE + "env:\n      - @@SCONE_PIPE", 4, 9, "did you mean environment?"),
    (SERVICE + "env:\n      - $SCONE_PIPE", 4, 9, "did you mean environment?"),
    (SERVICE + "env:\n      - '\"SCONE_PIPE=deny\"'", 4, 9, "did you mean environment?"),
    (SERVICE + "env:\n      - scone-pipe=deny", 4, 9, "did you mean environment?"),
    (SERVICE + "env:\n      - SCONE_SOCKET_PAIR=deny", 4, 9, "did you mean environment?"),
    (SERVICE + "SCONE_PIPE: deny", 3, 5, "in the environment of a service"),
    (SERVICE + "settings: {deep: [[{SCONE_PIPES: deny}]]}", 3, 25, "in the environment of a service"),
    (SERVICE + "environment: [A=b]\nenvironment: [SCONE_PIPE=deny]", 4, 15, "outside a service"),
    ("environment:\n  SCONE_PIPE: deny\n" + SERVICE, 2, 3, "outside a service"),
    ("SCONE_PIPE: deny\n" + SERVICE, 1, 1, "in the environment of a service"),
    ("x: &x [SCONE_PIPE=deny]\n" + SERVICE + "command: *x", 1, 8, "in the environment of a service"),
    (
        "services:\n- {name: a, enviroment: &x [SCONE_PIPE=deny]}\n- {name: b, environment: *x}",
        2, 29, "did you mean environment?",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "column", "hint"), LOST)
def test_a_variable_in_a_place_that_is_not_read_is_an_error(
    tmp_path: Path, text: str, line: int, column: int, hint: str
) -> None:
    """Its own line and column, what stands there, and where it belongs."""
    with pytest.raises(PolicyError) as caught:
        read(tmp_path, text, "a")
    error = caught.value
    assert (error.line, error.column) == (line, column), str(error)
    assert NOT_READ in str(error) and hint in str(error)


NEAR = [
    (SERVICE + "enviroment:\n      - A=b", "s.yaml:3: the key 'enviroment' of a service"),
    (SERVICE + "ENVIRONMENT: {}", "s.yaml:3: the key 'ENVIRONMENT' of a service"),
    (SERVICE + "env: []", "s.yaml:3: the key 'env' of a service"),
    ("environment: [A=b]\n" + SERVICE, "s.yaml:1: the key 'environment' outside a service"),
    ("Environments: [A=b]\n" + SERVICE, "s.yaml:1: the key 'Environments' outside a service"),
    (SERVICE + "content: |\n      a\n", ""),
    (SERVICE + "content: |\n      SCONE_PIPE=deny\n      b\n", f"'SCONE_PIPE=deny\\nb\\n' {NOT_READ}"),
    (SERVICE + "environment:\n      - A=SCONE_PIPE=deny", "'SCONE_PIPE=deny' is the value of 'A'"),
    (SERVICE + "environment:\n      A: SCONE_PIPE", "'SCONE_PIPE' is the value of 'A'"),
]


@pytest.mark.parametrize(("text", "words"), NEAR)
def test_what_may_be_meant_is_warned_about(tmp_path: Path, text: str, words: str) -> None:
    """A key near environment, a file's content and a value are told with their line, and nothing is set."""
    loaded = read(tmp_path, text)
    assert (loaded.pipe, loaded.socketpair) == (None, None)
    assert len(loaded.warnings) == bool(words), loaded.warnings
    assert not words or words in loaded.warnings[0]


@pytest.mark.parametrize(
    "text",
    [
        "x-environment: &x [SCONE_PIPE=deny]\nservices: [{name: a, environment: *x}]",
        "x: {environment: &x {SCONE_PIPE: deny}}\nservices: [{name: a, environment: *x}]",
        "services: [{name: a, x: &x [SCONE_PIPE=deny], environment: *x}]",
        "services: [{name: a, environment: &x [SCONE_PIPE=deny]}, {name: b, environment: *x}]",
        "services: [{name: a, environment: [SCONE_PIPE=deny]}, {name: b, env: [SCONE_PIPE=allow]}]",
        "y: &y [SCONE_PIPE=allow]\n"
        "services: [{name: a, environment: [SCONE_PIPE=deny]}, {name: b, environment: *y}]",
        "x: [SCONE_SOCKS, SCONE_LOG]\nservices: [{name: a, environment: [SCONE_PIPE=deny]}]",
        "services: [{name: a, command: sh -c 'echo SCONE_PIPE', environment: [SCONE_PIPE=deny]}]",
    ],
)
def test_what_is_read_or_of_another_service_needs_no_word(tmp_path: Path, text: str) -> None:
    """An anchored list counts as read where a service's environment refers to it."""
    loaded = read(tmp_path, text, "a")
    assert (loaded.pipe, loaded.warnings) == (PairMode.DENY, ())


def test_a_file_of_aliases_is_searched_once(tmp_path: Path) -> None:
    """Lists of lists by alias, 2 to the power of 60 entries and 600 levels deep, end soon."""
    wide = "".join(f"w{n}: &w{n} [*w{n - 1}, *w{n - 1}]\n" for n in range(1, 60))
    deep = "".join(f"d{n}: &d{n} {'[' * 50}*d{n - 1}{']' * 50}\n" for n in range(1, 60))
    text = "w0: &w0 [x]\n" + wide + "d0: &d0 [x]\n" + deep + "services: [{environment: [SCONE_PIPE=deny]}]"
    assert read(tmp_path, text).pipe is PairMode.DENY


FOREIGN = [
    ("kind: mesh\nservices: [{env: [{name: SCONE_PIPE, value: deny}]}]", 1, "a SCONE mesh file (kind: mesh)"),
    ("apiVersion: scone/5.8\nkind: genservice\nname: x", 2, "a SCONE service file (kind: genservice)"),
    ("apiVersion: v1\nkind: Pod\nspec: {}", 2, "a manifest as Kubernetes has them (kind: Pod)"),
    ("apiVersion: apps/v1\nkind: Deployment", 2, "(kind: Deployment)"),
    ("apiVersion: v1\nservices: []", 1, "(apiVersion: v1)"),
    ("kind: [a]\nservices: []", 1, "a manifest (kind)"),
    ("kind: session\npipe: deny", 1, "(kind: session)"),
]


@pytest.mark.parametrize(("text", "line", "words"), FOREIGN)
def test_a_document_of_another_kind_is_named(tmp_path: Path, text: str, line: int, words: str) -> None:
    """Mesh and Kubernetes files are called what they are, with what to give instead."""
    with pytest.raises(PolicyError) as caught:
        read(tmp_path, text)
    assert (caught.value.line, caught.value.column) == (line, 1)
    assert words in str(caught.value)
    assert "give the SCONE session" in caught.value.hint and "--pipe" in caught.value.hint


def test_a_session_may_say_that_it_is_one(tmp_path: Path) -> None:
    """``kind: session`` beside services is no other kind."""
    assert read(tmp_path, "kind: Session\nservices: [{environment: [SCONE_PIPE=deny]}]").pipe is PairMode.DENY


def test_a_json_session_is_searched_too(tmp_path: Path) -> None:
    """JSON has places as well."""
    text = '{"services": [{"name": "a",\n "env": ["SCONE_PIPE=deny"]}]}'
    with pytest.raises(PolicyError, match=rf"s\.json:2:10: 'SCONE_PIPE=deny' {NOT_READ}"):
        read(tmp_path, text, name="s.json")


def test_an_environment_without_services_is_explained(tmp_path: Path) -> None:
    """The native form has no such key; the hint says where a session has it."""
    with pytest.raises(PolicyError, match=r"unknown key 'environment'.*services, and an environment in each"):
        read(tmp_path, "environment: [SCONE_PIPE=deny]")


def test_an_empty_name_of_a_policy_is_explained() -> None:
    """``-p "$UNSET"`` is told as what it is."""
    with pytest.raises(PolicyError, match=r"^the name of the policy file is empty \(hint: is a variable"):
        load("", environ={})
