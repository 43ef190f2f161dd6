"""Agents that make themselves undumpable: prctl(PR_SET_DUMPABLE, 0) must not blind the supervisor."""

from __future__ import annotations

from harness.identity import require_program
from harness.runner import Runner

# The agent stays in the foreground (a background job of the script), so that nothing outlives the script.
SSH = """
set -eu
export SSH_AUTH_SOCK="$HOME/agent"
ssh-agent -D -a "$SSH_AUTH_SOCK" > agent.log &
agent=$!
tries=0
until [ -S "$SSH_AUTH_SOCK" ]; do tries=$((tries + 1)); [ $tries -lt 200 ]; sleep 0.05; done
ssh-keygen -q -t ed25519 -N '' -C compat -f key
ssh-add -q key
ssh-add -l
kill "$agent"
wait "$agent" || true
"""


def test_ssh_agent(runner: Runner) -> None:
    """ssh-agent starts, takes a key and lists it."""
    require_program("ssh-agent")
    result = runner.scpipe_run([require_program("dash"), "-c", SSH])
    assert result.returncode == 0, result.stderr
    assert result.stdout.endswith("compat (ED25519)\n")


def test_gpg_agent(runner: Runner) -> None:
    """gpg-agent answers on its own stdin and stdout."""
    home = runner.home / "gnupg"
    runner.write("gnupg/gpg-agent.conf", "")
    home.chmod(0o700)
    command = [require_program("gpg-agent"), "--homedir", str(home), "--server"]
    result = runner.scpipe_run(command, stdin="GETINFO version\nGETINFO pid\nBYE\n")
    assert result.returncode == 0, result.stderr
    lines = result.stdout.splitlines()
    assert lines[0].startswith("OK")
    assert lines[-1].startswith("OK")
    assert sum(line.startswith("D ") for line in lines) == 2
