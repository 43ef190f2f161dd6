"""Real programs that are refused something: the cause is named, and with the remedy the program runs."""

from __future__ import annotations

import glob
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pytest
import yaml
from harness.identity import require_program
from harness.runner import Completed, Runner, private_home

from scpipe.report.events import Refusal
from scpipe.report.known import Known
from scpipe.report.remedies import UNTRIED, table
from scpipe.report.replay import from_record
from scpipe.report.rulehints import PolicyFile

from .advice_case import Case
from .cases_languages import LANGUAGES
from .cases_programs import PROGRAMS
from .report_file import refusals

#: Rules that tests of their own try.
ELSEWHERE = {
    "nginx": "test_servers.py::test_nginx",
    "nginx-command": "test_servers.py::test_nginx",
    "haproxy": "test_servers.py::test_haproxy_without_a_master",
}
CASES = (*LANGUAGES, *PROGRAMS)
ROWS = {known.name: known for known in table()}

GUESTS = Path(__file__).parent / "guests" / "advice"

Expand = Callable[[Iterable[str]], list[str]]


@pytest.fixture(params=["nobody"], ids=["user"])
def user(request: pytest.FixtureRequest) -> str:
    """An ordinary user: some of these servers want to be told whom to become if root starts them."""
    chosen: str = request.param
    return chosen


@pytest.fixture(scope="module")
def classes() -> Iterator[str]:
    """The directory of the Java program's class; everybody may read it."""
    with private_home(None) as made:
        subprocess.run([require_program("javac"), "-d", str(made), str(GUESTS / "Child.java")], check=True)
        made.chmod(0o755)
        yield str(made)


@pytest.fixture
def expand(runner: Runner, guests: Path, request: pytest.FixtureRequest) -> Expand:
    """Puts a case's places into its words, and the program's path in front."""
    places = {
        "{python}": runner.python,
        "{home}": str(runner.home),
        "{guests}": str(guests),
        "{advice}": str(guests / "advice"),
        "{app}": "application",
        "{postgres}": max(glob.glob("/usr/lib/postgresql/*/bin/postgres"), default="postgres"),
        "{initdb}": max(glob.glob("/usr/lib/postgresql/*/bin/initdb"), default="initdb"),
    }

    def expanded(words: Iterable[str]) -> list[str]:
        made = []
        for word in words:
            full = request.getfixturevalue("classes") if word == "{classes}" else word
            for place, text in places.items():
                full = full.replace(place, text)
            made.append(full)
        return [made[0] if made[0].startswith("/") else require_program(made[0]), *made[1:]]

    return expanded


def _run(runner: Runner, command: list[str], environment: Mapping[str, str], *flags: str) -> Completed:
    report = str(runner.home / "report.jsonl")
    return runner.scpipe_run(command, policy_flags=["--report", report, *flags], env=environment)


def _refused(runner: Runner) -> list[Refusal]:
    found = [from_record(record) for record in refusals(runner.home / "report.jsonl")]
    return [event for event in found if isinstance(event, Refusal)]


def _is_row(event: Refusal, row: str) -> bool:
    known = ROWS[row]
    advice = event.advice
    return (advice.pattern, advice.what, advice.fix) == (known.pattern, known.what, known.remedy)


def _is_expected(event: Refusal, case: Case) -> bool:
    if case.row == "generic":
        return event.advice.pattern == case.pattern and case.words in event.advice.what
    return _is_row(event, case.row or case.name)


def _policy(rules: Mapping[str, Iterable[str]]) -> str:
    """A policy file with a rule for each program and the kinds that it may use."""
    lines = [line for exe, modes in rules.items() for line in (f"  - exe: {exe}", *modes)]
    return "\n".join(["rules:", *lines, ""])


def _offered(events: Iterable[Refusal]) -> dict[str, list[str]]:
    """What is offered for these refusals, one rule for each program."""
    rules: dict[str, list[str]] = {}
    for event in events:
        (line,) = PolicyFile().hint(event).lines
        (rule,) = yaml.safe_load(line)["rules"]
        modes = rules.setdefault(rule.pop("exe"), [])
        modes += [f"    {kind}: {mode}" for kind, mode in rule.items() if f"    {kind}: {mode}" not in modes]
    return rules


def _written(rules: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """A case's own rules."""
    paths = {name if name.startswith("/") else require_program(name): kinds for name, kinds in rules.items()}
    return {exe: [f"    {kind}: allow" for kind in kinds] for exe, kinds in paths.items()}


def _begin(runner: Runner, expand: Expand, case: Case) -> None:
    """Takes away what another run has left, and prepares the next one."""
    for path in runner.home.iterdir():
        if path.is_dir() and path.name != "tmp":
            shutil.rmtree(path)
        elif path.is_file() or path.is_socket():
            path.unlink()
    if case.prepare is not None:
        prepared = runner.bare_run(expand(case.prepare))
        assert prepared.returncode == 0, prepared.stderr


@pytest.mark.refused
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_cause_and_remedy(runner: Runner, expand: Expand, case: Case) -> None:
    """The advice says what the program is refused; with the remedy it does what it is to do."""
    environment = {name: expand(["/", text])[1] for name, text in case.environment.items()}
    own = environment if case.remedy is None or case.name == "celery" else {}
    _begin(runner, expand, case)
    bad = _run(runner, expand(case.command), own, *case.flags)
    events = _refused(runner)
    told = [(event.advice.pattern, event.advice.what) for event in events]
    assert any(_is_expected(event, case) for event in events), (told, bad.stdout, bad.stderr)
    assert case.shows in bad.stdout + bad.stderr, (bad.stdout, bad.stderr)

    if not case.keeps:
        _begin(runner, expand, case)
    flags: list[str] = []
    if case.rules is not None or case.remedy is None:
        rules = _offered(events) if case.rules is None else _written(case.rules)
        flags = ["--policy", str(runner.write("policy.yaml", _policy(rules)))]
    good = _run(runner, expand(case.remedy or case.command), environment, *flags)
    left = [event for event in _refused(runner) if not any(_is_row(event, row) for row in case.harmless)]
    assert left == [], good.stderr
    assert case.works in good.stdout, (good.stdout, good.stderr)


def test_every_rule_is_tried() -> None:
    """A rule of advice that no program here shows is listed as such, and then promises no fix."""
    tried = {case.row or case.name for case in CASES} | set(ELSEWHERE)
    assert tried - {"generic"} | UNTRIED == set(ROWS)
    assert not tried & UNTRIED
    assert [name for name in UNTRIED if ROWS[name].fix] == []


def test_every_fix_is_tried() -> None:
    """What is offered as a fix has been applied, not only the rule that allows."""
    with_remedy = {case.row or case.name for case in CASES if case.remedy is not None}
    assert [
        known.name for known in table() if known.fix and known.name not in with_remedy | set(ELSEWHERE)
    ] == []


def test_names_are_unique() -> None:
    """A rule's name means one rule, and a case's one case."""
    assert len(ROWS) == len(table())
    assert len({case.name for case in CASES}) == len(CASES)


def test_known_is_told_apart() -> None:
    """No two rules say the same of the same shape; the comparison above could not tell them apart."""
    said: list[Known] = [known for known in table() if known.name not in ("nginx", "nginx-command")]
    assert len({known.what for known in said}) == len(said)
