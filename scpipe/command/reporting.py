"""``scpipe report``: report files, read again and made into a document."""

from __future__ import annotations

import importlib
import io
import os
from collections.abc import Sequence
from typing import IO

from scpipe.command.complaint import warn
from scpipe.command.printing import put
from scpipe.command.report_words import ReportWords
from scpipe.errors import EXIT_FAILURE, EXIT_VIOLATION, ReportError, UsageError
from scpipe.linux.named import open_named
from scpipe.rendering.baseline import baseline_text, read_baseline
from scpipe.rendering.collecting import Collection, Setting
from scpipe.rendering.findings import Key
from scpipe.rendering.words import warning
from scpipe.report.escape import escape
from scpipe.report.stream import write_all

#: Each form is a module with a function ``render``.
_MODULES = "scpipe.rendering.as_"
#: Seconds that a full pipe is waited for.
_PATIENCE = 600.0
_BUFFER = 1 << 20


def report(words: ReportWords) -> int:
    """Write the document; the exit status. Raises ScpipeError.

    With a baseline it is 120 if there are new violations, and 125 if a report is incomplete: then nobody
    knows.
    """
    _check(words)
    known = None if words.baseline is None else _known(words.baseline)
    collection = _collected(words.files)
    if known is not None:
        collection.findings.compare(known)
        collection.has_baseline = True
    form = importlib.import_module(_MODULES + words.form.replace("-", "_"))
    document = form.render(collection, Setting(_here(), words.location or ""))
    if words.write_baseline is not None:
        _write(words.write_baseline, baseline_text(collection))
        if told := warning(collection) or collection.findings.left_out:
            warn(f"the baseline may lack violations: {told}")
    _write(words.output, document)
    return 0 if known is None else _compared(collection)


def _here() -> str:
    """The current directory; empty where it is gone."""
    try:
        return os.getcwd()
    except OSError:
        return ""


def _check(words: ReportWords) -> None:
    """Raise UsageError where a document would take the place of a report, or of the other one."""
    asked = [path for path in (words.output, words.write_baseline) if path is not None]
    if len(asked) == 2 and os.path.realpath(asked[0]) == os.path.realpath(asked[1]):
        raise UsageError(f"{escape(asked[0])}: -o and --write-baseline need a file each")
    for path in asked:
        if any(_is_same(path, name) for name in words.files):
            raise UsageError(f"{escape(path)} is one of the reports: it would be lost")


def _is_same(path: str, name: str) -> bool:
    try:
        return os.path.samefile(path, name)
    except (OSError, ValueError):
        return False


def _compared(collection: Collection) -> int:
    if collection.new:
        return EXIT_VIOLATION
    if not collection.is_complete:
        warn(f"compared with the baseline in vain: {warning(collection)}")
        return EXIT_FAILURE
    return 0


def _collected(files: Sequence[str]) -> Collection:
    collection = Collection()
    for name in files:
        with _opened(name) as file:
            try:
                collection.add("standard input" if name == "-" else name, file)
            except OSError as error:
                raise _unreadable(name, error) from None
    return collection


def _known(name: str) -> frozenset[Key]:
    with _opened(name) as file:
        try:
            # A pipe, as <(...) is one, cannot be read twice.
            again = file if file.seekable() else io.BytesIO(file.read())
            return read_baseline(name, again)
        except OSError as error:
            raise _unreadable(name, error) from None


def _opened(name: str) -> IO[bytes]:
    try:
        return open(0 if name == "-" else name, "rb", buffering=_BUFFER, closefd=name != "-")
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from None


def _unreadable(name: str, error: OSError | ValueError) -> ReportError:
    return ReportError(f"cannot read {escape(name)}: {getattr(error, 'strerror', None) or error}")


def _write(path: str | None, document: str) -> None:
    """Write to a file, which is emptied first, or to standard output."""
    if path is None or path == "-":
        put(document)
        return
    fd = _made(path)
    try:
        written = write_all(fd, document.encode("utf-8", "backslashreplace"), _PATIENCE)
    finally:
        os.close(fd)
    if written.error:
        raise ReportError(f"cannot write {escape(path)}: {os.strerror(written.error)}")


def _made(path: str) -> int:
    try:
        return open_named(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOCTTY)
    except (OSError, ValueError) as error:
        raise ReportError(
            f"cannot write {escape(path)}: {getattr(error, 'strerror', None) or error}"
        ) from None
