"""Runs a command as Docker would with its default profile: docker_profile.py COMMAND...

The filter refuses on x86-64 what Docker's default profile refuses to a container without added capabilities
(as of Docker 28, on Linux 4.8 or later). Calls libseccomp does not know are refused there and are left
out here, and so are the values of personality(2), which nothing here calls.
"""

from __future__ import annotations

import errno
import os
import sys

import pyseccomp

FORBIDDEN = (
    "acct", "add_key", "bpf", "chroot", "clock_settime", "create_module", "delete_module",
    "fanotify_init", "finit_module", "fsconfig", "fsmount", "fsopen", "fspick", "get_kernel_syms",
    "get_mempolicy", "init_module", "ioperm", "iopl", "kcmp", "kexec_file_load", "kexec_load", "keyctl",
    "lookup_dcookie", "mbind", "migrate_pages", "mount", "mount_setattr", "move_mount", "move_pages",
    "nfsservctl", "open_by_handle_at", "open_tree", "perf_event_open", "pidfd_getfd", "pivot_root",
    "process_madvise", "query_module", "quotactl", "quotactl_fd", "reboot", "request_key",
    "set_mempolicy", "sethostname", "setdomainname", "setns", "settimeofday", "swapoff", "swapon",
    "sysfs", "_sysctl", "syslog", "umount2", "unshare", "uselib", "userfaultfd", "ustat", "vhangup",
)  # fmt: skip

NEW_NAMESPACES = 0x7E020000
AF_VSOCK = 40


def main() -> None:
    """Loads the filter and becomes the command."""
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    refuse = pyseccomp.ERRNO(errno.EPERM)
    for name in FORBIDDEN:
        rules.add_rule(refuse, name)
    for bit in range(32):
        if NEW_NAMESPACES >> bit & 1:
            rules.add_rule(refuse, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, 1 << bit, 1 << bit))
    rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")
    rules.add_rule(refuse, "socket", pyseccomp.Arg(0, pyseccomp.EQ, AF_VSOCK))
    rules.load()
    os.execvp(sys.argv[1], sys.argv[1:])


main()
