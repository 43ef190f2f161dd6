"""The rule of a policy that lets the pairs of one program be used, in lines to paste. Pure.

Rules go by the program that makes a pair (docs/reference/policy.md), which is often not the one whose write
was refused: a shell makes the pipe that a filter writes to.
"""

from __future__ import annotations

from scpipe.policy.model import PairKind
from scpipe.record import Record
from scpipe.report.escape import escape
from scpipe.report.events import Refusal
from scpipe.report.naming import canonical

_NAMES = (
    "ansible apt apt-get ash awk bash beam.smp bun busybox bwrap cargo chroot cmake csh dash "
    "dbus-run-session deno docker ed emacs env erl ex expect fakeroot find fish flock gawk git gmake "
    "guile irb java jshell julia ksh lua luajit make mawk mksh nice ninja node nodejs nohup nsenter "
    "parallel perl php php-cgi podman pypy python rbash ruby run-parts screen script setpriv setsid "
    "sh ssh start-stop-daemon stdbuf su sudo systemd-run tar tclsh tcsh time timeout tmux unshare "
    "valgrind vi vim watch wish xargs zsh "
)
#: Programs that run what their caller says: a rule for one of them is a rule for everything in the sandbox.
RUNNERS = frozenset(_NAMES.split())

_GLOB = frozenset("*?[")


class Allowing(Record):
    """What lets the refused call through, and what it gives up."""

    lines: tuple[str, ...]  # of a policy file
    trusts: str  # whom the lines trust beside the program that they name; "" where that is nobody


def rule_for(refusal: Refusal) -> Allowing | None:
    """The rule that would have let the call through; None where no rule can name the pair's maker.

    A maker is unknown where its creation was not seen, and has no name where its file is deleted or was never
    in a directory, or where its path cannot be pasted from a line of text. Where a rule has given the mode,
    it is that rule that has to say another: the first that matches decides.
    """
    pair, kind = refusal.pair, PairKind(refusal.pair.kind).value
    if not _can_be_named(pair.creator_exe) or pair.mode == "quarantined":
        return None
    mode = "allow-events" if pair.mode == "deny" else "allow"
    exe = pair.rule or _pattern(pair.creator_exe)
    lines = ("rules:", f"  - exe: {_quoted(exe)}", f"    {kind}: {mode}")
    name = canonical(pair.creator_exe)
    runs = name in RUNNERS and mode == "allow"
    trusts = (
        f"everything in the sandbox that can start {escape(name, 40)}, which runs what it is told"
        if runs
        else ""
    )
    return Allowing(lines, trusts)


def _can_be_named(path: str) -> bool:
    """Whether a path can stand in a rule, and comes through every form of output as it is."""
    known = path.startswith("/") and not path.endswith(("/", " (deleted)")) and not path.startswith("/memfd:")
    return known and escape(path, len(path)) == path


def _pattern(path: str) -> str:
    """The glob that means this path only."""
    return "".join(f"[{letter}]" if letter in _GLOB else letter for letter in path)


def _quoted(text: str) -> str:
    """A scalar of YAML; most paths need no quotes."""
    if all(letter.isalnum() or letter in "/._+-" for letter in text):
        return text
    return "'" + text.replace("'", "''") + "'"
