"""What a command gets from its host: the descriptors, groups, signals and names it was given."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import scpipe
from scpipe import PIPE

#: Prints what a process has, without opening anything that stays open.
LOOK = """
import json, os, sys
fds = {}
for name in os.listdir('/proc/self/fd'):
    try:
        fds[name] = os.readlink('/proc/self/fd/' + name)
    except OSError:
        pass
masks = [line.split() for line in open('/proc/self/status') if line[:6] in ('SigBlk', 'SigIgn', 'SigCgt')]
signals = {name: int(mask, 16) & ~(3 << 31) for name, mask in masks}  # 32 and 33 are the C library's own
print(json.dumps({
    'fds': fds, 'signals': signals, 'cwd': os.getcwd(), 'umask': os.umask(0), 'args': sys.argv[1:],
    'env': {k: v for k, v in os.environ.items() if k.startswith('T_')}, 'group': os.getpgid(0),
    'session': os.getsid(0), 'pid': os.getpid(), 'nice': os.nice(0),
}))
"""


def _words(*arguments: str) -> list[str]:
    return [sys.executable, "-I", "-S", "-c", LOOK, *arguments]


def _seen(text: str | None) -> dict[str, Any]:
    assert text is not None
    found: dict[str, Any] = json.loads(text)
    return found


def test_the_command_is_as_popen_would_make_it(tmp_path: Path) -> None:
    """Descriptors, signals, directory, umask, arguments and environment are those under subprocess.run."""
    odd = os.fsdecode(b"\xff\xfe=")
    environment = {"T_ODD": odd, "PATH": os.environ["PATH"]}
    with (tmp_path / "file").open("w+") as file:
        given = {
            "cwd": tmp_path, "env": environment, "umask": 0o27, "pass_fds": (file.fileno(),),
            "stdin": scpipe.DEVNULL, "stdout": PIPE, "stderr": file, "text": True,
        }  # fmt: skip
        here: Any = scpipe.run(_words("a b", odd, ""), timeout=300, **given)  # type: ignore[misc]
        there: Any = subprocess.run(_words("a b", odd, ""), timeout=300, **given)  # type: ignore[call-overload]
        one, two = _seen(here.stdout), _seen(there.stdout)
    assert {fd: name for fd, name in one["fds"].items() if "pipe:" not in name} == {
        fd: name for fd, name in two["fds"].items() if "pipe:" not in name
    }
    assert sorted(one["fds"]) == sorted(two["fds"])
    same = ("signals", "cwd", "umask", "args", "env", "group", "session", "nice")
    assert {key: one[key] for key in same} == {key: two[key] for key in same}
    assert one["env"] == {"T_ODD": odd}


def test_a_blocked_signal_stays_blocked() -> None:
    """The command has the signal mask of the launching thread."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR2})
    try:
        here = scpipe.run(_words(), stdout=PIPE, text=True)
        there = subprocess.run(_words(), stdout=PIPE, text=True, timeout=300)
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGUSR2})
    assert _seen(here.stdout)["signals"] == _seen(there.stdout)["signals"]


def test_no_pair_is_counted_that_the_command_did_not_make() -> None:
    """The supervisor's own socket is neither inherited nor a pair of the report."""
    with scpipe.launch(_words(), stdin=PIPE, stdout=PIPE, text=True) as box:
        out, _ = box.communicate(timeout=300)
        end = box.wait_all(30)
    assert end is not None
    assert end.pairs == 0
    assert not any("socket" in name for name in _seen(out)["fds"].values())


def test_one_output_for_both() -> None:
    """stderr=STDOUT sends both to one pipe, in order."""
    done = scpipe.run("echo 1; echo 2 >&2; echo 3", shell=True, stdout=PIPE, stderr=scpipe.STDOUT)
    assert (done.stdout, done.stderr) == (b"1\n2\n3\n", None)


def test_output_ends_with_the_command_s_last_holder() -> None:
    """The supervisor keeps no end of any pipe open, while an orphan lives that has closed them."""
    read_end, write_end = os.pipe()
    code = f"exec sleep 30 </dev/null >/dev/null 2>&1 {write_end}>&- &"
    with scpipe.launch(
        ["bash", "-c", code], stdin=PIPE, stdout=PIPE, stderr=PIPE, pass_fds=[write_end]
    ) as box:
        os.close(write_end)
        assert box.communicate(timeout=300) == (b"", b"")
        assert os.read(read_end, 1) == b""
        with pytest.raises(subprocess.TimeoutExpired):
            box.wait_all(0.1)
        box.kill()
    os.close(read_end)


def test_groups_and_sessions() -> None:
    """The command is in the host's group; in one of its own in a new session or if that is asked for."""
    plain = _seen(scpipe.run(_words(), stdout=PIPE, text=True).stdout)
    assert (plain["group"], plain["session"]) == (os.getpgid(0), os.getsid(0))
    group = _seen(scpipe.run(_words(), stdout=PIPE, text=True, process_group=0).stdout)
    assert (group["group"], group["session"]) == (group["pid"], os.getsid(0))
    session = _seen(scpipe.run(_words(), stdout=PIPE, text=True, start_new_session=True).stdout)
    assert session["group"] == session["pid"]
    assert session["session"] != os.getsid(0)


def test_a_signal_to_the_group_arrives_once() -> None:
    """killpg() of the command's group reaches the command and not its supervisor."""
    code = "import os, signal, time\nsignal.signal(signal.SIGUSR1, lambda *_: os.write(1, b'x'))\n"
    code += "print('up', flush=True)\nfor _ in range(10): time.sleep(0.1)\n"
    words = [sys.executable, "-I", "-S", "-c", code]
    with scpipe.launch(words, stdout=PIPE, text=True, process_group=0) as box:
        assert box.stdout is not None
        assert box.stdout.readline() == "up\n"
        os.killpg(box.pid, signal.SIGUSR1)
        assert box.communicate(timeout=300) == ("x", None)


def test_the_environment_variable_s_rules_are_popen_s() -> None:
    """Names with '=' and values with NUL are refused as by Popen."""
    for environment in ({"A=B": "x"}, {"A": "x\0"}):
        with pytest.raises(ValueError):
            scpipe.launch(["true"], env=environment)
    with pytest.raises(ValueError):
        scpipe.launch(["tr\0ue"])


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_host_with_a_closed_descriptor(closed: int) -> None:
    """Where the host has no 0, 1 or 2, the command has none, and never one of the supervisor's."""
    code = (
        "import os, sys; sys.path[:] = sys.argv[2:]; import scpipe, json\n"
        f"os.close({closed})\n"
        "r, w = os.pipe(); os.set_inheritable(w, True)\n"
        "if w <= 2: w = os.dup(w)\n"
        "done = scpipe.run(['/bin/sh', '-c', f'ls -l /proc/$$/fd >&{w}'], pass_fds=[w])\n"
        "os.write(int(sys.argv[1]), os.read(r, 10000))\n"
    )
    read_end, write_end = os.pipe()
    words = [sys.executable, "-c", code, str(write_end), *(place for place in sys.path if place)]
    done = subprocess.run(words, pass_fds=[write_end], timeout=300, stderr=subprocess.PIPE)
    os.close(write_end)
    seen = os.read(read_end, 10000).decode()
    os.close(read_end)
    assert seen, done.stderr
    assert "socket:" not in seen
    assert "pidfd" not in seen
