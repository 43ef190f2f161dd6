"""What the command was given: descriptors that were there before it, told apart at its first exec."""

from __future__ import annotations

import os

from scpipe.ledger.ledger import Ledger
from scpipe.linux import procfs
from scpipe.linux.abi import native
from scpipe.linux.descriptors import BlindError, DescriptorSource
from scpipe.linux.files import FileKind
from scpipe.linux.originals import Originals
from scpipe.seccomp.plan import Plan
from scpipe.tracee.task import Task


def exempt_inherited(
    task: Task, descriptor_source: DescriptorSource, ledger: Ledger, originals: Originals
) -> None:
    """Exempt every pipe (in its direction, as an object) and socket the command starts with.

    At the first EVENT_EXEC nothing of the command has run and close-on-exec descriptors are
    gone. Raises BlindError if the command's descriptors cannot be looked at.
    """
    for fd in procfs.descriptors(task.process.pid):
        try:
            borrowed = descriptor_source.borrow(task.process.pid, task.tid, fd)
        except OSError:
            continue  # an object we cannot copy is not exempted
        try:
            facts = borrowed.facts
            if facts.kind is FileKind.PIPE:
                originals.keep(facts.inode, borrowed.fd)
                ledger.inherited.add_pipe(facts.inode, writable=facts.flags & os.O_ACCMODE != os.O_RDONLY)
            elif facts.cookie:
                ledger.inherited.add_socket(facts.cookie)
        finally:
            borrowed.close()


def why_not(task: Task, plan: Plan, descriptor_source: DescriptorSource) -> str:
    """Why a program that has just been executed cannot be supervised; "" if it can.

    The kernel asks the same about /proc/PID/exe as about descriptors (kernel/ptrace.c ptrace_may_access): the
    path of a program that it hides is not shown, so of one whose path is known nothing more is asked.
    """
    if native.is_32_bit(task.tid) and plan.other_abi:
        return "a 32-bit program: its system calls are not judged (relax: other-abi)"
    if plan.entries and not (task.process.identity.path or is_readable(task, descriptor_source)):
        return "a program its user may not read: the supervisor cannot look into it"
    return ""


def is_readable(task: Task, descriptor_source: DescriptorSource) -> bool:
    """False if the kernel hides the process: it runs a file we may not read (fs/exec.c would_dump)."""
    impossible = 0x7FFFFFFE
    try:
        descriptor_source.borrow(task.process.pid, task.tid, impossible).close()
    except BlindError:
        return False
    except OSError:
        return True
    return True
