"""What programs of a run tried and did not get for safety's sake: one line at the end. Pure."""

from __future__ import annotations

from scpipe.report.escape import escape
from scpipe.report.events import Event, Exec, Exit, Start, Unavailable

#: What a call's name does not say, by the relaxation that lifts its refusal.
_LABELS = {
    "fuse": "FUSE mounts",
    "other-abi": "32-bit and x32 calls",
    "terminal-injection": "typing into the terminal",
    "notify-listener": "seccomp listeners",
}
#: Programs that fail without a capability that root loses, or where Landlock refuses mounts: the kernel
#: refuses them by itself, mostly in calls that are not trapped.
_MOUNTERS = frozenset({
    "mount", "umount", "bwrap", "firejail", "crun", "runc", "youki", "unshare", "nsenter", "systemd-nspawn",
    "podman", "buildah", "dockerd", "containerd", "losetup", "swapon", "swapoff", "fusermount", "fusermount3",
    "pivot_root",
})  # fmt: skip
_PRIVILEGED = _MOUNTERS | frozenset({
    "modprobe", "insmod", "rmmod", "kmod", "mknod", "perf", "bpftool", "criu", "ip", "tc", "nft",
    "xtables-nft-multi", "xtables-legacy-multi", "dmsetup", "cryptsetup", "sysctl", "reboot",
})  # fmt: skip
_MOST_LABELS = 16
_MOST_PROGRAMS = 3
_NAME_LIMIT = 40


class Missing:
    """Collects a run's refused calls, and failures that dropped capabilities or Landlock may explain."""

    def __init__(self) -> None:
        self._tried: dict[str, dict[str, None]] = {}  # programs by what they tried; dicts keep the order
        self._relax: dict[str, None] = {}
        self._suspects: frozenset[str] = frozenset()
        self._lost = ("", "")
        self._running: dict[int, str] = {}
        self._failed: dict[str, int] = {}

    def note(self, event: Event) -> None:
        """Take one event."""
        if isinstance(event, Unavailable):
            self._note_refused(event)
        elif isinstance(event, Start):
            self._note_start(event)
        elif isinstance(event, Exec) and self._suspects:
            name = event.exe.rsplit("/", 1)[-1]
            self._running.pop(event.pid, None)
            if name in self._suspects:
                self._running[event.pid] = name
        elif isinstance(event, Exit):
            name = self._running.pop(event.pid, "")
            if name and event.status > 0:
                self._failed[name] = event.status

    def lines(self) -> list[str]:
        """The closing line; none if nothing was tried in vain."""
        told = [f"{label} ({', '.join(programs)})" for label, programs in self._tried.items()]
        relax = [*self._relax]
        if self._failed:
            what, name = self._lost
            endings = [f"{program} ended with {status}" for program, status in self._failed.items()]
            told.append(f"perhaps {what} ({', '.join(endings[:_MOST_PROGRAMS])})")
            relax += [] if name in relax else [name]
        if not told:
            return []
        options = ", ".join(f"--relax {name}" for name in relax)
        lifts = f"; {options} {'lifts' if len(relax) == 1 else 'lift'} this" if relax else ""
        return [f"not available here: {', '.join(told)}{lifts}"]

    def _note_refused(self, event: Unavailable) -> None:
        label = _LABELS.get(event.relax, escape(event.syscall, _NAME_LIMIT))
        if label not in self._tried and len(self._tried) >= _MOST_LABELS:
            return
        programs = self._tried.setdefault(label, {})
        if len(programs) < _MOST_PROGRAMS:
            programs[escape(event.exe.rsplit("/", 1)[-1] or "?", _NAME_LIMIT)] = None
        if event.relax:
            self._relax[event.relax] = None

    def _note_start(self, event: Start) -> None:
        """What a privileged program may miss: nothing for an ordinary user, but mounts in its namespace."""
        if event.kernel.get("dangerous_capabilities_dropped") and event.kernel.get("capability_sys_ptrace"):
            self._suspects = _PRIVILEGED
            self._lost = ("capabilities that root has lost", "capabilities")
        elif event.kernel.get("mounts_refused"):
            self._suspects = _MOUNTERS
            self._lost = ("mounts, which Landlock refuses", "landlock")
