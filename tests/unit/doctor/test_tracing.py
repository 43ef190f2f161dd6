"""The real probe of ptrace: on a machine where tests can run, every step works."""

from __future__ import annotations

import os

import pytest

from scpipe.doctor import traced
from scpipe.doctor.tracing import STEPS, trace_a_child
from scpipe.linux import landlock, memory, ptrace
from scpipe.seccomp import bpf
from scpipe.supervisor import enforce


def _nobody_is_left() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


def test_every_step() -> None:
    """Each is told, those that failed with a reason; no child is left."""
    said = trace_a_child()
    assert set(said) == set(STEPS)
    assert said.pop("descriptors") == "pidfd_getfd (thread)" or said.pop("thread")
    assert set(said.values()) == {""}
    assert _nobody_is_left()


def test_no_ptrace(monkeypatch: pytest.MonkeyPatch) -> None:
    """What needs no ptrace is tried all the same; what does is not claimed."""

    def seize(_tid: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(ptrace, "seize", seize)
    said = trace_a_child()
    assert said["seize"] == "Operation not permitted"
    assert (said["memory"], said["confinement"], said["filter"]) == ("", "", "")
    assert not {"trap", "look", "answer"} & set(said)
    assert _nobody_is_left()


def test_a_call_that_is_not_trapped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A filter that lets it pass is seen, by the child's own result."""
    monkeypatch.setattr(traced, "trapping", lambda _number: bpf.instruction(bpf.RET_K, bpf.RET_ALLOW))
    said = trace_a_child()
    assert said["filter"] == "" and "did not stop it" in said["trap"]


def test_a_filter_that_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel's reason is told, and no stop."""
    monkeypatch.setattr(traced, "trapping", lambda _number: bytes(8))
    said = trace_a_child()
    assert (said["confinement"], said["filter"]) == ("", "Invalid argument") and "trap" not in said


def test_a_wrong_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A result that does not reach the child is seen."""
    monkeypatch.setattr(enforce, "answer", lambda task, _value: enforce.resume(task))
    said = trace_a_child()
    assert said["trap"] == "" and said["answer"] == "the child did not get the result that it was given"


def test_a_domain_that_cannot_be_entered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its reason is told, and nothing behind it was tried."""

    def enter_domain(_version: int) -> None:
        raise PermissionError(1, "landlock_restrict_self: Operation not permitted")

    monkeypatch.setattr(landlock, "abi", lambda: 7)
    monkeypatch.setattr(landlock, "enter_domain", enter_domain)
    said = trace_a_child()
    assert said["privileges"] == "" and said["confinement"] == "Operation not permitted"
    assert "filter" not in said


def test_memory_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its reason is told, and the rest is tried."""

    def probe(_pid: int) -> None:
        raise PermissionError(1, "process_vm_readv: Operation not permitted")

    monkeypatch.setattr(memory, "probe", probe)
    said = trace_a_child()
    assert said["memory"] == "process_vm_readv: Operation not permitted" and said["answer"] == ""
