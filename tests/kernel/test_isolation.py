"""No supervisor runs what is left in the current directory, in the environment or beside a host's script."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from harness.identity import become, require_program
from harness.processes import PATIENCE
from harness.runner import Completed, Runner

from .launching import scpipe

#: Leaves word of whoever imports it, and then fails: an attack needs no more than the first line.
PLANTED = """
import os
with open({marker!r}, "a") as file:
    print(__name__, os.getpid(), file=file)
raise ImportError(__name__)
"""
#: What a start loads: hooks of the interpreter, the standard library's, dependencies, what those try to find.
MODULES = (
    "sitecustomize", "usercustomize", "platform", "resource", "json", "dataclasses", "contextlib", "typer",
    "yaml", "ptrace", "cptrace", "pyseccomp", "rich", "shellingham", "typing_extensions", "click", "scpipe",
)  # fmt: skip
#: Programs that Python or a launcher could look for in PATH.
PROGRAMS = ("gcc", "cc", "ld", "objdump", "ldconfig", "base64", "readlink", "python", "python3", "env", "sh")

#: A policy file, so that PyYAML is loaded, and a pair that is refused, so that everything is.
POLICY = "version: 1\npipe: allow-events\n"
REFUSED = "import os\nr, w = os.pipe()\ntry: os.write(w, b'ab')\nexcept OSError: print('refused')"

#: A host: what it imports itself is its own affair, so the planted files come before the second launch.
HOST = """
import os, sys
import scpipe, subprocess, platform, json, resource
command, planted, place = sys.argv[1:4]
def look():
    return scpipe.run([sys.executable, "-I", "-S", "-c", command], capture_output=True, text=True).stdout
print(look().strip())
for name in planted.split():
    with open(os.path.join(place, name + ".py"), "w") as file:
        file.write(sys.argv[4])
print(look().strip())
"""


@pytest.fixture
def launcher(runner: Runner) -> str:
    """The installed scpipe-run; skips where this test's user cannot execute it."""
    path = Path(sys.executable).parent / "scpipe-run"
    assert path.exists(), "scpipe is not installed in the environment of the tests"
    if runner.bare_run(["test", "-x", str(path)]).returncode or runner.python != sys.executable:
        pytest.skip("this user cannot execute the installed scpipe-run")
    return str(path)


def _plant(runner: Runner, place: str) -> tuple[Path, Path]:
    """A directory with every planted module, and the marker that they write."""
    marker = runner.home / "marker"
    for name in MODULES:
        runner.write(f"{place}/{name}.py", PLANTED.format(marker=str(marker)))
    return runner.home / place, marker


def _protected(runner: Runner, *launcher: str, **more: object) -> Completed:
    policy = str(runner.write("p.yaml", POLICY))
    words = [*launcher, "--policy", policy, "--report", str(runner.home / "r.jsonl"), "--"]
    return runner.bare_run([*words, runner.python, "-I", "-S", "-c", REFUSED], **more)  # type: ignore[arg-type]


def _is_clean(done: Completed, marker: Path) -> None:
    assert (done.returncode, done.stdout) == (0, "refused\n"), done.stderr
    assert not marker.exists(), marker.read_text()


def test_the_plants_work(runner: Runner) -> None:
    """A Python that is not isolated loads a planted module from PYTHONPATH, and says so."""
    directory, marker = _plant(runner, "d")
    runner.bare_run([runner.python, "-c", "import yaml"], env={"PYTHONPATH": str(directory)})
    assert "sitecustomize" in marker.read_text()
    assert "yaml" in marker.read_text()


@pytest.mark.parametrize("name", ["PYTHONPATH", "PYTHONHOME", "PYTHONUSERBASE", "HOME", "here"])
def test_directories_of_the_caller(runner: Runner, launcher: str, name: str) -> None:
    """Neither a variable nor the current directory adds a module to the command line's supervisor."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    places = {"PYTHONHOME": f"d/lib/{version}", "PYTHONUSERBASE": f"d/lib/{version}/site-packages"}
    places["HOME"] = f"d/.local/lib/{version}/site-packages"
    directory, marker = _plant(runner, places.get(name, "d"))
    if name == "here":
        _is_clean(_protected(runner, launcher, cwd=directory), marker)
    else:
        value = str(directory if name == "PYTHONPATH" else runner.home / "d")
        _is_clean(_protected(runner, launcher, env={name: value}), marker)


@pytest.mark.parametrize("name", ["PYTHONEXECUTABLE", "__PYVENV_LAUNCHER__"])
def test_where_the_interpreter_is(runner: Runner, launcher: str, name: str) -> None:
    """Python takes its own place from a variable, even with -I; a supervisor's does not."""
    marker = runner.home / "marker"
    standard = f"d/lib/python{sys.version_info.major}.{sys.version_info.minor}"
    planted = f"import posix\nposix.mkdir({str(marker)!r})\n"
    for module in ("os", "encodings/__init__"):
        runner.write(f"{standard}/{module}.py", planted)
    given = {name: str(runner.write("d/bin/python", "", 0o755))}
    runner.bare_run([runner.python, "-I", "-c", ""], env=given)
    assert marker.exists(), "the plant does not work"
    marker.rmdir()
    policy = ["--pipe", "allow-events", "--"]
    show = ["/bin/sh", "-c", f"echo ${name}"]
    done = runner.bare_run([launcher, *policy, *show], env=given)
    assert (done.returncode, done.stdout) == (0, given[name] + "\n"), done.stderr
    assert not marker.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PYTHONINSPECT", "1"),
        ("PYTHONWARNINGS", "error"),
        ("PYTHONBREAKPOINT", "os.abort"),
        ("PYTHONVERBOSE", "1"),
        ("PYTHONPROFILEIMPORTTIME", "1"),
        ("PYTHONTRACEMALLOC", "nonsense"),
        ("PYTHONHASHSEED", "nonsense"),
        ("PYTHONMALLOC", "nonsense"),
    ],
)
def test_switches_of_the_caller(runner: Runner, launcher: str, name: str, value: str) -> None:
    """PYTHON* variables change nothing in the supervisor: same output, same status."""
    plain = _protected(runner, launcher)
    startup = runner.write("startup.py", "print('startup')")
    done = _protected(runner, launcher, env={name: value, "PYTHONSTARTUP": str(startup)})
    assert (done.returncode, done.stdout) == (plain.returncode, plain.stdout) == (0, "refused\n")
    assert len(done.stderr.splitlines()) == len(plain.stderr.splitlines()), done.stderr


def test_nothing_in_path_is_executed(runner: Runner, launcher: str) -> None:
    """The supervisor starts no program that it looks for in the caller's PATH."""
    marker = runner.home / "marker"
    for name in PROGRAMS:
        runner.write(f"bin/{name}", f"#!/bin/sh\necho {name} >>{marker}\n", 0o755)
    # What runs before scpipe-run is looked for in the tests' own PATH.
    _is_clean(_protected(runner, "/usr/bin/env", f"PATH={runner.home / 'bin'}", launcher), marker)


ENVIRONMENTS: dict[str, dict[str, str]] = {
    "empty": {},
    "odd": {"a.b": "1", "BASH_FUNC_x%%": "() { echo x; }", "UTF": "\udcff", "LINES": "1\n2\n", "E": ""},
    "shells": {"PWD": "/wrong", "OLDPWD": "/x", "SHLVL": "7", "_": "u", "IFS": "a", "ENV": "/e"},
    "pythons": {"PYTHONPATH": "/x", "PYTHONHOME": "/y", "PYTHONINSPECT": "", "LC_ALL": "C"},
    "large": {f"LARGE{number}": "x" * 100_000 for number in range(4)},
}


@pytest.mark.parametrize("name", ENVIRONMENTS)
@pytest.mark.parametrize("options", [[], ["--pipe", "allow", "--socketpair", "allow"]], ids=["run", "become"])
def test_the_command_s_environment_is_the_caller_s(
    runner: Runner, launcher: str, name: str, options: list[str]
) -> None:
    """The command finds the variables that scpipe-run was given, byte by byte, and no others."""
    show = ["/bin/cat", "/proc/self/environ"]
    user = become(runner.user)
    user[:1] = [require_program(name) for name in user[:1]]
    words = [*user, launcher, *options, "--", *show]
    done = subprocess.run(words, env=ENVIRONMENTS[name], capture_output=True, timeout=PATIENCE, cwd="/")
    bare = subprocess.run([*user, *show], env=ENVIRONMENTS[name], capture_output=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    assert sorted(done.stdout.split(b"\0")) == sorted(bare.stdout.split(b"\0"))


def test_a_link_to_the_launcher(runner: Runner, launcher: str) -> None:
    """A symbolic link under another name starts it too (pipx and uv make such links)."""
    link = runner.home / "other"
    link.symlink_to(launcher)
    done = runner.bare_run([str(link), "--", "echo", "ran"])
    assert (done.returncode, done.stdout) == (0, "ran\n"), done.stderr


@pytest.mark.parametrize("way", ["bin/scpipe-run", "bin//scpipe-run", "bin/./scpipe-run"])
def test_a_link_to_the_launcher_s_directory(runner: Runner, launcher: str, way: str) -> None:
    """What lies beside a link to the directory of the commands is none of theirs."""
    marker = runner.home / "marker"
    runner.write("scpipe/isolation.py", PLANTED.format(marker=str(marker)))
    runner.write("pyvenv.cfg", f"home = {runner.home}\n")
    (runner.home / "bin").symlink_to(Path(launcher).parent)
    _is_clean(_protected(runner, str(runner.home / way)), marker)


def test_a_launcher_without_its_python(runner: Runner, launcher: str) -> None:
    """One that was copied away from its environment runs nothing: status 125."""
    copy = runner.write("bin/scpipe-run", Path(launcher).read_text(), 0o755)
    planted = {"line": "#!/bin/echo", "python": "/bin/echo"}
    done = runner.bare_run([str(copy), "--", "echo", "ran"], env=planted)
    assert done.stdout == ""
    assert done.returncode in (125, 127), done  # bash as sh runs no trap where exec fails


#: In place of close_imports: what is imported from then on is told.
IMPORTS = """
import os, sys
from scpipe import isolation
close = isolation.close_imports
def tell(event, args):
    if event == "import":
        os.write({fd}, f"imported {{args[0]}}\\n".encode())
def closed():
    close()
    os.write({fd}, b"closed\\n")
    sys.addaudithook(tell)
isolation.close_imports = closed
sys.argv[0] = "scpipe-run"
from scpipe.command.cli import main_run
main_run()
"""


@pytest.mark.parametrize(
    ("options", "command"),
    [
        ([], REFUSED),
        (["-v", "--show-data", "4"], REFUSED),
        (["--audit"], REFUSED),
        (["--on-violation", "kill"], REFUSED),
        (["--timeout", "0.5", "--kill-after", "0.1"], "import signal\nwhile True: signal.pause()"),
        (["--orphans", "kill"], "import os, signal\nif os.fork() == 0: signal.pause()"),
        (["--fail-on-violation"], "import os, socket\nfor a in (os.fork, os.pipe, socket.socketpair): a()"),
        ([], "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"),
        ([], "import os; os.execv('/nonexistent', ['x'])"),
        (["--orphans", "detach"], REFUSED),
        (["--debug", "d.log"], REFUSED),
    ],
)
def test_nothing_is_imported_while_the_command_runs(runner: Runner, options: list[str], command: str) -> None:
    """From the command's first instruction to the report's last line no module is looked for."""
    told = runner.write("told", "", 0o666)
    code = "import os\nfd = os.open('told', os.O_WRONLY | os.O_APPEND)\n" + IMPORTS.format(fd="fd")
    summary = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(runner.home / "summary.md")}
    words = [runner.python, "-c", code, *options, "--report", "r.jsonl", "--"]
    done = runner.bare_run([*words, runner.python, "-I", "-S", "-c", command], env=summary)
    assert "internal error" not in done.stderr
    assert told.read_text() == "closed\n", done.stderr


@pytest.mark.parametrize("place", ["host", "here", "extra"])
def test_a_step_cannot_leave_modules_for_the_next_one(runner: Runner, place: str) -> None:
    """Files beside the host's script, in its current directory or in PYTHONPATH reach no service process."""
    marker = runner.home / "marker"
    script = runner.write("host/host.py", HOST)
    for name in ("here", "extra"):
        runner.write(f"{name}/empty", "")
    where = str(runner.home / place)
    planted = PLANTED.format(marker=str(marker))
    words = [runner.python, str(script), REFUSED, " ".join(MODULES), where, planted]
    more = {"PYTHONPATH": f":{runner.home / 'extra'}"}
    done = runner.bare_run(words, cwd=runner.home / "here", env=more)
    assert (done.returncode, done.stdout) == (0, "refused\nrefused\n"), done.stderr
    assert not marker.exists(), marker.read_text()


def test_python_m_scpipe(runner: Runner) -> None:
    """``python -m scpipe`` is the program scpipe, with nothing loaded from PYTHONPATH."""
    directory, marker = _plant(runner, "d")
    for name in ("scpipe", "sitecustomize", "usercustomize", "contextlib", "json", "dataclasses"):
        (directory / f"{name}.py").unlink()  # an interpreter that is not isolated loads them before us
    policy = str(runner.write("p.yaml", POLICY))
    words = [runner.python, "-m", "scpipe", "check", policy]
    done = runner.bare_run(words, env={"PYTHONPATH": str(directory)})
    assert done.returncode == 0, done.stderr
    assert "allow-events" in done.stdout
    assert not marker.exists(), marker.read_text()


def test_code_that_others_may_change_is_told(root_runner: Runner) -> None:
    """Root is warned of a directory with the supervisor's code that everybody may write."""
    place = root_runner.home / "open"
    place.mkdir()
    place.chmod(0o777)
    code = f"import sys; sys.path.append({str(place)!r}); sys.argv[0] = 'scpipe-run'\n"
    code += "from scpipe.command.cli import main_run; main_run()"
    done = root_runner.bare_run([root_runner.python, "-c", code, "--", "true"])
    assert f"{place} may be written by everybody" in done.stderr
    assert done.returncode == 0
    assert "may be written" not in root_runner.bare_run([*scpipe(root_runner, "--"), "true"]).stderr
