"""Storms of processes: what their parents see is what they see natively, as often and as fast as it goes."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from compat.suites.selection import runs_in_full
from harness.processes import PATIENCE
from harness.runner import Runner

from .launching import run

Built = Callable[[str], str]

#: Several times as much, several sandboxes at once, with SCPIPE_SUITES=full.
FULL = runs_in_full()
MORE, AT_ONCE = (10, 2) if FULL else (1, 1)

#: What a guest sees that scpipe refuses on purpose, and what lifts that (docs/limits.md).
REFUSED = {
    "flags 800000": "EPERM",  # CLONE_UNTRACED, with and without CLONE_VFORK: untraced
    "flags 804000": "EPERM",
    "clone3": "ENOSYS",  # clone3
}
RELAXED = ["clone3", "untraced"]


def supervised(_runner: Runner, _program: str) -> list[str]:
    """No filter: nothing but the tracer can be noticed."""
    return ["--pipe", "allow", "--socketpair", "allow", "--supervise"]


def ruled(runner: Runner, program: str, *relax: str) -> list[str]:
    """Every trap, and nothing that is refused to the guest."""
    rules = [{"exe": f"{Path(program).parent}/*", "pipe": "allow", "socketpair": "allow"}]
    return ["--policy", str(runner.write("policy.json", json.dumps({"rules": rules, "relax": list(relax)})))]


def relaxed(runner: Runner, program: str) -> list[str]:
    """The same, and clone as the kernel has it."""
    return ruled(runner, program, *RELAXED)


def default(_runner: Runner, _program: str) -> list[str]:
    """allow-events: what the guests write is events."""
    return []


Policy = Callable[[Runner, str], list[str]]
POLICIES = pytest.mark.parametrize("policy", [default, supervised, ruled], ids=lambda policy: policy.__name__)
#: Of these, in CI, the one user's.
ONLY_OF = {supervised: None, ruled: "nobody"}


def _both(runner: Runner, words: Sequence[str], policy: Policy) -> tuple[list[str], list[list[str]]]:
    """The lines of a guest, natively and under scpipe, in full in AT_ONCE sandboxes; all succeed silently."""
    if not FULL and ONLY_OF.get(policy, runner.user) != runner.user:
        pytest.skip("only with SCPIPE_SUITES=full")
    bare = runner.bare_run(words, timeout=PATIENCE * MORE)
    assert (bare.returncode, bare.stderr) == (0, ""), bare
    options = ["-q", *policy(runner, words[0])]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        again = [pool.submit(run, runner, options, words, timeout=PATIENCE * MORE) for _ in range(AT_ONCE)]
        done = [one.result() for one in again]
    for one in done:
        assert (one.returncode, one.stderr) == (0, ""), one
    return bare.stdout.splitlines(), [one.stdout.splitlines() for one in done]


def _differences(bare: list[str], done: list[str]) -> dict[str, str]:
    """What the lines that differ say inside: what is before the first colon or arrow, and what is behind."""
    assert len(bare) == len(done) > 5, done
    return dict(_split(inside) for outside, inside in zip(bare, done, strict=True) if outside != inside)


def _split(line: str) -> tuple[str, str]:
    name, _mark, seen = line.partition("-> " if "-> " in line else ": ")
    return name.strip(), seen


@POLICIES
def test_short_processes(runner: Runner, built: Built, policy: Policy) -> None:
    """Children of several threads, by fork, vfork and posix_spawn, end, execute, are killed as natively."""
    threads, each = 6, 120 * MORE
    bare, done = _both(runner, [built("storm_children"), str(threads), str(each)], policy)
    assert bare == [f"{threads * each} children, right"]
    assert all(one == bare for one in done)


@POLICIES
def test_exec_by_another_thread(runner: Runner, built: Built, policy: Policy) -> None:
    """A process stays itself while its threads execute programs and others write, wait and make children."""
    images = 40 * MORE
    bare, done = _both(runner, [built("storm_exec"), str(images)], policy)
    assert bare == [f"images {images}, same process 1, same parent 1, strange children 0"]
    assert all(one == bare for one in done)


@POLICIES
def test_what_clones_share(runner: Runner, built: Built, policy: Policy) -> None:
    """Memory, descriptors, directory and handlers are shared, or copied, as the flags of clone say."""
    bare, done = _both(runner, [built("storm_shares"), "3", str(3 * MORE)], policy)
    assert all(one == bare for one in done)
    assert len(bare) == 18


@pytest.mark.parametrize("policy", [default, supervised, relaxed], ids=lambda policy: policy.__name__)
def test_clone(runner: Runner, built: Built, policy: Policy) -> None:
    """Every flag of clone does what it does natively; only what is refused on purpose differs."""
    bare, done = _both(runner, [built("storm_clones"), "3", str(3 * MORE)], policy)
    for one in done:
        assert _differences(bare, one) == (REFUSED if policy is default else {})


@pytest.mark.parametrize("policy", [default, supervised], ids=lambda policy: policy.__name__)
def test_siblings_of_the_command(runner: Runner, built: Built, policy: Policy) -> None:
    """What the command makes its siblings (CLONE_PARENT) is scpipe-run's, and does not trouble it."""
    program = built("storm_clones")
    natively = runner.bare_run(["/bin/sh", "-c", '"$0" sibling; exit $?', program])
    done = run(runner, policy(runner, program), [program, "sibling"])
    assert (done.returncode, done.stdout, done.stderr) == (natively.returncode, "", "")
    assert done.returncode == 3


@pytest.mark.parametrize("kind", ["made", "entered"])
def test_namespaces(runner: Runner, built: Built, kind: str) -> None:
    """All combinations of namespaces, by clone and unshare. Root has no CAP_SYS_ADMIN: it needs a user's."""
    bare, done = _both(runner, [built("storm_namespaces"), kind, "1", str(MORE)], default)
    allowed = [name for name, seen in map(_split, bare) if seen != "EPERM"]
    if "user" not in allowed:
        pytest.skip("no user namespaces here")
    refused = {name: "EPERM" for name in allowed if name and "user" not in name.split()}
    for one in done:
        assert _differences(bare, one) == (refused if runner.user is None else {})


@POLICIES
def test_first_processes(runner: Runner, built: Built, policy: Policy) -> None:
    """The first process of a PID namespace takes all others with it, and is spared what its own send it."""
    bare, done = _both(runner, [built("storm_namespaces"), "first", "3", str(3 * MORE)], policy)
    if "way 0: EPERM" in bare:
        pytest.skip("no user namespaces here")
    assert all(one == bare for one in done)


@POLICIES
def test_killed_parents(runner: Runner, built: Built, policy: Policy) -> None:
    """A parent is killed while it makes a child: the child lives on, and others are not disturbed."""
    seed = random.randrange(1_000_000)
    print(f"seed {seed}")
    bare, done = _both(runner, [built("storm_killed"), str(40 * MORE), str(seed)], policy)
    if bare == ["born some, kcmp 0, woken 0"]:
        assert all(one == bare for one in done)
    else:  # without kcmp nobody knows what such a child shares: sleepers may be woken
        assert all(one[0].startswith("born some, kcmp E") for one in (bare, *done))
