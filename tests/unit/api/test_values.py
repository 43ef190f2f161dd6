"""The library's values: policies, arguments, messages between host and supervisor, results."""

from __future__ import annotations

import dataclasses
import os
import pickle
import subprocess
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import scpipe
from scpipe.api import policies
from scpipe.api.options import (
    NOT_HERE,
    Keywords,
    Options,
    read_command,
    read_environment,
    read_options,
    shown,
)
from scpipe.api.result import Result
from scpipe.policy import model
from scpipe.service import protocol

ODD = os.fsdecode(b"\xff\x80 \xe2\x82\xac\n")


def test_policy_takes_words_and_members() -> None:
    """A policy made of words is the one made of members, and the one its own dump loads to."""
    words = scpipe.Policy(pipe="deny", first_message="any", on_violation="kill", relax=["aio"])
    members = scpipe.Policy(
        pipe=scpipe.PairMode.DENY,
        first_message=scpipe.FirstMessage.ANY,
        on_violation=scpipe.OnViolation.KILL,
        relax={"aio"},
    )
    assert words == members == scpipe.Policy.from_dict(words.to_dict())
    assert hash(words) == hash(members)
    assert isinstance(words, model.Policy)
    with pytest.raises(dataclasses.FrozenInstanceError):
        words.pipe = scpipe.PairMode.ALLOW  # type: ignore[misc]


def test_policy_s_default_is_the_model_s() -> None:
    """Policy() is the strict reading of SCONE's default, field by field."""
    made, plain = scpipe.Policy(), model.Policy()
    assert [getattr(made, field.name) for field in dataclasses.fields(plain)] == [
        getattr(plain, field.name) for field in dataclasses.fields(plain)
    ]


def test_policy_goes_through_a_file(tmp_path: Path) -> None:
    """to_yaml() is a policy file; rules may be mappings or values."""
    rule = scpipe.Rule("/bin/*", socketpair=scpipe.PairMode.DENY)
    policy = scpipe.Policy(socketpair="allow", rules=[{"exe": "/usr/bin/make", "pipe": "allow"}, rule])
    path = tmp_path / "p.yaml"
    path.write_text(policy.to_yaml())
    assert scpipe.Policy.from_file(path) == policy
    assert [rule.exe for rule in policy.rules] == ["/usr/bin/make", "/bin/*"]


@pytest.mark.parametrize(
    "settings", [{"pipe": "alow"}, {"relax": ["everything"]}, {"rules": [{"exe": "make", "pipe": "allow"}]}]
)
def test_a_wrong_setting_is_a_policy_error(settings: dict[str, Any]) -> None:
    """What a policy file may not say, code may not say either."""
    with pytest.raises(scpipe.PolicyError):
        scpipe.Policy(**settings)


def test_a_policy_given_excludes_the_environment_s(monkeypatch: pytest.MonkeyPatch) -> None:
    """SCONE's variables count only where no policy is given; the origin says so."""
    monkeypatch.setenv("SCONE_PIPE", "deny")
    given = policies.effective_policy({}, None)
    absent = policies.effective_policy(None, None)
    assert (given.policy.pipe.value, absent.policy.pipe.value) == ("allow-events", "deny")
    assert "SCONE_PIPE" in absent.origins["pipe"]


def test_the_two_lists_of_arguments_are_one() -> None:
    """What type checkers are told of launch() is what it takes."""
    taken: dict[str, Any] = {}
    for part in get_type_hints(Options).values():
        assert taken.keys().isdisjoint(part.__match_args__)
        taken.update(get_type_hints(part))
    assert get_type_hints(Keywords) == taken
    assert set(NOT_HERE).isdisjoint(Keywords.__annotations__)


@pytest.mark.parametrize(
    ("keywords", "word"),
    [
        ({"preexec_fn": print}, "preexec_fn"),
        ({"close_fds": False}, "pass_fds"),
        ({"nonsense": 1}, "nonsense"),
        ({"orphans": "maybe"}, "maybe"),
        ({"trap": "some"}, "trap='some': allowed: 'all', 'armed'"),
        ({"trap": True}, "trap=True"),
        ({"service": "web"}, "session"),
        ({"time_limit": 0}, "time_limit"),
        ({"show_data": -1}, "show_data"),
    ],
)
def test_a_wrong_argument_is_a_usage_error(keywords: Any, word: str) -> None:
    """The error names the argument, or what to do instead."""
    with pytest.raises(scpipe.UsageError, match=word):
        read_options(keywords)


def test_commands_are_read_as_popen_reads_them() -> None:
    """A string is one word, a shell gets a script; bytes and paths are words."""
    assert read_command("a b", shell=False) == ("a b",)
    assert read_command("a b", shell=True) == ("/bin/sh", "-c", "a b")
    assert read_command([b"a", Path("/b"), "c"], shell=False) == ("a", "/b", "c")
    assert read_command(["a", "b"], shell=True) == ("/bin/sh", "-c", "a", "b")
    assert (shown(b"a"), shown([b"a", "b"])) == ("a", ["a", "b"])
    assert read_environment({b"A": b"\xff"}) == {"A": "\udcff"}


def test_a_request_arrives_as_it_was_sent() -> None:
    """Bytes that are no text survive, in one line of ASCII."""
    program = protocol.Program(("prog", ODD, ""), {ODD: ODD}, directory=ODD, process_group=0)
    enforced = protocol.Enforced(scpipe.Policy().to_dict(), origins={"pipe": "x"}, warnings=("w\n",))
    request = protocol.Request(program, enforced, timeout=1.5, trap="armed")
    line = protocol.encode_request(request)
    assert (line.count(b"\n"), line.isascii()) == (1, True)
    assert protocol.decode_request(line) == request


@pytest.mark.parametrize(
    "message",
    [
        protocol.Started(7),
        protocol.Ended(-9, "TIMEOUT", "x", True),
        protocol.Failed("SetupError", "text\n", 2, "/x"),
    ],
)
def test_control_messages_arrive_as_they_were_sent(message: protocol.Control) -> None:
    """Each kind comes back as itself, and an event is none of them."""
    import json

    line = protocol.encode_control(message)
    assert line.count(b"\n") == 1
    assert protocol.decode_control(json.loads(line)) == message
    assert protocol.decode_control({"event": "note"}) is None


def test_orders_arrive_as_they_were_sent() -> None:
    """A signal is a number, a kill a status; anything else is an error."""
    assert protocol.decode_order(protocol.encode_signal(15)) == ("signal", 15)
    assert protocol.decode_order(protocol.encode_kill("TIMEOUT")) == ("kill", "TIMEOUT")
    with pytest.raises((KeyError, ValueError)):
        protocol.decode_order(b'{"do": "signal"}')


def test_results_are_frozen_and_check_says_what_is_wrong() -> None:
    """check() is silent for status 0 without violations, and counts what is not kept."""
    good = Result(["x"], 0, "", None, scpipe.Status.OK)
    good.check()
    assert pickle.loads(pickle.dumps(good)) == good
    with pytest.raises(dataclasses.FrozenInstanceError):
        good.returncode = 1  # type: ignore[misc]
    with pytest.raises(subprocess.CalledProcessError) as failed:
        dataclasses.replace(good, returncode=3, stdout="out").check()
    assert (failed.value.returncode, failed.value.cmd, failed.value.output) == (3, ["x"], "out")
    with pytest.raises(scpipe.ViolationError, match=r"^20000 violations$"):
        dataclasses.replace(good, refusals=20000).check()


def test_errors_are_popen_s_and_ours() -> None:
    """Each error that Popen has too is caught by either name, and keeps its exit status."""
    cases = [
        (scpipe.CommandNotFoundError, FileNotFoundError, 127),
        (scpipe.CommandNotExecutableError, PermissionError, 126),
        (scpipe.ViolationError, subprocess.CalledProcessError, 120),
        (scpipe.RunTimeoutError, subprocess.TimeoutExpired, 124),
    ]
    for ours, theirs, status in cases:
        assert issubclass(ours, theirs)
        assert issubclass(ours, scpipe.ScpipeError)
        assert ours.status == status
    assert str(scpipe.CommandNotFoundError("x: command not found")) == "x: command not found"
