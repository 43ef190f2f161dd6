"""A part of an attack's rounds: who makes it, and what the guests and scpipe make of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import scaling
from guests import GUESTS
from harness.building import HEEDLESS, Builder, need_compiler
from harness.processes import PATIENCE

_SAYS = """
int main(void)
{
    double begin = now();
    printf("[%d, %d, %.0f]\\n", fewer(2200), fewer(3), tries_until(1000) - begin);
}
"""


def test_guests_make_the_part_that_is_asked_for(tmp_path: Path) -> None:
    """All rounds without the variable, with 1, and with what is no part; a part of them, but at least one."""
    need_compiler("the guest")
    source = tmp_path / "says.c"
    source.write_text(f'#include "{GUESTS}/attack.h"\n{_SAYS}')
    program = Builder(tmp_path, HEEDLESS).build("says", source)
    told = {}
    for scale in (None, "1", "7", "-1", "word", "0.1"):
        environment = {} if scale is None else {scaling.SCALE: scale}
        done = subprocess.run([program], env=environment, capture_output=True, text=True, timeout=PATIENCE)
        told[scale] = json.loads(done.stdout)
    assert told.pop("0.1") == [220, 1, 100]
    assert list(told.values()) == [[2200, 3, 1000]] * 5


def test_those_that_need_all_rounds_are_told_of_no_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a part nothing changes; with one, the attack gets it, and scpipe by another program."""
    for scale in ("", "1"):
        monkeypatch.setenv(scaling.SCALE, scale)
        assert scaling.part_for("a/a") == {}
        assert str(scaling.SCRIPT) not in scaling.supervised("a/a", "true")
    monkeypatch.setenv(scaling.SCALE, "0.1")
    monkeypatch.setenv(scaling.WHOLE, "b/b")
    assert scaling.part_for("a/a") == {scaling.SCALE: "0.1"}
    assert str(scaling.SCRIPT) in scaling.supervised("a/a", "true")
    assert scaling.part_for("b/b") == {}
    assert str(scaling.SCRIPT) not in scaling.supervised("b/b", "true")


@pytest.mark.parametrize(("mode", "proven"), [("", 0), ("all", 0), ("armed", 1)])
def test_a_part_makes_few_pairs_fewer(mode: str, proven: int) -> None:
    """What a scaled sweep makes is just more than what is then kept without a look, in each mode."""
    code = (
        "import sys, run_scaled; from scpipe.command import cli; from scpipe.ledger import ledger; "
        "from scpipe.supervision import trapping; "
        "cli.main_run = lambda: print(ledger.FEW_PAIRS, len(trapping.PROVEN), sys.argv[1:]); "
        "run_scaled.main()"
    )
    words = [sys.executable, "-c", code, mode, "-q"]
    project = str(GUESTS.parents[2])
    environment = {scaling.SCALE: "0.1", "PYTHONPATH": f"{GUESTS.parent}:{project}"}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=PATIENCE)
    assert done.stdout == f"204 {proven} ['-q']\n", done.stderr
