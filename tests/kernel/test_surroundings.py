"""Where scpipe-run is started from: shells, wrappers, namespaces, closed descriptors; and --debug."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from harness.identity import NOBODY, become, require_program
from harness.processes import PATIENCE, leftovers
from harness.runner import Runner

from .launching import python, run, scpipe, start

Built = Callable[[str], str]

MODES = [["-q"], ["-q", "--orphans", "detach"]]
AT_ONCE = 3


def test_relatives_and_settings(runner: Runner, built: Built) -> None:
    """Parents' death signals, subreapers and dumpable say inside what they say outside."""
    bare, done = runner.bare_run([built("around_process")]), run(runner, ["-q"], [built("around_process")])
    assert "got: 10" in bare.stdout
    assert done.stdout.splitlines() == bare.stdout.splitlines()


@pytest.mark.parametrize("options", MODES, ids=["wait", "detach"])
def test_closed_descriptors(runner: Runner, built: Built, options: list[str]) -> None:
    """Whichever of stdin, stdout and stderr the caller has closed is closed for the command, too."""
    guest = [built("around_process"), "descriptors"]
    script = ""
    for closed in range(8) if options == MODES[0] else (0, 3, 7):
        closing = " ".join(f"{fd}>&-" for fd in range(3) if closed >> fd & 1)
        # what the command says on its stderr is a descriptor of the test's, or nobody's
        script += f'echo {closed}; "$@" 3>&- {closing or "3>&-"} 2>{"&-" if closed & 4 else "out"}; echo $?; '
        script += "cat out 2>/dev/null; rm -f out\n"
    bare = runner.bare_run(["/bin/bash", "-c", script, "sh", *guest])
    assert "open 0 flags 0" in bare.stdout
    done = runner.bare_run(["/bin/bash", "-c", script, "sh", *scpipe(runner, *options, "--", *guest)])
    assert (done.stdout.splitlines(), done.stderr) == (bare.stdout.splitlines(), bare.stderr)


WRAPPED = {
    "pipeline": "echo hello | %s cat | tr a-z A-Z; echo ${PIPESTATUS[*]}",
    "condition": "%s false || %s true && echo yes",
    "substitution": 'x=$(%s echo hello); echo "$x $?"',
    "nohup": "nohup %s sh -c 'kill -HUP $$; echo alive' 2>/dev/null; echo $?",
    "timeout": "timeout 0.7 %s sleep 30; echo $?",
    "timeout kills": "timeout -s KILL 0.7 %s sleep 30; echo $?",
    "setsid": "setsid -w %s sh -c 'exit 6'; echo $?",
    "environment": "env -i A=1 /bin/sh -c '%s env | grep -v ^PYTHON'",
    "background": "%s sh -c 'read x; echo got $x' & wait $!; echo $?",
    "priority": "nice -n 5 %s nice; ionice -c 3 %s ionice",
    "mask": "umask 027; %s sh -c umask; (ulimit -n 100; %s sh -c 'ulimit -n')",
    "exec": "(exec %s sh -c 'exit 9'); echo $?",
    "xargs": "printf 'a\\nb\\n' | xargs -n 1 %s echo; echo $?",
    "find": "find / -maxdepth 0 -exec %s echo {} \\;",
    "substituted files": "%s cat <(echo one) <(echo two)",
    "here": "%s cat <<< text",
}


def test_wrappers(runner: Runner) -> None:
    """What starts programs starts scpipe-run with the same result."""
    prefix = " ".join(scpipe(runner, "-q", "--", ""))
    inner = "env " + " ".join(f"{key}={value}" for key, value in _python_variables(runner).items())

    def both(name: str) -> tuple[str, tuple[str, int], tuple[str, int]]:
        before = f"{inner} {prefix}" if name == "environment" else prefix
        bare, done = (
            runner.bare_run(["/bin/bash", "-c", WRAPPED[name].replace("%s", way)]) for way in ("", before)
        )
        return name, (bare.stdout, bare.returncode), (done.stdout, done.returncode)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(both, WRAPPED))
    assert all(bare[0] for _name, bare, _done in found), found
    assert [one for one in found if one[1] != one[2]] == []


def _python_variables(runner: Runner) -> dict[str, str]:
    code = "import os; print(os.environ.get('PYTHONPATH', ''))"
    return {"PYTHONPATH": runner.bare_run([runner.python, "-c", code]).stdout.strip()}


@contextlib.contextmanager
def shell_at_a_terminal(runner: Runner) -> Iterator[Callable[[str, str], str]]:
    """An interactive shell; takes what is typed and what to wait for, gives what was shown until then."""
    master, slave = pty.openpty()
    if become(runner.user):
        os.fchown(slave, NOBODY, NOBODY)
    take = "import fcntl, os, sys, termios; os.setsid(); fd = os.open(sys.argv[1], os.O_RDWR)\n"
    take += "[os.dup2(fd, n) for n in (0, 1, 2)]; os.close(fd) if fd > 2 else None\n"
    take += "fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[2], sys.argv[2:])"
    forked = "import os; os.fork() and os._exit(os.waitstatus_to_exitcode(os.wait()[1]) & 127)\n" + take
    words = [*python(runner, forked, os.ttyname(slave)), "bash", "--norc", "--noprofile", "--noediting", "-i"]
    process = start(runner, words, PS1="", PS2="")
    os.set_blocking(master, False)

    def type_(text: str, awaited: str) -> str:
        os.write(master, text.encode())
        shown, deadline = "", time.monotonic() + PATIENCE
        while not re.search(awaited, shown):
            assert time.monotonic() < deadline, f"no {awaited!r} in {shown!r}"
            with contextlib.suppress(BlockingIOError):
                shown += os.read(master, 65536).decode().replace("\r\n", "\n")
            time.sleep(0.01)
        return shown

    try:
        type_("stty -echo; PS1=; echo rea''dy\n", "ready")
        yield type_
        type_("kill %1 2>/dev/null; exec 2>/dev/null; exit\n", "")
        process.wait(PATIENCE)
    finally:
        process.kill()
        process.communicate(timeout=300)
        os.close(master)
        os.close(slave)


FOREGROUND = (
    "import os; fd = os.open('/dev/tty', 2); print('group', os.tcgetpgrp(fd), os.tcgetpgrp(fd) == {})"
)


@pytest.mark.parametrize("options", [None, *MODES], ids=["bare", "wait", "detach"])
def test_jobs_of_a_shell(runner: Runner, options: list[str] | None) -> None:
    """A job that reads in the background is stopped once, fg lets it read; ^Z, fg, ^C and kill work."""
    prefix = "" if options is None else " ".join(scpipe(runner, *options, "--", ""))
    with shell_at_a_terminal(runner) as type_:
        type_(f"{prefix} sh -c 'echo in''side; read x; echo got $x; exit 3' &\n", "inside")
        for _ in range(50):  # until the shell has heard of the stop
            if "Stopped" in type_("jobs; echo loo''ked\n", "looked"):
                break
            time.sleep(0.05)
        else:
            pytest.fail("a job that reads in the background was not stopped")
        type_("fg >/dev/null\nhello\n", "got hello")
        assert "status 3" in type_("echo status $?\n", r"status \d+")
        # No vfork when ^Z comes: a shell that waits in one for a child that was stopped does not stop.
        job = "sleep 0.2 & echo in''side; wait; while read x; do echo got $x; done"
        type_(f"{prefix} sh -c '{job}'\n", "inside")
        type_("\x1a", "Stopped")
        type_("fg >/dev/null\nagain\n", "got again")
        type_("\x03", "")
        time.sleep(0.3)  # ^C empties the terminal's input, too
        assert "status 130" in type_("echo status $?\n", r"status \d+")
        type_(f"{prefix} sleep 30 &\n", "")
        type_("kill %1; wait; echo en''ded\n", "ended")
        assert not re.search("Running|Stopped", type_("jobs; echo loo''ked\n", "looked"))


@pytest.mark.parametrize("options", MODES, ids=["wait", "detach"])
def test_the_terminals_group(runner: Runner, options: list[str]) -> None:
    """scpipe-run leaves the terminal's foreground group as it is."""
    group = "import os; print('groups', os.tcgetpgrp(os.open('/dev/tty', 2)), os.getpgrp())"
    prefix = " ".join(scpipe(runner, *options, "--", ""))
    seen = " ".join(python(runner, "CODE")).replace("CODE", f'"{group}"')
    with shell_at_a_terminal(runner) as type_:
        found = re.search(r"groups (\d+) (\d+)\n", type_(f"{prefix} {seen}\n", r"groups .*\n"))
        assert found
        assert found[1] == found[2]
        shell = type_("echo she''ll $$\n", r"shell \d+").split()[-1]
        found = re.search(r"groups (\d+) (\d+)\n", type_(f"{prefix} {seen} & wait\n", r"groups .*\n"))
        assert found
        assert found[1] == shell
        assert found[1] != found[2]


def _first(*words: str) -> list[str]:
    """As the first process of a PID namespace, which dies with unshare."""
    return ["unshare", "-p", "-f", "--mount-proc", "--kill-child", *words]


@pytest.mark.parametrize("options", MODES, ids=["wait", "detach"])
def test_the_first_process(root_runner: Runner, options: list[str]) -> None:
    """As PID 1 scpipe-run runs its command, leaves no zombies of orphans, and is ended by SIGTERM to it."""
    script = "for n in 1 2 3 4 5; do (true & true); done; n=0\n"
    script += "while ps -eo stat | grep -q Z && [ $n -lt 1000 ]; do sleep 0.1; n=$((n + 1)); done\n"
    script += "ps -eo pid,stat | grep -c Z; echo $PPID"
    allow = ["--pipe", "allow"]
    inner = scpipe(root_runner, *options, *allow, "--", "/bin/sh", "-c", script)
    done = root_runner.bare_run(_first(*inner))
    assert done.stdout.split()[0] == "0"
    inner = scpipe(
        root_runner, *options, "--", "/bin/sh", "-c", "trap 'exit 8' TERM; sleep 60 & echo ready; wait"
    )
    process = start(root_runner, _first(*inner))
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGTERM)
    if "detach" not in options:  # the sleep is waited for; it gets what is sent from now on
        time.sleep(0.3)
        os.kill(int(children[0]), signal.SIGTERM)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 8


def test_setuid_programs(root_runner: Runner) -> None:
    """A setuid program runs inside, as its caller: it gains nothing."""
    program = root_runner.home / "id"
    program.write_bytes(Path("/usr/bin/id").read_bytes())
    program.chmod(0o4755)
    root_runner.home.chmod(0o755)
    mount = subprocess.run(
        ["findmnt", "-no", "OPTIONS", "-T", program], capture_output=True, text=True, check=False
    )
    if "nosuid" in mount.stdout:
        pytest.skip("no setuid programs on this file system")
    user = Runner("nobody", root_runner.home)
    assert user.bare_run([str(program), "-u"]).stdout == "0\n"
    done = user.scpipe_run([str(program), "-u"])
    assert (done.stdout, done.returncode) == (f"{NOBODY}\n", 0)
    assert done.stderr.count("\n") == 1
    assert "is a program with the setuid bit and runs with its caller's rights: no_new_privs" in done.stderr
    free = ["--pipe", "allow", "--socketpair", "allow", "--supervise"]
    supervised = user.scpipe_run([str(program)], policy_flags=free)
    assert supervised.stderr.endswith("its caller's rights: an ordinary user traces it\n")
    # Nothing is lost where the caller is the owner, or could not have gained anything without scpipe either.
    assert root_runner.scpipe_run([str(program), "-u"]).stderr == ""
    without = ["setpriv", "--no-new-privs", *scpipe(user, "--", str(program), "-u")]
    assert user.bare_run(without).stderr == ""
    assert leftovers(user.traces) == []


PAYLOAD = "PAYLOADPAYLOAD"


def test_debug(runner: Runner) -> None:
    """--debug: each program, call, signal and end has its line; no payload is in it."""
    log = runner.home / "debug.log"
    script = f"echo {PAYLOAD} | cat; kill -USR1 $$; exit 4"
    words = ["/bin/sh", "-c", f"trap : USR1; {script}"]
    done = run(runner, ["-q", "--debug", str(log)], words)
    assert done.returncode == 4
    text = log.read_text()
    lines = text.splitlines()
    assert all(re.match(r" *\d+\.\d{6} ", line) for line in lines)
    for wanted in (
        "ExecStop",
        "ForkStop",
        "SeccompStop",
        "SignalStop(signal=10",
        "ExitStop",
        "Exited(status=4",
    ):
        assert any(wanted in line for line in lines), wanted
    assert re.search(r"call 1\(0x1, .*, 0xf, .*\): Perform", text)
    for shown in (PAYLOAD, PAYLOAD.encode().hex(), "0x" + PAYLOAD.encode()[:8][::-1].hex()):
        assert shown not in text


@pytest.mark.parametrize("where", ["/dev/full", "limit"])
def test_debug_without_room(runner: Runner, where: str) -> None:
    """A debug log that cannot be written changes nothing else."""
    words = scpipe(runner, "-q", "--debug", str(runner.home / "d") if where == "limit" else where, "--")
    limit = "ulimit -f 5; " if where == "limit" else ""
    script = "for n in 1 2 3 4 5 6 7 8; do echo ab | cat; done 2>/dev/null; echo aa >&2; exit 4"
    done = runner.bare_run(["/bin/bash", "-c", f'{limit}"$@"', "sh", *words, "/bin/sh", "-c", script])
    assert (done.returncode, done.stdout, done.stderr) == (4, "", "aa\n")
    if where == "limit":
        assert (runner.home / "d").stat().st_size == 5 * 1024


@pytest.mark.parametrize("path", ["/nowhere/log", "/", ""])
@pytest.mark.parametrize("more", [[], ["--orphans", "detach"]], ids=["wait", "detach"])
def test_debug_that_cannot_be_opened(runner: Runner, path: str, more: list[str]) -> None:
    """A debug log that cannot be opened is one line and 125, and nothing runs."""
    done = run(runner, [*more, "--debug", path], ["/bin/echo", "ran"])
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (125, "", 1)
    assert done.stderr.startswith(f"scpipe: cannot write the debug log {path}: ")


def test_a_service_manager(runner: Runner) -> None:
    """A daemon of start-stop-daemon is under scpipe, and is stopped by its pid file."""
    tool = require_program("start-stop-daemon")
    pid_file = runner.home / "pid"
    words = scpipe(runner, "-q", "--", "/bin/sleep", "60")
    begin = [tool, "--start", "--background", "--make-pidfile", "--pidfile", str(pid_file)]
    done = runner.bare_run([*begin, "--exec", words[0], "--", *words[1:]])
    assert done.returncode == 0, done.stderr
    deadline = time.monotonic() + PATIENCE
    while not any(
        "/bin/sleep" in found.command and "-m" not in found.command for found in leftovers(runner.traces)
    ):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    done = runner.bare_run([tool, "--stop", "--retry", "10", "--pidfile", str(pid_file)])
    assert done.returncode == 0, done.stderr
    assert leftovers(runner.traces) == []
