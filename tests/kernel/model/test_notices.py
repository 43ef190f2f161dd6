"""The model test can fail: it notices when nothing restricts a program, and each of a row of wrong rules."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from harness.commands import scpipe_run
from harness.runner import Runner

from .facts import Created, Fixed, Reading, Sending, Step
from .launching import OWN_TABLES, RESTRICTED, carry_out
from .operations import Code, Kind, Method, Outcome
from .oracle import Oracle
from .planning import plan
from .racing import judge_race, plan_race

#: Programs of the wrong rules: each must be noticed by one of them.
SEEDS = range(4)
LENGTH = 250
#: Races that a wrong supervisor may survive by luck, before one shows its mistake.
TRIES = 30
_START = (
    "import dataclasses; from scpipe.command import cli; "
    "from scpipe.ledger import judge, ledger, model; {}; cli.main_run()"
)
#: Wrong rules: what is done to the ledger before scpipe-run starts.
WRONG = {
    "everything": "ledger.judge = lambda *_: model.Accept(model.Reason.REPEATS)",
    "first-bytes-only": (
        "right = judge.judge_bytes; "
        "judge.judge_bytes = lambda byte, message, reading: "
        "right(byte, dataclasses.replace(message, other_offset=-1), reading)"
    ),
    "byte-forgotten": (
        "ledger.Ledger.settle = lambda self, pair, entered: setattr(pair.event, 'byte', None)"
    ),
    "ends-apart": (
        "ledger.Sockets.register = lambda self, cookies, mode, creator: "
        "[self._pairs.setdefault(one, self.numbering.make(model.PairKind.SOCKETPAIR, mode)) "
        "for one in cookies][0]"
    ),
    "refused-bytes-set": (
        "right = model.EventState.note_shadow; "
        "model.EventState.note_shadow = lambda self, message, verdict, other: "
        "(message.length and self.byte is None and setattr(self, 'byte', message.first_byte), "
        "right(self, message, verdict, other))[1]"
    ),
    "descriptors-pass": (
        "right = judge.judge_bytes; "
        "ledger.judge = lambda pair, message, reading: right(pair.event.byte, message, reading)"
    ),
}


def random_choices(seed: int, count: int) -> list[tuple[int, int]]:
    """Choices of a program that is always the same."""
    source = random.Random(seed)
    return [(source.randrange(256), source.randrange(1 << 40)) for _time in range(count)]


#: Mistakes that only a race shows: a millisecond later it is another byte, or another pair.
LATE = {
    "bytes-read-twice": "sources.Memory(now[1].task.tid, now[-1])",
    "descriptor-looked-up-twice": (
        "(os.dup2(now[0].borrow(now[1].task, now[1].call.args[0]).fd, borrowed.fd), source)[-1]"
    ),
}
_LATE = (
    "import os, time; from scpipe.emulation import sources; from scpipe.handlers import judged; "
    "one, send, now = judged._one, judged.send_to_end, []; "
    "judged._one = lambda *args: "
    "(now.__setitem__(slice(None), (*args, list(args[3].segments))), one(*args))[1]; "
    "judged.send_to_end = lambda borrowed, request, source, *rest: "
    "(time.sleep(0.001), send(borrowed, request, {}, *rest))[-1]"
)


def program(seed: int) -> list[Step]:
    """A program that is always the same."""
    return plan(random_choices(seed, LENGTH), own_tables=OWN_TABLES)


def wrong_with(runner: Runner, guest: str, seed: int, before: Sequence[str] | None) -> list[str]:
    """What the model says about a run of it."""
    steps = program(seed)
    return Oracle().check(steps, carry_out(runner, guest, [step.operation for step in steps], before))


def test_without_scpipe(runner: Runner, guest: str) -> None:
    """Bare, pairs carry several values and bytes arrive that the model does not accept."""
    steps = program(0)
    oracle = Oracle()
    wrong = oracle.check(steps, carry_out(runner, guest, [step.operation for step in steps], ()))
    assert oracle.violations()
    assert any("expected -13" in line for line in wrong), wrong


def test_race_without_scpipe(runner: Runner, guest: str) -> None:
    """Bare, racing workers get several values through their pairs."""
    kinds, operations = plan_race([0, 1, 2, 3], [0, 2, 1], random_choices(1, 60))
    assert judge_race(kinds, operations, carry_out(runner, guest, operations, ()))


def test_policy_that_allows(root_runner: Runner, guest: str) -> None:
    """Under scpipe-run with pairs allowed the same: it is the rule that the model checks."""
    both = ["--pipe", "allow", "--socketpair", "allow"]
    before = scpipe_run("-q", *both, "--", python=root_runner.python)
    assert any("carried" in line for line in wrong_with(root_runner, guest, 0, before))


@pytest.mark.parametrize("name", WRONG)
def test_wrong_rule(root_runner: Runner, guest: str, name: str) -> None:
    """A supervisor with this mistake in its ledger does not pass."""
    before = [root_runner.python, "-c", _START.format(WRONG[name]), *RESTRICTED, "--"]
    assert any(wrong_with(root_runner, guest, seed, before) for seed in SEEDS)


@pytest.mark.parametrize("name", LATE)
def test_late_look(root_runner: Runner, guest: str, name: str) -> None:
    """A supervisor that looks twice at what others change does not pass the race."""
    before = [root_runner.python, "-c", _START.format(_LATE.format(LATE[name])), *RESTRICTED, "--"]
    for seed in range(TRIES):
        kinds, operations = plan_race([4, 4], [0, 2, 2], random_choices(seed, 80))
        if judge_race(kinds, operations, carry_out(root_runner, guest, operations, before)):
            print(f"noticed at try {seed}")
            return
    pytest.fail("never noticed")


def test_slow_supervisor(root_runner: Runner, guest: str) -> None:
    """One that is as slow, but looks once, passes the same races."""
    before = [root_runner.python, "-c", _START.format(_LATE.format("source")), *RESTRICTED, "--"]
    for seed in range(4):
        kinds, operations = plan_race([4, 4], [0, 2, 2], random_choices(seed, 80))
        assert not judge_race(kinds, operations, carry_out(root_runner, guest, operations, before))


def test_right_rule(root_runner: Runner, guest: str) -> None:
    """Started in the same way, a supervisor without a mistake passes: the ones above fail for theirs."""
    before = [root_runner.python, "-c", _START.format("0"), *RESTRICTED, "--"]
    assert not [line for seed in SEEDS for line in wrong_with(root_runner, guest, seed, before)]


def test_programs_do_everything() -> None:
    """The fixed programs have every operation, and messages that are sent, refused and read in every way."""
    steps = [step for seed in SEEDS for step in program(seed)]
    assert plan(random_choices(0, LENGTH), own_tables=False)
    assert {step.operation.code for step in steps} == set(Code) - {Code.FLIP, Code.SWAP, Code.RACE}
    sent = [step.fact for step in steps if isinstance(step.fact, Sending)]
    pairs = [(fact.description.pair, fact.method) for fact in sent]
    assert len({(pair and pair.kind, method) for pair, method in pairs}) == len(Kind) * len(Method)
    assert {fact.reachable for fact in sent} == {True, False}
    assert {fact.fed for fact in (step.fact for step in steps) if isinstance(fact, Reading)} == {True, False}


def _told(step: Step) -> Outcome:
    value = step.fact.value if isinstance(step.fact, Fixed | Created) else 0
    return Outcome(True, value, 65536, ())


def test_outcomes_that_are_doctored() -> None:
    """A result, an operation left out and a byte that nobody sent: each is told, with the operation."""
    steps = [step for step in program(0) if isinstance(step.fact, Created | Reading)]
    steps = [step for step in steps if isinstance(step.fact, Created)][:1] + [
        step for step in steps if isinstance(step.fact, Reading)
    ][:1]
    good = [_told(steps[0]), replace(_told(steps[1]), extra=-11)]
    assert not Oracle().check(steps[:1], good[:1])
    for bad in (replace(good[0], value=7), replace(good[0], done=False)):
        assert str(steps[0].operation) in Oracle().check(steps[:1], [bad])[0]
    read = replace(good[1], value=2, runs=((65, 1), (66, 1)))
    told = Oracle().check(steps, [good[0], read])
    assert "carried [65, 66]" in told[0]
    assert "expected" in told[1]
