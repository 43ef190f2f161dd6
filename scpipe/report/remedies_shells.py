"""What shells are known for, and shell scripts."""

from __future__ import annotations

from scpipe.report import shapes
from scpipe.report.known import Known

_SHELLS = "bash dash sh ash busybox zsh ksh mksh rbash"
_FILE = "write to a temporary file, and read that"


def shells() -> tuple[Known, ...]:
    """The rules of shells, made when somebody asks: most runs refuse nothing."""
    return (
        Known(
            "erl",
            "",
            "erl",
            "pipe",
            shapes.data,
            "data",
            "the script erl asks dirname and basename, and then starts Erlang without their answers",
        ),
        Known(
            "fakeroot",
            "",
            "fakeroot",
            "pipe",
            shapes.data,
            "data",
            ("fakeroot is a shell script whose $(...) and here-documents stay empty, so it does not start"),
        ),
        Known(
            "here-document-bash",
            "",
            "bash rbash",
            "pipe",
            shapes.from_its_maker,
            "data",
            (
                "what bash itself writes into a pipe of its own: a short here-document or here-string, since "
                "bash 5.1, or the input of >(...)"
            ),
            "BASH_COMPAT=5.0 in the environment for here-documents, else a temporary file",
            "bash behaves as 5.0 did, which used files",
        ),
        Known(
            "here-document-dash",
            "",
            "dash sh ash",
            "pipe",
            shapes.from_its_maker,
            "data",
            "a here-document; dash says nothing, its reader finds nothing, and the status is 0",
            _FILE,
        ),
        Known(
            "pipeline-ksh",
            "",
            "ksh",
            "socketpair",
            shapes.data,
            "data",
            "a pipeline; ksh93 makes its pipelines of socket pairs",
            _FILE,
        ),
        Known(
            "pipeline",
            "",
            _SHELLS,
            "pipe",
            shapes.data,
            "data",
            (
                "a pipeline, $(...) or <(...) of a shell; the reader finds nothing, and may take that "
                "for an answer, as diff <(...) <(...) does"
            ),
            _FILE,
        ),
    )
