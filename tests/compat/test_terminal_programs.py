"""vim, less, htop and interactive shells in a terminal: every screen is as it is without scpipe."""

from __future__ import annotations

import json
import re

import pytest
from harness.identity import require_program, runs_bare
from harness.runner import SUPERVISED, Runner

from .terminal_pair import Pair, numbers_left_out, shells
from .terminal_pane import Screen

TEXT = "".join(f"line {number} of the text\n" for number in range(1, 201))


def stop_and_go_on(pair: Pair, program: str, shown: str) -> None:
    """^Z, twice: the shell has the terminal, says so, and gives it back; the program draws its screen."""
    for _turn in (1, 2):
        pair.press("C-z")
        pair.agree(rf"Stopped +.*run {program}.*\n\[1\d8\]>\Z")
        pair.command("jobs", rf"> jobs\n.*Stopped +.*run {program}.*\n\[0\]>\Z")
        pair.command("fg", shown)


@pytest.mark.parametrize("flags", [(), SUPERVISED], ids=["default", "allow"])
def test_vim(runner: Runner, flags: tuple[str, ...]) -> None:
    """vim edits, searches, is resized, stopped and resumed, and writes the same file."""
    require_program("vim.tiny")
    with shells(runner, flags, {"text": TEXT}) as pair:
        pair.command("run vim.tiny text", r'"text" 200L.* 1,1 +Top$')
        pair.type("ofresh")
        pair.agree(r"^fresh$[^~]*-- INSERT --.* 2,6 ")
        pair.press("Escape")
        pair.command("/line 150", r"^line 150 of[^~]*^/line 150 .* 151,1 +\d+%\Z")
        pair.resize(60, 15)
        pair.agree(r"^line 150 of[^~]* 151,1 +\d+%\Z")
        stop_and_go_on(pair, "vim.tiny text", r"^line 150 of[^~]* 151,1 +\d+%\Z")
        pair.resize(100, 30)
        pair.agree(r"^line 150 of[^~]* 151,1 +\d+%\Z")
        pair.command(":s/line/verse/", r"^verse 150 of")
        pair.command(":w", r'^"text" 201L, ')
        pair.command(":cq 3", r"^\[3\]>\Z")
        bare, guarded = pair.files("text")
    assert bare == guarded
    assert (bare.count("fresh\n"), bare.count("verse 150 of")) == (1, 1)


@pytest.mark.parametrize("flags", [(), SUPERVISED], ids=["default", "allow"])
def test_less(runner: Runner, flags: tuple[str, ...]) -> None:
    """less scrolls, searches, is resized, stopped, resumed and interrupted."""
    require_program("less")
    with shells(runner, flags, {"text": TEXT}) as pair:
        pair.command("run less text", r"^line 1 of[\s\S]*^text$")
        pair.press("Space")
        pair.agree(r"\Aline 24 of[\s\S]*^:$")
        pair.command("/150", r"\Aline 150 of[\s\S]*^:$")
        pair.resize(50, 10)
        pair.agree(r"\Aline 150 of.*\n([^\n]*\n){8}:$")
        stop_and_go_on(pair, "less text", r"\Aline 150 of[\s\S]*^:$")
        pair.type("F")
        pair.agree(r"^Waiting for data")
        pair.press("C-c")
        pair.agree(r"^line 200 of[\s\S]*\(END\)$")
        pair.command("!echo from the shell", r"^from the shell\n!done  \(press RETURN\)")
        pair.press("Enter")
        pair.agree(r"\(END\)$")
        pair.type("q")
        pair.agree(r"^\[0\]>\Z")


def test_less_reads_a_pipe(runner: Runner) -> None:
    """less shows what the caller's pipe brings, and takes its keys from the terminal."""
    require_program("less")
    with shells(runner, ()) as pair:
        pair.command("seq 1000 1300 | run less", r"\A1000$[\s\S]*^:$")
        pair.type("G")
        pair.agree(r"^1300$[\s\S]*\(END\)$")
        stop_and_go_on(pair, "less", r"^1300$[\s\S]*\(END\)$")
        pair.type("q")
        pair.agree(r"^\[0\]>\Z")
        # A writer that has more than fits is stopped, resumed and told when less ends.
        pair.command("yes 'a line' | run less; echo ${PIPESTATUS[*]}", r"\Aa line$[\s\S]*^:$")
        pair.type("q")
        pair.agree(r"^141 0$")


def htop_frame(screen: Screen) -> object:
    """What htop shows on any machine: labels without numbers, the columns, and its keys."""
    lines = screen.text.splitlines()
    labels = [name for name in ("Mem[", "Swp[", "Tasks:", "Load average:", "Uptime:") if name in screen.text]
    columns = [line.split() for line in lines if re.search(r"\bPID\b.*\bCommand\b", line)]
    return labels, columns, [line for line in lines if re.search(r"F10|Enter|Search:", line)], len(lines)


def test_htop(runner: Runner) -> None:
    """htop shows its meters and processes, finds one, is resized, stopped and resumed; it kills nothing."""
    require_program("htop")
    with shells(runner, ()) as pair:
        pair.command("sleep 1000 &", r"^\[1\] \d+\n\[0\]>\Z")
        pair.command("run htop", r"Load average:[\s\S]*\bPID\b[\s\S]*F10Quit", htop_frame)
        pair.resize(110, 20)
        pair.agree(r"Load average:[\s\S]*F10Quit", htop_frame)
        pair.press("F3")
        pair.type("sleep 1000")
        pair.agree(r"sleep 1000[\s\S]*Search: sleep 1000$", htop_frame)
        pair.press("Enter")
        pair.press("F9")
        pair.agree(r"Send signal:[\s\S]*15 SIGTERM", htop_frame)
        pair.press("Escape")
        pair.agree(r"Load average:[\s\S]*F10Quit", htop_frame)
        pair.press("C-z")
        pair.agree(r"Stopped +run htop.*\n\[148\]>\Z")
        pair.command("fg", r"Load average:[\s\S]*F10Quit", htop_frame)
        pair.press("F10")
        pair.agree(r"^\[0\]>\Z")
        pair.command("kill %1 && wait %1", r"^\[143\]>\Z", numbers_left_out)


def test_job_control_of_the_caller(runner: Runner) -> None:
    """The caller's shell stops, resumes, interrupts and ends a command under scpipe like any other."""
    with shells(runner, (), {"talk": "echo ready >&2; cat"}) as pair:
        pair.command("run cat", r"run cat\Z")
        pair.command("a line", r"^a line\na line\Z")
        stop_and_go_on(pair, "cat", r"^run cat\Z")
        pair.press("C-c")
        pair.agree(r"\^C\n\[130\]>\Z")
        pair.command("run sh -c 'kill -TSTP $$; echo resumed'", r"Stopped[^\n]*\n\[148\]>\Z")
        pair.command("bg; wait; clear", r"\A\[0\]>\Z")
        # Who reads the terminal in the background is stopped. The shell tells of it with its next prompt.
        pair.type("run sh -c 'read x; echo got $x' & ")
        stopped = r"Stopped +run sh -c 'read x; echo got \$x'"
        pair.command('until [ -n "$(jobs -s)" ]; do sleep 0.1; done', rf"{stopped}\n\[0\]>\Z")
        pair.command("fg", r"^run sh -c 'read x; echo got \$x'\Z")
        pair.command("this", r"^got this\n\[0\]>\Z")
        pair.command("clear; run sh talk | run sh talk", r"\Aready\nready\Z")
        pair.press("C-z")
        pair.agree(r"Stopped +run sh talk \| run sh talk\n\[148\]>\Z")
        pair.command("fg", r"^run sh talk \| run sh talk\Z")
        pair.command("a line", r"^a line\na line\Z")
        pair.press("C-c")
        pair.agree(r"\^C\n\[130\]>\Z")


def test_commands_that_stop_themselves(runner: Runner) -> None:
    """SIGSTOP, a shell that suspends itself, ^Z for a group of its own: the caller has its terminal again."""
    with shells(runner, (), {"stop": "kill -STOP $$; echo resumed"}) as pair:
        pair.command("run sh stop", r"Stopped +run sh stop\n\[147\]>\Z")
        pair.command("fg", r"^resumed\n\[0\]>\Z")
        pair.command("clear; run bash --norc", r"\A\[0\]>\Z")
        for _turn in (1, 2):
            pair.command("suspend", r"Stopped +run bash --norc\n\[147\]>\Z")
            pair.command("fg", r"^run bash --norc\n\[0\]>\Z")
            pair.command("cat", r"^\[0\]> cat\Z")
            pair.press("C-c")
            pair.agree(r"\^C\n\[130\]>\Z")
        pair.command("exit 4", r"^exit\n\[4\]>\Z")
        pair.command("clear", r"\A\[0\]>\Z")
        pair.command("run timeout 100 sh -c 'echo begun; sleep 200'", r"^begun\Z")
        pair.press("C-z")
        pair.agree(r"Stopped +run timeout 100[^\n]*\n\[148\]>\Z")
        pair.command("fg", r"^run timeout 100[^\n]*\Z")
        pair.press("C-c")
        pair.agree(r"\^C\n\[130\]>\Z")


@pytest.mark.parametrize("flags", [(), SUPERVISED], ids=["default", "allow"])
def test_job_control_inside(runner: Runner, flags: tuple[str, ...]) -> None:
    """An interactive bash under scpipe has jobs of its own."""
    with shells(runner, flags) as pair:
        pair.command("run bash --norc", r"run bash --norc\n\[0\]>\Z")
        pair.command("sleep 100 &", r"^\[1\] \d+\n\[0\]>\Z")
        pair.command("jobs", r"Running +sleep 100 &\n\[0\]>\Z")
        pair.command("fg", r"^sleep 100\Z")
        pair.press("C-z")
        pair.agree(r"Stopped +sleep 100\n\[148\]>\Z")
        pair.command("bg", r"^\[1\]\+ sleep 100 &\n\[0\]>\Z")
        pair.command("kill %1; wait %1; echo $?", r"^143\n\[0\]>\Z")
        pair.command("cat", r"cat\Z")
        pair.command("a line", r"^a line\na line\Z")
        pair.press("C-c")
        pair.agree(r"\^C\n\[130\]>\Z")
        pair.command("sleep 100 | sleep 200", r"sleep 200\Z")
        pair.press("C-z")
        pair.agree(r"Stopped +sleep 100 \| sleep 200\n\[148\]>\Z")
        pair.command("fg", r"^sleep 100 \| sleep 200\Z")
        pair.press("C-\\")
        pair.agree(r"Quit[^\n]*\n\[131\]>\Z")
        pair.command("exit 7", r"^exit\n\[7\]>\Z")


def test_pipelines_inside(runner: Runner) -> None:
    """Where pipes are allowed, an interactive bash under scpipe moves data through them."""
    with shells(runner, SUPERVISED) as pair:
        pair.command("run bash --norc", r"run bash --norc\n\[0\]>\Z")
        pair.command("seq 3 | tac | cat", r"^3\n2\n1\n\[0\]>\Z")
        pair.command("yes | head -1; echo ${PIPESTATUS[*]}", r"^y\n141 0\n\[0\]>\Z")
        pair.command("cat <<< here; echo $(echo there)", r"^here\nthere\n\[0\]>\Z")
        pair.command("(echo first; sleep 100) | cat", r"^first\Z")
        pair.press("C-z")
        pair.agree(r"Stopped[^\n]*\n\[148\]>\Z")
        pair.command("fg", r"sleep 100 \) \| cat\Z")
        pair.press("C-c")
        pair.agree(r"\^C\n\[130\]>\Z")
        pair.command("exit", r"^exit\n\[130\]>\Z")


def tmux_flags(runner: Runner, *more: str) -> list[str]:
    """tmux may pass data to the server it makes, others not. -q: its utempter has the setgid bit."""
    rules = [{"exe": require_program("tmux"), "pipe": "allow", "socketpair": "allow"}]
    return ["-q", "--policy", str(runner.write("policy.json", json.dumps({"rules": rules}))), *more]


#: Shells with the prompt of the others, and no line that tells the time.
OPTIONS = "set -g status off \\; set -g default-command 'bash --norc'"
INNER = f"-f /dev/null -S socket new-session bash --norc \\; {OPTIONS}"


def work_in_tmux(pair: Pair) -> None:
    """In a tmux session: another window, a resize, its end."""
    pair.command("echo in $((40 + 2))", r"^in 42\n\[0\]>\Z")
    pair.press("C-b", "c")
    pair.agree(r"\A\[0\]>\Z")
    pair.command("test -t 0; echo other", r"^other\n\[0\]>\Z")
    pair.resize(90, 20)
    # The size goes through two servers and two signals; who asks at once may be told the old one.
    pair.command("until test $LINES = 20; do sleep .1; done; stty size", r"^20 90$")
    pair.press("C-b", "p")
    pair.agree(r"^in 42\n\[0\]>\Z")


def test_tmux_inside(runner: Runner) -> None:
    """tmux, server and client, runs under scpipe, and with its last shell everything ends."""
    with shells(runner, tmux_flags(runner)) as pair:
        pair.command(f"run tmux {INNER}", r"\A\[0\]>\Z")
        work_in_tmux(pair)
        pair.command("tmux kill-server", r"^\[server exited\]\n\[1\]>\Z")


def test_tmux_server_that_is_left(runner: Runner) -> None:
    """With --orphans detach scpipe-run ends, the server lives on, supervised, and ends with kill-server."""
    with shells(runner, tmux_flags(runner, "--orphans", "detach")) as pair:
        pair.command(f"run tmux {INNER.replace('session', 'session -d')}", r"^\[0\]>\Z")
        pair.command("tmux -S socket attach", r"\A\[0\]>\Z")
        work_in_tmux(pair)
        pair.command("grep -c 'TracerPid:.0$' /proc/$$/status", r"\d\n\[\d\]>\Z", lambda screen: None)
        bare, guarded = (pane.screen().text.splitlines()[-2] for pane in pair.panes)
        assert (bare, guarded) == ("1", "1" if runs_bare() else "0")
        pair.press("C-b", "d")
        # Where the line stands depends on when the two terminals took in the new size.
        pair.agree(r"\[detached \(from session 0\)\]\n\[0\]>\Z", lambda screen: None)
        pair.command("clear", r"\A\[0\]>\Z")
        pair.command("tmux -S socket kill-server", r"kill-server\n\[0\]>\Z")
        pair.command("tmux -S socket list-sessions", r"^no server running[^\n]*\n\[1\]>\Z")
