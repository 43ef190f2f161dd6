"""What tests/harness/bound.h promises: no child of a guest outlives the process that made it."""

from __future__ import annotations

from pathlib import Path

from harness.building import Builder, need_compiler
from running import run

TESTS = Path(__file__).parents[1]
HEADER = TESTS / "harness" / "bound.h"
#: It looks at what the call does, and has a parent that waits for it.
_ABOUT_THE_CALL = TESTS / "kernel" / "guests" / "around_process.c"

_LATE = """
#include <stdio.h>

int main(void)
{
    if (fork())
        _exit(0);
    while (getppid() == bound_to)
        usleep(1000);
    puts("orphan");
    fflush(stdout);
    end_with_maker();
    for (;;)
        pause();
}
"""


def test_a_child_ends_with_a_parent_that_has_gone(tmp_path: Path) -> None:
    """A child whose parent ends before it asks to be told of that ends, too."""
    need_compiler("the guest")
    source = tmp_path / "late.c"
    source.write_text(f'#define _GNU_SOURCE\n#include "{HEADER}"\n{_LATE}')
    ended = run([str(Builder(tmp_path).build("late", source))])
    assert (ended.line, ended.left) == ("orphan", []), ended


def test_no_guest_asks_by_itself() -> None:
    """Every guest that wants to end with its parent does so by the header."""
    guests = [path for path in TESTS.rglob("*.[ch]") if path not in (HEADER, _ABOUT_THE_CALL)]
    assert len(guests) > 200
    assert not [path for path in guests if "PR_SET_PDEATHSIG" in path.read_text(encoding="utf-8")]
