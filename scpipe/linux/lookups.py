"""What shows that a task sleeps in its call by now, and has begun it.

A call that takes its file first (``Syscall.looks_up_first``) holds it while it sleeps: whatever its number
is given to then, the call goes on with the file it has.
"""

from __future__ import annotations

import os

from scpipe.linux import procfs

#: How the functions begin in which a task sleeps that has not begun its call: it is still in our stop, frozen
#: with its control group or the whole machine, and shows as D there (kernel/freezer.c).
_NOT_BEGUN = ("ptrace", "__seccomp", "syscall_trace", "__refrigerator")
#: There every lock can make a task sleep, also the ones on its way into the call, and it shows as D
#: (include/linux/sched.h TASK_RTLOCK_WAIT).
_LOCKS_SLEEP = any(word in os.uname().version for word in ("PREEMPT_RT", "PREEMPT RT"))


def sleeps_in_call(tid: int, state: str) -> bool:
    """True if a task that was resumed at its seccomp stop sleeps in the code of its call.

    ``state``: its letter in /proc. S is enough: nothing between the stop and the call sleeps so.
    """
    if state == "S":
        return True
    if state != "D" or _LOCKS_SLEEP:
        return False
    function = procfs.wait_channel(tid)
    return function not in ("", "0") and not function.startswith(_NOT_BEGUN)
