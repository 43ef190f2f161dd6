"""make with its jobserver, gcc and g++ without -pipe."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.identity import require_program
from harness.runner import Completed, Runner

PARTS = 6
MAKEFILE = """
parts := {parts}
sum: main.o $(parts:%=part%.o)
\tgcc -o $@ $^
%.o: %.c
\tgcc -O1 -c -o $@ $<
"""
PARALLEL = "all: a b c d e\na b c d e:\n\tsleep 0.05\n\techo $@ > $@\n"


def write_project(runner: Runner) -> None:
    """A C program of several files and its Makefile."""
    numbers = range(PARTS)
    for number in numbers:
        runner.write(f"part{number}.c", f"int part{number}(void) {{ return {number}; }}\n")
    declared = "".join(f"int part{number}(void);\n" for number in numbers)
    total = " + ".join(f"part{number}()" for number in numbers)
    main = f'#include <stdio.h>\n{declared}int main(void) {{ printf("%d\\n", {total}); return 0; }}\n'
    runner.write("main.c", main)
    runner.write("Makefile", MAKEFILE.format(parts=" ".join(map(str, numbers))))


def test_make_in_parallel(runner: Runner) -> None:
    """make -j2 builds a C project: its jobserver's tokens are all the same byte."""
    require_program("gcc")
    write_project(runner)
    result = runner.scpipe_run([require_program("make"), "-j2"])
    assert (result.returncode, result.stderr) == (0, "")
    assert runner.bare_run([str(runner.home / "sum")]).stdout == "15\n"


def test_recursive_make(runner: Runner) -> None:
    """A make below a make takes part in the same jobserver."""
    runner.write("Makefile", "all: one two\none two:\n\t$(MAKE) -f parallel.mk -C $@.dir\n")
    for name in ("one", "two"):
        runner.write(f"{name}.dir/parallel.mk", PARALLEL)
    result = runner.scpipe_run([require_program("make"), "-j2"])
    assert (result.returncode, result.stderr) == (0, "")
    assert [(runner.home / f"{name}.dir" / "e").read_text() for name in ("one", "two")] == ["e\n", "e\n"]


@pytest.mark.parametrize(
    ("compiler", "source"),
    [
        ("gcc", '#include <stdio.h>\nint main(void) { puts("built"); }\n'),
        ("g++", '#include <iostream>\nint main() { std::cout << "built" << std::endl; }\n'),
    ],
    ids=["gcc", "g++"],
)
def test_compiler(runner: Runner, compiler: str, source: str) -> None:
    """A compiler that uses temporary files instead of -pipe compiles and links."""
    name = "main.c" if compiler == "gcc" else "main.cc"
    runner.write(name, source)
    result = runner.scpipe_run([require_program(compiler), "-O1", "-Wall", "-o", "program", name])
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert runner.bare_run([str(runner.home / "program")]).stdout == "built\n"


def run_under_jobserver(runner: Runner, guests: Path, *flags: str) -> Completed:
    """make below a parent that filled the jobserver's pipe with another byte than make's own."""
    runner.write("Makefile", PARALLEL)
    command = [runner.python, str(guests / "jobserver_parent.py"), require_program("make")]
    return runner.scpipe_run(command, policy_flags=flags)


@pytest.mark.refused
def test_make_under_a_foreign_jobserver(runner: Runner, guests: Path) -> None:
    """make gives its token ``+`` back into a pipe filled with ``|``: the second byte is refused."""
    result = run_under_jobserver(runner, guests)
    assert result.returncode == 2
    assert "write jobserver: Permission denied.  Stop." in result.stderr


def test_make_under_a_foreign_jobserver_with_pipe_allowed(runner: Runner, guests: Path) -> None:
    """Allowing pipes is the remedy for two parties with different tokens."""
    result = run_under_jobserver(runner, guests, "--pipe", "allow")
    assert (result.returncode, result.stderr) == (0, "")
    assert (runner.home / "e").read_text() == "e\n"
