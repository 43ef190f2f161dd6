"""/proc as scpipe/linux/procroot.py reads it, of tasks that do not exist; we ourselves are there for real."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

from scpipe.linux import procroot

if TYPE_CHECKING:
    from unit.fakekernel.kernel import FakeKernel
    from unit.fakekernel.state import FakeTask, OpenFile

_KINDS = {"pipe": stat.S_IFIFO, "socket": stat.S_IFSOCK, "": stat.S_IFREG}
_real_read, _real_names, _real_link, _real_status, _real_open_file = (
    procroot.read, procroot.names, procroot.link, procroot.status, procroot.open_file,
)  # fmt: skip


def _error(code: int) -> OSError:
    return OSError(code, os.strerror(code))


class FakeProc:
    """Functions of procroot.py: each file is written as the kernel writes it (fs/proc)."""

    def __init__(self, kernel: FakeKernel) -> None:
        self._kernel = kernel

    def read(self, path: str, most: int | None = None) -> bytes:
        if self._is_own(path):
            return _real_read(path, most)
        task, name = self._find(path)
        directory, _slash, number = name.partition("/")
        if directory == "fdinfo":
            file = _file(task, number)
            queue = f"scm_fds: {file.in_flight}\n" if file.kind == "socket" else ""
            return f"pos:\t0\nflags:\t0{file.flags:o}\nmnt_id:\t9\nino:\t{file.inode}\n{queue}".encode()
        return self._content(task, name).encode()[:most]

    def names(self, path: str, most: int | None = None) -> list[str]:
        if self._is_own(path):
            return _real_names(path, most)
        if path == ".":
            shown = (task for task in self._kernel.tasks.values() if "." not in task.hidden)
            return ["uptime", *dict.fromkeys(str(task.pid) for task in shown)]
        task, name = self._find(path)
        if name == "task":
            return [str(other.tid) for other in self._kernel.tasks.values() if other.pid == task.pid]
        assert name == "fd", path
        return [str(number) for number in sorted(task.table.files)][:most]

    def link(self, path: str) -> str:
        if self._is_own(path):
            return _real_link(path)
        task, name = self._find(path)
        if name == "exe":
            return _program_path(task)
        file = _file(task, name.removeprefix("fd/"))
        return f"{file.kind}:[{file.inode}]" if file.kind else file.path

    def status(self, path: str) -> os.stat_result:
        if self._is_own(path):
            return _real_status(path)
        task, name = self._find(path)
        if name == "exe":
            _program_path(task)
            found = task.program
            return _status(stat.S_IFREG | 0o755, found.inode, found.device, found.changed)
        file = _file(task, name.removeprefix("fd/"))
        return _status(_KINDS[file.kind] | 0o600, file.inode, 9, 0)

    def open_file(self, path: str, flags: int = os.O_RDONLY) -> int:
        """Nothing of what these tasks have can be opened."""
        if self._is_own(path):
            return _real_open_file(path, flags)
        self._find(path)
        raise _error(errno.EACCES)

    def _is_own(self, path: str) -> bool:
        """True for ourselves, unless we play a task; and for what is not of a task at all."""
        first = path.partition("/")[0]
        is_task = first.isdigit() and first != str(os.getpid())
        return path != "." and not is_task and not (first.isdigit() and int(first) in self._kernel.tasks)

    def _find(self, path: str) -> tuple[FakeTask, str]:
        number, _slash, name = path.partition("/")
        self._kernel.looks[int(number), name] += 1
        task = self._kernel.tasks.get(int(number))
        if task is not None and name.startswith("task/"):
            thread, _slash, name = name.removeprefix("task/").partition("/")
            of_it = self._kernel.tasks.get(int(thread))
            task = of_it if of_it is not None and of_it.pid == task.pid else None
        if task is None or "." in task.hidden:
            raise _error(errno.ENOENT)
        if name in task.hidden or name.partition("/")[0] in task.hidden:
            raise _error(errno.EACCES)
        if task.is_dead and name.partition("/")[0] in ("fd", "fdinfo"):
            raise _error(errno.EACCES)  # root's (fs/proc/base.c task_dump_owner)
        return task, name

    def _content(self, task: FakeTask, name: str) -> str:
        if name == "stat":
            return f"{task.tid} (a) b)) {task.letter} {task.parent}{' 0' * 34} {task.cpu} 0\n"
        if name == "wchan":
            return task.channel
        if name == "cmdline":
            return "".join(word + "\0" for word in task.program.arguments)
        if name == "syscall":
            if task.call is None:
                raise _error(errno.EPERM)
            return f"{task.call} 0x0 0x0\n" if task.letter != "R" else "running\n"
        assert name == "status", name
        return self._status_text(task)

    def _status_text(self, task: FakeTask) -> str:
        tid, pid = ("", "") if task.inner is None else (f"\t{number}" for number in task.inner)
        uid, gid = ("\t".join([str(number)] * 4) for number in task.ids)
        found, tracer = task.signals, self._kernel.tracer if task.traced else 0
        lines = [
            "Name:\ta", f"State:\t{task.letter} (x)", f"Tgid:\t{task.pid}", f"Pid:\t{task.tid}",
            f"PPid:\t{task.parent}", f"TracerPid:\t{tracer}", f"Uid:\t{uid}", f"Gid:\t{gid}",
            f"NStgid:\t{task.pid}{pid}", f"NSpid:\t{task.tid}{tid}", f"SigPnd:\t{found.pending:016x}",
            f"ShdPnd:\t{0:016x}", f"SigBlk:\t{found.blocked:016x}", f"SigIgn:\t{found.ignored:016x}",
            f"SigCgt:\t{found.caught:016x}", "NoNewPrivs:\t1",
        ]  # fmt: skip
        return "\n".join(lines) + "\n"


def _program_path(task: FakeTask) -> str:
    if not task.program.path:
        raise _error(errno.EACCES)
    return task.program.path


def _file(task: FakeTask, number: str) -> OpenFile:
    file = task.table.files.get(int(number))
    if file is None:
        raise _error(errno.ENOENT)
    return file


def _status(mode: int, inode: int, device: int, changed: int) -> os.stat_result:
    times = {"st_ctime_ns": changed}
    return os.stat_result((mode, inode, device, 1, 0, 0, 0, 0, 0, changed // 10**9), times)
