"""The virtual machine: a kernel over this machine's own files, which it can read and not change.

QEMU emulates the processors (TCG), because KVM is rarely there in CI: ten to thirty times slower than here.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from . import initramfs

#: How often new results are looked for (seconds).
_LOOK = 0.5
_KEPT_LINES = 40


class Ended(NamedTuple):
    """How a virtual machine ended: by itself or because its time was over; the console's last lines."""

    by_itself: bool
    console: list[str]


class Machine:
    """How virtual machines are made: ``processors``, ``memory`` in MiB, more words for the kernel."""

    def __init__(self, *, processors: int = 2, memory: int = 3072, words: str = "") -> None:
        self._processors = processors
        self._memory = memory
        self._words = words

    def run(self, kernel: Path, command: str, deadline: float, take: Callable[[str], None]) -> Ended:
        """Boot, run a shell command as root, end. ``take`` gets each line that it writes to /dev/ttyS1.

        ``deadline``: seconds for all of it, then it is ended. Raises OSError and LookupError where it cannot
        be started.
        """
        with tempfile.TemporaryDirectory(prefix="scpipe-kernel-") as name:
            place = Path(name)
            initramfs.build(kernel, command, place / "initrd")
            told, console = place / "told", place / "console"
            told.touch()
            _allow_many_files()
            with console.open("wb") as output:
                process = subprocess.Popen(
                    self._qemu(initramfs.kernel_image(kernel), place / "initrd", told),
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            try:
                by_itself = self._follow(process, told, time.monotonic() + deadline, take)
            finally:
                _end(process)
            lines = console.read_text(errors="replace").replace("\r", "").splitlines()
            return Ended(by_itself, lines[-_KEPT_LINES:])

    def _qemu(self, image: Path, initrd: Path, told: Path) -> list[str]:
        return [
            *("qemu-system-x86_64", "-accel", "tcg,thread=multi", "-cpu", "max"),
            *("-m", f"{self._memory}M", "-smp", str(self._processors)),
            *("-nodefaults", "-display", "none", "-no-reboot", "-serial", "stdio", "-serial", f"file:{told}"),
            *("-kernel", str(image), "-initrd", str(initrd)),
            *("-append", f"console=ttyS0 quiet mitigations=off no5lvl loglevel=3 panic=-1 {self._words}"),
            "-fsdev",
            "local,id=files,path=/,security_model=passthrough,readonly=on,multidevs=remap",
            *("-device", "virtio-9p-pci,fsdev=files,mount_tag=machine"),
        ]

    def _follow(
        self, process: subprocess.Popen[bytes], told: Path, deadline: float, take: Callable[[str], None]
    ) -> bool:
        """Hand lines on until the machine has ended or the time is over, which is False."""
        rest = ""
        with told.open(encoding="utf-8", errors="replace") as file:
            ended = over = False
            while not ended and not over:
                ended, over = process.poll() is not None, time.monotonic() > deadline
                *lines, rest = (rest + file.read()).replace("\r", "").split("\n")
                for line in filter(None, lines):
                    take(line)
                if not ended and not over:
                    time.sleep(_LOOK)
        return ended


def _allow_many_files() -> None:
    """The 9p server keeps many files open; without them some reads fail with EIO."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
