"""The functions of .ci/setup.sh, with programs in place of apt-get that write down how they were called."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

SETUP = Path(__file__).parents[2] / ".ci" / "setup.sh"
#: Installs what it is told to, unless the file "broken" says how often it fails before.
_APT_GET = """
echo "apt-get $*" >>"$PLACE/calls"
left=$(cat "$PLACE/broken")
if [ "$left" -gt 0 ]; then echo $((left - 1)) >"$PLACE/broken"; exit 100; fi
case " $* " in *" install "*) for word; do echo "$word" >>"$PLACE/installed"; done ;; esac
"""
_DPKG_QUERY = 'for name; do :; done; grep -qx "$name" "$PLACE/installed" && echo installed\n'


def setup(place: Path, call: str, *, broken: int = 0, uid: int = 0) -> subprocess.CompletedProcess[str]:
    """A function of setup.sh: libone is installed, apt knows libtwo; apt-get fails ``broken`` times."""
    programs = {
        "apt-get": _APT_GET,
        "apt-cache": '[ "$2" = libtwo ]\n',
        "dpkg-query": _DPKG_QUERY,
        "id": f"echo {uid}\n",
        "sleep": 'echo "sleep $*" >>"$PLACE/calls"\n',
        "sudo": "exit 1\n",
        "tee": "exec cat\n",
        "chmod": ":\n",
        "rm": ":\n",
    }
    bin_ = place / "bin"
    bin_.mkdir()
    for name, text in programs.items():
        (bin_ / name).write_text(f"#!/bin/sh\n{text}")
        (bin_ / name).chmod(0o755)
    (place / "broken").write_text(str(broken))
    (place / "installed").write_text("libone\n")
    (place / "calls").touch()
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", f'. "$0"; {call}; echo went on', str(SETUP)],
        cwd=place,
        env={"PATH": f"{bin_}:{os.environ['PATH']}", "PLACE": str(place)},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=300,
    )


def test_nothing_is_done_for_what_is_there(tmp_path: Path) -> None:
    """apt-get is not called where everything is installed."""
    done = setup(tmp_path, "install_packages libone")
    assert (done.returncode, done.stdout) == (0, "went on\n"), done.stderr
    assert (tmp_path / "calls").read_text() == ""


def test_what_is_missing_is_installed(tmp_path: Path) -> None:
    """apt-get waits for a lock that another holds."""
    done = setup(tmp_path, "install_packages libone libtwo")
    assert (done.returncode, done.stdout) == (0, "== installing with apt-get: libtwo\nwent on\n"), done.stderr
    calls = (tmp_path / "calls").read_text().splitlines()
    assert calls and all("DPkg::Lock::Timeout=600" in call for call in calls)
    assert calls[-1].endswith(" libtwo")


@pytest.mark.parametrize(("broken", "status"), [(2, 0), (5, 0), (1000, 1)])
def test_apt_get_is_tried_again(tmp_path: Path, broken: int, status: int) -> None:
    """What fails now may succeed soon; what fails for ever ends with what is missing."""
    done = setup(tmp_path, "install_packages libtwo", broken=broken)
    assert done.returncode == status, (done.stdout, done.stderr)
    assert ("went on" in done.stdout) is (status == 0)
    last = done.stderr.splitlines()[-1]
    if status:
        assert last == "== stopped: needed, and apt-get could not install them: libtwo"
    assert "sleep 10\n" in (tmp_path / "calls").read_text()


def test_unknown_package_stops_at_once(tmp_path: Path) -> None:
    """A name that apt does not know is not tried five times, and nothing goes on without it."""
    done = setup(tmp_path, "install_packages libthree")
    assert done.returncode == 1 and "went on" not in done.stdout
    assert done.stderr.splitlines() == [
        "== apt knows no libthree here",
        "== stopped: needed, and apt-get could not install them: libthree",
    ]
    assert "sleep" not in (tmp_path / "calls").read_text()


def test_neither_root_nor_sudo(tmp_path: Path) -> None:
    """A user who may not install is told what root would have to call."""
    done = setup(tmp_path, "install_packages libtwo", uid=1000)
    assert done.returncode == 1 and "went on" not in done.stdout
    assert done.stderr.splitlines()[-1].endswith("as root: apt-get install libtwo")
    assert (tmp_path / "calls").read_text() == ""


def test_sources_that_cannot_be_fetched_stop(tmp_path: Path) -> None:
    """The archives of the suites of others are needed like packages."""
    done = setup(tmp_path, "fetch_sources sources libtwo", broken=1000)
    assert done.returncode == 1 and "went on" not in done.stdout
    assert done.stderr.splitlines()[-1] == "== stopped: apt-get could not fetch the sources of: libtwo"
