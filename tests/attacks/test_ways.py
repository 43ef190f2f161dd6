"""What guests/bytes/ways.h promises to the guests that use it: nothing late counts for another way."""

from __future__ import annotations

import platform
from pathlib import Path

import pytest
from harness.building import HEEDLESS, Builder
from running import run

pytestmark = pytest.mark.skipif(
    platform.machine() != "x86_64", reason="the attacks use the x86-64 calls; this is another machine"
)

WAYS = Path(__file__).parent / "guests" / "bytes" / "ways.h"
#: Children that share the table and write long after their way is over: one that can be waited for, one whose
#: parent has ended, and one of our own parent's.
_LATE = """
static char stacks[3][65536];
static int number;

static int late(void *unused)
{
    usleep(200000);
    write(number, "B", 1);
    syscall(SYS_exit, 0);
    return unused != NULL;
}

static int middle(void *unused)
{
    clone(late, stacks[1] + 65536, CLONE_FILES | SIGCHLD, NULL);
    syscall(SYS_exit, 0);
    return unused != NULL;
}

static void begin(int (*work)(void *), int flags, int out)
{
    number = out;
    clone(work, stacks[0] + 65536, flags | CLONE_FILES | SIGCHLD, NULL);
}

static void child(int in, int out) { (void)in; begin(late, 0, out); }
static void orphan(int in, int out) { (void)in; begin(middle, 0, out); }
static void cousin(int in, int out) { (void)in; begin(late, CLONE_PARENT, out); }
static void nothing(int in, int out) { (void)in, (void)out; usleep(300000); }

static const struct way ways[] = {
    {"child", PIPE, child}, {"orphan", PIPE, orphan}, {"cousin", PIPE, cousin}, {"nothing", PIPE, nothing},
};

int main(void)
{
    try_ways(ways, COUNT(ways));
    finish();
}
"""


def test_late_children_count_for_their_own_way(tmp_path: Path) -> None:
    """A late child's byte counts for its own way, or, where nobody can wait for it, for none."""
    source = tmp_path / "late.c"
    source.write_text(f'#include "{WAYS}"\n{_LATE}')
    program = Builder(tmp_path, HEEDLESS, "-O1").build("late", source)
    ended = run(["sh", "-c", '"$0"; sleep 0.5', str(program)])
    assert ended.word == "partly", ended
    through, held = ended.line.split("; ")[1:]
    assert through == "through: child to pipe, orphan to pipe"
    assert held == "held: cousin to pipe, nothing to pipe"
