"""The short way to read a command line reads what typer reads, or leaves it to typer."""

from __future__ import annotations

import functools
import itertools
import random
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from scpipe.command import arguments, grammar
from scpipe.command.invocation import Invocation
from scpipe.errors import UsageError
from scpipe.record import replace
from scpipe.report.escape import escape

ROOT = Path(arguments.__file__).parents[2]

TEXTS = [option.name for option in arguments.OPTIONS if option.kind is str]
NUMBERS = [option.name for option in arguments.OPTIONS if option.kind is int]
SWITCHES = [option.name for option in arguments.OPTIONS if option.kind is bool]
SHORT = [option.short for option in arguments.OPTIONS if option.short]
#: What may stand for an option, a value or a command.
WORDS = [
    *TEXTS, *NUMBERS, *SWITCHES, "--relax", "-p", "-q", "-v", "-qv", "-vq", "-pq", "-pX", "-p=X", "--", "---",
    "-", "", "=", "--=", "--=x", "-h", "--help", "--version", "--unknown", "--polic", "--poli=y",
    "--policies", "--no-audit", "--report_fd", "--on_violation=kill", "--Audit", "--audit=", "--audit=1",
    "--quiet=true", "--pipe=", "--pipe=deny", "--pipe=a=b", "--pipe==", "--relax=aio", "--report=-",
    "--policy=-p", "--show-data=0", "--show-data= 7", "--show-data=1_0", "--show-data=\u0663",
    "--show-data=1.0", "--report-fd=99999999999999999999", "--report-fd=-1",
    "--violation-status=", "deny", "allow", "report", "kill", "3", "007",
    "-3", "+3", " 3", "3 ", "0x3", "1e3", "\u0663", "99999999999", "x" * 9, "true",
    "\udcff", "a b", "a\nb", "/bin/true", "-x", "--x",
]  # fmt: skip
COMMANDS = [[], ["true"], ["--", "true"], ["--", "-x"], ["--"], ["--", "--"], ["true", "--pipe", "deny"]]


class _CarriedError(Exception):
    """What would be run."""


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> object:
    """What typer makes of words: an invocation, or a status and what is said."""

    def carry_out(made: Invocation) -> int:
        raise _CarriedError(made)

    # Else typer reads the grammar anew for each line. What it makes of it keeps nothing of a line.
    monkeypatch.setattr(typer.main, "get_command", functools.cache(typer.main.get_command))

    def parse(words: list[str]) -> object:
        try:
            status = grammar.run(words, carry_out)
        except _CarriedError as carried:
            return carried.args[0]
        return status, capfd.readouterr()

    return parse


def _short(words: list[str]) -> object:
    try:
        return arguments.read(words)
    except UsageError as error:
        return error


def _check(words: list[str], typed: object) -> bool:
    """Compare the two; True if the short way was enough."""
    short = _short(words)
    if short is None:
        return False
    long = typed(words)  # type: ignore[operator]
    if isinstance(short, UsageError):
        status, told = long
        assert (status, told.err) == (125, f"scpipe: {escape(str(short), 2000)}\n"), words
    else:
        assert isinstance(long, Invocation), (words, long)
        lists = (repr(replace(made, command=[*made.command])) for made in (short, long))
        assert next(lists) == next(lists), words
    return True


@pytest.mark.slow
def test_every_word_alone_and_with_a_command(typed: object) -> None:
    """One word, two words and each kind of command behind them: the same, or left to typer."""
    enough = 0
    for command in COMMANDS:
        enough += _check(command, typed)
        for word in WORDS:
            enough += _check([word, *command], typed)
    for first, second in itertools.product(WORDS, repeat=2):
        enough += _check([first, second, "--", "true"], typed)
    assert enough > 500


@pytest.mark.slow
def test_random_lines(typed: object) -> None:
    """Longer lines of the same words: the same each time."""
    source = random.Random(26)
    enough = 0
    for _ in range(3000):
        words = [source.choice(WORDS) for _ in range(source.randrange(1, 7))]
        enough += _check([*words, *source.choice(COMMANDS)], typed)
    assert enough > 100


@pytest.mark.slow
def test_lines_of_options(typed: object) -> None:
    """Lines of whole options with likely values take the short way, however many there are."""
    source = random.Random(62)
    for _ in range(1000):
        words: list[str] = []
        for _option in range(source.randrange(8)):
            option = source.choice([*TEXTS, *NUMBERS, *SWITCHES, "--relax", "-p", "-q", "-v"])
            words.append(option)
            if option in NUMBERS:
                words.append(source.choice(["0", "7", "007", "255"]))
            elif option not in SWITCHES and option not in ("-q", "-v"):
                words.append(source.choice(["deny", "allow", "report", "-", "", "x=y", "\udcff", "a b"]))
        assert _check([*words, *source.choice([["true"], ["--", "true", "--pipe"], ["true", "-"]])], typed)


@pytest.mark.parametrize(
    "words",
    [[], ["-h"], ["--help"], ["--version"], ["--"], ["--pipe"], ["--pipe", "deny"], ["-qv", "x"], ["-x"]],
)
def test_what_only_typer_can_say(words: list[str]) -> None:
    """Help, mistakes and bundles are left to typer."""
    assert arguments.read(words) is None


def test_all_options_are_known() -> None:
    """Every option of the grammar is one that the short way reads, but for help and the version."""
    command = typer.main.get_command(grammar.run_app)
    names = {name for option in command.params for name in option.opts if option.name != "command"}
    ours = {*TEXTS, *NUMBERS, *SWITCHES, "--relax", *SHORT}
    assert names - ours == {"--version"}
    assert ours <= names


def _modules(*line: str) -> set[str]:
    """The modules that scpipe-run has loaded where a run begins."""
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "import scpipe.command.cli\n"
        "scpipe.command.cli.run = lambda invocation: print(*sys.modules)\n"
        f"sys.argv = ['scpipe-run', *{list(line)!r}]\nscpipe.command.cli.main_run()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=True
    )
    return set(done.stdout.split())


def test_typer_is_loaded_for_mistakes_only() -> None:
    """A run's options are read without typer; a bundle of short ones needs it."""
    assert "typer" not in _modules("-q", "--pipe", "deny", "--", "true")
    assert "typer" in _modules("-qv", "--pipe", "deny", "--", "true")
