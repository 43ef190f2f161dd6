"""Words that imitate containers and services around a command: namespaces, mounts, capabilities, filters."""

from __future__ import annotations

from collections.abc import Sequence

from harness.identity import AS_NOBODY
from harness.runner import Runner

from .launching import readable_guest

#: Docker's and Podman's capabilities of a container.
USUAL = ("chown", "dac_override", "fowner", "fsetid", "kill", "setgid", "setuid", "setpcap", "setfcap")
TUNABLES = (
    "ro=remount,bind,ro,nosuid,nodev,noexec; "
    "for path in /proc/sys /proc/irq /proc/bus /proc/sysrq-trigger /sys; do "
    '[ ! -e "$path" ] || { mount --rbind "$path" "$path" && mount -o "$ro" "$path"; } || exit 77; done; '
)
READ_ONLY = "mount -o remount,bind,ro / || exit 77; "
#: systemd's ProtectProc=invisible and ProcSubset=pid.
INVISIBLE = "mount -t proc -o hidepid=invisible,subset=pid proc /proc || exit 77; "

ROOT: tuple[str, ...] = ()
USER = AS_NOBODY
NO_NEW_PRIVILEGES = ("setpriv", "--no-new-privs", "--")


def namespaces(runner: Runner, script: str) -> list[str]:
    """A PID and a mount namespace with a /proc of their own, and mounts; for a user as Podman makes them."""
    own = [] if runner.user is None else ["-U", "-r"]
    unshare = ["unshare", *own, "-m", "-p", "-f", "--kill-child", "--mount-proc"]
    return [*unshare, "sh", "-c", f'{script}exec "$@"', "sh"]


def limited(who: Sequence[str], *capabilities: str) -> list[str]:
    """Words that make a command run as somebody, with at most these capabilities."""
    kept = ",".join(["-all", *(f"+{name}" for name in capabilities)])
    return [*(who[:-1] or ["setpriv"]), "--bounding-set", kept, "--inh-caps", "-all", "--"]


def filtered(runner: Runner, names: str) -> list[str]:
    """Words that put a command under filters. The directory is opened: another user reads the guest."""
    runner.home.chmod(0o755)
    return [runner.python, readable_guest(runner, "outer_filter.py"), names]
