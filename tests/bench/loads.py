"""B6: programs as they are: builds, git, tar, many short processes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from .place import Place, need
from .row import Row, Sample
from .running import Spent, run

_MILLISECONDS = 1e3

#: Prepares a directory and says which command runs in it. Raises MissingError.
Prepare = Callable[[Place, Path], list[str]]


def spent_sample(spent: Spent) -> Sample:
    """Milliseconds; ``cpu``: of the supervisor, its own start included; ``total``: of everything."""
    return {
        "wall": spent.wall * _MILLISECONDS,
        "cpu": spent.supervisor * _MILLISECONDS,
        "total": spent.total * _MILLISECONDS,
    }


def _row(name: str, about: str, prepare: Prepare, options: Sequence[str] = ()) -> Row:
    def sample(place: Place, mode: str) -> Sample:
        home = place.scratch()
        command = prepare(place, home)
        return spent_sample(run(place.under(mode, command, options=options), home))

    return Row(f"B6.{name}", about, "ms", sample)


def _make(place: Place, home: Path) -> list[str]:
    """Thirty files of a C program, and their makefile."""
    need("gcc")
    parts = range(4 if place.settings.quick else 30)
    for part in parts:
        functions = "".join(f"int part_{part}_{i}(int x) {{ return x * {i} + {part}; }}\n" for i in range(20))
        (home / f"part{part}.c").write_text(functions)
    (home / "main.c").write_text("int part_0_0(int); int main(void) { return part_0_0(0); }\n")
    objects = " ".join(f"part{part}.o" for part in parts)
    (home / "Makefile").write_text(
        f"program: main.o {objects}\n\tgcc -o $@ $^\n%.o: %.c\n\tgcc -O1 -c -o $@ $<\n"
    )
    return [need("make"), "-s", "-j2"]


def _git(place: Place, home: Path) -> list[str]:
    """A repository made, filled, changed, looked at; nothing of git that runs through pipes."""
    git = need("git")
    tree = home / "tree"
    for number in range(10 if place.settings.quick else 200):
        (tree / f"d{number % 10}").mkdir(parents=True, exist_ok=True)
        (tree / f"d{number % 10}" / f"f{number}").write_text(f"{number}\n" * 200)
    script = "; ".join(
        [
            "set -e; cd tree; git init -q .; git config gc.auto 0; git config maintenance.auto false",
            "git add .; git commit -q -m one",
            "for d in d*; do echo more >$d/new; done; git add .; git commit -q -m two",
            *["git status -s; git log --oneline; git diff --stat HEAD~1"] * 5,
        ]
    )
    return [need("sh"), "-c", script.replace("git ", f"{git} ")]


def _tar(place: Place, home: Path) -> list[str]:
    (home / "tree").mkdir()
    size = 1 << 20
    for number in range(4 if place.settings.quick else 100):
        (home / "tree" / str(number)).write_bytes(number.to_bytes(1, "little") * size)
    return [need("tar"), "-cf", "tree.tar", "tree"]


def _dd(place: Place, _home: Path) -> list[str]:
    count = 1_000 if place.settings.quick else 10_000
    return [need("dd"), "if=/dev/zero", "of=/dev/null", "bs=4k", f"count={count}", "status=none"]


def _fork(place: Place, _home: Path) -> list[str]:
    return [place.guest("forks"), "50" if place.settings.quick else "1000"]


def _shell(place: Place, _home: Path) -> list[str]:
    """Pipelines and substitutions, with events only."""
    count = 20 if place.settings.quick else 300
    return [need("bash"), "-c", f"for i in {{1..{count}}}; do x=$(printf a); printf a | cat >/dev/null; done"]


def _configure(place: Place, _home: Path) -> list[str]:
    """What a configure script does: small files, a compiler, what it says in variables."""
    need("gcc")
    count = 3 if place.settings.quick else 40
    script = (
        f"for i in {{1..{count}}}; do\n"
        "cat >conftest.c <<EOF\n#include <stdio.h>\nint main(void) {{ return $i; }}\nEOF\n"
        "if gcc -c conftest.c >conftest.log 2>&1; then found=$(echo yes | sed 's/y/Y/'); else found=no; fi\n"
        'name=$(basename "$PWD/conftest.o" .o); echo "checking $i: $found $name" >>config.log\n'
        "rm -f conftest.*\ndone\n"
    )
    return [need("bash"), "-c", script.replace("{{", "{").replace("}}", "}")]


ROWS = (
    _row("make", "make -j2 of 30 C files", _make),
    _row("git", "git: init, add, commit, status, log, diff of 200 files", _git),
    _row("tar", "tar of 100 MiB", _tar),
    _row("dd", "dd of 40 MB to /dev/null, 4 KiB each", _dd),
    _row("shell", "300 times $(...) and a pipeline of two in bash", _shell),
    _row("configure", "40 checks of a configure script in bash, --audit", _configure, ("--audit",)),
    _row("fork", "1,000 times fork, exec of /bin/true, wait", _fork),
)
