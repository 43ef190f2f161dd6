"""What a start loads: not what takes long and is not needed for that run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from harness.processes import PATIENCE
from harness.runner import Runner

import scpipe

ROOT = Path(scpipe.__file__).parents[1]
SITE = Path(__import__("ptrace").__file__).parents[1]

#: Modules of others that cost a millisecond and more, and those of scpipe that a usual run has no use for.
NEVER = {
    "typer", "click", "typer._click", "pydantic", "rich", "yaml", "pyseccomp", "ptrace",
    "ptrace.debugger", "logging", "dataclasses", "typing", "inspect", "ast", "asyncio", "subprocess",
    "pathlib", "platform", "socket", "selectors", "random", "tempfile", "shutil", "difflib",
    "ctypes.util", "glob", "importlib", "warnings", "hashlib",
    "scpipe.command.grammar", "scpipe.command.checking",
    "scpipe.seccomp.build", "scpipe.seccomp.cubes", "scpipe.seccomp.golden", "scpipe.policy.parse",
    "scpipe.policy.scone", "scpipe.policy.native", "scpipe.policy.nodes", "scpipe.report.replay",
    "scpipe.report.github", "scpipe.report.markdown",
    "scpipe.command.detach", "scpipe.api.launch", "scpipe.api.aio",
    "scpipe.api.result", "scpipe.backtrace", "scpipe.linux.packets", "scpipe.linux.mapped", "elftools",
}  # fmt: skip
#: What a report or a host needs besides.
ONLY_WITH_JSON = {"json", "re"}
ONLY_WITH_A_HOST = {"threading"}

#: Tells what is loaded where the command is about to begin. No site (-S): what a .pth file loads is not ours.
TELL = f"""
import sys
sys.path[:0] = [{str(ROOT)!r}]
sys.path.append({str(SITE)!r})
import scpipe.isolation
close = scpipe.isolation.close_imports
def tell():
    names = " ".join(sys.modules)
    close()
    with open("modules", "w") as file:
        file.write(names)
scpipe.isolation.close_imports = tell
"""
RUN = (
    TELL
    + """
sys.argv[0] = "scpipe-run"
from scpipe.command.cli import main_run
main_run()
"""
)
HOST = """
import sys
sys.path[:0] = sys.argv[1:3]
import scpipe
from scpipe.api import starting
before, marker, after = starting._BOOT.partition("from scpipe.service.process")
assert marker
starting._BOOT = before + sys.argv[3] + marker + after
sys.exit(scpipe.run(["true"]).returncode)
"""


def _loaded(runner: Runner, *words: str) -> set[str]:
    modules = runner.write("modules", "", 0o666)
    done = runner.bare_run([runner.python, "-I", "-S", "-c", *words], timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    loaded = set(modules.read_text().split())
    assert {"scpipe.supervisor.loop", "ptrace.ctypes_libc"} <= loaded
    return loaded


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["-q"],
        ["--pipe", "deny", "--socketpair", "deny"],
        ["--audit", "--show-data", "4", "--fail-on-violation"],
        ["--on-violation", "kill", "--orphans", "kill"],
    ],
)
def test_a_run_loads_nothing_that_takes_long(runner: Runner, options: list[str]) -> None:
    """A run without a policy file and a report loads neither what those need nor any parser of options."""
    loaded = _loaded(runner, RUN, *options, "--", "true")
    assert loaded.isdisjoint(NEVER | ONLY_WITH_JSON | ONLY_WITH_A_HOST), loaded & (
        NEVER | ONLY_WITH_JSON | ONLY_WITH_A_HOST
    )


def test_a_report_loads_json(runner: Runner) -> None:
    """With a report json comes, and nothing else that takes long."""
    loaded = _loaded(runner, RUN, "--report", "r.jsonl", "--", "true")
    assert loaded >= ONLY_WITH_JSON
    assert loaded.isdisjoint(NEVER | ONLY_WITH_A_HOST)


def test_a_service_loads_what_its_host_needs(runner: Runner) -> None:
    """The library's service is as lean; it talks JSON to its host, and does not wait for it."""
    loaded = _loaded(runner, HOST, str(ROOT), str(SITE), TELL)
    assert "scpipe.service.process" in loaded
    assert loaded.isdisjoint(NEVER)
    assert [name for name in loaded if name.startswith("scpipe.command")] == []


def test_becoming_the_command_loads_less() -> None:
    """Without a supervisor none of its modules is loaded, and no handler."""
    code = (
        f"import sys; sys.path[:0] = [{str(ROOT)!r}]; sys.path.append({str(SITE)!r})\n"
        "import os, scpipe.command.cli\n"
        "def execve(*_): print(*sys.modules, flush=True); os._exit(0)\n"
        "os.execve = execve\n"
        "sys.argv[0] = 'scpipe-run'\nscpipe.command.cli.main_run()"
    )
    for modes in (["allow", "allow"], ["deny", "deny", "--no-supervisor"]):
        words = ["-q", "--pipe", modes[0], "--socketpair", *modes[1:], "--", "/bin/true"]
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", code, *words],
            capture_output=True, text=True, timeout=PATIENCE, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        loaded = set(done.stdout.split())
        assert "scpipe.spawn.child" in loaded, done.stderr
        assert loaded.isdisjoint(NEVER | ONLY_WITH_JSON | ONLY_WITH_A_HOST)
        assert not [name for name in loaded if name.startswith(("scpipe.handlers", "scpipe.ledger"))]
