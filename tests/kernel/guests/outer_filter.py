"""Runs a command under the filter of a container or a service: outer_filter.py NAME[,NAME...] COMMAND...

Each filter refuses on x86-64 what the published one refuses to who has no capability added:

docker       Docker's default profile (as of Docker 28, on Linux 4.8 or later); that of containerd 1.7 and
             later, which Kubernetes takes for RuntimeDefault, refuses the same of what matters here
containerd1  that of containerd 1.6: nobody traces
podman       containers-common's, for Podman 4 and later
podman3      that of Podman 3: nobody traces
ptrace       takes back what the others refuse for want of CAP_SYS_PTRACE
unit         takes back what scpipe tells units to add
service      systemd's SystemCallFilter=@system-service with SystemCallErrorNumber=EPERM (as of systemd 252)
killed       the same without SystemCallErrorNumber: a call that is not allowed kills
executable   systemd's MemoryDenyWriteExecute=yes
restricted   systemd's RestrictNamespaces, RestrictRealtime, RestrictSUIDSGID, LockPersonality

Calls libseccomp does not know are refused there and are left out here, and so are the values of
personality(2), which nothing here calls.
"""

from __future__ import annotations

import errno
import os
import sys

import pyseccomp

PTRACE = ("kcmp", "pidfd_getfd", "process_madvise")
TRACING = ("process_vm_readv", "process_vm_writev", "ptrace")
KERNEL = (
    "acct", "add_key", "bpf", "chroot", "clock_settime", "create_module", "delete_module",
    "fanotify_init", "finit_module", "get_kernel_syms", "init_module", "ioperm", "iopl", "kexec_file_load",
    "kexec_load", "lookup_dcookie", "nfsservctl", "open_by_handle_at", "perf_event_open", "query_module",
    "quotactl", "quotactl_fd", "request_key", "settimeofday", "swapoff", "swapon", "sysfs", "_sysctl",
    "uselib", "userfaultfd", "ustat", "vhangup",
)  # fmt: skip
MOUNTS = (
    "fsconfig", "fsmount", "fsopen", "fspick", "mount", "mount_setattr", "move_mount", "open_tree",
    "pivot_root", "umount2",
)  # fmt: skip
NUMA = ("get_mempolicy", "mbind", "migrate_pages", "move_pages", "set_mempolicy")
NAMES = ("reboot", "setdomainname", "sethostname", "syslog")
DOCKER = (*KERNEL, *MOUNTS, *NUMA, *NAMES, *PTRACE, "keyctl", "setns", "unshare")
PODMAN = (
    *KERNEL, "kcmp", "process_madvise", "migrate_pages", "move_pages", "io_pgetevents", "setdomainname",
    "sethostname", "setns", "vmsplice",
)  # fmt: skip
SERVICE = (
    *KERNEL, *MOUNTS, *NAMES, "adjtimex", "clock_adjtime", "fanotify_mark", "landlock_add_rule",
    "landlock_create_ruleset", "landlock_restrict_self", "memfd_secret", "mincore", "modify_ldt",
    "pidfd_getfd", "pkey_alloc", "pkey_free", "pkey_mprotect", "process_mrelease", "ptrace", "seccomp",
)  # fmt: skip
ALLOWED_BY_SERVICE = ("add_key", "request_key", "userfaultfd")
REFUSED = {
    "docker": DOCKER,
    "containerd1": (*DOCKER, *TRACING),
    "podman": PODMAN,
    "podman3": (*PODMAN, *TRACING),
    "service": SERVICE,
    "killed": SERVICE,
}
GIVEN_BACK = {
    "ptrace": (*PTRACE, *TRACING),
    "unit": (
        "ptrace", "pidfd_getfd", "kcmp", "seccomp", "landlock_create_ruleset", "landlock_add_rule",
        "landlock_restrict_self",
    ),
}  # fmt: skip
NEW_NAMESPACES = 0x7E020000
AF_VSOCK = 40
PROT_WRITE, PROT_EXEC, SHM_EXEC = 2, 4, 0o100000


def main() -> None:
    """Loads the filters and becomes the command."""
    names = sys.argv[1].split(",")
    given_back = set().union(*(GIVEN_BACK.get(name, ()) for name in names))
    for name in names:
        if name in GIVEN_BACK:
            continue
        rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
        action = pyseccomp.KILL_PROCESS if name == "killed" else pyseccomp.ERRNO(errno.EPERM)
        for call in REFUSED.get(name, ()):
            if call in given_back or (call in ALLOWED_BY_SERVICE and name in ("service", "killed")):
                continue
            rules.add_rule(action, call)
        if name in ("docker", "containerd1"):
            _no_namespaces(rules, action)
            rules.add_rule(action, "socket", pyseccomp.Arg(0, pyseccomp.EQ, AF_VSOCK))
        elif name == "executable":
            _no_new_code(rules, action)
        elif name == "restricted":
            _no_namespaces(rules, action)
            rules.add_rule(action, "setns")
            rules.add_rule(action, "personality", pyseccomp.Arg(0, pyseccomp.NE, 0))
            for bit in (0o4000, 0o2000):
                rules.add_rule(action, "fchmod", pyseccomp.Arg(1, pyseccomp.MASKED_EQ, bit, bit))
        rules.load()
    os.execvp(sys.argv[2], sys.argv[2:])


def _no_namespaces(rules: pyseccomp.SyscallFilter, action: int) -> None:
    for bit in range(32):
        if NEW_NAMESPACES >> bit & 1:
            rules.add_rule(action, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, 1 << bit, 1 << bit))
            if action != pyseccomp.KILL_PROCESS:
                rules.add_rule(action, "unshare", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, 1 << bit, 1 << bit))
    rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")


def _no_new_code(rules: pyseccomp.SyscallFilter, action: int) -> None:
    """Nothing that was or can be written can be executed."""
    both = PROT_WRITE | PROT_EXEC
    rules.add_rule(action, "mmap", pyseccomp.Arg(2, pyseccomp.MASKED_EQ, both, both))
    rules.add_rule(action, "mprotect", pyseccomp.Arg(2, pyseccomp.MASKED_EQ, PROT_EXEC, PROT_EXEC))
    rules.add_rule(action, "pkey_mprotect", pyseccomp.Arg(2, pyseccomp.MASKED_EQ, PROT_EXEC, PROT_EXEC))
    rules.add_rule(action, "shmat", pyseccomp.Arg(2, pyseccomp.MASKED_EQ, SHM_EXEC, SHM_EXEC))


main()
