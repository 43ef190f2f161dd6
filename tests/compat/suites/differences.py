"""What must differ under scpipe, test by test, with the reason: the shorter this file, the better."""

from __future__ import annotations

from .outcomes import STATUS, Difference

_ALLOW = frozenset({"allow"})
_RULES = frozenset({"rules"})
_RELAXED = frozenset({"relaxed"})
_BOTH = _ALLOW | _RELAXED
_USER = frozenset({"user"})

_TRACER = "it traces its child, which has a tracer already: scpipe"
_CAPABILITY = "root loses CAP_SYS_ADMIN (docs/limits.md)"
_FILTERED = "the process has a seccomp filter already: mode 2, and strict mode cannot follow"

_PYTHON = [
    Difference("test.test_socket.*.test_sethostname", _CAPABILITY, _RULES, frozenset({"root"})),
]

_KERNEL = {
    "seccomp_bpf": [
        Difference("global.mode_strict_support", _FILTERED, _RELAXED),
        Difference("global.mode_strict_cannot_call_prctl", _FILTERED, _RELAXED),
        Difference("global.mode_filter_get_seccomp", _FILTERED, _RELAXED),
        Difference("global.mode_filter_without_nnp", "no_new_privs is set already", _RELAXED, _USER),
        Difference("TSYNC.two_sibling_want_nnp", "no_new_privs is set already", _RELAXED),
        Difference("O_SUSPEND_SECCOMP.setoptions", _TRACER, _BOTH),
    ],
    "pidfd_getfd_test": [
        Difference("child.disable_ptrace", "PR_SET_DUMPABLE is answered without being done", _RELAXED),
    ],
    # A task has one tracer: what is to trace its child fails under any other.
    "get_syscall_info": [Difference("global.get_syscall_info", _TRACER, _BOTH)],
    "peeksiginfo": [Difference(STATUS, _TRACER, _BOTH)],
    "vmaccess": [Difference("global.vmaccess", _TRACER, _BOTH)],
    "fsgsbase_restore": [Difference(STATUS, _TRACER, _BOTH)],
}

#: Tests that never end, natively or under any tracer, or are too much for a small machine.
HANGING = {
    # A hundred thousand wake-ups, and 300 rounds of busy threads that all want a CPU.
    "epoll_wakeup_test": ["global.epoll59", "global.epoll60"],
    # It hangs natively: it attaches to a process whose exec waits for it to reap a thread.
    "vmaccess": ["global.attach"],
    "seccomp_bpf": [
        "TRACE_*",  # their tracers spin for ever when they cannot attach
        "global.get_metadata",  # it leaves the child behind that it could not trace, which sleeps for ever
        "global.syscall_restart",  # it waits for the stop of its child until the harness' timeout
        # Only SIGKILL ends a killable wait, and other fatal signals become SIGKILL at once only where nobody
        # traces (kernel/signal.c complete_signal).
        "global.user_notification_wait_killable_fatal",
    ],
}


def in_python(policy: str, user: str) -> list[Difference]:
    """What differs in Python's tests under a policy (allow, rules) for a user (root, user)."""
    return _those(_PYTHON, policy, user)


def in_kernel(program: str, policy: str, user: str) -> list[Difference]:
    """What differs in a program of the kernel's selftests under a policy (allow, relaxed)."""
    return _those(_KERNEL.get(program, []), policy, user)


def _those(entries: list[Difference], policy: str, user: str) -> list[Difference]:
    return [entry for entry in entries if policy in entry.policies and user in entry.users]
