"""Every mode once: a pipe and a socket pair get events and data, and what arrives is what was promised."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from .place import BrokenError, Place, base_python, expect, guest, said
from .results import NARROWED, WORKS, Outcome

#: What a test is: its name is the function's, or it names several outcomes itself. It raises BrokenError.
Test = Callable[[Place], Outcome | Mapping[str, Outcome]]

EVENTS, DATA = "xxxx", "xxxxhello"
DENIED = {"pipe": "EACCES", "socketpair": "EACCES"}
REFUSED = {
    "pipe": [1, 3, "EACCES"],
    "pipe has": EVENTS,
    "socketpair": [1, 3, "EACCES"],
    "socketpair has": EVENTS,
}
PASSED = {"pipe": [1, 3, 5], "pipe has": DATA, "socketpair": [1, 3, 5], "socketpair has": DATA}
BOTH_DENIED = ("--pipe", "deny", "--socketpair", "deny")
#: How scpipe-run begins to say why writes cannot be trapped by descriptor.
_NOT_HERE = "trap armed is not possible here: "
BOTH_ALLOWED = ("--pipe", "allow", "--socketpair", "allow")


def deny(place: Place) -> Outcome:
    """No pair can be made."""
    expect(place.scpipe(BOTH_DENIED, guest("pairs")), 0, DENIED)
    return Outcome(WORKS)


def allow_events(place: Place) -> Outcome:
    """Events enter, data do not."""
    expect(place.scpipe(["-q"], guest("pairs")), 0, REFUSED)
    return Outcome(WORKS)


def allow(place: Place) -> Outcome:
    """Everything enters under a supervisor."""
    expect(place.scpipe(["--supervise", *BOTH_ALLOWED], guest("pairs")), 0, PASSED)
    return Outcome(WORKS)


def audit(place: Place) -> Outcome:
    """Everything enters; what would be refused is told, and is the exit status."""
    done, events = place.reported(["-q", "--audit", "--fail-on-violation"], guest("pairs"))
    expect(done, 120, PASSED)
    told = [event["syscall"] for event in events if event["event"] == "would-refuse"]
    if told != ["write", "sendto"]:
        raise BrokenError(f"the report tells of {told}")
    return Outcome(WORKS)


def kill(place: Place) -> Outcome:
    """The first violation is the end."""
    done = place.scpipe(["--on-violation", "kill"], guest("pairs"))
    if (done.returncode, done.stdout) != (120, "") or "on-violation kill" not in done.stderr:
        raise BrokenError(f"expected 120 and nothing on stdout, got {said(done)}")
    return Outcome(WORKS)


def rules(place: Place) -> Outcome:
    """A rule gives one program other modes than the rest."""
    policy = place.home / "policy.yaml"
    rule = f"rules:\n- exe: {base_python()}\n  pipe: allow\n"
    policy.write_text(f"version: 1\npipe: deny\nsocketpair: deny\n{rule}")
    done = place.scpipe(
        ["-q", "--policy", str(policy)], ["/bin/sh", "-c", 'echo | true; "$@"', "", *guest("pairs")]
    )
    if "ipe" not in done.stderr:
        raise BrokenError(f"the shell could make a pipe: {said(done)}")
    expect(
        place.scpipe(["-q", "--policy", str(policy)], guest("pairs")),
        0,
        {"pipe": [1, 3, 5], "pipe has": DATA, "socketpair": "EACCES"},
    )
    return Outcome(WORKS)


def library(place: Place) -> Outcome:
    """scpipe.run() from a Python program: output, status and violations."""
    code = (
        "import sys, scpipe; done = scpipe.run(sys.argv[1:], capture_output=True, text=True); "
        "print(done.stdout, end=''); sys.exit(10 * len(done.violations) + done.returncode)"
    )
    expect(place.run([sys.executable, "-I", "-c", code, *guest("pairs")]), 20, REFUSED)
    return Outcome(WORKS)


def no_supervisor(place: Place) -> Outcome:
    """The filter alone denies."""
    expect(place.scpipe(["--no-supervisor", *BOTH_DENIED], guest("pairs")), 0, DENIED)
    return Outcome(WORKS)


def threads(place: Place) -> Outcome:
    """Threads: events beyond what a pipe holds, data refused in a pair, data to an inherited pipe."""
    done = place.scpipe(["-q"], guest("threads"))
    size = 300_000
    expect(done, 0, {"data in a pair": ["EACCES"], "inherited": [14], "events": [size, size]})
    if not done.stdout.startswith("from a thread\n"):
        raise BrokenError(f"what a thread wrote has not arrived: {said(done)}")
    return Outcome(WORKS)


def armed(place: Place) -> Outcome:
    """Writes that are trapped by descriptor: the same, and a program with a pair has a filter for it."""
    options = ["-q", "--trap", "armed"]
    done = place.scpipe(options, guest("pairs"))
    if done.returncode == 125 and _NOT_HERE in done.stderr:
        return Outcome(NARROWED, done.stderr.partition(_NOT_HERE)[2].partition(",")[0])
    expect(done, 0, REFUSED)
    counted = place.scpipe(options, ["/bin/sh", "-c", "true | true; grep Seccomp_filters /proc/$$/status"])
    filters = counted.stdout.rpartition(":")[2].strip()
    if not filters.isdigit() or int(filters) < 2:
        raise BrokenError(f"a shell that has made a pipe has no filter for it: {said(counted)}")
    return Outcome(WORKS)


TESTS = (deny, allow_events, allow, audit, kill, rules, library, no_supervisor, threads, armed)
