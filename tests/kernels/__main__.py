"""scpipe on other kernels: `tox -e kernels -- --kernel 6.1`, or `python -m tests.kernels`."""

from __future__ import annotations

import argparse
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from . import packages, page, records, results, suites, table
from .catalogue import KERNELS, Kernel, chosen
from .machine import Machine
from .packages import NotHereError

HOME = Path(os.environ.get("SCPIPE_KERNELS", "/var/tmp/scpipe-kernels"))
ROOT = Path(__file__).parents[2]
#: Compiled programs, for the virtual machine.
BUILT = HOME / "built"
#: Where the Python programs of this checkout are kept as they are compiled, for the same.
COMPILED = HOME / "compiled"
#: Where it is kept what came of each test, a file for each kernel.
MADE = HOME / "made"
#: The same, packed: for other machines.
PACKED = Path(__file__).parent / "made"
#: For one kernel (seconds): the smoke takes two to three minutes on a machine with nothing else to do.
DEADLINE = 3600.0


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    names = ", ".join(kernel.name for kernel in KERNELS)
    parser = argparse.ArgumentParser(prog="python -m tests.kernels", description=__doc__)
    parser.add_argument("--kernel", action="append", default=[], metavar="NAME", help=f"one of {names} (all)")
    parser.add_argument("--parts", default="smoke", help=f"some of smoke,{','.join(suites.SUITES)} (smoke)")
    parser.add_argument("--users", default="root,user", help="as whom (root,user)")
    parser.add_argument("--tests", default="", help="only tests whose name has this in it")
    parser.add_argument("--processors", type=int, default=2, metavar="N", help="of the virtual machine (2)")
    parser.add_argument(
        "--deadline", type=float, default=DEADLINE, metavar="S", help="seconds for one kernel"
    )
    parser.add_argument(
        "--keep",
        action="store_true",
        help=f"put what is found into {results.KEPT.name} and make docs/reference/platforms.md",
    )
    parser.add_argument(
        "--continue", dest="go_on", action="store_true", help=f"make only what is not told in {MADE} yet"
    )
    parser.add_argument("--count", action="store_true", help="try nothing: count what is told there")
    parser.add_argument("--command", metavar="SH", help="run a shell command in the virtual machine instead")
    return parser.parse_args(words)


def _inside(given: argparse.Namespace, made: Path) -> str:
    """The shell command for the virtual machine. ``made``: the working file."""
    if given.command is not None:
        return f"cd {shlex.quote(str(ROOT))}; {{ {given.command}\n}} >/dev/ttyS1 2>&1"
    words = [sys.executable, "-m", "tests.kernels.inside", "--out", "/dev/ttyS1"]
    words += ["--parts", given.parts, "--users", given.users, "--tests", given.tests, "--built", str(BUILT)]
    words += ["--made", str(made)] if made.exists() else []
    used = (ROOT, Path(sys.prefix), Path(sys.base_prefix))
    above = sorted({str(parent) for path in used for parent in path.parents})
    # An ordinary user may have no way to this checkout: in the virtual machine, and only there, it gets one.
    begin = f"chmod a+rx {shlex.join(above)}; cd {shlex.quote(str(ROOT))} && "
    if _are_suites(given):
        begin += f"cp -r {shlex.quote(str(COMPILED))}/. . && "
    return begin + shlex.join(words)


def _are_suites(given: argparse.Namespace) -> bool:
    return bool(set(given.parts.split(",")) & set(suites.SUITES))


class _Telling:
    """Takes the lines of the inside: keeps and says each outcome when it is there."""

    def __init__(self, kernel: Kernel, *, raw: bool) -> None:
        """``raw``: the lines are only said."""
        self.found = results.Results()
        self.made = MADE / f"{kernel.name}.jsonl"
        self._name = kernel.name
        self._raw = raw
        self._commit = _commit()
        self._began = time.monotonic()

    def take(self, line: str) -> None:
        """One line. Raises OSError."""
        if self._raw:
            _say(line)
            return
        try:
            told = self.found.take(line)
        except (ValueError, KeyError, TypeError):
            _say(f"{self._name}: {line}")
            return
        if told["kind"] in (records.MADE, records.EXPECTED):
            records.add(self.made, self.found.release, {**told, "commit": self._commit})
        if told["kind"] in (records.MADE, "test"):
            name = f"{self._name} {told['user']:4} {told['test']}"
            _say(
                f"{time.monotonic() - self._began:5.0f} s  {name}: {told['word']}  {told['detail']}".rstrip()
            )


def _boot(kernel: Kernel, given: argparse.Namespace) -> results.Results:
    """Try one kernel, tell each outcome when it is there. Raises NotHereError."""
    telling = _Telling(kernel, raw=given.command is not None)
    found = telling.found
    if _are_suites(given) and not given.go_on and telling.made.exists():
        telling.made.replace(telling.made.with_suffix(".before"))
    elif _are_suites(given) and given.go_on:
        _unpack(kernel.name)
    files = packages.kernel_files(kernel, HOME)
    _say(f"{kernel.name}: {files.name}")
    inside = _inside(given, telling.made)
    try:
        ended = Machine(processors=given.processors).run(files, inside, given.deadline, telling.take)
    except (OSError, LookupError) as error:
        raise NotHereError(f"the virtual machine cannot be started: {error}") from None
    if _are_suites(given):
        records.conclude(found, telling.made, records.sources())
    if given.command is None and not found.ended:
        _say("\n".join(["the console's last lines:", *ended.console]))
        if not ended.by_itself and found.counted():
            _say(f"{kernel.name}: its time was over after {given.deadline:.0f} s: what was counted is told")
            found.ended = True
        elif not ended.by_itself and not found.broken():
            raise NotHereError(f"not done after {given.deadline:.0f} s: this machine is slow or busy")
    return found


def _unpack(kernel: str) -> None:
    """Where this machine knows nothing of a kernel yet, what another one has found is gone on with."""
    made, packed = MADE / f"{kernel}.jsonl", PACKED / f"{kernel}.jsonl"
    if packed.exists() and not made.exists():
        records.unpack(packed, made)


def _count(kernel: Kernel) -> results.Results:
    """Count what is in a kernel's working file, without trying anything. Raises NotHereError."""
    _unpack(kernel.name)
    found = results.Results(release=records.release(MADE / f"{kernel.name}.jsonl"), ended=True)
    if not found.release:
        raise NotHereError(f"nothing is told of it in {MADE}")
    records.conclude(found, MADE / f"{kernel.name}.jsonl", records.sources())
    return found


def _commit() -> str:
    """What is tried, for the working file; "" where git cannot say."""
    words = ["git", "--no-optional-locks", "-C", str(ROOT), "describe", "--always", "--dirty"]
    try:
        return subprocess.run(words, capture_output=True, text=True, timeout=60).stdout.strip()
    except OSError:
        return ""


def main(words: Sequence[str] | None = None) -> int:
    """Try the kernels. The exit status: 1 if something is not as promised; what was SKIPPED is told last."""
    given = _arguments(words)
    signal.signal(
        signal.SIGTERM, lambda number, _frame: sys.exit(128 + number)
    )  # the virtual machine ends, too
    try:
        kernels = chosen(given.kernel)
    except LookupError as error:
        _say(f"kernels: {error}")
        return 2
    if "attacks" in given.parts.split(",") and records.BARE not in given.parts:
        given.parts = given.parts.replace("attacks", f"{records.BARE},attacks")
    if _are_suites(given) and not given.count:
        suites.prebuild(BUILT)
        suites.precompile(COMPILED)
    found: dict[str, results.Results] = {}
    skipped: list[str] = []
    for kernel in kernels:
        try:
            if given.count:
                found[kernel.name] = _count(kernel)
            else:
                packages.install()
                found[kernel.name] = _boot(kernel, given)
        except NotHereError as error:
            skipped.append(f"SKIPPED: Linux {kernel.name}: {error}")
    status = _conclude(found, keep=given.keep) if given.command is None and found else 0
    for line in skipped:
        _say(line)
    return status


def _conclude(found: dict[str, results.Results], *, keep: bool) -> int:
    _say("\n" + table.text(found))
    for name, each in found.items():
        for line in each.counted():
            _say(f"{name}: {line}")
    wrong = [f"{name}: {line}" for name, each in found.items() for line in each.failed()]
    for line in wrong:
        _say(f"failed: {line}")
    if keep:
        kept = results.read()
        results.write(kept | {name: results.merged(kept.get(name), each) for name, each in found.items()})
        page.PAGE.write_text(page.render(results.read()), encoding="utf-8")
        for name in found:
            if (MADE / f"{name}.jsonl").exists():
                records.pack(MADE / f"{name}.jsonl", PACKED / f"{name}.jsonl")
    return int(bool(wrong))


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
