"""The kernel's selftests: taken out of Debian's linux-source, built, run."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from harness.runner import Runner

from .differences import HANGING
from .outcomes import STATUS, Outcomes, read_tap
from .selection import left_out

#: Programs with the kernel's test harness, of which single tests can be chosen; and those without.
HARNESSED = ["seccomp/seccomp_bpf", "pidfd/pidfd_wait", "pidfd/pidfd_getfd_test", "pidfd/pidfd_setns_test"]
HARNESSED += [
    "core/close_range_test",
    "clone3/clone3_cap_checkpoint_restore",
    "filesystems/epoll/epoll_wakeup_test",
    "ptrace/get_syscall_info",
    "ptrace/vmaccess",
]
WHOLE = ["clone3/clone3", "clone3/clone3_clear_sighand", "clone3/clone3_set_tid"]
WHOLE += ["pidfd/pidfd_fdinfo_test", "pidfd/pidfd_open_test", "pidfd/pidfd_test"]
# Signals, single steps and strange instructions: what a tracer gets wrong first. They tell by their status.
WHOLE += [
    f"x86/{name}"
    for name in ("sigtrap_loop", "single_step_syscall", "syscall_arg_fault", "syscall_nt", "test_mremap_vdso")
]
WHOLE += [
    "sigaltstack/sas",
    "proc/fd-001-lookup",
    "proc/proc-self-syscall",
    "proc/proc-self-wchan",
    "proc/thread-self",
]
# These trace their children: what a tracer changes is in the table, and what it must not change is seen.
WHOLE += ["ptrace/peeksiginfo", "x86/fsgsbase", "x86/fsgsbase_restore"]
# Left out: x86/mov_ss_trap and net/af_unix/test_unix_oob hang natively, proc/proc-empty-vm aborts natively;
# x86/ptrace_syscall and x86/ldt_gdt use int 0x80; x86/syscall_numbering waits for ever, under any tracer,
# for a child that it cannot trace.
PROGRAMS = {name.rpartition("/")[2]: name for name in (*HARNESSED, *WHOLE)}

_SELFTESTS = "tools/testing/selftests"
_SELECTED = Path(__file__).parent / "selected.c"


def find_source() -> Path:
    """The newest archive of kernel sources; skips where there is none."""
    found = sorted(Path("/usr/src").glob("linux-source-*.tar.xz"))
    if not found:
        pytest.skip("no /usr/src/linux-source-*.tar.xz (Debian: linux-source)")
    return found[-1]


def build(archive: Path, place: Path) -> Path:
    """Builds PROGRAMS in ``place`` and returns the directory they are in."""
    for tool in ("gcc", "tar", "xz"):
        if shutil.which(tool) is None:
            pytest.skip(f"program {tool} is not installed")
    if not Path("/usr/include/sys/capability.h").exists():
        pytest.skip("no sys/capability.h (Debian: libcap-dev)")
    parts = {name.rpartition("/")[0] for name in PROGRAMS.values()}
    patterns = [f"*/{_SELFTESTS}/{part}" for part in (*parts, "kselftest.h", "kselftest_harness.h")]
    unpack = ["tar", "-x", "-f", str(archive), "-C", str(place), "--strip-components=1", "--no-same-owner"]
    unpack.append("--wildcards")
    subprocess.run([*unpack, *patterns], env={**os.environ, "XZ_OPT": "-T0"}, check=True, timeout=300)
    binaries = place / "bin"
    binaries.mkdir()
    jobs = [_compile(place / _SELFTESTS, name, binaries) for name in PROGRAMS.values()]
    for job in jobs:
        _out, err = job.communicate(timeout=300)
        assert job.returncode == 0, err.decode(errors="replace")
    for path in (place, binaries):
        path.chmod(0o755)
    return binaries


def _compile(selftests: Path, name: str, binaries: Path) -> subprocess.Popen[bytes]:
    source = selftests / f"{name}.c"
    command = [
        "gcc",
        "-w",
        "-D_GNU_SOURCE",
        "-no-pie",
        "-pthread",
        f"-I{source.parent}",
        f"-I{selftests}",
        "-o",
        str(binaries / source.stem),
    ]
    if name in HARNESSED:
        command += [f'-DSUITE="{source}"', str(_SELECTED)]
    else:
        command += [str(source)]
    return subprocess.Popen([*command, "-lcap"], stderr=subprocess.PIPE)


def run_program(
    runner: Runner, program: Path, flags: Sequence[str] | None, tests: Iterable[str] | None
) -> Outcomes:
    """The outcomes of one program, natively (``flags`` None) or under scpipe; of a harness' tests some.

    A program that ends early shows it in its status only: that is an outcome, too.
    """
    words = [str(program)]
    harnessed = PROGRAMS[program.name] in HARNESSED
    if harnessed:
        words += [f"-{test}" for test in (*HANGING.get(program.name, []), *left_out(program.name))]
        words += [test for test in tests or () if test != STATUS]
    done = runner.either_run(words, flags, timeout=300)
    found = read_tap(done.stdout)
    if not found and harnessed:
        pytest.fail(f"{program.name} printed no result, status {done.returncode}:\n{done.stderr[-3000:]}")
    if tests is not None and STATUS not in tests:
        return found
    return {**found, STATUS: "passed" if done.returncode == 0 else "failed"}
