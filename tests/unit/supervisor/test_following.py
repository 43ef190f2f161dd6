"""The supervisor follows one task, within its own mask, and gives up where that does not help."""

from __future__ import annotations

import os
from collections.abc import Set as AbstractSet

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.supervisor.staging import task

from scpipe.linux import procfs
from scpipe.supervisor import following
from scpipe.supervisor.following import Follower

LOOK = following._LOOK
MASK = frozenset({0, 1, 2})


class Machine:
    """CPUs of which the supervisor may use some; the task is where the test says."""

    def __init__(self, kernel: FakeKernel, mask: AbstractSet[int] = MASK) -> None:
        self.kernel, self.cpus = kernel, kernel.cpus
        self.cpus.affinity = mask
        self._task = kernel.tasks.get(1) or kernel.add(1)
        self.cpu = 1
        self.follower = Follower()
        self.task = task(1)

    @property
    def cpu(self) -> int:
        """Where the task ran last; -1: /proc does not tell."""
        return self._task.cpu

    @cpu.setter
    def cpu(self, cpu: int) -> None:
        self._task.cpu = cpu
        self._task.hidden = {"stat"} if cpu < 0 else set()

    def serve(self, looks: int = 1) -> None:
        """Stops of the task until it has been looked at so often."""
        for _ in range(looks * LOOK):
            self.follower.served(self.task)

    def begin(self) -> None:
        """The first stop, and the first look."""
        self.follower.served(self.task)
        self.serve()


@pytest.fixture
def machine(kernel: FakeKernel) -> Machine:
    """One on which following is possible."""
    return Machine(kernel)


def test_it_moves_to_the_task(machine: Machine) -> None:
    """Once, at the look, and it stays as long as the task does."""
    machine.begin()
    assert machine.cpus.affinity == {1} and machine.follower.follows
    machine.serve(5)
    assert machine.cpus.set == [{1}]


def test_another_task_lets_go(machine: Machine) -> None:
    """The mask is the one from before; two tasks that take turns are never followed."""
    machine.begin()
    other = task(2)
    machine.follower.served(other)
    assert machine.cpus.affinity == {0, 1, 2} and not machine.follower.follows
    for _ in range(LOOK * 4):
        machine.follower.served(machine.task)
        machine.follower.served(other)
    assert len(machine.cpus.set) == 2


def test_one_that_keeps_moving_is_given_up(machine: Machine) -> None:
    """After two looks that found it elsewhere; it is tried again, later and later, until it stays."""
    machine.begin()
    for rest in (2, 4, 8, 16, 32, 64, 64):
        for cpu in (2, 0):
            machine.cpu = cpu
            machine.serve()
        assert machine.cpus.affinity == {0, 1, 2} and not machine.follower.follows
        moves = len(machine.cpus.set)
        machine.cpu = 1
        machine.serve(rest)
        assert len(machine.cpus.set) == moves
        machine.serve()
        assert machine.follower.follows
    machine.serve()
    for cpu in (2, 0):
        machine.cpu = cpu
        machine.serve()
    machine.serve(2)
    assert not machine.follower.follows
    machine.serve()
    assert machine.follower.follows


def test_a_single_move_is_followed(machine: Machine) -> None:
    """One that moves once in a while is not given up."""
    machine.begin()
    for cpu in (2, 2, 0, 0, 1, 1):
        machine.cpu = cpu
        machine.serve()
        assert machine.cpus.affinity == {cpu}


def test_a_long_sleep_lets_go(machine: Machine) -> None:
    """A short one does not."""
    machine.begin()
    machine.follower.slept(0.05)
    assert machine.cpus.affinity == {1}
    machine.follower.slept(0.2)
    assert machine.cpus.affinity == {0, 1, 2}


@pytest.mark.parametrize("cpu", [3, -1])
def test_it_stays_within_its_mask(machine: Machine, cpu: int) -> None:
    """A CPU that the caller has not allowed, or that is not told, is not gone to."""
    machine.cpu = cpu
    machine.begin()
    machine.serve(3)
    assert machine.cpus.set == []


def test_with_two_cpus_the_other_is_kept_busy(kernel: FakeKernel, machine: Machine) -> None:
    """At each move, for a moment; with more there is always an idle one, and nothing is gained."""
    machine.begin()
    assert machine.cpus.occupied == []
    pair = Machine(kernel, frozenset({1, 3}))
    pair.begin()
    pair.serve(3)
    assert pair.cpus.occupied == [{3}]
    pair.cpu = 3
    pair.serve(3)
    assert pair.cpus.occupied == [{3}, {1}] and pair.cpus.affinity == {3}


def test_with_one_cpu_nothing_is_looked_at(kernel: FakeKernel) -> None:
    """There is nowhere to go."""
    machine = Machine(kernel, frozenset({1}))
    machine.begin()
    assert machine.cpus.set == [] and not kernel.looks


@pytest.mark.parametrize("policy", [os.SCHED_FIFO, os.SCHED_RR])
def test_real_time_policies_do_not_follow(machine: Machine, policy: int) -> None:
    """The kernel wakes the two apart then; who is followed when that begins is let go."""
    machine.cpus.policy = policy
    machine.begin()
    assert machine.cpus.set == []
    machine.cpus.policy = os.SCHED_OTHER
    machine.serve(3)
    assert machine.cpus.set == []


@pytest.mark.parametrize("name", ["sched_getaffinity", "sched_getscheduler"])
def test_where_nothing_can_be_known_nobody_is_followed(machine: Machine, name: str) -> None:
    """A filter around the supervisor may forbid the question, and musl never answers about the policy."""
    machine.cpus.unknown = {name}
    machine.follower = Follower()
    machine.cpus.unknown = set()
    machine.begin()
    machine.follower.slept(1.0)
    assert machine.cpus.set == []


def test_a_mask_that_somebody_else_has_set_is_left_alone(machine: Machine) -> None:
    """taskset -p on the supervisor: from then on it is theirs."""
    machine.begin()
    machine.cpus.affinity = {0}
    machine.follower.let_go()
    assert machine.cpus.affinity == {0}
    machine.cpu = 2
    machine.serve(4)
    assert machine.cpus.affinity == {0} and machine.cpus.set == [{1}]


def test_where_it_is_forbidden_it_is_not_tried_again(machine: Machine) -> None:
    """A seccomp profile may do that."""
    machine.cpus.forbidden = True
    machine.begin()
    machine.cpus.forbidden = False
    machine.serve(4)
    assert machine.cpus.set == [] and not machine.follower.follows


def test_where_a_task_was_last() -> None:
    """Read from /proc: ourselves on each CPU that we may use; -1 for nobody."""
    mask = os.sched_getaffinity(0)
    try:
        for cpu in mask:
            os.sched_setaffinity(0, {cpu})
            assert procfs.last_cpu(os.getpid()) == cpu
    finally:
        os.sched_setaffinity(0, mask)
    assert procfs.last_cpu(0x3FFFFF) == -1
