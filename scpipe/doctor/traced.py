"""The child that is traced: it shuts itself in as a command does, and makes a call that its filter traps."""

from __future__ import annotations

import errno
import os
import signal

from scpipe.linux import calls, process
from scpipe.linux.abi import native
from scpipe.linux.process import FilterProgram
from scpipe.policy.model import Policy
from scpipe.seccomp import bpf
from scpipe.spawn.confinement import plan_confinement, shut_in
from scpipe.spawn.handshake import Handshake, StepError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from scpipe.spawn.handshake import Step

#: What the trapped call is to give: no kernel's answer to getpeername of no descriptor.
ANSWER = 77


def become(handshake: Handshake) -> NoReturn:
    """Prepare, wait for the go-ahead, be shut in, and make the call; what fails is told by the handshake.

    The last step, ``exec``, stands for the call: it has failed if it did not get the answer.
    """
    step: Step = "other"
    try:
        process.set_parent_death_signal(signal.SIGKILL)
        if os.getppid() == handshake.parent:
            program = FilterProgram(trapping(native.SYS_GETPEERNAME))
            confinement = plan_confinement(Policy())
            handshake.prepared(0)
            handshake.wait()
            shut_in(confinement, program)
            step = "exec"
            if calls.syscall(native.SYS_GETPEERNAME, -1) != ANSWER:
                handshake.fail(step, errno.EPROTO)
    except StepError as error:
        handshake.fail(error.failure.step, error.failure.errno)
    except OSError as error:
        handshake.fail(step, error.errno or errno.EIO)
    finally:
        os._exit(0)


def trapping(number: int) -> bytes:
    """A filter that traps one call of this machine and lets all others pass."""
    return b"".join(
        [
            bpf.instruction(bpf.LD_W_ABS, bpf.OFFSET_ARCH),
            bpf.instruction(bpf.JEQ_K, native.AUDIT_ARCH, 0, 3),
            bpf.instruction(bpf.LD_W_ABS, bpf.OFFSET_NR),
            bpf.instruction(bpf.JEQ_K, number, 0, 1),
            bpf.instruction(bpf.RET_K, bpf.trace(0)),
            bpf.instruction(bpf.RET_K, bpf.RET_ALLOW),
        ]
    )
