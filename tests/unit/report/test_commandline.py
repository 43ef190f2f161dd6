"""Programs in the words of who started them."""

from __future__ import annotations

import pytest

from scpipe.report.commandline import HARD, command_line, label, other_name

PYTHON, BASH, JAVA = "/usr/bin/python3.11", "/usr/bin/bash", "/usr/lib/jvm/bin/java"


@pytest.mark.parametrize(
    ("exe", "argv", "name", "line", "other"),
    [
        ("/usr/bin/date", ("date", "-u", "+%Y"), "date", "`date -u +%Y`", ""),
        ("/usr/bin/date", (), "date", "`date`", ""),
        ("", (), "?", "`?`", ""),
        ("/opt/gop (deleted)", (), "gop", "`gop`", ""),
        ("/x/gop", ("./gop", "a b", ""), "./gop", "`./gop 'a b' ''`", ""),
        ("/x/gop", ("/x/gop", "it's"), "gop", r"`gop 'it'\''s'`", ""),
        # argv[0] that is not the file's name
        ("/usr/bin/redis-check-rdb", ("redis-server", "*:6379"), "redis-server",
         "`redis-server '*:6379'`", "redis-check-rdb"),
        ("/usr/bin/dash", ("sh", "-c", "x"), "sh", "`sh -c x`", "dash"),
        ("/usr/bin/busybox", ("wc", "-l"), "wc", "`wc -l`", "busybox"),
        (BASH, ("-bash",), "bash", "`bash`", ""),
        ("/usr/bin/gcc-12", ("gcc",), "gcc", "`gcc`", ""),
        # scripts
        (PYTHON, ("python3", "worker.py", "-v"), "worker.py", "`worker.py -v`", "python3.11"),
        (PYTHON, ("/usr/bin/python3", "-I", "-X", "dev", "/opt/app/run.py"), "run.py", "`run.py`",
         "python3.11"),
        (PYTHON, ("python3", "-Wignore", "./a.py"), "./a.py", "`./a.py`", "python3.11"),
        (PYTHON, ("python3", "-m", "http.server"), "python3", "`python3 -m http.server`", ""),
        (PYTHON, ("python3", "-Ic", "pass", "x.py"), "python3", "`python3 -Ic pass x.py`", ""),
        (PYTHON, ("python3", "-"), "python3", "`python3 -`", ""),
        (PYTHON, ("python3",), "python3", "`python3`", ""),
        (PYTHON, ("python3", ""), "python3", "`python3 ''`", ""),
        (PYTHON, ("python3", "--", "-x.py"), "-x.py", "`-x.py`", "python3.11"),
        (BASH, ("bash", "-euo", "pipefail", "build.sh"), "build.sh", "`build.sh`", "bash"),
        (BASH, ("bash", "+o", "posix", "build.sh"), "build.sh", "`build.sh`", "bash"),
        (BASH, ("bash", "-lc", "make all"), "bash", "`bash -lc 'make all'`", ""),
        ("/usr/bin/busybox", ("sh", "build.sh"), "build.sh", "`build.sh`", "busybox"),
        ("/usr/bin/node", ("node", "--require", "x", "app.js"), "app.js", "`app.js`", "node"),
        ("/usr/bin/node", ("node", "-e", "1"), "node", "`node -e 1`", ""),
        ("/usr/bin/perl5.36", ("perl", "-w", "-I", "lib", "t.pl"), "t.pl", "`t.pl`", "perl5.36"),
        ("/usr/bin/ruby3.1", ("ruby", "-Ilib", "t.rb"), "t.rb", "`t.rb`", "ruby3.1"),
        ("/usr/bin/php8.2", ("php", "-d", "x=1", "-f", "t.php"), "t.php", "`t.php`", "php8.2"),
        (JAVA, ("java", "-Xmx1g", "-jar", "app.jar", "x"), "app.jar", "`app.jar x`", "java"),
        (JAVA, ("java", "-cp", "a:b", "org.Main"), "org.Main", "`org.Main`", "java"),
    ],
)  # fmt: skip
def test_names(exe: str, argv: tuple[str, ...], name: str, line: str, other: str) -> None:
    """A script stands for its interpreter, argv[0] for a file of another name; a version is no name."""
    found = (label(exe, argv), command_line(exe, argv), other_name(exe, argv))
    assert tuple(text.replace(HARD, " ") for text in found) == (name, line, other)


def test_long_command_lines_are_cut() -> None:
    """Three megabytes of arguments make a short name, and so does one argument."""
    assert command_line("/bin/x", ("x", *["argument"] * 300_000)).endswith("...`")
    assert len(command_line("/bin/x", ("x", "y" * 3_000_000))) < 60
    assert len(label("/bin/x", ("x" * 3_000_000,))) < 40


@pytest.mark.parametrize("text", ["a\nb", "\x1b[2J", "::error::x", "`", "\0", "a b", "\udcff", "\u202e"])
def test_names_are_one_harmless_word(text: str) -> None:
    """No name holds a space, a control character, a mark of CI systems, or the end of its quotes."""
    for found in (label("/x/" + text, ()), label("/x", (text,)), command_line("/x", ("x", text))[1:-1],
                  other_name("/x/" + text, ("y",))):  # fmt: skip
        assert found.replace(HARD, "").isprintable()
        assert not any(mark in found for mark in (" ", "::", "`"))
