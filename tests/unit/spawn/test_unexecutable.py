"""Why a command was not executed, in words: what is missing is named, not the command."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from scpipe.errors import CommandNotExecutableError, CommandNotFoundError
from scpipe.spawn.child import Command
from scpipe.spawn.unexecutable import explain


def program(path: Path, text: str, mode: int = 0o755) -> str:
    """An executable file with a text."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    path.chmod(mode)
    return str(path)


def why(name: str, code: int = errno.ENOENT, **environment: str) -> str:
    """What is said of a name whose exec failed with this errno."""
    error = explain(Command([name], environment), code)
    kind = CommandNotFoundError if code == errno.ENOENT else CommandNotExecutableError
    assert type(error) is kind and error.status == (127 if code == errno.ENOENT else 126)
    text = str(error)
    assert text.startswith(f"{name}: ")
    return text.removeprefix(f"{name}: ")


@pytest.mark.parametrize(
    ("first", "words"),
    [
        ("#!/bin/sh\r\n", "'/bin/sh\\r', does not exist (the file has DOS line ends)"),
        ("#!/no/such -x\n", "'/no/such', does not exist"),
        ("#!sh\n", "'sh', does not exist (#! takes no name to be searched for, it takes a path)"),
        ("#!/no/\x1b[2J\n", "'/no/\\x1b[2J', does not exist"),
    ],
)
def test_a_missing_interpreter_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str, words: str
) -> None:
    """With what is wrong with its name, escaped, and the file as it was found through PATH."""
    monkeypatch.chdir(tmp_path)
    path = program(tmp_path / "bin" / "tool", first)
    said = f"cannot be executed: the interpreter of '{path}', {words}"
    assert why(path) == said
    assert why("tool", PATH=f"/nowhere:{tmp_path}/bin") == said


def test_an_interpreter_that_is_a_script_is_followed(tmp_path: Path) -> None:
    """The missing one is named, and a circle ends."""
    inner = program(tmp_path / "inner", "#!/no/such\n")
    outer = program(tmp_path / "outer", f"#!{inner}\n")
    assert f"the interpreter of '{inner}', '/no/such', does not exist" in why(outer)
    circle = program(tmp_path / "circle", f"#!{tmp_path}/circle\n")
    assert "does not exist" in why(circle)


def test_a_link_to_nothing_is_no_missing_command(tmp_path: Path) -> None:
    """It is there, and what it names is not."""
    os.symlink("/nowhere/x", tmp_path / "link")
    path = str(tmp_path / "link")
    assert why(path) == f"cannot be executed: '{path}' is a symbolic link to a file that does not exist"


def test_a_relative_name_belongs_to_the_commands_directory(tmp_path: Path) -> None:
    """The file is looked for where the child looked."""
    program(tmp_path / "tool", "#!/no/such\n")
    error = explain(Command(["./tool"], {}, str(tmp_path)), errno.ENOENT)
    assert "'/no/such', does not exist" in str(error)


def test_an_empty_name_can_be_seen() -> None:
    """A command that is empty, an unset variable of a shell for example, is shown in quotes."""
    assert str(explain(Command([""], {}), errno.ENOENT)) == "'': command not found"


@pytest.mark.parametrize("name", ["no-such-command", "/no/such", "a\0b"])
def test_what_is_not_there_is_not_found(name: str) -> None:
    """Nothing else is said of it."""
    assert why(name, PATH="/usr/bin") == "command not found"


def test_what_may_not_be_executed(tmp_path: Path) -> None:
    """The reason, and the interpreter where that is what may not be executed."""
    plain = program(tmp_path / "plain", "#!/bin/sh\n", 0o644)
    inner = program(tmp_path / "inner", "x", 0o644)
    outer = program(tmp_path / "outer", f"#!{inner}\n")
    denied = "cannot be executed: Permission denied"
    assert why(plain, errno.EACCES) == denied
    inner_too = f"(the interpreter of '{outer}', '{inner}', may not be executed)"
    assert why(outer, errno.EACCES) == f"{denied} {inner_too}"
    assert why(plain, errno.ELOOP) == "cannot be executed: Too many levels of symbolic links"
