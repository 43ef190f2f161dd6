"""git: init, add, commit, log, diff."""

from __future__ import annotations

from harness.identity import require_program
from harness.runner import Runner

ACCOUNT = {"NAME": "A Tester", "EMAIL": "tester@example.invalid"}
SCRIPT = """
set -eu
git init -q -b main project
cd project
printf 'one\\n' > file
git add file
git commit -q -m 'first change'
printf 'two\\n' >> file
git diff --stat
git commit -q -a -m 'second change'
git log --format=%s
git diff HEAD~1 HEAD -- file
git status --short
git branch topic
git checkout -q topic
git merge -q main
git fsck --no-progress
"""


def test_git(runner: Runner) -> None:
    """A repository is made, filled, read and checked, and nothing is refused."""
    roles = ("AUTHOR", "COMMITTER")
    identity = {f"GIT_{role}_{key}": value for role in roles for key, value in ACCOUNT.items()}
    command = [require_program("dash"), "-c", SCRIPT]
    assert require_program("git")
    result = runner.scpipe_run(command, env={**identity, "GIT_PAGER": "cat"})
    assert (result.returncode, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert " 1 file changed, 1 insertion(+)" in lines
    assert lines.index("second change") < lines.index("first change")
    assert lines[-1] == "+two"
