"""The library on one page: launch() starts a command under a policy, run() waits for it.

A host program must lose nothing by it: no child of its own is waited for, no Python code runs
in a fork of its threads, and its interpreter is not held up by stops of the sandbox. So the
supervisor is a process of its own (scpipe/service/process.py). It inherits the command's descriptors, gives
them to the command and lets go of them; one thread of the host reads what it tells.
"""
# ruff: noqa: D418 - an overload says what it is for, as every function here does

from __future__ import annotations

import contextlib
import subprocess
from typing import TYPE_CHECKING, Any, Literal, overload

from scpipe.api.options import PIPE, read_options
from scpipe.api.result import Result, RunTimeoutError
from scpipe.api.starting import await_start, make_request, start_service
from scpipe.outcome import Status

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from scpipe.api.options import Command, Keywords
    from scpipe.api.sandbox import Sandbox

#: How long the end of a killed sandbox's output is waited for (seconds).
_LAST_OUTPUT = 2.0


# fmt: off
@overload
def launch(
    command: Command, *, text: Literal[True], encoding: str | None = ..., errors: str | None = ...,
    **keywords: Unpack[Keywords],
) -> Sandbox[str]:
    """With text or an encoding: the pipes are text."""
@overload
def launch(
    command: Command, *, text: bool | None = ..., encoding: str, errors: str | None = ...,
    **keywords: Unpack[Keywords],
) -> Sandbox[str]:
    """With text or an encoding: the pipes are text."""
@overload
def launch(
    command: Command, *, text: Literal[False] | None = ..., encoding: None = ..., errors: None = ...,
    **keywords: Unpack[Keywords],
) -> Sandbox[bytes]:
    """Without: they are bytes."""
# fmt: on
def launch(
    command: Command,
    *,
    text: bool | None = None,
    encoding: str | None = None,
    errors: str | None = None,
    **keywords: Unpack[Keywords],
) -> Sandbox[Any]:
    """Start a command under a policy, as subprocess.Popen starts one, and come back when it runs.

    ``keywords`` are those of scpipe.api.options.Keywords. Raises PolicyError, UsageError,
    SetupError; CommandNotFoundError (a FileNotFoundError), CommandNotExecutableError (a
    PermissionError), and OSError where Popen does.
    """
    return _launch(command, {"text": text, "encoding": encoding, "errors": errors}, keywords, None)


# fmt: off
@overload
def run(
    command: Command, *, input: str | None = ..., capture_output: bool = ..., timeout: float | None = ...,
    check: bool = ..., text: Literal[True], encoding: str | None = ..., errors: str | None = ...,
    **keywords: Unpack[Keywords],
) -> Result[str]:
    """With text or an encoding: input and output are text."""
@overload
def run(
    command: Command, *, input: str | None = ..., capture_output: bool = ..., timeout: float | None = ...,
    check: bool = ..., text: bool | None = ..., encoding: str, errors: str | None = ...,
    **keywords: Unpack[Keywords],
) -> Result[str]:
    """With text or an encoding: input and output are text."""
@overload
def run(
    command: Command, *, input: bytes | None = ..., capture_output: bool = ..., timeout: float | None = ...,
    check: bool = ..., text: Literal[False] | None = ..., encoding: None = ..., errors: None = ...,
    **keywords: Unpack[Keywords],
) -> Result[bytes]:
    """Without: they are bytes."""
# fmt: on
def run(
    command: Command,
    *,
    input: Any = None,  # noqa: A002 - subprocess.run's name
    capture_output: bool = False,
    timeout: float | None = None,
    check: bool = False,
    text: Any = None,
    encoding: Any = None,
    errors: str | None = None,
    **keywords: Unpack[Keywords],
) -> Result[Any]:
    """Run a command under a policy to its end, as subprocess.run does; ``keywords`` are launch()'s.

    Raises what launch() raises; RunTimeoutError (a subprocess.TimeoutExpired) after ``timeout``
    seconds, with everything killed; with ``check`` ViolationError if anything was refused or reported,
    and subprocess.CalledProcessError for a status other than 0.
    """
    _arrange_pipes(keywords, input, capture_output)
    modes = {"text": text, "encoding": encoding, "errors": errors}
    with _launch(command, modes, keywords, timeout) as sandbox:
        try:
            out, err = sandbox.communicate(input, timeout)
        except subprocess.TimeoutExpired as expired:
            sandbox.end(Status.TIMEOUT)
            asked = expired.timeout if timeout is None else timeout  # it knows only what of it was left
            raise RunTimeoutError(_what_there_is(sandbox), asked) from None
        except BaseException:
            sandbox.kill()
            raise
        result: Result[Any] = sandbox.result(out, err)
    if keywords.get("orphans") == "kill":
        sandbox.wait_all()
    if check:
        result.check()
    return result


def _launch(
    command: Command, modes: dict[str, Any], keywords: Keywords, patience: float | None
) -> Sandbox[Any]:
    """``modes``: text, encoding and errors. ``patience``: seconds the interpreter may take to begin."""
    options = read_options(keywords)
    request = make_request(command, options)
    sandbox = start_service(command, options, modes)
    await_start(sandbox, request, options.sandbox.time_limit if patience is None else patience)
    return sandbox


def _arrange_pipes(keywords: Keywords, given: object, capture_output: bool) -> None:
    if given is not None:
        if keywords.get("stdin") is not None:
            raise ValueError("stdin and input arguments may not both be used.")
        keywords["stdin"] = PIPE
    if capture_output:
        if keywords.get("stdout") is not None or keywords.get("stderr") is not None:
            raise ValueError("stdout and stderr arguments may not be used with capture_output.")
        keywords["stdout"] = keywords["stderr"] = PIPE


def _what_there_is(sandbox: Sandbox[Any]) -> Result[Any]:
    """The result of a killed sandbox. Its output ends now, unless somebody outside holds its pipes too."""
    out = err = None
    with contextlib.suppress(subprocess.TimeoutExpired):
        out, err = sandbox.communicate(timeout=_LAST_OUTPUT)
    return sandbox.result(out, err)
