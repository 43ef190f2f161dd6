"""Starting the supervisor's process with the command's descriptors, and telling it what to run."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import socket
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from scpipe import errors, isolation
from scpipe.api.connection import Connection
from scpipe.api.options import Command, Options, read_command, read_environment, shown
from scpipe.api.policies import effective_policy
from scpipe.api.sandbox import Sandbox
from scpipe.api.service import ServiceProcess
from scpipe.errors import CommandNotExecutableError, CommandNotFoundError, ScpipeError, SetupError
from scpipe.policy.dump import to_dict
from scpipe.record import as_dict
from scpipe.service.protocol import Enforced, Failed, Program, Request, encode_request

#: A ^C before the command begins ends the service without a traceback; an ignored SIGINT stays ignored.
_QUIET = "import _signal as s; s.getsignal(2) is s.default_int_handler and s.signal(2, s.SIG_DFL)"
#: The first message; where a sandbox around us refuses it, the exit status tells the errno.
_REFUSED = 64
_READY = f"""
import posix, sys
try:
    posix.write(int(sys.argv[1]), b'{{"control":"ready"}}\\n')
except OSError as error:
    posix._exit({_REFUSED} + error.errno)
"""
#: No site configuration is read. The standard library comes first, argv[2] holds this package and gives
#: nothing else, the rest of argv are the directories of its dependencies.
_FIND = """
import gc
gc.disable()
sys.path.append(sys.argv[2])
import scpipe
sys.path[-1:] = sys.argv[3:]
"""
_BOOT = f"{_QUIET}{_READY}{_FIND}from scpipe.service.process import main; main()"

#: Seconds an interpreter is given to run its first line, a matter of milliseconds, where the caller says
#: nothing; and the fewest, for a busy machine.
_PATIENCE = 60.0
_LEAST_PATIENCE = 2.0


def make_request(command: Command, options: Options) -> Request:
    """What the supervisor is to do. Raises PolicyError, UsageError, ValueError."""
    asked, process = options.sandbox, options.process
    effective = effective_policy(asked.policy, asked.service)
    program = Program(
        arguments=read_command(command, shell=process.shell),
        environment=read_environment(process.env),
        directory=None if process.cwd is None else os.fsdecode(process.cwd),
        process_group=process.process_group,
        new_session=process.start_new_session,
    )
    return Request(
        program,
        Enforced(to_dict(effective.policy), effective.origins, effective.warnings),
        timeout=asked.time_limit,
        kill_after=asked.kill_after,
        orphans=asked.orphans,
        trap=asked.trap,
        holders=asked.holders,
        show_data=asked.show_data,
        backtrace=asked.backtrace,
    )


def start_service(command: Command, options: Options, text: dict[str, Any]) -> Sandbox[Any]:
    """The supervisor's process, waiting for its request. ``text``: Popen's text, encoding and errors.

    Raises SetupError, and OSError and ValueError as Popen.
    """
    host_end, service_end = _socket_pair(options.streams.pass_fds)
    with contextlib.ExitStack() as undo:
        undo.callback(host_end.close)
        with service_end:
            fd = service_end.fileno()
            service = _start_interpreter(_service_words(fd), _popen_arguments(options, fd), text)
        service.args = shown(command)
        connection = Connection(host_end, service.reap, options.sandbox.on_event)
        service.progress = connection.progress
        connection.start()
        undo.pop_all()
    return Sandbox(shown(command), service, connection)


def await_start(sandbox: Sandbox[Any], request: Request, patience: float | None = None) -> None:
    """Send the request and wait until the command runs.

    ``patience``: seconds the interpreter may take to begin. Raises what kept the command from running;
    nothing is left of it then.
    """
    service, connection = sandbox._service, sandbox._connection  # noqa: SLF001 - the second half of its making
    progress = connection.progress
    patience = _PATIENCE if patience is None else max(patience, _LEAST_PATIENCE)
    try:
        if not progress.wait_ready(patience):
            code = service.returncode
            service.put_down()
            connection.give_up()
            raise SetupError(_why_not_ready(code, patience))
        try:
            connection.ask(encode_request(request))
        except OSError as error:
            raise SetupError(_why_no_talk(error)) from None
        progress.wait_started()
        if not progress.pid:
            raise _failure(progress.failed)
    except BaseException:
        service.put_down()
        progress.wait_gone(None)
        with contextlib.suppress(OSError):
            service.close_pipes()
        raise


def _start_interpreter(words: list[str], arguments: dict[str, Any], text: dict[str, Any]) -> ServiceProcess:
    try:
        return ServiceProcess(words, **arguments, **text)
    except OSError as error:
        if error.filename != words[0]:
            raise
        raise SetupError(
            f"cannot start the supervisor's process: sys.executable is {words[0]}: {error.strerror}"
        ) from None


def _popen_arguments(options: Options, fd: int) -> dict[str, Any]:
    process = options.process
    return {
        **as_dict(options.streams),
        "pass_fds": (*options.streams.pass_fds, fd),
        "env": isolation.interpreters_environment(),
        "start_new_session": process.start_new_session,
        "umask": process.umask,
        "user": process.user,
        "group": process.group,
        "extra_groups": process.extra_groups,
    }


def _socket_pair(passed: Iterable[int]) -> tuple[socket.socket, socket.socket]:
    """The host's end and the service's, never with a number that means something to the command."""
    for fd in passed:
        os.fstat(fd)  # one that is closed now could get the number of ours
    ends = socket.socketpair()
    if min(end.fileno() for end in ends) > 2:
        return ends
    with contextlib.closing(ends[0]), contextlib.closing(ends[1]):
        moved = [fcntl.fcntl(end.fileno(), fcntl.F_DUPFD_CLOEXEC, 3) for end in ends]
    return socket.socket(fileno=moved[0]), socket.socket(fileno=moved[1])


def _service_words(fd: int) -> list[str]:
    if getattr(sys, "frozen", False):
        raise SetupError(
            "this program is frozen: sys.executable is the program itself, and there is no interpreter to "
            "start the supervisor with; run scpipe-run instead"
        )
    if not sys.executable:
        raise SetupError("sys.executable is empty: there is no interpreter to start the supervisor with")
    own = str(Path(__file__).parents[2])
    script = getattr(sys.modules.get("__main__"), "__file__", None) or ""
    places = isolation.service_places(own, script)
    if places is None:
        raise SetupError(
            f"python-ptrace and pyseccomp are not installed beside scpipe ({own}) nor in a site-packages of "
            "sys.path; the directory of the main script and the current one are not looked into"
        )
    return [sys.executable, "-I", "-S", "-c", _BOOT, str(fd), own, *places]


def _why_not_ready(code: int | None, patience: float) -> str:
    if code is not None and code == _REFUSED + errno.EACCES:
        return _why_no_talk(OSError(errno.EACCES, os.strerror(errno.EACCES)))
    what = f"took more than {patience:g} s" if code is None else f"ended with status {code}"
    return (
        f"cannot start the supervisor's process: {sys.executable} (sys.executable) {what} and has not run "
        "scpipe's code: is it a Python? stderr may say more"
    )


def _why_no_talk(error: OSError) -> str:
    return (
        f"cannot talk to the supervisor's process: {error.strerror}; if this process itself runs under "
        "scpipe or SCONE with socketpair: allow-events, it cannot launch a sandbox"
    )


def _failure(failed: Failed | None) -> Exception:
    """The error that the service has met, as this process would have met it."""
    if failed is None:
        return SetupError("the supervisor's process ended before the command began; stderr may say why")
    reason = os.strerror(failed.errno)
    why = failed.text.partition(": cannot be executed: ")[2] or reason
    if failed.error == "CommandNotFoundError":
        return CommandNotFoundError(failed.errno, why, failed.filename)
    if failed.error == "CommandNotExecutableError":
        return CommandNotExecutableError(failed.errno, why, failed.filename)
    found = getattr(errors, failed.error, None)
    if isinstance(found, type) and issubclass(found, ScpipeError):
        return found(failed.text)
    if failed.errno:
        return OSError(failed.errno, reason, failed.filename or None)
    return ScpipeError(failed.text)
