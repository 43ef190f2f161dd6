"""The first root of the virtual machine: busybox, the modules for the second root, and a script."""

from __future__ import annotations

import gzip
import lzma
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

INIT = Path(__file__).parent / "init.sh"
#: The modules that the script needs, where they are no part of the kernel itself.
WANTED = ("virtio_pci", "9pnet_virtio", "9p", "overlay")
#: Loaded if they are there: attacks and tests use them.
ALSO = ("binfmt_misc", "fuse")


def build(kernel: Path, command: str, target: Path) -> None:
    """Write the archive for one kernel's files; ``command`` is a shell script. Raises OSError."""
    busybox = Path(shutil.which("busybox") or "/bin/busybox").resolve()
    with gzip.open(target, "wb", compresslevel=1) as archive:
        for name in ("bin", "modules", "proc", "sys", "dev", "low", "up", "root"):
            archive.write(_member(name, stat.S_IFDIR | 0o755, b""))
        archive.write(_member("bin/busybox", stat.S_IFREG | 0o755, busybox.read_bytes()))
        archive.write(_member("init", stat.S_IFREG | 0o755, INIT.read_bytes()))
        archive.write(_member("command", stat.S_IFREG | 0o755, command.encode()))
        for number, module in enumerate(_modules(kernel)):
            archive.write(_member(f"modules/{number:03}", stat.S_IFREG | 0o644, module))
        archive.write(_member("TRAILER!!!", 0, b""))


def kernel_image(kernel: Path) -> Path:
    """The file that is booted. Raises LookupError."""
    for path in (*kernel.glob("boot/vmlinuz-*"), *_roots(kernel, "vmlinuz")):
        return path
    raise LookupError(f"there is no vmlinuz in {kernel}")


def _roots(kernel: Path, name: str) -> Iterator[Path]:
    yield from kernel.glob(f"lib/modules/*/{name}")
    yield from kernel.glob(f"usr/lib/modules/*/{name}")


def _modules(kernel: Path) -> Iterator[bytes]:
    """The modules in the order in which they can be loaded."""
    files = {_plain(path.name): path for path in _roots(kernel, "kernel/**/*.ko*")}
    done: set[str] = set()

    def with_needs(name: str) -> Iterator[bytes]:
        if name in done or name not in files:  # built into the kernel
            return
        done.add(name)
        module = _unpacked(files[name])
        found = re.search(rb"\0depends=([^\0]*)\0", module)
        for need in found[1].decode().split(",") if found else ():
            yield from with_needs(_plain(need))
        yield module

    for name in (*WANTED, *ALSO):
        yield from with_needs(name)


def _plain(name: str) -> str:
    return name.partition(".ko")[0].replace("-", "_")


def _unpacked(path: Path) -> bytes:
    return lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()


def _member(name: str, mode: int, content: bytes) -> bytes:
    """A member of a cpio archive in the form "newc" (driver-api/early-userspace/buffer-format)."""
    raw = name.encode() + b"\0"
    fields = (0, mode, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(raw), 0)
    header = b"070701" + b"".join(b"%08x" % field for field in fields)
    return _padded(header + raw) + _padded(content)


def _padded(part: bytes) -> bytes:
    return part + bytes(-len(part) % 4)
