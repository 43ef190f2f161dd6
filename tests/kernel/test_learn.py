"""scpipe learn with real programs: what was learnt is enough, and nothing less would be."""

from __future__ import annotations

import dataclasses
import os
import shutil
import signal
from pathlib import Path

import pytest
from harness.hostile import HOSTILE
from harness.identity import NOBODY, become
from harness.processes import PATIENCE
from harness.runner import Completed, Runner
from harness.waiting import wait_for

from scpipe.policy.dump import to_yaml
from scpipe.policy.model import PairMode, Policy, Rule
from scpipe.policy.parse import load
from scpipe.policy.resolve import Flags, resolve
from scpipe.record import replace

from .launching import lines_of_scpipe, python, run, start


@dataclasses.dataclass(frozen=True, slots=True)
class Program:
    """A program that people run. ``prepare``: what it needs in its directory."""

    name: str
    command: tuple[str, ...]
    prepare: str = ""
    same_output: bool = True


_MAKEFILE = r"""
printf 'V := $(shell echo v)\nall: a b\na:\n\t@echo $(V) | cat > a.out\nb:\n\t@echo b > b.out\n' > Makefile
"""
_REPOSITORY = """
export HOME=$PWD GIT_CONFIG_NOSYSTEM=1
git init -q src && cd src && seq 1000 > a && git add a
git -c user.name=a -c user.email=a@b commit -qm a
"""
_LOOP = "import asyncio\nasync def main():\n  await asyncio.to_thread(print, 'x')\nasyncio.run(main())"
_CAPTURE = "import subprocess; print(subprocess.run(['echo', 'hi'], capture_output=True).stdout)"

PROGRAMS = (
    Program("git clone", ("git", "clone", "-q", "--no-local", "src", "dst"), _REPOSITORY),
    Program("make", ("make", "-j2"), _MAKEFILE),
    Program("bash pipeline", ("bash", "-c", "seq 100 | sort -n | tail -n 1")),
    Program("dash substitution", ("dash", "-c", "x=$(echo hi); echo $x")),
    Program("python subprocess", ("{python}", "-c", _CAPTURE)),
    Program("asyncio", ("{python}", "-c", _LOOP)),
    Program("node", ("node", "-e", "require('child_process').exec('echo hi', (e, o) => console.log(o))")),
    Program("xargs", ("xargs", "-a", "list", "-n1", "-P1", "echo"), "seq 3 > list"),
    Program("tar", ("tar", "-czf", "t.tgz", "list"), "seq 300 > list"),
    Program("sort", ("sort", "-S", "1M", "--compress-program=gzip", "l", "-o", "s"), "seq 200000 -1 1 > l"),
    Program("gcc", ("gcc", "-pipe", "m.c", "-o", "m"), "echo 'int main(void) { return 0; }' > m.c"),
    Program(
        "pytest",
        (
            "env",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD=1",
            "{python}",
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            ".",
        ),
        "echo 'import os\ndef test_a(): assert os.popen(\"echo a\").read()' > test_a.py",
        same_output=False,
    ),
    Program("find", ("find", ".", "-name", "list", "-exec", "cat", "{{}}", ";"), "seq 3 > list"),
    Program("true", ("true",)),
)


def scpipe(runner: Runner, *words: str) -> list[str]:
    """scpipe with these words behind it."""
    return [runner.python, "-m", "scpipe", *words]


def learn(runner: Runner, options: list[str], command: list[str], cwd: Path | None = None) -> Completed:
    """scpipe learn -o p.yaml OPTIONS -- COMMAND."""
    words = scpipe(runner, "learn", "-o", str(runner.home / "p.yaml"), *options, "--", *command)
    return runner.bare_run(words, cwd=cwd)


def policy_in(path: Path) -> Policy:
    """The policy that a file is."""
    loaded = load(str(path), environ={})
    assert loaded.warnings == ()
    return resolve(Flags(), loaded, {}).policy


def less(policy: Policy) -> list[Policy]:
    """Every policy that is narrower by one step: a rule less, or one mode a step down."""
    found = []
    steps = {PairMode.ALLOW: PairMode.ALLOW_EVENTS, PairMode.ALLOW_EVENTS: PairMode.DENY}
    for kind in ("pipe", "socketpair"):
        if getattr(policy, kind) in steps:
            found.append(replace(policy, **{kind: steps[getattr(policy, kind)]}))
        for at, rule in enumerate(policy.rules):
            if getattr(rule, kind) in steps:
                smaller: Rule = replace(rule, **{kind: steps[getattr(rule, kind)]})
                found.append(replace(policy, rules=(*policy.rules[:at], smaller, *policy.rules[at + 1 :])))
    rules = range(len(policy.rules))
    return [*found, *(replace(policy, rules=policy.rules[:at] + policy.rules[at + 1 :]) for at in rules)]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_enough_and_no_more(runner: Runner, program: Program) -> None:
    """A real program passes under what was learnt from it, and under nothing that is narrower."""
    command = [word.format(python=runner.python) for word in program.command]
    if shutil.which(command[0]) is None:
        pytest.fail(f"{command[0]} is not installed (.ci/apt-packages.txt)")
    template = runner.home / "template"
    runner.bare_run(["mkdir", str(template)])
    prepared = runner.bare_run(["sh", "-ec", program.prepare], cwd=template)
    assert prepared.returncode == 0, prepared.stderr

    def fresh() -> Path:
        work = runner.home / "work"
        runner.bare_run(["sh", "-ec", 'rm -rf "$1"; cp -a "$2" "$1"', "sh", str(work), str(template)])
        return work

    done = learn(runner, [], command, fresh())
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    learnt = policy_in(runner.home / "p.yaml")
    options = ["--policy", str(runner.home / "p.yaml"), "--fail-on-violation"]
    again = run(runner, options, command, cwd=fresh())
    assert (again.returncode, lines_of_scpipe(again.stderr)) == (0, [])
    assert again.stdout == done.stdout or not program.same_output
    # As one user only: what a policy refuses does not depend on who runs it, and this takes most of the time.
    for narrower in less(learnt) if runner.user or os.geteuid() else ():
        runner.write("less.yaml", to_yaml(narrower))
        options = ["--policy", str(runner.home / "less.yaml"), "--fail-on-violation"]
        refused = run(runner, options, command, cwd=fresh())
        assert refused.returncode == 120, (narrower, refused.stderr)


def test_hostile_programs(runner: Runner) -> None:
    """Shells under hostile names, in directories of such names: each has a rule, and the policy fits."""
    shells = []
    for name in HOSTILE:
        if len(os.fsencode(name)) > 200:
            continue
        place = runner.home / name
        place.mkdir()
        shells.append(str(place / name))
        shutil.copyfile("/bin/dash", shells[-1])
        for owned in (place, place / name):
            owned.chmod(0o755)
            if become(runner.user):
                os.chown(owned, NOBODY, NOBODY)
    command = python(runner, RUNS_EACH, *shells)
    done = learn(runner, [], command)
    assert (done.returncode, done.stdout) == (0, "hello\n" * len(shells)), done.stderr
    assert all(line.isprintable() for line in done.stderr.splitlines())
    learnt = policy_in(runner.home / "p.yaml")
    assert (learnt.pipe, learnt.socketpair, len(learnt.rules)) == (PairMode.DENY, PairMode.DENY, len(shells))
    again = run(runner, ["-q", "-p", str(runner.home / "p.yaml"), "--fail-on-violation"], command)
    assert (again.returncode, again.stdout, again.stderr) == (0, done.stdout, "")
    told = runner.bare_run(scpipe(runner, "explain", "p.yaml"))
    assert all(line.isprintable() for line in told.stdout.splitlines())


RUNS_EACH = """
import os, sys
for shell in sys.argv[1:]:
    pid = os.posix_spawn(shell, [shell, "-c", "echo hello | cat", shell], os.environ)
    assert os.waitpid(pid, 0)[1] == 0, shell
"""

SAYS = "import sys; print('out'); sys.exit(int(sys.argv[1]))"


@pytest.mark.parametrize("status", [0, 3, 120, 255])
def test_the_status_is_the_commands(runner: Runner, status: int) -> None:
    """Whatever it is; a command that fails is warned about, and written down as such."""
    done = learn(runner, [], python(runner, SAYS, str(status)))
    assert (done.returncode, done.stdout) == (status, "out\n")
    text = (runner.home / "p.yaml").read_text()
    assert f"ended with status {status}" in text.replace("\n# ", " ")
    assert ("a run that fails shows little" in done.stderr) is (status != 0)
    assert ("WARNING: the command failed" in text) is (status != 0)
    assert "for SCONE, which knows no rules: SCONE_PIPE=deny SCONE_SOCKETPAIR=deny" in done.stderr


@pytest.mark.parametrize("options", [[], ["--check"]])
@pytest.mark.parametrize("partial", [False, True])
def test_interrupted(runner: Runner, options: list[str], partial: bool) -> None:
    """What is interrupted writes nothing unless --partial asks for it, and dies as the command did."""
    policy = runner.home / "p.yaml"
    more = [*options, *(["--partial"] if partial else [])]
    code = "import os, time; os.pipe(); open('ready', 'w').close(); time.sleep(1000)"
    words = scpipe(runner, "learn", "-o", str(policy), *more, "--", *python(runner, code))
    process = start(runner, words)
    for _run in range(2 if partial and options else 1):
        wait_for((runner.home / "ready").exists, "the command does not begin")
        (runner.home / "ready").unlink()
        process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == -signal.SIGINT, err
    assert policy.exists() is partial
    if partial:
        assert policy_in(policy) == Policy(PairMode.ALLOW_EVENTS, PairMode.DENY)
    else:
        assert b"the command died of SIGINT: nothing is written; --partial writes" in err


def test_a_timeout_ends_a_server(runner: Runner) -> None:
    """With --partial what was seen until then is written; the status is that of a timeout."""
    done = learn(
        runner,
        ["--timeout", "5", "--partial"],
        python(runner, "import time, os; os.pipe(); time.sleep(1000)"),
    )
    assert done.returncode == 124
    assert policy_in(runner.home / "p.yaml").pipe is PairMode.ALLOW_EVENTS


def test_check_passes(runner: Runner) -> None:
    """--check runs the command a second time under the policy, with its input, and says that it passes."""
    done = learn(runner, ["--check"], ["sh", "-c", "echo ran | cat"])
    assert (done.returncode, done.stdout) == (0, "ran\nran\n")
    path = runner.home / "p.yaml"
    assert f"scpipe: it passes under {path}: nothing was refused, and it ended with status 0" in done.stderr


OTHERWISE = "if [ -e seen ]; then echo b | cat; else touch seen; fi; exit 7"


def test_check_refuses(runner: Runner) -> None:
    """A command that does something else the second time does not pass: 120, and what was refused."""
    done = learn(runner, ["--check"], ["sh", "-c", OTHERWISE])
    assert done.returncode == 120
    said = " ".join(done.stderr.replace("scpipe:   ", "").split())
    assert "refused: `sh -c " in said and "asked for a pipe" in said
    assert "does not pass under" in done.stderr


def test_merge_adds(runner: Runner) -> None:
    """A second way of the command is added to what the first needed; comments and order stay."""
    path = runner.home / "p.yaml"
    learn(runner, [], ["sh", "-c", "echo a | cat"])
    before = path.read_text()
    path.write_text(before.replace("rules:\n", "rules:  # kept\n"))
    done = learn(runner, ["--merge", "--check"], ["bash", "-c", "echo a | cat"])
    assert (done.returncode, done.stdout) == (0, "a\na\n"), done.stderr
    assert "1 new rule (bash)" in done.stderr
    assert [rule.exe for rule in policy_in(path).rules] == ["/usr/bin/bash", "/usr/bin/dash"]
    assert "rules:  # kept\n" in path.read_text()
    assert set(before.splitlines()) - set(path.read_text().splitlines()) == {"rules:"}
    done = learn(runner, ["--merge"], ["bash", "-c", "echo a | cat"])
    assert "this run needed nothing more; the file is as it was" in done.stderr


def test_nothing_is_overwritten(runner: Runner) -> None:
    """A file that is there stops everything before the command runs; one that it makes is not touched."""
    path = runner.write("p.yaml", "mine")
    done = learn(runner, [], ["touch", "ran"])
    assert (done.returncode, path.read_text()) == (125, "mine")
    assert not (runner.home / "ran").exists()
    path.unlink()
    done = learn(runner, [], ["sh", "-c", "echo its > p.yaml"])
    assert (done.returncode, path.read_text()) == (125, "its\n")
    assert "was changed while the command ran: nothing is written" in done.stderr


GONE = 'cp /bin/dash ./tmp/own; ./tmp/own -c "echo a | cat"; rm ./tmp/own'


def test_a_program_that_is_gone(runner: Runner) -> None:
    """No rule can name it: it is told, in the file and on stderr, and nobody else gets its freedom."""
    done = learn(runner, [], ["sh", "-c", GONE])
    assert (done.returncode, done.stdout) == (0, "a\n")
    assert policy_in(runner.home / "p.yaml") == Policy(PairMode.ALLOW_EVENTS, PairMode.DENY)
    assert "own" in done.stderr
    assert "names no file here" in done.stderr.replace("its file is gone", "names no file here")
    assert "What this policy does not cover:" in (runner.home / "p.yaml").read_text()


@pytest.mark.parametrize(
    ("command", "status", "said"),
    [
        (["/none/such"], 127, "command not found"),
        (["/etc/passwd"], 126, "Permission denied"),
    ],
)
def test_no_command(runner: Runner, command: list[str], status: int, said: str) -> None:
    """What cannot be run leaves no policy."""
    for options in ([], ["--check"]):
        done = learn(runner, options, command)
        assert done.returncode == status
        assert said in done.stderr
        assert not (runner.home / "p.yaml").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["learn", "--", "true"], "learn needs -o FILE"),
        (["learn", "-o", "x"], "Missing argument"),
        (["learn", "-o", "x", "--merge", "--force", "--", "true"], "contradict each other"),
        (["learn", "-o", "x", "--relax", "aoi", "--", "true"], "--relax: found 'aoi'; allowed: "),
        (["learn", "-o", "x", "--first-message", "x", "--", "true"], "allowed: uniform, any"),
        (["learn", "-o", "x", "--trap", "x", "--", "true"], "allowed: all, armed"),
        (["learn", "-o", "x", "--timeout", "x", "--", "true"], "not a duration"),
        (["learn", "-o", "x.json", "--", "true"], ".json means JSON"),
        (["learn", "-o", "none/x", "--", "true"], "cannot write none/x: No such file or directory"),
        (["learn", "-o", "x", "--audit", "--", "true"], "No such option: --audit"),
    ],
)
def test_one_clear_error(runner: Runner, words: list[str], said: str) -> None:
    """Nothing runs, status 125, one line."""
    done = runner.bare_run(scpipe(runner, *words))
    assert done.returncode == 125
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (runner.home / "x").exists()


def test_everything_from_learn_to_explain(runner: Runner) -> None:
    """What learn, init, check and explain say of each other's files; a report is explained, too."""
    learn(runner, [], ["sh", "-c", "echo a | cat"])
    for words in (
        ["check", "p.yaml"],
        ["explain", "p.yaml"],
        ["explain", "--trap", "armed", "p.yaml"],
        ["init", "ci"],
    ):
        done = runner.bare_run(scpipe(runner, *words))
        assert (done.returncode, done.stderr) == (0, ""), words
    run(runner, ["-q", "--report", "r.jsonl"], ["sh", "-c", "echo a | cat"])
    done = runner.bare_run(scpipe(runner, "explain", "r.jsonl"))
    assert "/usr/bin/dash made 1 pipe" in done.stdout
    assert "complete: VIOLATION" in done.stdout
    done = runner.bare_run(scpipe(runner, "explain", "r.jsonl", "--event", "1"))
    assert done.stdout.startswith("line 1: the run of sh -c echo a | cat began\n")


def test_closed_streams(runner: Runner) -> None:
    """Without stdin, stdout and stderr it learns all the same, also with --check."""
    words = scpipe(runner, "learn", "-o", "p.yaml", "--check", "--", "sh", "-c", ": | :")
    closed = ["sh", "-c", 'exec "$@" 0<&- 1>&- 2>&-', "sh", *words]
    assert runner.bare_run(closed).returncode == 0
    assert policy_in(runner.home / "p.yaml").pipe is PairMode.ALLOW_EVENTS
