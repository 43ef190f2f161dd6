"""Which mode a pair gets by the executable that makes it: rules resolved to inodes at launch."""

from __future__ import annotations

import errno
import os
import stat

from scpipe.errors import SetupError
from scpipe.policy.model import PairKind, PairMode, Policy, Rule
from scpipe.record import Record
from scpipe.tracee.task import Task


class RuleFile(Record):
    """A file that a rule names: its path at launch, and what it is compared by."""

    path: str
    device: int
    inode: int


class RuleTable:
    """Rules with their executables as (st_dev, st_ino), as the launcher's own file system names them.

    Paths are never matched: a bind mount in a user namespace forges them. Each file is kept open, so that
    its inode number cannot be used again when somebody removes it.
    """

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self.resolved: list[tuple[Rule, list[RuleFile]]] = [
            (rule, _resolve(rule.exe)) for rule in policy.rules
        ]
        self._files = [frozenset((file.device, file.inode) for file in files) for _, files in self.resolved]

    def __call__(self, kind: PairKind, task: Task) -> tuple[PairMode, str]:
        """The mode, and the rule's pattern ("" for the policy's own mode)."""
        identity = task.process.identity
        key = (identity.device, identity.inode)
        for rule, found in zip(self._policy.rules, self._files, strict=True):
            mode = rule.pipe if kind is PairKind.PIPE else rule.socketpair
            if key in found and mode is not None:
                return mode, rule.exe
        return self._policy.mode(kind), ""


def _resolve(pattern: str) -> list[RuleFile]:
    """The regular files a pattern names; they stay open for good.

    Raises SetupError if they are too many for that, or the pattern depends on the current directory, whose
    owner would decide what is trusted.
    """
    if not pattern.startswith("/"):
        raise SetupError(f"rule for {pattern}: not an absolute path")
    import glob

    found = []
    for path in sorted(glob.glob(pattern)) if glob.has_magic(pattern) else [pattern]:
        try:
            fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE):
                raise SetupError(f"rule for {pattern}: {error.strerror}: it names too many files") from None
            continue
        status = os.fstat(fd)
        if stat.S_ISREG(status.st_mode):
            found.append(RuleFile(path, status.st_dev, status.st_ino))
        else:
            os.close(fd)  # a directory, a device: nothing that can run
    return found
