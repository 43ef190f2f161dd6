"""The parts of the harness that need no virtual machine: packages, the archive, results, the table."""

from __future__ import annotations

import gzip
import json
import lzma
import subprocess
from pathlib import Path

import pytest
from harness import building

from . import initramfs, packages, page, results, suites, table
from .catalogue import KERNELS, Kernel, chosen
from .results import FAILED, NARROWED, WORKS, Outcome, Results

IMAGES = {
    "5.10": "linux-image-5.10.0-32-amd64",
    "6.1": "linux-image-6.1.0-50-amd64",
    "6.12": "linux-image-6.12.117+deb13-amd64",
    "7.x": "linux-image-7.2.13+deb14-amd64",
}
OTHERS = ("-dbg", "-unsigned", "-headers")


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.name)
def test_a_kernels_package_is_found(kernel: Kernel) -> None:
    """Of all packages of images only the newest of the kernel's own is taken."""
    image = IMAGES[kernel.name]
    special = [image.replace("-amd64", f"-{kind}-amd64") for kind in ("rt", "cloud")]
    names = [*IMAGES.values(), *(image + other for other in OTHERS), *special, "linux-image-amd64"]
    assert packages._newest(kernel, names) == image
    assert packages._newest(kernel, []) is None


def test_the_newest_is_the_one_with_the_greatest_numbers() -> None:
    """Releases are compared by their numbers, not by their letters."""
    names = ["linux-image-6.1.0-9-amd64", "linux-image-6.1.0-50-amd64", "linux-image-6.1.0-47-amd64"]
    assert packages._newest(chosen(["6.1"])[0], names) == "linux-image-6.1.0-50-amd64"


def test_kernels_are_chosen_by_name() -> None:
    """No name means all of them; another version is one of the backports; any other word is an error."""
    assert chosen([]) == list(KERNELS)
    assert [kernel.suite for kernel in chosen(["6.12", "5.10"])] == ["trixie", "bullseye"]
    assert chosen(["7.3"])[0].is_image("linux-image-7.3.4+deb13-amd64")
    with pytest.raises(LookupError, match=r"new: 5\.10, 6\.1, .*, or a version"):
        chosen(["new"])


def test_a_changed_header_is_compiled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was built before is taken again, but not after a header anywhere below tests has changed."""
    building.need_compiler("the program")
    header, source = tmp_path / "harness/said.h", tmp_path / "attacks/a/guest.c"
    kept = tmp_path / "kept"
    for directory in (header.parent, source.parent, kept):
        directory.mkdir(parents=True)
    monkeypatch.setattr(building, "TESTS", tmp_path)
    monkeypatch.setenv("SCPIPE_BUILT", str(kept))
    source.write_text('#include "../../harness/said.h"\n#include <stdio.h>\nint main(void) { puts(SAID); }\n')
    for run, (said, programs) in enumerate((("first", 1), ("second", 2), ("first", 2))):
        header.write_text(f'#define SAID "{said}"\n')
        building._headers.cache_clear()
        program = building.Builder(tmp_path).build(f"guest{run}", source)
        assert subprocess.run([program], capture_output=True, text=True).stdout == f"{said}\n"
        assert len(list(kept.iterdir())) == programs


@pytest.mark.parametrize(
    ("test", "parameters", "user"),
    [
        ("test_attack_succeeds_bare", {"attack": 1}, "bare"),
        ("test_attack_of_a_user_is_stopped", {"attack": 1}, "user"),
        ("test_attack_of_root_is_stopped", {"attack": 1}, "root"),
        ("test_case_is_the_same_as_natively", {"user": "nobody"}, "user"),
        ("test_case_is_the_same_as_natively", {"user": "root", "case": "user"}, "root"),
        ("test_unknown_case_is_an_error", {}, "root"),
    ],
)
def test_every_test_is_somebodys(test: str, parameters: dict[str, object], user: str) -> None:
    """Whose a test is, its function's name and its parameters say, not a word in them."""
    assert suites.whose(test, parameters) == user


def test_what_was_found_before_is_kept_for_the_same_kernel() -> None:
    """A run of other parts adds to what was kept; another release begins anew."""
    new = Results()
    for told in (
        {"kind": "kernel", "release": "6.1.0-50-amd64"},
        {"kind": "test", "user": "root", "test": "attacks", "word": WORKS, "detail": "0 of 7"},
        {"kind": "end"},
    ):
        new.take(json.dumps(told))
    new.users["root"].lacking = {"attacks": {"no io_uring": ["bytes/ring"]}}
    both = results.merged(_found(), new)
    assert (both.users["root"].tests["deny"].word, both.users["root"].facts) == (WORKS, {"landlock": 2})
    assert both.users["user"] == _found().users["user"] and both.ended
    assert both.counted() == ["root: attacks: 0 of 7"]
    told_page = page.render({"6.1": both})
    assert "| attacks of root that get one through under scpipe | 0 of 7 |" in told_page
    assert "| 6.1 | root | attacks: `bytes/ring` | no io_uring |" in told_page
    new.release = "6.1.0-51-amd64"
    assert results.merged(_found(), new) == new
    assert results.merged(None, new) == new


def _members(archive: bytes) -> dict[str, bytes]:
    """The members of a cpio archive ("newc"), in their order."""
    found: dict[str, bytes] = {}
    place = 0
    while True:
        assert archive[place : place + 6] == b"070701"
        fields = [int(archive[place + 6 + 8 * n : place + 14 + 8 * n], 16) for n in range(13)]
        size, length = fields[6], fields[11]
        name = archive[place + 110 : place + 110 + length - 1].decode()
        content = place + 110 + length
        content += -content % 4
        if name == "TRAILER!!!":
            return found
        found[name] = archive[content : content + size]
        place = content + size + -size % 4


def test_the_first_root_holds_modules_in_the_order_of_their_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a module needs stands before it, once; packed ones are unpacked; what is built in is left out."""
    modules = tmp_path / "lib/modules/6.1.0/kernel"
    modules.mkdir(parents=True)
    for name, needs in {"9p": "9pnet,netfs", "9pnet_virtio": "virtio-ring,9pnet", "9pnet": ""}.items():
        (modules / f"{name}.ko").write_bytes(b"\0name=%b\0depends=%b\0" % (name.encode(), needs.encode()))
    (modules / "netfs.ko.xz").write_bytes(lzma.compress(b"\0name=netfs\0depends=\0"))
    busybox = tmp_path / "busybox"
    busybox.write_bytes(b"a shell")
    monkeypatch.setattr(initramfs.shutil, "which", lambda name: str(tmp_path / name))
    initramfs.build(tmp_path, "echo begun", tmp_path / "initrd")
    members = _members(gzip.decompress((tmp_path / "initrd").read_bytes()))
    loaded = [content.split(b"\0")[1] for name, content in members.items() if name.startswith("modules/")]
    assert loaded == [b"name=9pnet", b"name=9pnet_virtio", b"name=netfs", b"name=9p"]
    assert members["command"] == b"echo begun"
    assert members["init"] == initramfs.INIT.read_bytes()
    assert members["bin/busybox"] == b"a shell"


def _found() -> Results:
    found = Results()
    for told in (
        {"kind": "kernel", "release": "6.1.0-50-amd64"},
        {"kind": "facts", "user": "root", "facts": {"landlock": 2}},
        {"kind": "test", "user": "root", "test": "deny", "word": WORKS, "detail": "", "seconds": 1.0},
        {
            "kind": "test",
            "user": "user",
            "test": "mounts",
            "word": NARROWED,
            "detail": "EPERM",
            "seconds": 1.0,
        },
        {"kind": "end"},
    ):
        found.take(json.dumps(told))
    return found


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    """Lines of the inside become results, and results survive a file."""
    kept = {"6.1": _found()}
    assert (kept["6.1"].release, kept["6.1"].failed()) == ("6.1.0-50-amd64", [])
    assert results.read(tmp_path / "results.json") == {}
    results.write(kept, tmp_path / "results.json")
    assert results.read(tmp_path / "results.json") == kept


def test_what_failed_or_did_not_end_is_told() -> None:
    """A failed test is a failure, and so is a run that breaks off; a line of the console is none of ours."""
    found = _found()
    found.users["user"].tests["deny"] = Outcome(FAILED, "pipes can be made")
    found.ended = False
    assert found.failed() == ["user: deny: pipes can be made", "it did not come to its end"]
    for line in ("[ 1.0] a word of the kernel's", "3", '{"kind": "test"}'):
        with pytest.raises((ValueError, KeyError, TypeError)):
            found.take(line)


def test_the_table_has_a_column_for_each_user() -> None:
    """Kernels and users from left to right, tests from top to bottom, and what was not tried is said."""
    assert table.text({"6.1": _found()}).splitlines() == [
        "        6.1 root  6.1 user",
        "deny    works     skipped",
        "mounts  skipped   narrowed",
    ]


def test_the_page_is_made_from_the_kept_results() -> None:
    """docs/reference/platforms.md is what `--keep` would write, and nothing that was kept has failed."""
    kept = results.read()
    assert set(kept) >= {kernel.name for kernel in KERNELS}
    assert [line for found in kept.values() for line in found.failed()] == []
    assert page.PAGE.read_text(encoding="utf-8") == page.render(kept)


def test_a_page_tells_what_is_narrowed_and_for_whom() -> None:
    """A line for each reason, with who it is about; the start event's facts beside."""
    found = _found()
    found.users["user"].facts = {"landlock": 0}
    told = page.render({"6.1": found})
    assert "| mounts inside | narrowed |" in told
    assert "| 6.1 | mounts inside | ordinary users | EPERM |" in told
    assert "| `landlock` | 2 / 0 |" in told
