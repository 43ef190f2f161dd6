"""What tools are known for."""

from __future__ import annotations

from scpipe.report import shapes
from scpipe.report.known import Known

_EXISTS = "see that the program exists and can be executed"


def tools() -> tuple[Known, ...]:
    """The rules of tools, made when somebody asks: most runs refuse nothing."""
    return (
        Known(
            "jobserver",
            "make gmake ninja cargo rustc",
            "",
            "pipe",
            shapes.single,
            "second-token",
            ("two job servers share this pipe, and their tokens differ: make writes +, cargo and rustc |"),
            "start the inner build without MAKEFLAGS and CARGO_MAKEFLAGS (env -u)",
            "it runs jobs of its own",
        ),
        Known(
            "make-shell",
            "",
            "make gmake",
            "pipe",
            shapes.data,
            "data",
            (
                "the output of make's $(shell ...), or of its jobs under --output-sync; make goes on "
                "with an empty word"
            ),
        ),
        Known(
            "gcc",
            "cc cc1plus as gcc g++",
            "gcc g++ cc c++",
            "pipe",
            shapes.data,
            "data",
            "gcc's compiler hands its assembler the code in a pipe, as -pipe asks",
            "leave -pipe out",
            "it uses temporary files",
        ),
        Known(
            "valgrind",
            "valgrind.bin valgrind",
            "valgrind.bin valgrind",
            "pipe",
            shapes.single,
            "wake-byte",
            ("valgrind's lock is a pipe through which letters go, one after the other; it aborts"),
            "--fair-sched=yes",
        ),
        Known(
            "git-clone",
            "git-upload-pack",
            "git",
            "pipe",
            shapes.data,
            "data",
            (
                "git talks with its other half, git-upload-pack, about a repository on this machine; a rule "
                "has to name both /usr/bin/git and /usr/lib/git-core/git"
            ),
            "copy the repository: cp -r FROM TO",
            "its working files too",
        ),
        Known(
            "git",
            "",
            "git",
            "pipe",
            shapes.data,
            "data",
            (
                "what git and a program that it has started tell each other; a rule has to name both "
                "/usr/bin/git and /usr/lib/git-core/git"
            ),
        ),
        Known(
            "tar",
            "",
            "tar",
            "pipe",
            shapes.data,
            "data",
            (
                "tar and the program that compresses (tar czf); what it leaves is an empty archive that"
                " looks valid"
            ),
            "tar cf without z, then gzip of the file",
        ),
        Known(
            "rsync",
            "rsync",
            "rsync",
            "socketpair",
            shapes.data,
            "data",
            "rsync's sender and receiver are two processes, also where both are on this machine",
        ),
        Known(
            "apt-get",
            "",
            "apt-get apt",
            "pipe",
            shapes.data,
            "data",
            "apt-get and its methods (file, http, gpgv) tell each other what to do; it waits for ever",
        ),
        Known(
            "xargs",
            "xargs",
            "xargs",
            "pipe",
            shapes.errno_report,
            "error-report",
            (
                "a child's report that it cannot execute a program; xargs says Permission denied, "
                "whatever is wrong"
            ),
            _EXISTS,
        ),
        Known(
            "sudo",
            "sudo",
            "",
            "",
            shapes.size(8),
            "fixed-struct",
            "sudo's record to its monitor (8 bytes)",
        ),
    )
