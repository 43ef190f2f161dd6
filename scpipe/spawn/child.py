"""The child between fork and exec: everything it does, in order."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Mapping, Sequence

from scpipe.linux import procroot
from scpipe.linux.process import FilterProgram, set_parent_death_signal
from scpipe.record import Record, field, replace
from scpipe.spawn.confinement import Confinement, make_switches_read_only, shut_in
from scpipe.spawn.handshake import Handshake, StepError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from scpipe.spawn.handshake import Step

_SHELL = "/bin/sh"


class Command(Record):
    """What to execute, and how the child is to look.

    ``shell_for_others``: what the kernel takes for no program (ENOEXEC) is a script for /bin/sh, as for
    execvp(3) and so for env(1) and timeout(1). subprocess.Popen knows no such thing.
    ``launcher``: the pid that the caller knows the command by, 0 if it knows none.
    """

    arguments: Sequence[str]
    environment: Mapping[str, str] | None = None
    directory: str | None = None
    shell_for_others: bool = True
    launcher: int = 0


class Signals(Record):
    """The caller's signal mask and the dispositions that Python or we have changed."""

    mask: frozenset[int]
    ignored: frozenset[int] = field(factory=frozenset)

    def restore(self) -> None:
        """Give the command the signals its caller had.

        Python ignores SIGPIPE and SIGXFSZ at its start, so what the caller had is not known:
        the default is restored, as subprocess does.
        """
        for number in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGCHLD):
            signal.signal(number, signal.SIG_IGN if number in self.ignored else signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, self.mask)


def become(
    command: Command,
    filter_program: FilterProgram | None,
    confinement: Confinement,
    handshake: Handshake,
    before: Signals,
) -> None:
    """Turn this process into the command under its filter. Never returns: a failure is told and exits.

    Without a filter the command gets no no_new_privs either: nothing is restricted. Until the
    parent has seized us its death kills us; afterwards PTRACE_O_EXITKILL does.
    """
    step: Step = "other"
    try:
        set_parent_death_signal(signal.SIGKILL)
        if os.getppid() != handshake.parent:
            os._exit(125)  # it died before that call
        handshake.prepared(make_switches_read_only(confinement))
        handshake.wait()
        set_parent_death_signal(0)
        step = "directory"
        if command.directory is not None:
            os.chdir(command.directory)
        before.restore()
        if filter_program is not None:
            shut_in(confinement, filter_program)
        step = "exec"
        execute(_activated(command))
    except StepError as error:
        handshake.fail(error.failure.step, error.failure.errno)
    except OSError as error:
        handshake.fail(step, error.errno or errno.EIO)
    except BaseException:
        handshake.fail(step, errno.EIO)
    finally:
        os._exit(125)


def _activated(command: Command) -> Command:
    """The command with its own pid where the variables of systemd name the launcher (sd_listen_fds(3))."""
    environment = dict(os.environ if command.environment is None else command.environment)
    for name in ("LISTEN_PID", "WATCHDOG_PID"):
        if command.launcher and environment.get(name) == str(command.launcher):
            environment[name] = str(os.getpid())
    return replace(command, environment=environment)


def execute(command: Command) -> NoReturn:
    """execvp(3): search PATH, go on after files that cannot be executed, give scripts without #! to sh.

    Raises OSError: EACCES or ENOEXEC if something was found but none could be executed, else ENOENT.
    """
    environment = dict(os.environ if command.environment is None else command.environment)
    worst = errno.ENOENT
    for path in candidates(command.arguments[0], environment):
        try:
            os.execve(path, list(command.arguments), environment)
        except OSError as error:
            if error.errno == errno.ENOEXEC and command.shell_for_others:
                os.execve(_SHELL, [_SHELL, path, *command.arguments[1:]], environment)
            if error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.EACCES, errno.ENOEXEC):
                raise
            if error.errno in (errno.EACCES, errno.ENOEXEC) and worst == errno.ENOENT:
                worst = error.errno
    raise OSError(worst, os.strerror(worst))


def callers_environment() -> dict[str, str]:
    """Our environment without the LC_CTYPE that Python sets itself where no locale is set (PEP 538)."""
    environment = dict(os.environ)
    try:
        given = procroot.read("self/environ").split(b"\0")
    except OSError:
        return environment
    if not any(entry.startswith(b"LC_CTYPE=") for entry in given):
        environment.pop("LC_CTYPE", None)
    return environment


def candidates(name: str, environment: Mapping[str, str]) -> list[str]:
    """The paths that execvp(3) tries for a name, in order."""
    if not name:
        return []
    if "/" in name:
        return [name]
    directories = environment.get("PATH", os.defpath).split(os.pathsep)
    return [os.path.join(directory or ".", name) for directory in directories]
