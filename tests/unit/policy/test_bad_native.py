"""Every fault of a native policy is one error with its place: tables of text, place, words."""

from __future__ import annotations

from pathlib import Path

import pytest

from scpipe.errors import PolicyError
from scpipe.policy.parse import MAX_BYTES, load, load_mapping

RULE = "rules:\n  - exe: "

#: text, line, column, words the error must hold
YAML = [
    ("pipe: no", 1, 7, "boolean no", "did you mean deny?"),
    ("pipe: off", 1, 7, "boolean off", "did you mean deny?"),
    ("pipe: No", 1, 7, "boolean No", "unquoted No is a boolean"),
    ("pipe: false", 1, 7, "boolean false", "did you mean deny?"),
    ("pipe: yes", 1, 7, "boolean yes", "allow-events or allow"),
    ("socketpair: on", 1, 13, "boolean on", "allow-events or allow"),
    ("first-message: yes", 1, 16, "boolean yes", "uniform, any"),
    ("pipe: 1", 1, 7, "number 1", "deny, allow-events, allow"),
    ("pipe: 1.5", 1, 7, "number 1.5", "deny, allow-events, allow"),
    ("pipe: 2020-01-01", 1, 7, "date 2020-01-01", "deny"),
    ("pipe:", 1, 6, "found nothing", "remove the key"),
    ("pipe: ~", 1, 7, "means nothing", "remove the key"),
    ("pipe: null", 1, 7, "means nothing", "remove the key"),
    ("pipe: ''", 1, 7, "found ''", "deny"),
    ("pipe: [deny]", 1, 7, "found a list", "one word"),
    ("pipe: {a: b}", 1, 7, "found a mapping", "one word"),
    ("pipe: Deny", 1, 7, "'Deny'", "did you mean deny?"),
    ("pipe: allow_events", 1, 7, "'allow_events'", "did you mean allow-events?"),
    ("pipe: alow", 1, 7, "'alow'", "did you mean allow?"),
    ("pipe: events", 1, 7, "'events'", "did you mean allow-events?"),
    ("pipe: ' deny'", 1, 7, "' deny'", "did you mean deny?"),
    ('pipe: "\\"deny\\""', 1, 7, "'\"deny\"'", "did you mean deny?"),
    ("# x\n\nsocketpair: block\n", 3, 13, "socketpair", "'block'"),
    ("first-message: strict", 1, 16, "'strict'", "did you mean uniform?"),
    ("first-message: first", 1, 16, "'first'", "uniform, any"),
    ("on-violation: audit", 1, 15, "'audit'", "did you mean report?"),
    ("on-violation: kil", 1, 15, "'kil'", "did you mean kill?"),
    ("version: 2", 1, 10, "number 2", "version 1"),
    ("version: '1'", 1, 10, "'1'", "remove the quotes"),
    ("version: 1.0", 1, 10, "number 1.0", "allowed: 1"),
    ("version: 0x1", 1, 10, "number 0x1", "allowed: 1"),
    ("version: true", 1, 10, "boolean true", "allowed: 1"),
    ("version:", 1, 9, "nothing", "allowed: 1"),
    ("piep: deny", 1, 1, "unknown key 'piep'", "did you mean pipe?"),
    ("pipe: deny\nPipe: deny", 2, 1, "unknown key 'Pipe'", "did you mean pipe?"),
    ("first_message: any", 1, 1, "unknown key", "did you mean first-message?"),
    ("SCONE_PIPE: allow", 1, 1, "unknown key", "did you mean pipe?"),
    ("service: []", 1, 1, "unknown key", "did you mean services?"),
    ("zzz: 1", 1, 1, "unknown key 'zzz'", "on-violation, relax, rules"),
    ("on: refuse", 1, 1, "unknown key 'on'", "allowed"),
    ("1: refuse", 1, 1, "unknown key '1'", "allowed"),
    ("@@pipe: deny", 1, 1, "unknown key '@@pipe'", "did you mean pipe?"),
    ("pipe: deny\npipe: deny", 2, 1, "'pipe' stands twice", "first on line 1"),
    ("pipe: deny\n'pipe': deny", 2, 1, "'pipe' stands twice", "first on line 1"),
    ("? [a]\n: b", 1, 3, "a key must be a word", "a list"),
    ("<<: {pipe: deny}", 1, 1, "merge keys", "write the keys out"),
    ("\tpipe: deny", 1, 1, "a tab", "indent with spaces"),
    ("pipe:\tdeny", 1, 6, "a tab", "indent with spaces"),
    ("pipe: deny\t\n", 1, 11, "a tab", "indent with spaces"),
    ("rules:\n\t- exe: /bin/sh\n", 2, 1, "a tab", "indent with spaces"),
    (RULE + "*/make\n    pipe: allow", 2, 10, "'*/make' is unquoted", "/usr/*/make"),
    (RULE + "*make # why\n    pipe: allow", 2, 10, "'*make' is unquoted", '"*make"'),
    (RULE + "*", 2, 10, "'*' is unquoted", '"*"'),
    ("pipe: &a deny\nsocketpair: *a", 1, 7, "anchors and aliases", "write the value out"),
    ("&a pipe: deny", 1, 1, "anchors and aliases", "write the value out"),
    ("pipe: !!str deny", 1, 7, "tags", "remove the tag"),
    ("pipe: !x deny", 1, 7, "tags", "remove the tag"),
    ("pipe: deny\n---\npipe: allow", 2, 1, "second document", "remove ---"),
    ("---\n---\n", 2, 1, "second document", "remove ---"),
    ("pipe:deny", 1, 1, "'pipe:deny'", "a colon and a space"),
    ("pipe:deny\nsocketpair: allow", 2, 11, "mapping values", "space after every colon"),
    ("pipe: deny\nsocketpair", 2, 1, "'socketpair'", "a colon and a space"),
    ("pipe: deny\n  socketpair: deny", 2, 13, "mapping values", "indented alike"),
    ("  pipe: deny\n socketpair: deny", 2, 2, "not valid YAML", "indented alike"),
    ("- pipe: deny", 1, 1, "a policy is a mapping", "found a list"),
    ("deny", 1, 1, "a policy is a mapping", "'deny'"),
    ("null", 1, 1, "a policy is a mapping", "means nothing"),
    ("pipe: `x", 1, 7, "'`'", "quotes"),
    ("pipe: @x", 1, 7, "'@'", "quotes"),
    ("pipe: 'x", 1, 9, "end of stream", "quoted scalar"),
    ("pipe: {", 1, 8, "stream end", "flow node"),
    ("pipe: ]", 1, 7, "not valid YAML", "']'"),
    ('pipe: "\\UFFFFFFFF"', 1, 10, "not valid YAML", "out of range"),
    ("pipe: \x07", 1, 7, "'\\x07'", "not allowed in YAML"),
    ("pipe: deny\n# \x00", 2, 3, "'\\x00'", "not allowed in YAML"),
    ("%YAML 3.0\n---\n", 1, 1, "not valid YAML", "incompatible"),
    ("[" * 80 + "]" * 80, 1, 66, "nested more than 64 deep", ""),
    ("relax: aio", 1, 8, "a list of names, found 'aio'", "[aio]"),
    ("relax: io_uring", 1, 8, "a list of names", "[io-uring]"),
    ("relax:", 1, 7, "found nothing", "write []"),
    ("relax: {aio: 1}", 1, 8, "found a mapping", "write []"),
    ("relax: [aio, iouring]", 1, 14, "'iouring'", "did you mean io-uring?"),
    ("relax:\n  - all", 2, 5, "'all'", "landlock"),
    ("relax: [no]", 1, 9, "boolean no", "io-uring"),
    ("relax: [[aio]]", 1, 9, "found a list", "io-uring"),
    ("relax: [aio, bpf, aio]", 1, 19, "aio stands twice", "remove one"),
    ("rules: {exe: /bin/sh}", 1, 8, "found a mapping", "- exe:"),
    ("rules: all", 1, 8, "'all'", "write []"),
    ("rules: [make]", 1, 9, "a rule is a mapping", "exe, pipe, socketpair"),
    ("rules:\n  - pipe: allow", 2, 5, "has no exe", "exe:"),
    (RULE + "/bin/sh", 2, 5, "sets nothing", "pipe, socketpair"),
    (RULE + "/bin/sh\n    pip: deny", 3, 5, "unknown key 'pip'", "did you mean pipe?"),
    (RULE + "/bin/sh\n    pipe: deny\n    pipe: deny", 4, 5, "stands twice", "first on line 3"),
    (RULE + "/bin/sh\n    pipe: no", 3, 11, "boolean no", "deny"),
    (RULE + "/bin/sh\n    relax: []", 3, 5, "unknown key 'relax'", "exe, pipe, socketpair"),
    (RULE + "make\n    pipe: deny", 2, 10, "'make'", "/usr/bin/make, or a glob such as /usr/*/make"),
    (RULE + "'*/make'\n    pipe: deny", 2, 10, "'*/make'", "/usr/bin/make, or a glob such as /usr/*/make"),
    (RULE + "'*'\n    pipe: deny", 2, 10, "'*'", "such as /usr/bin/make"),
    (RULE + "../make\n    pipe: deny", 2, 10, "'../make'", "/usr/bin/make"),
    (RULE + "' /bin/sh'\n    pipe: deny", 2, 10, "' /bin/sh'", "begins with /"),
    (RULE + "/usr/**/make\n    pipe: deny", 2, 10, "no pattern reaches over", "a * for each directory"),
    (RULE + "./make\n    pipe: deny", 2, 10, "'./make'", "/usr/bin/make"),
    (RULE + "~/make\n    pipe: deny", 2, 10, "'~/make'", "neither ~ nor variables"),
    (RULE + "$HOME/make\n    pipe: deny", 2, 10, "'$HOME/make'", "neither ~ nor variables"),
    (RULE + "/usr/bin/\n    pipe: deny", 2, 10, "a directory", '"/usr/bin/*"'),
    (RULE + "/\n    pipe: deny", 2, 10, "a directory", '"/*"'),
    (RULE + "''\n    pipe: deny", 2, 10, "found ''", "absolute path"),
    (RULE + "\n    pipe: deny", 2, 9, "found nothing", "absolute path"),
    (RULE + "7\n    pipe: deny", 2, 10, "number 7", "absolute path"),
    (RULE + '"/a\\0b"\n    pipe: deny', 2, 10, "no file can be called", "absolute path"),
    (RULE + '"/a\\uD800"\n    pipe: deny', 2, 10, "no file can be called", "absolute path"),
]

JSON = [
    ("{", 1, 2, "a key in double quotes", "end of the file"),
    ("[]", 1, 1, "a policy is a mapping", "found a list"),
    ("null", 1, 1, "a policy is a mapping", "means nothing"),
    ('{\n\t"pipe":\t"alow"\n}', 2, 10, "'alow'", "did you mean allow?"),
    ('{\r\n"pipe": false}', 2, 9, "boolean false", "did you mean deny?"),
    ('{"pipe": null}', 1, 10, "means nothing", "remove the key"),
    ('{"version": 1.0}', 1, 13, "number 1.0", "allowed: 1"),
    ('{"pipe": "deny",}', 1, 16, "a comma before the end", "remove the comma"),
    ("{'pipe': 1}", 1, 2, "double quotes", '"\'"'),
    ('{"pipe" "deny"}', 1, 9, "expected :", ""),
    ('{"pipe": deny}', 1, 10, "'deny'", "double quotes"),
    ('{"version": 01}', 1, 13, "'01'", "expected a value"),
    ('{"version": NaN}', 1, 13, "'NaN'", "expected a value"),
    ('{"pipe": "a\nb"}', 1, 12, "control character", ""),
    ('{\n "pipe": "\\x"}', 2, 11, "escape", "a backslash is written twice"),
    ('{"pipe": "de', 1, 10, "unterminated string", ""),
    ("{} {}", 1, 4, "more text", "one value"),
    ("// pipe", 1, 1, "no comments", ".yaml"),
    ("# pipe", 1, 1, "no comments", ".yaml"),
    ('{"relax": ["aio" "bpf"]}', 1, 18, "expected , or ]", ""),
    ('{"relax": [,]}', 1, 12, "expected a value", "','"),
    ('{"pipe": "deny", "pipe": "deny"}', 1, 18, "stands twice", "first on line 1"),
    ("[" * 80, 1, 66, "nested more than 64 deep", ""),
    ('{"rules": [{"exe": "/opt/*/"}]}', 1, 20, "a directory", ""),
    ('{"rules": [{"exe": "*/make"}]}', 1, 20, "'*/make'", "which begins with /"),
]


def fault(tmp_path: Path, name: str, data: bytes) -> PolicyError:
    """The error that loading these bytes raises; its text must be one line that begins with the place."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(PolicyError) as caught:
        load(str(path), environ={})
    text = str(caught.value)
    assert text.startswith(str(path)) and text.isprintable()
    return caught.value


@pytest.mark.parametrize(("text", "line", "column", "found", "help_"), YAML)
def test_yaml_faults_name_place_find_and_way_out(
    tmp_path: Path, text: str, line: int, column: int, found: str, help_: str
) -> None:
    """A fault of a YAML policy is reported at its own line and column, with what helps."""
    error = fault(tmp_path, "p.yaml", text.encode())
    assert (error.line, error.column) == (line, column), str(error)
    assert found in str(error) and help_ in str(error)


@pytest.mark.parametrize(("text", "line", "column", "found", "help_"), JSON)
def test_json_faults_name_place_find_and_way_out(
    tmp_path: Path, text: str, line: int, column: int, found: str, help_: str
) -> None:
    """A fault of a JSON policy is reported at its own line and column, with what helps."""
    error = fault(tmp_path, "p.json", text.encode())
    assert (error.line, error.column) == (line, column), str(error)
    assert found in str(error) and help_ in str(error)


@pytest.mark.parametrize(
    ("data", "line", "column"), [(b"pipe: \xff", 1, 7), (b"# \xc3\xa4\n  \xe4", 2, 3), (b"\xff\xfep\0", 1, 1)]
)
@pytest.mark.parametrize("name", ["p.yaml", "p.json"])
def test_other_encodings_are_refused(tmp_path: Path, data: bytes, line: int, column: int, name: str) -> None:
    """A byte that is not UTF-8 is named with its place, whichever notation was meant."""
    error = fault(tmp_path, name, data)
    assert (error.line, error.column) == (line, column)
    assert "UTF-8" in str(error)


@pytest.mark.slow
def test_large_files_are_refused_and_the_limit_is_not(tmp_path: Path) -> None:
    """One byte above the limit is an error, the limit itself is read."""
    assert "too large" in str(fault(tmp_path, "p.yaml", b"#" * (MAX_BYTES + 1)))
    path = tmp_path / "q.yaml"
    path.write_bytes(b"#" * MAX_BYTES)
    assert load(str(path), environ={}).pipe is None


@pytest.mark.parametrize(
    ("name", "reason"), [("absent.yaml", "No such file"), (".", "Is a directory"), ("a\0b", "null")]
)
def test_what_cannot_be_read_is_a_policy_error(tmp_path: Path, name: str, reason: str) -> None:
    """A missing file, a directory and an impossible name are policy errors that say why."""
    with pytest.raises(PolicyError, match=reason):
        load(f"{tmp_path}/{name}", environ={})


def test_an_alias_bomb_costs_nothing(tmp_path: Path) -> None:
    """Nested aliases are refused at the first anchor and never multiplied out."""
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    error = fault(tmp_path, "p.yaml", "\n".join(lines).encode())
    assert (error.line, error.column) == (1, 5)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"pipe": False}, "boolean False"),
        ({"pip": "deny"}, "did you mean pipe?"),
        ({1: "deny"}, "unknown key '1'"),
        ({"pipe": None}, "means nothing"),
        ({"version": True}, "version"),
        ({"version": 1.0}, "version"),
        ({"pipe": object}, "pipe: found"),
        ({"relax": "aio"}, "[aio]"),
        ({"rules": [{"exe": "/bin/sh"}]}, "sets nothing"),
        ({"rules": [[[[[[]]]]]]}, "nested too deep"),
        ({(1, 2): 3}, "nested too deep"),
    ],
)
def test_python_values_are_held_to_the_same_rules(data: dict[str, object], words: str) -> None:
    """A policy given as a dict is refused for the same reasons, without a line."""
    with pytest.raises(PolicyError) as caught:
        load_mapping(data)
    assert words in str(caught.value) and str(caught.value).startswith("policy: ")


def test_a_file_that_fails_while_it_is_read_is_a_policy_error() -> None:
    """An error of read(2), not of open(2), is reported the same way."""
    with pytest.raises(PolicyError, match="cannot read the policy: Input/output error"):
        load("/proc/self/mem", environ={})
