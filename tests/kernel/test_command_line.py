"""Every option of scpipe-run in effect, precedence, statuses, and what becomes of processes."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from harness.processes import FOR_EVER, PATIENCE, leftovers
from harness.runner import Completed, Runner

from .launching import lines_of_scpipe, named, python, reported, run, scpipe, start

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "report.schema.json"
#: How long a command tries until the time was enough for it to begin: --timeout is multiplied by these.
LONGER = (1, 5, 25, 125)
ALLOW = ["--pipe", "allow", "--socketpair", "allow"]
DENY = ["--pipe", "deny", "--socketpair", "deny"]

PAIR = """
import errno, os, socket, sys

def tried(act):
    try:
        return str(act())
    except OSError as error:
        return errno.errorcode[error.errno]

def pair(kind):
    try:
        if kind == "pipe":
            read, write = os.pipe()
        else:
            read, write = (end.detach() for end in socket.socketpair())
    except OSError as error:
        return errno.errorcode[error.errno]
    return ",".join(tried(lambda data=data: os.write(write, data)) for data in (b"ab", b"e", b"ee", b"f"))

print(*(pair(kind) for kind in sys.argv[1:]), flush=True)
"""
OF_MODE = {"deny": "EACCES", "allow-events": "EACCES,1,2,EACCES", "allow": "2,1,2,1"}


@pytest.mark.parametrize(("pipe", "socketpair"), list(itertools.product(OF_MODE, repeat=2)))
def test_modes(runner: Runner, pipe: str, socketpair: str) -> None:
    """--pipe and --socketpair decide each kind by itself."""
    options = ["-q", "--pipe", pipe, "--socketpair", socketpair]
    done = run(runner, options, python(runner, PAIR, "pipe", "socket"))
    assert (done.stdout, done.stderr) == (f"{OF_MODE[pipe]} {OF_MODE[socketpair]}\n", "")


def test_first_message_any(runner: Runner) -> None:
    """--first-message any lets the first message pass whole; its first byte is the event byte."""
    done = run(runner, ["-q", "--first-message", "any"], python(runner, PAIR, "pipe", "socket"))
    assert done.stdout == "2,EACCES,EACCES,EACCES 2,EACCES,EACCES,EACCES\n"


SPLICE = """
import os, sys, tempfile
read, write = os.pipe()
with tempfile.TemporaryFile() as file:
    file.write(b"spliced"); file.flush(); file.seek(0)
    try:
        print(os.splice(file.fileno(), write, 7))
    except OSError as error:
        print(error.errno)
"""
CLONE3 = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
print(libc.syscall(435, None, 0), ctypes.get_errno())
"""


@pytest.mark.parametrize(
    ("name", "code", "refused", "relaxed"),
    [("splice", SPLICE, "22", "7"), ("clone3", CLONE3, "-1 38", "-1 22")],
)
def test_relax(runner: Runner, name: str, code: str, refused: str, relaxed: str) -> None:
    """--relax lifts a safety refusal, and only its own."""
    other = {"splice": "clone3", "clone3": "splice"}[name]
    answers = [
        run(runner, ["-q", *options], python(runner, code)).stdout.strip()
        for options in ([], ["--relax", other], ["--relax", name], ["--relax", other, "--relax", name])
    ]
    assert answers == [refused, refused, relaxed, relaxed]


VIOLATE = """
import os, sys, time
read, write = os.pipe()
os.write(write, b"e")
if os.fork() == 0:
    os.setsid()
    time.sleep(1000)
time.sleep(0.1)
try:
    os.write(write, b"foreign")
    print("written", flush=True)
except PermissionError:
    print("refused", flush=True)
"""


def test_on_violation_kill(runner: Runner) -> None:
    """--on-violation kill: nothing of the sandbox lives, the status is 120, and the report says why."""
    events = reported(runner, ["-q", "--on-violation", "kill"], python(runner, VIOLATE))
    assert leftovers(runner.traces) == []
    assert (events[-1]["status"], events[-1]["refused"]) == ("VIOLATION", 1)
    assert {event["signal"] for event in named(events, "exit")} == {signal.SIGKILL}


def test_on_violation_kill_says_so(runner: Runner) -> None:
    """One line names who brought death on everything, and why; a creation that is denied does so too."""
    for options, call in ([], "write to pipe #1"), (["--pipe", "deny"], "pipe2"):
        done = run(runner, ["--on-violation", "kill", *options], python(runner, VIOLATE))
        said = [line for line in lines_of_scpipe(done.stderr) if "SIGKILL" in line]
        assert len(said) == 1, done.stderr
        why = f"scpipe: warning: on-violation kill: SIGKILL to every process, because of {call} by python"
        assert said[0].startswith(why), said


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (["--on-violation", "kill"], 120),
        (["--on-violation", "kill", "--violation-status", "33"], 33),
        (["--fail-on-violation"], 120),
        (["--violation-status", "33"], 33),
        (["--fail-on-violation", "--violation-status", "255"], 255),
        (["--audit"], 5),
        (["--on-violation", "report", "--fail-on-violation"], 120),
        (["--on-violation", "refuse"], 5),
    ],
)
def test_statuses_of_violations(runner: Runner, options: list[str], status: int) -> None:
    """What a violation does to the exit status."""
    code = "import os\nread, write = os.pipe()\ntry: os.write(write, b'ab')\nfinally: os._exit(5)"
    assert run(runner, ["-q", *options], python(runner, code)).returncode == status


@pytest.mark.parametrize("options", [["--fail-on-violation"], ["--violation-status", "33"], ["--audit"]])
def test_statuses_without_violations(runner: Runner, options: list[str]) -> None:
    """Where nothing was refused the command's own status stays."""
    assert run(runner, options, ["/bin/sh", "-c", "exit 5"]).returncode == 5


def test_audit(runner: Runner) -> None:
    """--audit lets everything of the pair rule pass and reports each message it would have refused."""
    report = runner.home / "r"
    done = run(runner, ["-q", "--audit", "--report", str(report)], python(runner, PAIR, "pipe", "socket"))
    assert done.stdout == "2,1,2,1 2,1,2,1\n"
    events = [json.loads(line) for line in report.read_text().splitlines()]
    found = named(events, "would-refuse")
    assert [event["pair"]["kind"] for event in found] == ["pipe", "pipe", "socketpair", "socketpair"]
    assert not any(event["enforced"] for event in found)
    assert (events[-1]["would_refuse"], events[-1]["refused"]) == (4, 0)


def test_audit_of_deny(runner: Runner) -> None:
    """--audit with deny lets pairs be made, and reports their making."""
    events = reported(runner, ["-q", "--audit", *DENY], python(runner, PAIR, "pipe", "socket"))
    assert [event["syscall"] for event in named(events, "would-refuse")] == ["pipe2", "socketpair"]


def test_report_is_emptied(runner: Runner) -> None:
    """--report FILE begins an old file anew; without -q nothing else appears on stderr."""
    path = runner.write("r", "old\n" * 10000)
    done = run(runner, ["--report", str(path)], ["/bin/true"])
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    events = [json.loads(line)["event"] for line in path.read_text().splitlines()]
    assert events == ["start", "exec", "exit", "end"]


def test_report_on_stdout(runner: Runner) -> None:
    """--report - mixes whole lines of the report with the command's output."""
    done = run(runner, ["--report", "-"], ["/bin/echo", "output of the command"])
    lines = done.stdout.splitlines()
    assert lines.count("output of the command") == 1
    lines.remove("output of the command")
    assert [json.loads(line)["event"] for line in lines] == ["start", "exec", "exit", "end"]


def test_report_to_a_descriptor(runner: Runner) -> None:
    """--report-fd N writes to an inherited descriptor, which the command does not get."""
    path = runner.home / "r"
    words = scpipe(runner, "--report-fd", "7", "--", "/bin/ls", "/proc/self/fd")
    done = runner.bare_run(["/bin/bash", "-c", f'exec "$@" 7>{path} 8</dev/null', "sh", *words])
    assert done.stdout.split() == ["0", "1", "2", "3", "8"]
    assert json.loads(path.read_text().splitlines()[-1])["event"] == "end"


def test_the_command_gets_no_descriptor_of_ours(runner: Runner) -> None:
    """The command finds the descriptors it would find without scpipe."""
    listing = ["/bin/ls", "/proc/self/fd"]
    bare = runner.bare_run(listing).stdout
    assert run(runner, ["--report", str(runner.home / "r")], listing).stdout == bare
    assert run(runner, ALLOW, listing).stdout == bare


def test_report_lines_are_valid(runner: Runner) -> None:
    """Each line of a report is valid against the published schema."""
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text()))
    code = PAIR + "\nimport ctypes\nctypes.CDLL(None).syscall(425, 1, 0)\nos.kill(os.getpid(), 9)"
    for options in ([], ["--audit", "--show-data", "9"], ["--timeout", "60"], DENY, ["--timeout", "0.01"]):
        events = reported(runner, ["-q", *options], python(runner, code, "pipe", "socket"))
        for event in events:
            validator.validate(event)
        # Where time is up at once the command may die before it has executed anything.
        wanted = {"start", "end"} if "0.01" in options else {"start", "exec", "exit", "end"}
        assert wanted <= {event["event"] for event in events}


def test_show_data(runner: Runner) -> None:
    """Payload is in the report only with --show-data, and no more of it than asked for."""
    words = python(
        runner, "import os\nread, write = os.pipe()\nos.write(write, bytes.fromhex('5345435245540a'))"
    )
    for options, sample in (
        ([], None),
        (["--show-data", "3"], "534543"),
        (["--show-data", "99"], "5345435245540a"),
    ):
        path = runner.home / "r"
        done = run(runner, ["-v", "--report", str(path), *options], words)
        (refused,) = named([json.loads(line) for line in path.read_text().splitlines()], "refused")
        assert refused["message"].get("sample") == sample
        said = "\n".join(lines_of_scpipe(done.stderr)) + path.read_text().replace(
            refused["message"].get("sample", "-"), ""
        )
        assert "SECRET" not in said
        assert ("534543" in "\n".join(lines_of_scpipe(done.stderr))) == (sample is not None)


def _timed_out(
    runner: Runner, options: list[str], script: str, word: str, number: float, unit: str
) -> Completed:
    """A script that says ``word`` when it is ready for its timeout; one that it could not await is longer."""
    for factor in LONGER:
        given = ["--timeout", f"{number * factor:.7f}".rstrip("0") + unit]
        done = run(runner, [*options, *given], ["/bin/sh", "-c", script])
        if done.stdout.startswith(word):
            break
    return done


UNITS = [(0.4, ""), (0.4, "s"), (0.0066, "m"), (0.0001, "h"), (0.000004, "d")]


@pytest.mark.parametrize(("number", "unit"), UNITS)
def test_timeout(runner: Runner, number: float, unit: str) -> None:
    """After the timeout every process gets SIGTERM, the command can answer it, and the status is 124."""
    script = f"trap 'echo term; exit 7' TERM; echo ready; sleep {FOR_EVER} & wait"
    done = _timed_out(runner, [], script, "ready", number, unit)
    assert (done.returncode, done.stdout) == (124, "ready\nterm\n")
    (line,) = lines_of_scpipe(done.stderr)
    assert "timeout" in line


def test_timeout_without_a_zero(runner: Runner) -> None:
    """.4s is a duration, too."""
    done = run(runner, ["-q", "--timeout", ".4s"], ["/bin/sleep", FOR_EVER])
    assert done.returncode == 124


def test_kill_after(runner: Runner) -> None:
    """What ignores SIGTERM gets SIGKILL after --kill-after; the status is 124 all the same."""
    began = time.monotonic()
    script = f"trap '' TERM; echo deaf; while :; do sleep {FOR_EVER}; done"
    done = _timed_out(runner, ["-q", "--kill-after", "0.3s"], script, "deaf", 0.3, "")
    assert time.monotonic() - began > 0.6
    assert (done.returncode, done.stdout, done.stderr) == (124, "deaf\n", "")
    loud = run(runner, ["--timeout", "0.3", "--kill-after", "0.3s"], ["/bin/sh", "-c", script])
    term, kill = lines_of_scpipe(loud.stderr)
    assert "SIGTERM to every process" in term
    assert kill.startswith("scpipe: warning: still there 0.3 s after SIGTERM: SIGKILL to ")


def test_timeout_of_a_stopped_command(runner: Runner) -> None:
    """A command that is stopped is continued for its SIGTERM."""
    done = run(runner, ["-q", "--timeout", "0.4"], ["/bin/sh", "-c", "kill -STOP $$"])
    assert done.returncode == 124


@pytest.mark.parametrize("duration", ["60", "1h", "30d", "1000d", "0"])
def test_timeout_that_does_not_come(runner: Runner, duration: str) -> None:
    """A command that ends before its timeout keeps its status, however far away that is; 0 is none."""
    done = run(runner, ["--timeout", duration], ["/bin/sh", "-c", "sleep 0.2; exit 6"])
    assert (done.returncode, done.stderr) == (6, "")


def test_orphans_wait(runner: Runner) -> None:
    """Processes that outlive the command are waited for; after 5 s one line names them."""
    began = time.monotonic()
    script = "(while [ ! -e go ]; do sleep 0.1; done; echo orphan done) & echo command done; exit 3"
    process = start(runner, scpipe(runner, "--", "/bin/sh", "-c", script))
    assert process.stderr is not None
    line = process.stderr.readline().decode()
    assert time.monotonic() - began > 5
    runner.write("go", "")
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out, err) == (3, b"command done\norphan done\n", b"")
    assert "sh[" in line
    assert "outlive" in line


def test_orphans_that_end_soon(runner: Runner) -> None:
    """Orphans that end at once are waited for without a word."""
    done = run(runner, ["--orphans", "wait"], ["/bin/sh", "-c", "(sleep 0.3; echo orphan) & exit 3"])
    assert (done.returncode, done.stdout, done.stderr) == (3, "orphan\n", "")


@pytest.mark.parametrize("policy", [[], ALLOW], ids=["default", "allow"])
def test_orphans_kill(runner: Runner, policy: list[str]) -> None:
    """--orphans kill ends what outlives the command, a daemon in a session of its own too."""
    script = f"setsid sleep {FOR_EVER} & sleep {FOR_EVER} & exit 3"
    done = run(runner, ["--orphans", "kill", *policy], ["/bin/sh", "-c", script])
    assert (done.returncode, done.stderr) == (3, "")
    assert leftovers(runner.traces) == []


STATUS = "echo Parent: $PPID; exec cat /proc/self/status"


def _facts(text: str) -> dict[str, str]:
    found = (line.partition(":") for line in text.splitlines())
    return {name: value.strip() for name, _colon, value in found}


def _started(runner: Runner, words: list[str]) -> tuple[int, dict[str, str]]:
    """The pid of what was started, and what the shell inside says of itself."""
    process = start(runner, [*words, "/bin/sh", "-c", STATUS])
    out, _err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    return process.pid, _facts(out.decode())


@pytest.mark.parametrize(
    ("options", "supervised", "filtered"),
    [
        ([], True, True),
        (DENY, True, True),
        (ALLOW, False, False),
        ([*ALLOW, "--supervise"], True, False),
        ([*ALLOW, "--timeout", "60"], True, False),
        ([*ALLOW, "--orphans", "wait"], True, False),
        ([*DENY, "--no-supervisor"], False, True),
        (["--pipe", "deny", "--socketpair", "allow", "--no-supervisor"], False, True),
        ([*ALLOW, "--no-supervisor"], False, False),
    ],
)
def test_who_supervises(runner: Runner, options: list[str], supervised: bool, filtered: bool) -> None:
    """A supervisor is the command's parent and tracer; without one scpipe-run has become the command."""
    bare = _started(runner, [])[1]
    pid, facts = _started(runner, scpipe(runner, *options, "--"))
    if supervised:
        assert (facts["Parent"], facts["PPid"], facts["TracerPid"]) == (str(pid),) * 3
    else:
        assert (facts["Pid"], facts["Parent"]) == (str(pid), str(os.getpid()))
        assert facts["TracerPid"] == bare["TracerPid"]
    assert facts["Seccomp"] == ("2" if filtered else bare["Seccomp"])
    assert facts["NoNewPrivs"] == ("1" if filtered else bare["NoNewPrivs"])
    for name in ("SigBlk", "SigIgn", "Groups"):
        assert facts[name] == bare[name], name
    for name in ("CapEff", "CapPrm", "CapBnd", "CapInh", "CapAmb"):
        has, had = int(facts[name], 16), int(bare[name], 16)
        assert has == had if not filtered else has & ~had == 0, name


def test_no_supervisor_refuses_pairs(runner: Runner) -> None:
    """--no-supervisor: the filter alone refuses pairs, and the status is the command's own."""
    words = scpipe(runner, *DENY, "--no-supervisor", "--", *python(runner, PAIR, "pipe", "socket"))
    done = runner.bare_run(words)
    assert (done.returncode, done.stdout, done.stderr) == (0, "EACCES EACCES\n", "")


TWICE = """
import os
for _ in range(2):
    read, write = os.pipe()
    for _ in range(3):
        try: os.write(write, b"ab")
        except OSError: pass
"""


@pytest.mark.parametrize(("option", "refusals"), [("-q", 0), ("", 1), ("-v", 6)])
def test_how_much_is_said(runner: Runner, option: str, refusals: int) -> None:
    """By default the first refusal of those that are alike and a summary; -q nothing.

    -v each refusal, and which writes are trapped.
    """
    done = run(runner, [option] * bool(option), python(runner, TWICE))
    lines = done.stderr.splitlines()
    assert lines == lines_of_scpipe(done.stderr)
    found = [line for line in lines if line.startswith("scpipe: refused:")]
    assert len(found) == refusals, lines
    if refusals:
        place = next(number for number, line in enumerate(lines) if "6 calls refused on 2 pairs" in line)
        verdict = "scpipe: under SCONE 7.0 this run needs: SCONE_PIPE=allow SCONE_SOCKETPAIR=deny"
        assert lines[place + 1] == verdict
    assert any("trapped writes" in line for line in lines) is (option == "-v")
    assert any("and 5 more like it" in line for line in lines) is (option == "")


def test_nothing_is_said_of_nothing(runner: Runner) -> None:
    """A command that breaks no rule leaves stderr as it is; -v only says which writes are trapped."""
    script = ["/bin/sh", "-c", "echo mine >&2"]
    assert run(runner, [], script).stderr == "mine\n"
    trap, *others = run(runner, ["-v"], script).stderr.splitlines()
    assert trap.startswith("scpipe: trapped writes: ") and others == ["mine"]


PRECEDENCE = [
    ([], None, {}, "allow-events", "default"),
    ([], None, {"SCONE_PIPE": "deny"}, "deny", "SCONE_PIPE in the environment"),
    ([], None, {"SCONE_PIPE": '"allow"'}, "allow", "SCONE_PIPE in the environment"),
    (["--pipe", "allow"], None, {"SCONE_PIPE": "deny"}, "allow", "--pipe"),
    ([], "pipe: deny\n", {"SCONE_PIPE": "allow"}, "deny", "p.yaml:1"),
    ([], "socketpair: deny\n", {"SCONE_PIPE": "allow"}, "allow-events", "default"),
    ([], "", {"SCONE_PIPE": "allow"}, "allow-events", "default"),
    ([], "", {"SCONE_PIPE": "nonsense"}, "allow-events", "default"),
    (["--pipe", "allow"], "pipe: deny\n", {"SCONE_PIPE": "deny"}, "allow", "--pipe"),
    ([], "services:\n- name: a\n  environment: [SCONE_PIPE=deny]\n", {}, "deny", "p.yaml:3"),
    (
        [],
        'services:\n- name: a\n  environment: ["@@SCONE_PIPE"]\n',
        {"SCONE_PIPE": "allow"},
        "allow",
        "p.yaml:3",
    ),
]


@pytest.mark.parametrize("case", range(len(PRECEDENCE)))
def test_precedence(runner: Runner, case: int) -> None:
    """A flag comes before the policy file, that before the environment, that before the default."""
    options, text, env, value, origin = PRECEDENCE[case]
    policy = [] if text is None else ["-p", str(runner.write("p.yaml", text))]
    (first,) = named(reported(runner, [*options, *policy], ["/bin/true"], env=env), "start")
    assert first["policy"]["pipe"] == value
    assert origin in first["origins"]["pipe"], first["origins"]


def test_json_policy_and_service(runner: Runner) -> None:
    """A policy may be JSON, and --service chooses from a session."""
    native = runner.write("p.json", '{"pipe": "deny", "first-message": "any"}')
    (first,) = named(reported(runner, ["-p", str(native)], ["/bin/true"]), "start")
    assert (first["policy"]["pipe"], first["policy"]["first-message"]) == ("deny", "any")
    service = "- name: {}\n  environment: [SCONE_PIPE={}]\n"
    text = "services:\n" + service.format("a", "deny") + service.format("b", "allow")
    session = str(runner.write("s.yaml", text))
    for name, mode in (("a", "deny"), ("b", "allow")):
        (first,) = named(reported(runner, ["-p", session, "--service", name], ["/bin/true"]), "start")
        assert first["policy"]["pipe"] == mode


def test_rules_and_relax_of_a_policy(runner: Runner) -> None:
    """A rule gives other modes to what one program makes; names of --relax are added to the policy's."""
    interpreter = os.path.realpath(runner.python)
    text = f"pipe: deny\nrelax: [clone3]\nrules:\n  - exe: {interpreter}\n    pipe: allow\n"
    policy = ["-q", "-p", str(runner.write("p.yaml", text)), "--relax", "splice"]
    events = reported(runner, policy, python(runner, PAIR, "pipe"))
    (first,), (pair,) = named(events, "start"), named(events, "pair")
    assert first["policy"]["relax"] == ["clone3", "splice"]
    assert (pair["pair"]["mode"], pair["pair"]["rule"]) == ("allow", interpreter)
    refused = named(reported(runner, policy, ["/bin/sh", "-c", "echo a | cat"]), "refused")
    assert refused
    assert refused[0]["exe"] != interpreter


@pytest.mark.parametrize("dashes", [[], ["--"]])
def test_options_after_the_command(runner: Runner, dashes: list[str]) -> None:
    """Options after the command belong to the command."""
    words = scpipe(runner, "-q", *dashes, "/bin/echo", "--pipe", "bogus", "-q", "--", "--help", "--version")
    done = runner.bare_run(words)
    assert (done.returncode, done.stdout) == (0, "--pipe bogus -q -- --help --version\n")


def test_no_completion_in_a_run_s_place(runner: Runner) -> None:
    """A variable that asks other programs of this kind for their completion changes nothing."""
    done = run(runner, [], ["/bin/echo", "ran"], env={"_SCPIPE_RUN_COMPLETE": "bash_complete"})
    assert (done.returncode, done.stdout) == (0, "ran\n"), done.stderr


@pytest.mark.parametrize("status", [0, 1, 2, 42, 119, 120, 124, 125, 126, 127, 128, 137, 255])
def test_exit_codes(runner: Runner, status: int) -> None:
    """The command's exit status is scpipe-run's, whatever it is."""
    assert run(runner, [], ["/bin/sh", "-c", f"exit {status}"]).returncode == status


@pytest.mark.parametrize("policy", [[], DENY, [*ALLOW, "--supervise"]], ids=["default", "deny", "allow"])
@pytest.mark.parametrize("name", ["TERM", "KILL", "SEGV", "ABRT", "HUP", "PIPE", "USR1", "XCPU", "RTMIN"])
def test_death_by_signal(runner: Runner, policy: list[str], name: str) -> None:
    """A command that dies of a signal makes scpipe-run die of the same, as its caller sees it."""
    script = ["/bin/bash", "-c", f"ulimit -c 0; kill -{name} $$; sleep 5"]
    bare = runner.bare_run(script)
    assert bare.returncode < 0
    done = run(runner, policy, script)
    assert (done.returncode, done.stdout, done.stderr) == (bare.returncode, bare.stdout, bare.stderr)


def test_no_core_of_ours(runner: Runner) -> None:
    """scpipe-run, which dies like its command, dumps no core beside the command's."""
    script = ["/bin/bash", "-c", "ulimit -c unlimited; kill -ABRT $$"]
    process = start(runner, scpipe(runner, "--", *script))
    _pid, status = os.waitpid(process.pid, 0)
    process.returncode = -os.WTERMSIG(status)
    process.communicate(timeout=PATIENCE)
    assert os.WTERMSIG(status) == signal.SIGABRT
    assert not os.WCOREDUMP(status)


def test_the_shell_that_is_seen(runner: Runner) -> None:
    """A shell that runs scpipe-run shows 128 + N, as for the bare command."""
    inner = " ".join(f"'{word}'" for word in scpipe(runner, "--", "/bin/sh", "-c", "kill -TERM $$"))
    done = runner.bare_run(["/bin/sh", "-c", f"{inner}; echo $?"])
    assert done.stdout == "143\n"


def test_standard_descriptors_that_are_closed(runner: Runner) -> None:
    """Closed standard descriptors stay closed for the command and confuse nobody."""
    words = scpipe(runner, "-q", "--", "/bin/bash", "-c", f"ls /proc/$$/fd > {runner.home}/fds")
    done = runner.bare_run(["/bin/bash", "-c", 'exec "$@" 0<&- 1>&- 2>&-', "sh", *words])
    assert done.returncode == 0
    assert not {"0", "2"} & set((runner.home / "fds").read_text().split())


def test_the_reader_sees_the_end(runner: Runner) -> None:
    """Who reads the command's output sees its end when the command closes it, not when scpipe-run ends."""
    process = start(runner, scpipe(runner, "-q", "--", "/bin/sh", "-c", "echo a; exec >&- 2>&-; sleep 1000"))
    try:
        assert process.stdout is not None
        assert process.stdout.read() == b"a\n"
        assert process.poll() is None
    finally:
        process.kill()
        process.communicate(timeout=300)


def test_a_reader_that_leaves(runner: Runner) -> None:
    """A command whose reader has gone dies of SIGPIPE, as without scpipe."""
    inner = " ".join(f"'{word}'" for word in scpipe(runner, "-q", "--", "/usr/bin/yes"))
    done = runner.bare_run(["/bin/bash", "-c", f"{inner} | head -n 1; echo ${{PIPESTATUS[0]}}"])
    assert done.stdout == "y\n141\n"


EVIL = "e\x1b[31m\n::error::x##[error]"


def test_names_are_escaped(runner: Runner) -> None:
    """Names and arguments of a program can put neither control characters nor CI commands on stderr."""
    evil = runner.home / EVIL
    shutil.copy("/bin/dash", evil)
    evil.chmod(0o755)
    path = runner.home / "r"
    options = ["-v", "--report", str(path), "--timeout", "1"]
    # The program says nothing itself: every line on stderr is scpipe's, or was made by a name of its.
    done = run(runner, options, [str(evil), "-c", "exec 2>/dev/null; echo a | cat; sleep 1000; :", EVIL])
    lines = done.stderr.splitlines()
    assert len(lines) >= 4, lines
    for line in lines:
        assert line.startswith("scpipe: ")
        assert line.isprintable()
        assert "::" not in line
        assert "##" not in line
    assert "trapped writes" in lines[0] and "refused" in lines[1]
    assert "e\\x1b[31m\\x0a" in lines[1]
    for line in path.read_text().splitlines():
        assert line.isascii()
        assert line.isprintable()
        assert "::" not in line
        assert "##" not in line
    events = [json.loads(line) for line in path.read_text().splitlines()]
    assert named(events, "refused")[0]["exe"] == str(evil)
    assert named(events, "exec")[0]["argv"][-1] == EVIL


def test_complaints_are_escaped(runner: Runner) -> None:
    """What scpipe says of its own arguments is one printable line."""
    for words in (["--", EVIL], ["--report", f"/nowhere/{EVIL}", "--", "true"], [f"--{EVIL}", "--", "true"],
                  ["--pipe", EVIL, "--", "true"], ["-p", EVIL, "--", "true"]):  # fmt: skip
        done = runner.bare_run(scpipe(runner, *words))
        (line,) = done.stderr.splitlines()
        assert line.startswith("scpipe: ")
        assert line.isprintable()
        assert "::" not in line
        assert done.returncode in (125, 127)


@pytest.mark.parametrize(
    "options", [[], ALLOW, [*DENY, "--no-supervisor"]], ids=["default", "become", "filtered"]
)
def test_arguments_and_environment(runner: Runner, options: list[str]) -> None:
    """The command gets its arguments and its environment byte by byte, in the C locale too."""
    code = r"""
import os, sys
with open("/proc/self/cmdline", "rb") as args, open("/proc/self/environ", "rb") as variables:
    found = sorted(variables.read().split(bytes(1)))
    print(args.read().split(bytes(1))[5:], [entry for entry in found if not entry.startswith(b"PYTHON")])
"""
    words = [*python(runner, code), "", "\udcff\udcfe", "a b", "-q", "$HOME", "\n", "\x1b"]
    for locale in ({}, {"LC_ALL": "C"}, {"LC_ALL": "", "ODD": "\udcff"}, {"LC_ALL": "POSIX"}):
        bare = runner.bare_run(words, env=locale)
        done = run(runner, options, words, env=locale)
        assert bare.stdout.startswith("[b'', b'\\xff\\xfe'"), bare.stderr
        assert (done.stdout, done.stderr) == (bare.stdout, bare.stderr), locale


CHECK = "import sys; from scpipe.command.cli import main; main()"


@pytest.fixture
def check(runner: Runner) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs ``scpipe check`` with these words."""
    return lambda *words, **more: runner.bare_run([runner.python, "-c", CHECK, "check", *words], **more)


def test_check(runner: Runner, check: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    """scpipe check prints each setting and where it comes from."""
    text = "pipe: deny\nrelax: [splice]\nrules:\n  - exe: /usr/bin/make\n    pipe: allow\n"
    done = check(str(runner.write("p.yaml", text)), env={"SCONE_SOCKETPAIR": "allow"})
    assert (done.returncode, done.stderr) == (0, "")
    rows = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if line.strip()}
    assert rows["pipe"][0] == "deny"
    assert rows["pipe"][1].endswith("p.yaml:1")
    assert rows["socketpair"] == ["allow-events", "default"]
    assert "make" in done.stdout
    assert "no longer promised, splice" in done.stdout


def test_check_lists_the_files_of_rules(
    runner: Runner, check: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """What each rule names, links and scripts told; warnings of rules that do nothing; names escaped."""
    directory = runner.home / "bin"
    directory.mkdir()
    for name, text in (("tool", "x"), ("script", "#!/bin/sh\n"), ("\x1b[2J\n::error::x", "x")):
        (directory / name).write_text(text)
    (directory / "link").symlink_to("tool")
    rules = "".join(f'  - exe: "{exe}"\n    pipe: allow\n' for exe in (
        f"{directory}/link", f"{directory}/script", f"{directory}/*", "/no/such/::file"))  # fmt: skip
    done = check(str(runner.write("p\n::x.yaml", "pipe: deny\nrules:\n" + rules)))
    assert (done.returncode, done.stderr) == (0, "")
    assert all(line.isprintable() and "::" not in line for line in done.stdout.splitlines()), done.stdout
    assert f"'{directory}/link', which is '{directory}/tool'" in done.stdout
    assert f"'{directory}/script', a script for '/bin/sh'" in done.stdout
    assert "\\x1b[2J\\n:\\x3aerror:\\x3ax'" in done.stdout
    warnings = [line for line in done.stdout.splitlines() if line.startswith("warning: rule for ")]
    assert any("a script, it will never apply" in line for line in warnings)
    assert any("names no file that exists" in line for line in warnings)
    if runner.user is not None:
        assert any("the user of the sandbox may write to" in line for line in warnings)


def test_runs_warn_of_rules_that_do_nothing(runner: Runner) -> None:
    """What check warns of, each run says on stderr, escaped; not with -q."""
    script = runner.write("a\n::script", "#!/bin/sh\n")
    rules = [{"exe": str(script), "pipe": "deny"}, {"exe": "/no/such/*", "pipe": "allow"}]
    policy = str(runner.write("p.json", json.dumps({"rules": rules})))
    done = run(runner, ["-p", policy], ["true"])
    assert done.returncode == 0
    first, second = lines_of_scpipe(done.stderr)
    assert "a script, it will never apply" in first and "::" not in first and first.isprintable()
    assert second.startswith("scpipe: warning: rule for '/no/such/*': it names no file that exists")
    assert run(runner, ["-q", "-p", policy], ["true"]).stderr == ""


def test_check_of_something_wrong(
    runner: Runner, check: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """scpipe check of a wrong policy, of none and with a wrong option is one line and 125."""
    wrong = str(runner.write("p.yaml", "pipe: alow\n"))
    for words in (
        [wrong],
        ["/nowhere/p.yaml"],
        [],
        ["--frob", wrong],
        [wrong, "--service", "x"],
        [wrong, wrong],
    ):
        done = check(*words)
        assert done.returncode == 125, words
        (line,) = done.stderr.splitlines()
        assert line.startswith("scpipe: "), words


def test_version_and_help(runner: Runner) -> None:
    """--version and --help answer on stdout and run nothing."""
    version = runner.bare_run(scpipe(runner, "--version", "--", "false"))
    assert (version.returncode, version.stderr) == (0, "")
    assert version.stdout.startswith("scpipe ")
    usage = runner.bare_run(scpipe(runner, "--help"))
    assert (usage.returncode, usage.stderr) == (0, "")
    for option in ("--policy", "--pipe", "--socketpair", "--report", "--timeout", "--orphans"):
        assert option in usage.stdout


@pytest.mark.parametrize("words", [[], ["-h"], ["--help"]])
def test_scpipe_s_help(runner: Runner, words: list[str]) -> None:
    """scpipe alone, like -h and --help, prints its commands on stdout: status 0."""
    done = runner.bare_run([runner.python, "-m", "scpipe", *words])
    assert (done.returncode, done.stderr) == (0, "")
    assert "Usage: scpipe" in done.stdout
    assert "check" in done.stdout


@pytest.mark.parametrize("words", [["run"], ["run", "--", "true"], ["run", "--help"]])
def test_scpipe_run_in_two_words(runner: Runner, words: list[str]) -> None:
    """Who types "scpipe run" is told of scpipe-run; nothing runs."""
    done = runner.bare_run([runner.python, "-m", "scpipe", *words])
    assert (done.returncode, done.stdout) == (125, "")
    assert "did you mean scpipe-run?" in done.stderr
