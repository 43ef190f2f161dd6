"""The file that a policy is written to: whole or not at all, and over nothing that was not there before."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat

from scpipe.errors import ScpipeError, UsageError
from scpipe.policy.parse import MAX_BYTES
from scpipe.record import Record
from scpipe.report.escape import escape

_MODE = 0o644
_LEAST_NUMBER = 10


def check_yaml_name(path: str) -> None:
    """Raise UsageError for a name that says that its file is JSON."""
    if path.lower().endswith(".json"):
        raise UsageError(f"-o {escape(path)}: the policy is YAML, and .json means JSON")


class TargetError(ScpipeError):
    """A policy that cannot be written."""


class _Found(Record):
    """What stood there: its file, when it last changed (ns), its mode and owner, and what was in it."""

    device: int
    inode: int
    changed: int
    mode: int
    owner: tuple[int, int]
    content: bytes


class Target:
    """A place for a policy, looked at before the command runs, and written to when it has ended.

    A symbolic link is followed now, and the file that it leads to is replaced; the link stays. The directory
    is kept open: nothing that the command moves or links changes where the policy goes.
    """

    def __init__(self, path: str, *, over: bool) -> None:
        """``over``: an existing file may be replaced. Raises UsageError for one that must not be."""
        self.path = path
        self._directory, self._name = -1, ""
        if not path or path.endswith("/"):
            raise UsageError(
                f"-o {escape(path)}: not the name of a file" + (" (is a variable unset?)" if not path else "")
            )
        if not over and os.path.lexists(path):
            raise UsageError(f"{escape(path)} is there already: --merge adds to it, --force replaces it")
        real = os.path.realpath(path) if over else path
        parent, self._name = os.path.split(real)
        try:
            self._directory = _open_directory(parent or ".")
            self._before = self._look()
        except (OSError, ValueError) as error:
            raise UsageError(f"cannot write {escape(path)}: {_why(error)}") from None
        if not os.access(parent or ".", os.W_OK | os.X_OK, effective_ids=True):
            raise UsageError(f"cannot write {escape(path)}: the directory cannot be written to")

    @property
    def text(self) -> str | None:
        """What was in the file; None if there was none. Raises UsageError for what is not UTF-8."""
        if self._before is None:
            return None
        try:
            return self._before.content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise UsageError(f"{escape(self.path)} is not UTF-8") from None

    def write(self, text: str) -> None:
        """Put the text there. Raises TargetError; what was there before is then still there."""
        mode = _MODE if self._before is None else self._before.mode
        name = f".{self._name[:200]}.{os.urandom(8).hex()}"
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
            fd = os.open(name, flags, mode, dir_fd=self._directory)
            try:
                with os.fdopen(fd, "wb") as file:
                    file.write(text.encode("utf-8"))
                    file.flush()
                    if self._before is not None:
                        with contextlib.suppress(PermissionError):
                            os.fchown(fd, *self._before.owner)
                        os.fchmod(fd, mode)
                    os.fsync(fd)
                self._put(name)
            finally:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(name, dir_fd=self._directory)
        except OSError as error:
            raise TargetError(f"cannot write {escape(self.path)}: {_why(error)}") from None

    def _put(self, name: str) -> None:
        """Give the new file its name: by a link, which never replaces anything, where nothing was there."""
        here = self._directory
        now = self._look()
        if now != self._before:
            raise TargetError(f"{escape(self.path)} was changed while the command ran: nothing is written")
        if now is not None:
            os.rename(name, self._name, src_dir_fd=here, dst_dir_fd=here)
            return
        try:
            os.link(name, self._name, src_dir_fd=here, dst_dir_fd=here)
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS):
                raise
            os.rename(name, self._name, src_dir_fd=here, dst_dir_fd=here)  # a file system without links

    def _look(self) -> _Found | None:
        """What is there now. Raises OSError for what is no file."""
        try:
            fd = os.open(
                self._name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=self._directory
            )
        except FileNotFoundError:
            return None
        with os.fdopen(fd, "rb") as file:
            status = os.fstat(fd)
            if not stat.S_ISREG(status.st_mode):
                raise OSError(errno.EINVAL, "it is no regular file")
            content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise OSError(errno.EFBIG, "it is too large for a policy")
        mode, owner = stat.S_IMODE(status.st_mode), (status.st_uid, status.st_gid)
        return _Found(status.st_dev, status.st_ino, status.st_mtime_ns, mode, owner, content)


def _open_directory(path: str) -> int:
    """Beyond the standard descriptors, which may be closed, and are changed during a run. Raises OSError."""
    fd = os.open(path, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        return fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, _LEAST_NUMBER)
    finally:
        os.close(fd)


def _why(error: OSError | ValueError) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)
