"""The shape of the code: small files, plain names, docstrings."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from harness.source import PACKAGE, nodes, sources, tree

import scpipe

TESTS = Path(__file__).parents[1]

#: The largest number that is allowed of each kind of thing.
LIMITS = {"lines": 300, "imports": 12, "methods": 12, "fields": 12, "parameters": 6}

#: What may exceed a limit, with the reason. At most MOST_EXCEPTIONS, for good.
EXCEPTIONS: dict[str, str] = {
    "parameters api/launch.py run": "it takes what subprocess.run takes, by the same names",
    "fields api/options.py Keywords": "launch()'s keywords, Popen's and our own, for type checkers",
    "imports supervisor/serving.py": "the table of contents: each kind of stop, and who serves it",
    "fields report/events.py Refusal": "a Violation of the library: its attributes are public",
}
MOST_EXCEPTIONS = 5


#: Names that say nothing, or would shadow a builtin.
NO_NAMES = frozenset({"utils", "helpers", "common", "misc", "filter"})

Function = ast.FunctionDef | ast.AsyncFunctionDef
Documented = Function | ast.ClassDef


def _test_files() -> list[Path]:
    return sorted(TESTS.rglob("test_*.py"))


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _definitions(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, Documented]]:
    """Functions and classes of a module and of its classes; not those inside functions."""
    for node in body:
        if isinstance(node, Documented):
            yield prefix + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from _definitions(node.body, f"{prefix}{node.name}.")


def _is_public(name: str) -> bool:
    return not any(part.startswith("_") for part in name.split("."))


def _undocumented(path: Path) -> list[str]:
    """What is public in a file and has no docstring."""
    module = tree(path)
    missing = [] if ast.get_docstring(module) else ["the module"]
    return missing + [
        name for name, node in _definitions(module.body) if _is_public(name) and not ast.get_docstring(node)
    ]


def _silent_tests(path: Path) -> list[str]:
    """The test functions of a file that do not say what they claim."""
    return [
        name
        for name, node in _definitions(tree(path).body)
        if name.rpartition(".")[2].startswith("test_") and not ast.get_docstring(node)
    ]


def _excesses(package: Path) -> set[str]:
    """What exceeds a limit in a package: ``"methods loop.py Supervisor"``."""
    trees = {path: tree(path) for path in package.rglob("*.py")}
    classes = {name: node for module in trees.values() for name, node in _classes_of(module).items()}
    return {
        " ".join((kind, _name(path, package), *name))
        for path, module in trees.items()
        for kind, number, *name in _measures(path, module, package, classes | _classes_of(module))
        if number > LIMITS[kind]
    }


def _classes_of(whole: ast.Module) -> dict[str, ast.ClassDef]:
    return {node.name: node for node in nodes(whole, ast.ClassDef)}


def _measures(
    path: Path, whole: ast.Module, package: Path, classes: dict[str, ast.ClassDef]
) -> Iterator[tuple[str, int] | tuple[str, int, str]]:
    """What there is to measure in a file: the kind, its number, and whose it is if not the file's."""
    yield "lines", len(path.read_text(encoding="utf-8").splitlines())
    yield "imports", len(_imported_files(whole, package) - {path})
    for name, node in _all_definitions(whole):
        if isinstance(node, ast.ClassDef):
            yield "methods", sum(isinstance(part, Function) for part in node.body), name
            yield "fields", len(_fields(node, classes)), name
        elif not _takes_fields(name, node, classes):
            yield "parameters", len(_parameters(node)), name


def _all_definitions(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, Documented]]:
    """Every function and class with its qualified name, wherever it is defined."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Documented):
            yield prefix + node.name, node
            yield from _all_definitions(node, f"{prefix}{node.name}.")
        else:
            yield from _all_definitions(node, prefix)


def _imported_files(whole: ast.Module, package: Path) -> set[Path]:
    """The files of the package that a file names in imports, those for types and in functions included."""
    names = {alias.name for node in nodes(whole, ast.Import) for alias in node.names}
    names |= {f"{node.module}.{alias.name}" for node in nodes(whole, ast.ImportFrom) for alias in node.names}
    return {_file_of(name.split("."), package) for name in names if name.split(".")[0] == package.name}


def _file_of(words: list[str], package: Path) -> Path:
    """The file that a dotted name is in: that of the longest part of it that is a module."""
    for length in range(len(words), 1, -1):
        place = package.joinpath(*words[1:length])
        for file in (place.with_suffix(".py"), place / "__init__.py"):
            if file.is_file():
                return file
    return package / "__init__.py"


def _fields(node: ast.ClassDef, classes: dict[str, ast.ClassDef]) -> set[str]:
    """The annotated names of a class and of its bases in the package: the fields of a record or dataclass."""
    own = {
        part.target.id
        for part in node.body
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)
    }
    bases = [classes[base.id] for base in node.bases if isinstance(base, ast.Name) and base.id in classes]
    return own.union(*(_fields(base, classes) for base in bases))


def _parameters(node: Function) -> list[str]:
    """What a function takes, less the object or class that a method is called on."""
    given = node.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    return [each.arg for each in named if each is not None and each.arg not in ("self", "cls")]


def _takes_fields(name: str, node: Function, classes: dict[str, ast.ClassDef]) -> bool:
    """Whether this is what a record is made with, written by hand for speed: its fields are measured."""
    owner = classes.get(name.split(".")[-2]) if name.endswith(".__init__") else None
    return owner is not None and set(_parameters(node)) == _fields(owner, classes)


def test_files_are_found() -> None:
    """The checks below look at something."""
    assert len(sources()) > 50
    assert Path(__file__) in _test_files()


def test_nothing_exceeds_a_limit() -> None:
    """What is longer, wider or knows more than LIMITS says is an exception with a reason.

    No exception has become needless.
    """
    assert _excesses(PACKAGE) == set(EXCEPTIONS)


def test_exceptions_are_few_and_have_reasons() -> None:
    """At most five things exceed a limit for good, and each says why."""
    assert len(EXCEPTIONS) <= MOST_EXCEPTIONS
    assert all(EXCEPTIONS.values())


def test_modules_have_names_that_say_something() -> None:
    """No module or package is a box for odds and ends, or has the public name of something else."""
    found = {path.stem for path in sources()} | {path.parent.name for path in sources()}
    assert found.isdisjoint(NO_NAMES)
    beside = {path.stem for path in PACKAGE.iterdir()}
    assert beside.isdisjoint(scpipe.__all__)


def test_public_things_have_docstrings() -> None:
    """Every module, public class, function and method says what it is."""
    missing = {_name(path, PACKAGE): _undocumented(path) for path in sources()}
    assert {name: found for name, found in missing.items() if found} == {}


@pytest.mark.slow
@pytest.mark.parametrize("path", _test_files(), ids=lambda path: _name(path, TESTS))
def test_tests_say_what_they_claim(path: Path) -> None:
    """Every test function has a docstring."""
    assert _silent_tests(path) == []


def test_checks_can_fail(tmp_path: Path) -> None:
    """The two docstring checks see a function, a method and a test without one."""
    path = tmp_path / "test_sample.py"
    path.write_text(
        '"""x"""\nclass A:\n    """x"""\n    def b(self): ...\n    def _c(self): ...\ndef test_d(): ...\n'
    )
    assert _undocumented(path) == ["A.b", "test_d"]
    assert _silent_tests(path) == ["test_d"]


def _many(number: int, form: str, indent: str = "    ") -> str:
    return "".join(f"{indent}{form.format(each)}\n" for each in range(number))


@pytest.mark.parametrize(
    ("kind", "named", "within", "beyond"),
    [
        ("lines", "", _many(300, "pass", ""), _many(301, "pass", "")),
        (
            "imports",
            "",
            _many(12, "from sample.part{} import x, y", "") + "from sample.part1 import z\nimport os, ast\n",
            _many(11, "from sample.part{} import x", "")
            + "from sample import part11\nif TYPE_CHECKING:\n    import sample.part12.inner\n",
        ),
        (
            "imports",
            "",
            _many(12, "from sample.part{} import x", "") + "from sample.sample import own\n",
            _many(12, "from sample.part{} import x", "") + "def late():\n    from sample import of_init\n",
        ),
        (
            "methods",
            " A",
            "class A:\n" + _many(12, "def m{}(self): ..."),
            "class A:\n" + _many(13, "async def m{}(self): ..."),
        ),
        (
            "methods",
            " f.A",
            "def f():\n    class A:\n" + _many(12, "def m{}(self): ...", "        "),
            "def f():\n    class A:\n" + _many(13, "def m{}(self): ...", "        "),
        ),
        (
            "fields",
            " A",
            "class A(Record):\n" + _many(12, "f{}: int = 0"),
            "class A(Record):\n" + _many(13, "f{}: int"),
        ),
        (
            "fields",
            " B",
            "class A(Record):\n" + _many(12, "f{}: int") + "class B(A):\n    f1: bool\n",
            "class A(Record):\n" + _many(12, "f{}: int") + "class B(A):\n    f12: int\n",
        ),
        (
            "parameters",
            " f",
            "def f(a, b, /, c, *d, e, **f): ...\n",
            "def f(a, b, /, c, *d, e, g, **f): ...\n",
        ),
        (
            "parameters",
            " A.m",
            "class A:\n    def m(self, a, b, c, d, e, f): ...\n",
            "class A:\n    def m(self, a, b, c, d, e, f, g): ...\n",
        ),
        (
            "parameters",
            " A.__init__",
            "class A(Record):\n"
            + _many(7, "f{}: int")
            + "    def __init__(self, f0, f1, f2, f3, f4, f5, f6): ...\n",
            "class A(Record):\n"
            + _many(6, "f{}: int")
            + "    def __init__(self, f0, f1, f2, f3, f4, f5, f6): ...\n",
        ),
        (
            "parameters",
            " f.inner",
            "def f():\n    def inner(a, b, c, d, e, f): ...\n",
            "def f():\n    def inner(a, b, c, d, e, f, g): ...\n",
        ),
    ],
)
def test_limits_can_be_exceeded(tmp_path: Path, kind: str, named: str, within: str, beyond: str) -> None:
    """Each limit passes what is just within it and sees what is one beyond."""
    package = tmp_path / "sample"
    for part in range(13):
        (package / f"part{part}").mkdir(parents=True)
        (package / f"part{part}" / "__init__.py").touch()
    (package / "part12" / "inner.py").touch()
    (package / "sample.py").write_text(within)
    assert _excesses(package) == set()
    (package / "sample.py").write_text(beyond)
    assert _excesses(package) == {f"{kind} sample.py{named}"}
