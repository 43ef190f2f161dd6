"""What the supervisor lifts for itself once the command has its limits."""

from __future__ import annotations

import os
import resource

from scpipe.supervision import own_process

LIMITS = {resource.RLIMIT_FSIZE: 1 << 24, resource.RLIMIT_NOFILE: 256}


def test_limits_of_the_command_are_not_the_supervisor_s() -> None:
    """Descriptors and sizes of files are what the hard limit allows: filters are written to files."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            for which, hard in LIMITS.items():
                resource.setrlimit(which, (64, hard))
            own_process.raise_limits()
            found = [resource.getrlimit(which) == (hard, hard) for which, hard in LIMITS.items()]
            code = 0 if all(found) else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
