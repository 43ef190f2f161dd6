"""The public interface as a typed program uses it. mypy reads this file; nothing runs it."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from typing_extensions import assert_type

import scpipe
from scpipe import events

version: str = scpipe.__version__

# Policies: in code, with words or members; from a file or a mapping; back to YAML.
policy = scpipe.Policy(pipe="deny", socketpair=scpipe.PairMode.ALLOW_EVENTS, first_message="any")
policy = scpipe.Policy(on_violation="kill", relax=["aio"], rules=[{"exe": "/usr/bin/make", "pipe": "allow"}])
policy = scpipe.Policy(rules=[scpipe.Rule("/usr/bin/make", pipe=scpipe.PairMode.ALLOW)])
policy = scpipe.Policy.from_file(Path("p.yaml"), service="web")
policy = scpipe.Policy.from_dict({"pipe": "deny"})
assert_type(policy.to_yaml(), str)
assert_type(policy.pipe, scpipe.PairMode)

# run(): text or bytes, as subprocess.run.
assert_type(scpipe.run(["true"]), scpipe.Result[bytes])
assert_type(scpipe.run("true", text=True, policy="p.yaml"), scpipe.Result[str])
assert_type(scpipe.run(b"true", encoding="utf-8", policy={"pipe": "deny"}), scpipe.Result[str])
assert_type(scpipe.run([Path("/bin/true"), "x"], input=b"x", capture_output=True).stdout, bytes | None)
assert_type(scpipe.run(["true"], input="x", text=True, timeout=5, check=True).stdout, str | None)

result = scpipe.run(["true"], policy=policy, orphans="kill", time_limit=1.5, kill_after=2)
scpipe.run(["true"], trap="armed")
scpipe.run(["true"], trap=None)
scpipe.run(["true"], trap="some")  # type: ignore[call-overload] # neither all nor armed
assert_type(result.returncode, int)
assert_type(result.status, scpipe.Status)
assert_type(result.args, str | Sequence[str])
for violation in result.violations:
    assert_type(violation, scpipe.Violation)
    assert_type(violation.advice.text, str)
    assert_type(violation.pair.kind, str)


def watch(event: events.Event) -> None:
    """A callback: every event is one of a closed union."""
    if isinstance(event, events.Start):
        assert_type(event.trap.mode, str)
    elif isinstance(event, events.Refusal):
        assert_type(event.syscall, str)
        str(event.offending)  # type: ignore[attr-defined] # no such field
    elif isinstance(event, events.Exec):
        assert_type(event.argv, tuple[str, ...])


# launch(): what Popen has, and what it has not.
with scpipe.launch(
    ["cat"], policy=policy, stdin=scpipe.PIPE, stdout=subprocess.PIPE, stderr=scpipe.STDOUT, on_event=watch
) as box:
    assert_type(box, scpipe.Sandbox[bytes])
    assert_type(box.stdout, IO[bytes] | None)
    assert_type(box.pid, int)
    assert_type(box.poll(), int | None)
    assert_type(box.wait(1), int)
    assert_type(box.communicate(b"x", timeout=1), tuple[bytes | None, bytes | None])
    assert_type(box.violations, list[scpipe.Violation])
    assert_type(box.status, scpipe.Status | None)
    assert_type(box.wait_all(1), events.End | None)
    box.send_signal(15)
    box.terminate()
    box.kill()

with scpipe.launch("cat", text=True, stdin=scpipe.PIPE) as lines:
    assert_type(lines.stdin, IO[str] | None)
    assert_type(lines.communicate("x"), tuple[str | None, str | None])
    lines.communicate(b"x")  # type: ignore[arg-type] # text

scpipe.launch("cat", preexec_fn=print)  # type: ignore[call-overload] # not here
scpipe.Policy(pipe="alow")  # type: ignore[arg-type] # a misspelt word
policy.pipe = scpipe.PairMode.DENY  # type: ignore[misc] # frozen

try:
    scpipe.run(["true"], check=True)
except scpipe.ViolationError as error:
    called: subprocess.CalledProcessError = error
    assert_type(error.violations, tuple[scpipe.Violation, ...])
except scpipe.RunTimeoutError as expired:
    timed: subprocess.TimeoutExpired = expired
except scpipe.CommandNotFoundError as missing:
    plain: FileNotFoundError = missing
except scpipe.CommandNotExecutableError as forbidden:
    denied: PermissionError = forbidden
except (scpipe.PolicyError, scpipe.SetupError, scpipe.UsageError) as wrong:
    own: scpipe.ScpipeError = wrong


async def asynchronous() -> None:
    """launch_async() as asyncio.create_subprocess_exec."""
    process = await scpipe.launch_async(["cat"], stdin=scpipe.PIPE, stdout=scpipe.PIPE, policy=policy)
    assert_type(process, scpipe.AsyncSandbox)
    assert_type(await process.communicate(b"x"), tuple[bytes | None, bytes | None])
    assert_type(await process.wait(), int)
    assert_type(await process.result(), scpipe.Result[bytes])
    async with process:
        if process.stdout is not None:
            assert_type(await process.stdout.readline(), bytes)
