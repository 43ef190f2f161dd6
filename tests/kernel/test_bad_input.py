"""Wrong input of every kind: one line, the right status, and the command has not run."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.processes import PATIENCE
from harness.runner import Completed, Runner

from .launching import readable_guest, run, scpipe

USAGE, NOT_EXECUTABLE, NOT_FOUND = 125, 126, 127


class Trial:
    """One try of scpipe-run whose command would leave a file behind."""

    def __init__(self, runner: Runner) -> None:
        self.runner = runner
        self.marker = runner.home / "ran"
        self.command = ["/bin/sh", "-c", ': > "$0"', str(self.marker)]

    def fails(self, words: list[str], status: int, *fragments: str, env: dict[str, str] | None = None) -> str:
        """Runs words; checks the status, the one line and that the command has not run."""
        done = self.runner.bare_run(words, env=env)
        return self.check(done, status, *fragments)

    def check(self, done: Completed, status: int, *fragments: str) -> str:
        """See fails."""
        shown = f"{done.returncode}\n{done.stdout}\n{done.stderr}"
        lines = done.stderr.splitlines()
        assert len(lines) == 1, shown
        assert lines[0].startswith("scpipe: "), shown
        assert "internal error" not in lines[0], shown
        for fragment in fragments:
            assert fragment in lines[0], shown
        assert done.returncode == status, shown
        assert not self.marker.exists(), "the command has run"
        return lines[0]


@pytest.fixture
def trial(runner: Runner) -> Trial:
    """A try as root and as an ordinary user."""
    return Trial(runner)


def test_a_right_call_runs(trial: Trial) -> None:
    """The command of these tests does leave its file behind where nothing is wrong."""
    done = run(trial.runner, [], trial.command)
    assert (done.returncode, done.stderr) == (0, "")
    assert trial.marker.exists()


POLICIES = {
    "not YAML": ("pipe: [deny", ["p.yaml"]),
    "tab": ("rules:\n\t- exe: /bin/sh\n", ["p.yaml:2:", "tab"]),
    "unknown key": ("version: 1\npiep: deny\n", ["p.yaml:2:1:", "piep", "did you mean pipe?"]),
    "wrong value": ("pipe: alow\n", ["p.yaml:1:7:", "alow", "deny, allow-events, allow"]),
    "boolean": ("pipe: no\n", ["p.yaml:1:7:", "did you mean deny?"]),
    "duplicate key": ("pipe: deny\nsocketpair: deny\npipe: allow\n", ["p.yaml:3:1:", "twice"]),
    "alias": ("rules:\n  - exe: */make\n    pipe: allow\n", ["p.yaml:2:10:", "a YAML alias"]),
    "wrong version": ("version: 2\n", ["p.yaml:1:10:"]),
    "not a mapping": ("- pipe\n", ["p.yaml:1:1:"]),
    "binary": ("pipe: \x00\x01\n", ["p.yaml"]),
    "control characters": ("pi\x1b[31mpe: deny\n", ["p.yaml"]),
    "unknown relaxation": ("relax: [io-urin]\n", ["p.yaml:1:9:", "io-uring"]),
    "relative rule": ("rules:\n  - exe: '*/make'\n    pipe: allow\n", ["p.yaml:2:10:", "begins with /"]),
    "misspelt environment": ("services:\n- enviroment: [SCONE_PIPE=deny]\n", ["p.yaml:2:16:", "ronment?"]),
    "mesh file": ("kind: mesh\nservices: []\n", ["p.yaml:1:1:", "a SCONE mesh file"]),
    "SCONE's substitution": ("services:\n- environment: [SCONE_PIPE=$$x$$]\n", ["p.yaml:2:17:", "$$...$$"]),
    "several services": ("services:\n- name: web\n- name: db\n", ["'web'", "'db'", "--service"]),
}


@pytest.mark.parametrize("case", POLICIES)
def test_wrong_policy(trial: Trial, case: str) -> None:
    """A policy that is wrong anywhere is named with its place, in one line."""
    text, fragments = POLICIES[case]
    path = trial.runner.write("p.yaml", text)
    line = trial.fails(scpipe(trial.runner, "-p", str(path), "--", *trial.command), USAGE, *fragments)
    assert line.isprintable()


def test_no_such_policy(trial: Trial) -> None:
    """A policy file that is not there is named."""
    words = scpipe(trial.runner, "-p", "/nowhere/p.yaml", "--", *trial.command)
    trial.fails(words, USAGE, "/nowhere/p.yaml")


def test_an_empty_name_of_a_policy(trial: Trial) -> None:
    """``-p ''`` is told as an unset variable, and so is an empty mode."""
    trial.fails(scpipe(trial.runner, "-p", "", "--", *trial.command), USAGE, "empty", "unset")
    trial.fails(scpipe(trial.runner, "--pipe", "", "--", *trial.command), USAGE, "--pipe", "unset")


def test_a_directory_as_policy(trial: Trial) -> None:
    """A policy that is a directory is an error."""
    trial.fails(scpipe(trial.runner, "-p", "/", "--", *trial.command), USAGE, "/")


def test_no_such_service(trial: Trial) -> None:
    """A service that the session does not have is an error that names those it has."""
    path = trial.runner.write("p.yaml", "services:\n- name: web\n- name: db\n")
    words = scpipe(trial.runner, "-p", str(path), "--service", "mail", "--", *trial.command)
    trial.fails(words, USAGE, "mail", "web", "db")


@pytest.mark.parametrize("name", ["SCONE_PIPE", "SCONE_SOCKETPAIR"])
@pytest.mark.parametrize("value", ["", "yes"])
def test_wrong_environment(trial: Trial, name: str, value: str) -> None:
    """A SCONE variable with a value that is none of the three words is an error, the empty one included."""
    trial.fails(scpipe(trial.runner, "--", *trial.command), USAGE, name, env={name: value})


TRAPS = {
    "no mode": (["--trap", "some"], ["--trap some", "allowed: all, armed"]),
    "an empty one": (["--trap="], ["--trap", "allowed: all, armed"]),
    "another case": (["--trap", "ARMED"], ["--trap ARMED", "allowed: all, armed"]),
    "no value": (["--trap"], ["--trap"]),
    "nobody to trap": (["--trap", "armed", "--no-supervisor"], ["--no-supervisor", "--trap"]),
    "not even all": (["--trap", "all", "--no-supervisor", "--pipe", "deny"], ["--no-supervisor", "--trap"]),
    "a relaxation": (["--trap", "armed", "--relax", "aio"], ["relax aio lets", "allowed: trap all"]),
    "several": (
        ["--trap", "armed", "--relax", "ptrace", "--relax", "splice", "--relax", "bpf"],
        ["relax bpf, ptrace lets", "allowed: trap all"],
    ),
}


@pytest.mark.parametrize("case", TRAPS)
def test_wrong_ways_of_trapping(trial: Trial, case: str) -> None:
    """What --trap cannot be is said, and what is allowed."""
    options, fragments = TRAPS[case]
    command = trial.command if case != "no value" else []
    trial.fails(scpipe(trial.runner, *options, *(["--", *command] if command else [])), USAGE, *fragments)


def test_a_policy_file_that_trap_armed_contradicts(trial: Trial) -> None:
    """A relaxation of a file counts as one of the command line; with trap all it is no contradiction."""
    path = trial.runner.write("p.yaml", "relax: [untraced]\n")
    words = ["-q", "-p", str(path), "--", *trial.command]
    trial.fails(scpipe(trial.runner, "--trap", "armed", *words), USAGE, "relax untraced lets")
    assert run(trial.runner, ["--trap", "all", "-q", "-p", str(path)], trial.command).returncode == 0


PATHS = {"default": [], "become": ["--pipe", "allow", "--socketpair", "allow"],
         "filtered": ["--pipe", "deny", "--socketpair", "deny", "--no-supervisor"]}  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", ["no-such-command-anywhere", "/nowhere/cmd", "/etc/passwd/cmd", ""])
def test_no_such_command(trial: Trial, path: str, name: str) -> None:
    """A command that is not found ends in 127, with or without a supervisor."""
    trial.fails(scpipe(trial.runner, *PATHS[path], "--", name), NOT_FOUND, "not found")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("first", "words"),
    [("#!/bin/sh\r\n", "'/bin/sh\\r', does not exist (the file has DOS line ends)"),
     ("#!/no/such/interpreter\n", "'/no/such/interpreter', does not exist")],
    ids=["DOS", "interpreter"],
)  # fmt: skip
def test_a_script_without_its_interpreter(trial: Trial, path: str, first: str, words: str) -> None:
    """What is missing is named; the status is that of shells and env(1)."""
    script = trial.runner.write("script", f"{first}: > {trial.marker}\n")
    script.chmod(0o755)
    native = trial.runner.bare_run(["env", str(script)])
    trial.fails(scpipe(trial.runner, *PATHS[path], "--", str(script)), NOT_FOUND, str(script), words)
    assert native.returncode == NOT_FOUND


@pytest.mark.parametrize("path", PATHS)
def test_a_program_without_its_loader(trial: Trial, path: str) -> None:
    """A binary for another system's loader is no missing command."""
    program = trial.runner.home / "foreign"
    source = trial.runner.write("foreign.c", "int main(void) { return 0; }\n")
    words = ["gcc", "-o", str(program), str(source), "-Wl,--dynamic-linker=/no/such/ld.so"]
    assert trial.runner.bare_run(words, timeout=PATIENCE).returncode == 0
    line = f"the ELF loader of '{program}', '/no/such/ld.so', does not exist"
    trial.fails(scpipe(trial.runner, *PATHS[path], "--", str(program)), NOT_FOUND, line)


@pytest.mark.parametrize("path", PATHS)
def test_not_executable(trial: Trial, path: str) -> None:
    """A file without execute permission ends in 126."""
    script = trial.runner.write("script", f"#!/bin/sh\n: > {trial.marker}\n")
    trial.fails(scpipe(trial.runner, *PATHS[path], "--", str(script)), NOT_EXECUTABLE, str(script))


@pytest.mark.parametrize("path", PATHS)
def test_a_directory_as_command(trial: Trial, path: str) -> None:
    """A directory ends in 126."""
    trial.fails(scpipe(trial.runner, *PATHS[path], "--", "/usr"), NOT_EXECUTABLE, "/usr")


def test_a_damaged_program(trial: Trial) -> None:
    """A file that begins like a program and is none ends as under env(1), which asks the shell too."""
    program = trial.runner.home / "damaged"
    program.write_bytes(b"\x7fELF" + bytes(200))
    program.chmod(0o755)
    native = trial.runner.bare_run(["env", str(program)])
    done = run(trial.runner, [], [str(program)])
    assert (done.returncode, done.stderr) == (native.returncode, native.stderr)
    assert native.returncode in (NOT_EXECUTABLE, NOT_FOUND)


OPTIONS = {
    "no command": (["-q"], False, []),
    "unknown option": (["--frobnicate"], True, ["--frobnicate"]),
    "misspelt option": (["--pip", "deny"], True, ["--pip"]),
    "unknown short option": (["-x"], True, ["-x"]),
    "pipe": (["--pipe", "alow"], True, ["--pipe", "alow", "allow-events"]),
    "socketpair": (["--socketpair", "no"], True, ["--socketpair", "deny"]),
    "first message": (["--first-message", "all"], True, ["--first-message", "uniform, any"]),
    "on violation": (["--on-violation", "die"], True, ["--on-violation", "kill"]),
    "relax": (["--relax", "iouring"], True, ["--relax", "io-uring"]),
    "orphans": (["--orphans", "adopt"], True, ["--orphans", "wait, kill"]),
    "violation status 0": (["--violation-status", "0"], True, ["--violation-status", "1 to 255"]),
    "violation status 256": (["--violation-status", "256"], True, ["--violation-status", "1 to 255"]),
    "violation status word": (["--violation-status", "many"], True, ["--violation-status"]),
    "show data": (["--show-data", "-1"], True, ["--show-data"]),
    "report descriptor word": (["--report-fd", "x"], True, ["--report-fd"]),
    "report descriptor closed": (["--report-fd", "77"], True, ["77"]),
    "report descriptor negative": (["--report-fd", "-1"], True, ["-1"]),
    "report descriptor read-only": (["--report-fd", "0"], True, ["descriptor 0"]),
    "report nowhere": (["--report", "/nowhere/report"], True, ["/nowhere/report"]),
    "report a directory": (["--report", "/usr"], True, ["/usr"]),
    "report full": (["--report", "/dev/full"], True, ["/dev/full", "No space left"]),
    "report empty name": (["--report", ""], True, ["report"]),
    "quiet and verbose": (["-q", "-v"], True, ["-q", "-v"]),
    "two reports": (["--report", "-", "--report-fd", "2"], True, ["--report-fd"]),
    "audit and kill": (["--audit", "--on-violation", "kill"], True, ["--audit", "kill"]),
    "kill-after alone": (["--kill-after", "1s"], True, ["--timeout"]),
    "service alone": (["--service", "web"], True, ["--policy"]),
    "no supervisor by default": (["--no-supervisor"], True, ["allow-events"]),
    "no supervisor, kill": (["--no-supervisor", "--pipe", "deny", "--socketpair", "deny",
                             "--on-violation", "kill"], True, ["--no-supervisor"]),
    **{
        f"no supervisor and {word}": (
            ["--no-supervisor", "--pipe", "deny", "--socketpair", "deny", word, *more],
            True,
            ["--no-supervisor"],
        )
        for word, *more in (
            ("--supervise",), ("--timeout", "5"), ("--orphans", "kill"), ("--report", "-"),
            ("--report-fd", "2"), ("--fail-on-violation",), ("--violation-status", "7"),
        )
    },
    **{
        f"{option} {text!r}": ([*before, option, text], True, [option, "duration"])
        for option, before in (("--timeout", []), ("--kill-after", ["--timeout", "9"]))
        for text in ("", "abc", "-1", "1w", "5 m", "inf", "nan", "1e3", "1,5", "0x10", "5mm", "s")
    },
}  # fmt: skip


@pytest.mark.parametrize("case", OPTIONS)
def test_wrong_options(trial: Trial, case: str) -> None:
    """A wrong, unknown or contradictory option is one line and 125, never ignored."""
    options, with_command, fragments = OPTIONS[case]
    command = ["--", *trial.command] if with_command else []
    trial.fails(scpipe(trial.runner, *options, *command), USAGE, *fragments)


def test_report_in_a_directory_of_somebody_else(trial: Trial) -> None:
    """A report that an ordinary user may not create is an error."""
    if trial.runner.user is None:
        pytest.skip("root may write everywhere")
    path = "/usr/report.jsonl"
    trial.fails(scpipe(trial.runner, "--report", path, "--", *trial.command), USAGE, path, "denied")
    assert not Path(path).exists()


def test_ptrace_forbidden(trial: Trial) -> None:
    """Where ptrace fails with EPERM nothing runs, and the line says what a container needs."""
    forbid = [trial.runner.python, readable_guest(trial.runner, "forbid.py"), "ptrace", "EPERM"]
    words = [*forbid, *scpipe(trial.runner, "--", *trial.command)]
    trial.fails(words, USAGE, "ptrace", "--cap-add SYS_PTRACE")


def test_filters_forbidden(trial: Trial) -> None:
    """Where no filter can be loaded nothing runs."""
    forbid = [trial.runner.python, readable_guest(trial.runner, "forbid.py"), "seccomp", "EPERM"]
    words = [*forbid, *scpipe(trial.runner, "--", *trial.command)]
    trial.fails(words, USAGE, "filter", "nothing has run")


def test_nested(trial: Trial) -> None:
    """scpipe-run inside scpipe-run says so and runs nothing."""
    inner = scpipe(trial.runner, "--", *trial.command)
    trial.fails(scpipe(trial.runner, "--", *inner), USAGE, "traced")


FLOOD = """
import os, sys
refused = 0
for _ in range(int(sys.argv[1])):
    read, write = os.pipe()
    try: os.write(write, b"foreign")
    except PermissionError: refused += 1
    os.close(read), os.close(write)
print(refused)
"""


def test_disk_full_in_mid_run(root_runner: Runner) -> None:
    """A report whose disk fills is told once, with 125; the protection goes on to the command's end."""
    room = root_runner.home / "room"
    room.mkdir()
    flood = [root_runner.python, "-I", "-S", "-c", FLOOD, "400"]
    words = scpipe(root_runner, "-q", "--report", f"{room}/report", "--", *flood)
    script = f'mount -t tmpfs -o size=64k none {room} && "$@"; code=$?; tail -c 300 {room}/report; exit $code'
    done = root_runner.bare_run(
        ["unshare", "-m", "--propagation", "private", "sh", "-c", script, "sh", *words]
    )
    refused, _newline, rest = done.stdout.partition("\n")
    assert (refused, done.returncode) == ("400", 125), (done.stdout, done.stderr)
    lines = done.stderr.splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("scpipe: ")
    assert "No space left" in lines[0]
    assert '"event":"end"' not in rest, "an incomplete report must not look complete"


def test_disk_full_in_mid_run_as_user(runner: Runner) -> None:
    """An ordinary user's report that meets its size limit is told once; the command's end is not hidden."""
    flood = [runner.python, "-I", "-S", "-c", FLOOD, "400"]
    words = scpipe(runner, "-q", "--report", str(runner.home / "report"), "--", *flood)
    # SIGXFSZ is ignored in the shell, and so in what it becomes; 64 blocks of 512 bytes.
    done = runner.bare_run(["sh", "-c", 'ulimit -f 64; exec "$@"', "sh", *words])
    assert done.stdout == "400\n", (done.returncode, done.stdout, done.stderr)
    assert done.returncode == 125, (done.returncode, done.stderr)
    lines = done.stderr.splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("scpipe: ")
    assert "File too large" in lines[0]
