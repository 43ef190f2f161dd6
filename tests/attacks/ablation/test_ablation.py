"""No rule without a reason: take one rule out, and an attack succeeds that it stops otherwise."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from harness import trap
from harness.building import HEEDLESS, builder, need_compiler
from harness.identity import NOBODY, become
from harness.machine import needs_x86_64
from outcomes import THROUGH
from removals import REMOVALS
from running import Ended, run, until_through, victim
from table import ABLATIONS, KILLED, REFUSED, REFUSING, Ablation

import scpipe
from scpipe.linux import landlock
from scpipe.seccomp.catalogue import CATALOGUE
from scpipe.seccomp.entries import Family

HERE = Path(__file__).parent

pytestmark = needs_x86_64

#: What scpipe says where a run ends otherwise than by the attack's own word.
_SAYS = {KILLED: ("killed ",), REFUSED: ("close it", "/proc is of another", "/proc hides")}


@dataclass(slots=True)
class Bench:
    """The built guests, the processes outside, and the runs that were made already."""

    place: Path
    victims: dict[str, int]
    known: dict[tuple[object, ...], Ended] = field(default_factory=dict)

    def program(self, guest: str) -> str:
        """Where a guest was built."""
        return str(self.place / guest.replace("/", "-"))

    def bare(self, ablation: Ablation, who: str) -> Ended:
        """The attack where nobody hinders it."""
        command = [self.program(ablation.guest), *ablation.args]
        return self._started(ablation, who, command, {"BARE": "1"})

    def without(self, ablation: Ablation, who: str, *removed: str) -> Ended:
        """The attack under scpipe-run with some rules out."""
        names = ",".join((*trap.scene(), *ablation.given, *removed))
        command = [sys.executable, str(HERE / "ablated.py"), names, "--", "-q", *ablation.policy, "--"]
        return self._started(ablation, who, [*command, self.program(ablation.guest), *ablation.args])

    def stopped(self, ablation: Ablation, who: str, *removed: str) -> Ended:
        """The same, but made once only: entries share what is not their own rule."""
        rules = frozenset((*ablation.given, *removed))
        key = (ablation.guest, ablation.args, ablation.policy, ablation.around, rules, who)
        if key not in self.known:
            self.known[key] = self.without(ablation, who, *removed)
        return self.known[key]

    def _started(
        self, ablation: Ablation, who: str, command: list[str], bare: dict[str, str] | None = None
    ) -> Ended:
        around = [part.format(own=self.place) if "{own}" in part else part for part in ablation.around]
        environment = {"VICTIM": str(self.victims[who]), **(bare or {})}
        return run([*become(None if who == "root" else who), *around, *command], environment)


def _source(guest: str) -> Path:
    below = HERE.parent / "guests" if "/" in guest else HERE / "guests"
    return below / f"{guest}.c"


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    """Every guest of the table, built where any user may run it, and somebody outside to attack."""
    need_compiler("the attacks")
    guests = {"victim", *(ablation.guest for ablation in ABLATIONS)}
    with builder("scpipe-ablation", HEEDLESS, "-O1") as made:
        made.build_all({guest.replace("/", "-"): _source(guest) for guest in sorted(guests)})
        outside = made.place / "victim"
        with victim(outside, None) as root, victim(outside, NOBODY if os.geteuid() == 0 else None) as user:
            yield Bench(made.place, {"root": root, "user": user})


def _assert_stopped(ended: Ended, ablation: Ablation, what: str) -> None:
    said = ended.word not in _SAYS or any(words in ended.errors for words in _SAYS[ended.word])
    assert ended.word in ("stopped", *ablation.ends), (what, ended.line, ended.errors)
    assert said, (what, ended.line, ended.errors)
    assert not ended.left, f"{what}: processes left behind: {ended.left}"
    assert "internal error" not in ended.errors, (what, ended.errors)


def _must_matter(bench: Bench, ablation: Ablation, who: str) -> None:
    """With the rule (and without its twins) the attack is stopped; without it (and them) it succeeds."""
    if landlock.abi() < ablation.landlock:
        pytest.skip(f"{ablation.name} needs Landlock ABI {ablation.landlock}: here {landlock.abi()}")
    if "armed" in ablation.policy and trap.is_armed_too_new():
        pytest.skip("trap armed needs Linux 6.7")
    if ablation.needs:
        found = bench.bare(ablation, who)
        if found.word == "lacks":
            pytest.skip(f"{ablation.name} needs {ablation.needs}: here {found.line}")
    wanted: list[tuple[str, ...]] = [()]
    if ablation.twins:
        wanted += [ablation.twins, (ablation.rule,)]
    removed = (ablation.rule, *ablation.twins)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        free = pool.submit(bench.without, ablation, who, *removed)
        held = {names: pool.submit(bench.stopped, ablation, who, *names) for names in wanted}
        for names, ended in held.items():
            _assert_stopped(ended.result(), ablation, f"without {', '.join(names) or 'nothing'}")
    found = until_through(lambda: bench.without(ablation, who, *removed), free.result())
    assert found.word == THROUGH, f"without {', '.join(removed)} it still does not succeed: {found}"


@pytest.mark.skipif(os.geteuid() != 0, reason="not root: what root's attacks show is not tried")
@pytest.mark.parametrize(
    "ablation", [item for item in ABLATIONS if item.who != "user"], ids=lambda ablation: ablation.name
)
def test_rule_matters_to_root(bench: Bench, ablation: Ablation) -> None:
    """Without the rule an attack of root succeeds that the rule stops."""
    _must_matter(bench, ablation, "root")


@pytest.mark.parametrize(
    "ablation", [item for item in ABLATIONS if item.who != "root"], ids=lambda ablation: ablation.name
)
def test_rule_matters_to_a_user(bench: Bench, ablation: Ablation) -> None:
    """Without the rule an ordinary user's attack succeeds that the rule stops."""
    _must_matter(bench, ablation, "user")


#: Rows that no attack can show anywhere here, and why.
_UNTRIED = {"150": "no kernel at hand has binder"}


def test_every_rule_has_a_reason() -> None:
    """The table has an attack for each row of the catalogue and each refusal, and for nothing else."""
    # Waits are only told of: no attack needs them (tests/kernel/test_waiting.py shows what they are for).
    rows = {str(row.trace_id) for row in CATALOGUE if row.family is not Family.WAIT} - _UNTRIED.keys()
    refusals = {name for name in REMOVALS if not name.startswith("as-if-")}
    assert {ablation.rule for ablation in ABLATIONS} == rows | refusals


def _refusing_functions() -> set[str]:
    """Functions of handlers and of what begins a program that refuse, kill, or say why one may not run."""
    package = Path(scpipe.__file__).parent
    files = [*(package / "handlers").glob("*.py")]
    files += [package / name for name in ("spawn/inherited.py", "supervisor/inherit.py")]
    return {
        f"{path.relative_to(package).as_posix()} {node.name}"
        for path in files
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and (node.name == "why_not" or _refuses(node))
    }


def _refuses(function: ast.FunctionDef) -> bool:
    called = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    names = {func.attr if isinstance(func, ast.Attribute) else ast.unparse(func) for func in called}
    return not names.isdisjoint(
        {"tell_refusal", "tell_unavailable", "tell_denied_creation", "Kill", "SetupError"}
    )


def test_every_refusal_has_a_reason() -> None:
    """A function that begins to refuse something needs a rule in the table that shows why."""
    assert _refusing_functions() == set(REFUSING)
    assert {rule for rules in REFUSING.values() for rule in rules} <= {item.rule for item in ABLATIONS}


def test_every_twin_is_a_rule() -> None:
    """What the table takes out besides a rule has an entry of its own or sets a scene."""
    named = {name for ablation in ABLATIONS for name in (*ablation.twins, *ablation.given)}
    assert named <= {ablation.rule for ablation in ABLATIONS} | set(REMOVALS)


def test_every_guest_here_is_used() -> None:
    """No guest lies about that shows nothing."""
    used = {ablation.guest for ablation in ABLATIONS} | {"victim"}
    assert {path.stem for path in (HERE / "guests").glob("*.c")} <= used
