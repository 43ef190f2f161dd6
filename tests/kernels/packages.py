"""Debian's packages: installing what the virtual machine needs, and kernels out of package lists of our own.

The machine's own lists and installed packages stay as they are, but for the programs that `install` adds.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import tarfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from .catalogue import Kernel

#: The programs that are needed, and which package has each.
PROGRAMS = {
    "qemu-system-x86_64": "qemu-system-x86",
    "busybox": "busybox-static",
    "apt-get": "apt",
    "dpkg": "dpkg",
}
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
#: Where the packages come from if the machine's own package sources are not Debian's.
ARCHIVE = "http://deb.debian.org/debian"
#: A download, or waiting for another one (seconds).
PATIENCE = 1200.0
_ATTEMPTS = 4
#: Of a kernel's package only these are kept: the kernel, its configuration and symbols, and the modules for
#: its root and for what the attacks need.
KEPT = re.compile(
    r"\./(boot/|(usr/)?lib/modules/[^/]+/(vmlinuz|config|System\.map|modules\.builtin$|kernel/("
    r"drivers/virtio/|net/9p/|fs/9p/|fs/netfs/|fs/fscache/|fs/overlayfs/|fs/exportfs/|fs/fuse/|fs/binfmt_misc)))"
)


class NotHereError(Exception):
    """A kernel or a program cannot be had on this machine; the words say why."""


def install(names: Sequence[str] = tuple(PROGRAMS)) -> None:
    """Install the programs that are missing, where we may. Raises NotHereError."""
    missing = sorted({PROGRAMS[name] for name in names if shutil.which(name) is None})
    if not missing:
        return
    if shutil.which("apt-get") is None:
        raise NotHereError(f"there is no apt-get to install {', '.join(missing)}")
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=600"]
    try:
        _tried([*apt, "update"])
        _tried([*apt, "install", "-y", "--no-install-recommends", *missing])
    except (OSError, NotHereError) as error:
        raise NotHereError(f"not installed: {', '.join(missing)} ({error})") from None


def kernel_files(kernel: Kernel, home: Path) -> Path:
    """A directory with the newest image of a kernel, unpacked; ``home`` keeps it. Raises NotHereError."""
    place = home / kernel.suite
    try:
        place.mkdir(parents=True, exist_ok=True)
        with _locked(place):
            return _Archive(place, kernel.suite).unpacked(kernel)
    except OSError as error:
        raise NotHereError(str(error)) from None


@contextmanager
def _locked(place: Path) -> Iterator[None]:
    """Nobody else fetches into a directory. Raises NotHereError."""
    with open(place / "lock", "w") as file:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise NotHereError(f"somebody else has fetched into {place} for too long") from None
                time.sleep(1)
        yield


class _Archive:
    """One suite, with package lists of its own in a directory."""

    def __init__(self, place: Path, suite: str) -> None:
        self._place = place
        signed = f"[signed-by={KEYRING}] " if KEYRING.exists() else ""
        (place / "sources.list").write_text(f"deb {signed}{_mirror()} {suite} main\n")
        for name in ("lists/partial", "cache/archives/partial", "parts"):
            (place / name).mkdir(parents=True, exist_ok=True)
        settings = {
            "Dir::Etc::sourcelist": place / "sources.list",
            "Dir::Etc::sourceparts": place / "parts",
            "Dir::State::lists": place / "lists",
            "Dir::Cache": place / "cache",
            "APT::Architecture": "amd64",
            "APT::Sandbox::User": "root" if os.geteuid() == 0 else "",
        }
        self._options = [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]

    def unpacked(self, kernel: Kernel) -> Path:
        """The directory of the newest image that is there or can be fetched. Raises NotHereError, OSError."""
        there = _newest(kernel, [path.name for path in self._place.iterdir()])
        if there is not None:
            return self._place / there
        _tried(["apt-get", "-qq", *self._options, "update"])
        image = _newest(kernel, self._ask("pkgnames", f"linux-image-{kernel.name.partition('.')[0]}."))
        if image is None:
            raise NotHereError(f"Debian's {kernel.suite} has no package of it")
        part = self._place / f"{image}.part"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        for package in (image, *self._split_off(image)):
            _tried(["apt-get", "-qq", *self._options, "download", package], part)
            for deb in part.glob("*.deb"):
                _unpack(deb, part)
                deb.unlink()
        part.rename(self._place / image)
        return self._place / image

    def _split_off(self, image: str) -> list[str]:
        """The packages that hold the kernel and the modules of an image that has none itself."""
        told = "\n".join(line for line in self._ask("show", image) if line.startswith("Depends:"))
        return sorted(set(re.findall(r"linux-(?:binary|modules)-[^ ,|]+", told)))

    def _ask(self, *words: str) -> list[str]:
        done = subprocess.run(
            ["apt-cache", *self._options, *words], capture_output=True, text=True, timeout=PATIENCE
        )
        return done.stdout.splitlines()


def _newest(kernel: Kernel, names: list[str]) -> str | None:
    images = [name for name in names if kernel.is_image(name)]
    return max(images, key=lambda name: [int(digits) for digits in re.findall(r"\d+", name)], default=None)


def _mirror() -> str:
    """The address of the machine's own Debian archive, if it has one."""
    for path in (Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))):
        for line in path.read_text().splitlines() if path.is_file() else ():
            found = re.match(r"(?:URIs:|deb\s)[^#]*?(\w+://\S+/debian)/?(?:\s|$)", line)
            if found:
                return found[1]
    return ARCHIVE


def _unpack(deb: Path, directory: Path) -> None:
    """What is KEPT of a package. Raises NotHereError."""
    with subprocess.Popen(["dpkg", "--fsys-tarfile", str(deb)], stdout=subprocess.PIPE) as reader:
        assert reader.stdout is not None
        with tarfile.open(fileobj=reader.stdout, mode="r|") as archive:
            for member in archive:
                if member.isfile() and KEPT.match(member.name):
                    archive.extract(member, directory, set_attrs=False)
    if reader.returncode:
        raise NotHereError(f"{deb.name} cannot be unpacked")


def _tried(words: Sequence[str], directory: Path | None = None) -> None:
    """A command, again if it fails: a mirror that is being updated is over soon. Raises NotHereError."""
    for attempt in range(_ATTEMPTS):
        time.sleep(10 * attempt)
        done = subprocess.run(
            words,
            cwd=directory,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=PATIENCE,
        )
        if done.returncode == 0:
            return
    last = done.stderr.strip().splitlines()[-1:] or [f"status {done.returncode}"]
    raise NotHereError(f"{' '.join(words[:1])}: {last[0]}")
