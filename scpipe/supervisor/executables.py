"""Which mode a pair gets by the executable that makes it: rules resolved to inodes at launch."""

from __future__ import annotations

import errno
import glob
import os

from scpipe.errors import SetupError
from scpipe.handlers.tracee import Task
from scpipe.policy.model import PairKind, PairMode, Policy


class RuleTable:
    """Rules with their executables as (st_dev, st_ino), as the launcher's own file system names them.

    Paths are never matched: a bind mount in a user namespace forges them. Each file is kept open, so that
    its inode number cannot be used again when somebody removes it.
    """

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._files: list[frozenset[tuple[int, int]]] = [_resolve(rule.exe) for rule in policy.rules]

    @property
    def unmatched(self) -> list[str]:
        """Rules that name no existing file: they can never apply."""
        pairs = zip(self._policy.rules, self._files, strict=True)
        return [rule.exe for rule, found in pairs if not found]

    def __call__(self, kind: PairKind, task: Task) -> tuple[PairMode, str]:
        """The mode, and the rule's pattern ("" for the policy's own mode)."""
        identity = task.process.identity
        key = (identity.device, identity.inode)
        for rule, found in zip(self._policy.rules, self._files, strict=True):
            mode = rule.pipe if kind is PairKind.PIPE else rule.socketpair
            if key in found and mode is not None:
                return mode, rule.exe
        return self._policy.mode(kind), ""


def _resolve(pattern: str) -> frozenset[tuple[int, int]]:
    """The files a pattern names; they stay open for good. Raises SetupError if they are too many for that."""
    found = set()
    for path in glob.glob(pattern) if glob.has_magic(pattern) else [pattern]:
        try:
            status = os.fstat(os.open(path, os.O_PATH | os.O_CLOEXEC))
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE):
                raise SetupError(f"rule for {pattern}: {error.strerror}: it names too many files") from None
            continue
        found.add((status.st_dev, status.st_ino))
    return frozenset(found)
