"""scpipe-run as a step of continuous integration: annotations and summary, action.yml, containers."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from harness.runner import Completed, Runner

from .launching import lines_of_scpipe, python, readable_guest, run, scpipe

ACTION = Path(__file__).parents[2] / "action.yml"
#: Writes seven bytes, "leaked" and a newline, which do not stand together in its command line.
LEAK = ["/bin/sh", "-c", "printf 'lea%s\\n' ked | cat"]
EVENTS = """
import os
r, w = os.pipe()
assert os.write(w, b"aaaa") == 4 and os.read(r, 9) == b"aaaa"
print("passed")
"""
#: What a container has by default, as setpriv takes it.
CAPABILITIES = (
    "-all,+chown,+dac_override,+fowner,+fsetid,+kill,+setgid,+setuid,+setpcap,+net_bind_service,+net_raw,+sys_chroot,"
    "+mknod,+audit_write,+setfcap"
)


def github(runner: Runner) -> dict[str, str]:
    """The environment of a step, with a summary file."""
    summary = runner.write("summary.md", "# job\n", 0o666)
    return {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}


def commands(text: str) -> list[str]:
    """The workflow commands a runner would see."""
    return [line for line in text.splitlines() if line.startswith("::")]


def test_refusal_becomes_annotation_and_table(runner: Runner) -> None:
    """In GitHub Actions a refusal is an error of the job and a row of its summary."""
    env = github(runner)
    done = run(runner, ["--fail-on-violation"], LEAK, env=env)
    assert done.returncode == 120
    (annotation,) = commands(done.stderr)
    assert annotation.startswith("::error title=scpipe::refused: `") and "wrote 7 bytes to its" in annotation
    summary = Path(env["GITHUB_STEP_SUMMARY"]).read_text()
    assert summary.startswith("# job\n### scpipe\n")
    assert "wrote to pipes that" in summary and "leaked" not in summary + done.stderr


def test_clean_run_has_a_summary_and_no_annotation(runner: Runner) -> None:
    """A step that keeps the policy says so in its summary."""
    env = github(runner)
    done = run(runner, ["--fail-on-violation"], ["/bin/true"], env=env)
    assert (done.returncode, commands(done.stderr)) == (0, [])
    assert "Nothing was refused" in Path(env["GITHUB_STEP_SUMMARY"]).read_text()


def test_a_command_cannot_send_the_summary_elsewhere(runner: Runner) -> None:
    """A link that the command leaves in the summary's place is not followed: it may name a pair."""
    env = github(runner)
    replace = 'rm "$GITHUB_STEP_SUMMARY" && ln -s "$0" "$GITHUB_STEP_SUMMARY" && echo replaced'
    elsewhere = runner.home / "elsewhere"
    done = run(runner, [], ["/bin/sh", "-c", replace, str(elsewhere)], env=env)
    assert (done.returncode, done.stdout) == (0, "replaced\n"), done.stderr
    assert not elsewhere.exists()


def test_elsewhere_nothing_is_annotated(runner: Runner) -> None:
    """Outside GitHub Actions there are no workflow commands."""
    done = run(runner, [], LEAK)
    assert commands(done.stderr) == [] and lines_of_scpipe(done.stderr)


def _inputs(inputs: dict[str, str]) -> dict[str, str]:
    action: dict[str, Any] = yaml.safe_load(ACTION.read_text())
    return {name: entry.get("default", "") for name, entry in action["inputs"].items()} | inputs


def _ran(runner: Runner, number: int, values: dict[str, str]) -> Completed:
    """One step of the action, counted from 0, with values put where a runner puts them."""
    action: dict[str, Any] = yaml.safe_load(ACTION.read_text())
    found = action["runs"]["steps"][number]
    env = {
        name: re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda match: values[match[1]], value)
        for name, value in found["env"].items()
    }
    env |= {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(runner.home / "summary.md")}
    env |= {
        "RUNNER_TEMP": str(runner.home),
        "GITHUB_WORKFLOW_REF": "o/n/.github/workflows/ci x.yml@refs/heads/a@b",
    }
    return runner.bare_run(["bash", "-e", "-c", found["run"]], env=env, cwd=runner.home)


def steps(runner: Runner, **inputs: str) -> tuple[Completed, Completed]:
    """The action's running step and the one that tells what happened, for given inputs."""
    report = [runner.python, "-m", "scpipe"]
    for name, words in {"scpipe-run": scpipe(runner), "scpipe": report}.items():
        quoted = " ".join(f"'{word}'" for word in words)
        runner.write(f"scpipe/bin/{name}", f'#!/bin/sh\nexec {quoted} "$@"\n', 0o755)
    os.chmod(runner.home / "scpipe", 0o755)
    os.chmod(runner.home / "scpipe" / "bin", 0o755)
    github(runner)
    values = {f"inputs.{name}": value for name, value in _inputs(inputs).items()}
    done = _ran(runner, 1, values)
    values["steps.run.outcome"] = "failure" if done.returncode else "success"
    told = _ran(runner, 2, values)
    assert commands(told.stdout) == told.stdout.splitlines()
    return done, told


def step(runner: Runner, **inputs: str) -> Completed:
    """The action's running step, where the one that tells of it does not fail."""
    done, told = steps(runner, **inputs)
    assert (told.returncode, told.stderr) == (0, "")
    return done


def test_action_runs_a_script(runner: Runner) -> None:
    """The action's script runs under the policy, as on GitHub, and its report is written."""
    done = step(runner, run="echo one\necho two\necho $GITHUB_ACTIONS")
    assert (done.returncode, done.stdout) == (0, "one\ntwo\ntrue\n"), done.stderr
    assert '"event":"end"' in (runner.home / "scpipe-report.jsonl").read_text()


def test_action_fails_on_a_violation(runner: Runner) -> None:
    """A refusal fails the step although the script would have gone on."""
    done, told = steps(runner, run="echo leaked | cat || true")
    assert (done.returncode, told.returncode) == (120, 0)
    (annotation,) = commands(told.stdout)
    assert annotation.startswith("::error title=scpipe::refused: `scpipe-step.sh` (bash, pid ")
    assert commands(done.stderr) == []
    summary = (runner.home / "summary.md").read_text()
    assert (
        summary.count("### scpipe") == 1 and "| write | pipe, bash |" in summary and "leaked" not in summary
    )
    (result,) = json.loads((runner.home / "scpipe-report.sarif").read_text())["runs"][0]["results"]
    (location,) = result["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == ".github/workflows/ci%20x.yml"


def test_action_with_a_baseline_fails_on_what_is_new_only(runner: Runner) -> None:
    """What the baseline knows is refused and fails nothing; what is new does, in an audit too."""
    leaks = "echo leaked | cat || true"
    assert step(runner, run=leaks, **{"fail-on-violation": "false"}).returncode == 0
    known = str(runner.home / "known.jsonl")
    (runner.home / "scpipe-report.jsonl").rename(known)
    done, told = steps(runner, run=leaks, baseline=known)
    assert (done.returncode, told.returncode, told.stdout) == (0, 0, "")
    for args in ("", "--audit"):
        done, told = steps(runner, run=f"{leaks}; ls / | cat || true", baseline=known, args=args)
        assert (done.returncode, told.returncode) == (0, 120), told.stdout
        summary = (runner.home / "summary.md").read_text()
        assert "Violations that the baseline does not know fail the step" in summary
        assert "| new | ls |" in summary and len(commands(told.stdout)) == 1
    done, told = steps(runner, run=leaks, baseline=str(runner.home / "missing"))
    assert (done.returncode, told.returncode) == (0, 125)
    assert told.stderr.endswith("missing: No such file or directory\n")


@pytest.mark.parametrize("field", ["run", "args", "policy", "report", "baseline", "sarif"])
def test_action_inputs_are_no_shell_code(runner: Runner, field: str) -> None:
    """What an input says reaches programs as words; only ``run`` is a script, and it runs protected."""
    marker = runner.home / "marker"
    injected = f'$(touch {marker}); "; touch {marker} #'
    steps(runner, **{"run": "true", field: injected if field != "run" else "true"})
    assert not marker.exists()


def test_action_takes_a_policy_and_options(runner: Runner) -> None:
    """policy and args reach scpipe-run."""
    runner.write("p.yaml", "pipe: allow\n")
    done = step(runner, run="echo through | cat", policy=str(runner.home / "p.yaml"), args="--timeout 20s -q")
    assert (done.returncode, done.stdout) == (0, "through\n"), done.stderr


LEAKS = "echo leaked | cat || true"
OWN = "status 0, the script's own."


@pytest.mark.parametrize(
    ("inputs", "status", "told"),
    [
        ({"run": "exit 0"}, 0, "status 0, the script's own."),
        ({"run": "exit 7"}, 7, "status 7, the script's own."),
        ({"run": "kill -9 $$"}, -9, "status 137, the script's own."),
        ({"run": LEAKS}, 120, "status 120: something was refused"),
        ({"run": LEAKS, "fail-on-violation": "false"}, 0, f"{OWN} Something was refused;"),
        ({"run": LEAKS, "args": "-q --audit"}, 0, f"{OWN} Something was found by the audit;"),
        ({"run": LEAKS, "args": "--audit --fail-on-violation"}, 120, "status 120: "),
        ({"run": LEAKS + "; exit 3", "args": "--audit"}, 3, "status 3, the script's own."),
        ({"run": "sleep 1000", "args": "--timeout 1"}, 124, "status 124: the time of --timeout was over"),
        ({"run": "exit 0", "policy": "no-such-policy"}, 125, "failure; the report has no end"),
    ],
)
def test_summary_tells_the_steps_status(
    runner: Runner, inputs: dict[str, str], status: int, told: str
) -> None:
    """However the step ends, its summary says with which status, and an audit fails nothing."""
    done = step(runner, **inputs)
    assert done.returncode == status, done.stderr
    summary = (runner.home / "summary.md").read_text()
    assert summary.count("**The step ended with ") == 1
    assert f"**The step ended with {told}" in summary


def test_every_input_is_documented() -> None:
    """docs/how-to/ci.md has a row for each input, with its default."""
    text = (ACTION.parent / "docs" / "how-to" / "ci.md").read_text()
    action: dict[str, Any] = yaml.safe_load(ACTION.read_text())
    for name, entry in action["inputs"].items():
        default = f"`{entry['default']}`" if entry.get("default") else "none"
        default = "required" if entry.get("required") else default
        assert f"| `{name}` | {default} |" in text


def in_docker(runner: Runner, *words: str) -> Completed:
    """scpipe-run under a filter, and for root with capabilities, as in a container of Docker's."""
    guest = readable_guest(runner, "outer_filter.py")
    shell = [runner.python, guest, "docker", *scpipe(runner, *words)]
    if runner.user is None:
        shell = ["setpriv", "--bounding-set", CAPABILITIES, *shell]
    return runner.bare_run(shell)


def test_docker_without_the_capability_is_one_clear_line(runner: Runner) -> None:
    """Docker's default profile forbids pidfd_getfd: status 125 names what to add, and nothing runs."""
    marker = runner.home / "marker"
    done = in_docker(runner, "--", "/bin/sh", "-c", f": > {marker}")
    assert done.returncode == 125, done.stderr
    assert lines_of_scpipe(done.stderr)[-1].count("--cap-add SYS_PTRACE") == 1
    assert "pidfd_getfd" in done.stderr and not marker.exists()


def test_docker_judges_pipes_without_the_capability(runner: Runner) -> None:
    """With socketpair: allow the default profile is enough to judge pipes."""
    done = in_docker(runner, "--socketpair", "allow", "--", *LEAK)
    assert done.stdout == "" and "wrote 7 bytes" in done.stderr, done.stderr
    done = in_docker(runner, "--socketpair", "allow", "--", *python(runner, EVENTS))
    assert (done.returncode, done.stdout) == (0, "passed\n"), done.stderr


def test_docker_denies_without_a_supervisor(runner: Runner) -> None:
    """deny for both needs no ptrace at all."""
    options = ("--pipe", "deny", "--socketpair", "deny", "--no-supervisor")
    done = in_docker(runner, *options, "--", *python(runner, EVENTS))
    assert done.returncode == 1 and "PermissionError" in done.stderr, done.stderr
