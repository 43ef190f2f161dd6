"""Built filters in the running kernel: it loads them, and answers calls as the evaluator says.

Every filter is loaded in a forked child, which makes raw system calls and leaves their results
in shared memory: under a supervised filter it cannot even write to a pipe.
"""

from __future__ import annotations

import ctypes
import errno
import itertools
import mmap
import os
import platform
import random
import signal
import struct
import time
from collections.abc import Callable, Sequence

import pytest
from harness.processes import PATIENCE

from scpipe.policy.model import PairMode, Policy
from scpipe.seccomp import bpf, evaluate
from scpipe.seccomp.bpf import instruction
from scpipe.seccomp.build import build
from scpipe.seccomp.plan import plan, plan_standalone

pytestmark = pytest.mark.skipif(
    platform.machine() != "x86_64", reason="calls the x86-64 table by number; this is another machine"
)

GARBAGE = 0xDEADBEEF << 32
X86_64 = bpf.AUDIT_ARCH["x86_64"]
NONE: tuple[int, ...] = (0, 0, 0, 0, 0, 0)
DENY, EVENTS, ALLOW = PairMode.DENY, PairMode.ALLOW_EVENTS, PairMode.ALLOW

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long
_PR_SET_NO_NEW_PRIVS, _SECCOMP = 38, 317
#: push rbx; mov eax, 20 (getpid); int 0x80; pop rbx; ret
_INT80_GETPID = bytes.fromhex("53 b8 14 00 00 00 cd 80 5b c3")

Call = tuple[int, Sequence[int]]


class _Program(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def _call(nr: int, args: Sequence[int]) -> int:
    """A raw system call; its result, or -errno."""
    ctypes.set_errno(0)
    result = int(_libc.syscall(ctypes.c_long(nr), *(ctypes.c_ulong(value) for value in args)))
    return -ctypes.get_errno() if result == -1 else result


def _load(program: bytes) -> int:
    if _libc.prctl(_PR_SET_NO_NEW_PRIVS, *(ctypes.c_ulong(value) for value in (1, 0, 0, 0))):
        return -ctypes.get_errno()
    packed = _Program(len(program) // bpf.INSTRUCTION.size, program)
    return _call(_SECCOMP, (1, 0, ctypes.addressof(packed)))


def _in_child(act: Callable[[], Sequence[int]]) -> list[int]:
    """What a forked child's function returns; fails where the child dies or passes the deadline."""
    shared = mmap.mmap(-1, mmap.PAGESIZE)
    pid = os.fork()
    if pid == 0:
        try:
            found = list(act())
            shared[: 8 * len(found) + 8] = struct.pack(f"<{len(found) + 1}q", len(found), *found)
            os._exit(0)
        finally:
            os._exit(1)
    status = _await(pid)
    assert status == 0, f"the child ended with wait status {status:#x}"
    (count,) = struct.unpack_from("<q", shared)
    return list(struct.unpack_from(f"<{count}q", shared, 8))


def _await(pid: int) -> int:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return status
        time.sleep(0.002)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    pytest.fail(f"the child did not end within {PATIENCE} s")


def _under(program: bytes, calls: Sequence[Call]) -> list[int]:
    """The results of raw calls under a filter, which must load."""

    def act() -> list[int]:
        loaded = _load(program)
        return [loaded, *(_call(nr, args) for nr, args in calls)]

    loaded, *results = _in_child(act)
    assert loaded == 0, f"the kernel refuses the filter: {errno.errorcode.get(-loaded, loaded)}"
    return results


STANDALONE: list[tuple[str, Call, int]] = [
    ("pipe", (22, NONE), errno.EACCES),
    ("pipe2", (293, NONE), errno.EACCES),
    ("pipe2 with garbage", (293, (GARBAGE, GARBAGE, 0)), errno.EACCES),
    ("notification pipe", (293, (0, GARBAGE | 0x80, 0)), errno.ENOPKG),
    ("socketpair", (53, (1, 1, 0, 0)), errno.EACCES),
    ("socketpair with garbage", (53, (GARBAGE | 1, 1, 0, 0)), errno.EACCES),
    ("tipc socketpair", (53, (30, 1, 0, 0)), errno.EOPNOTSUPP),
    ("io_uring_setup", (425, (1, 0)), errno.ENOSYS),
    ("clone3", (435, NONE), errno.ENOSYS),
    ("clone untraced", (56, (GARBAGE | 0x00800011, 0, 0, 0, 0)), errno.EPERM),
    ("listener", (317, (GARBAGE | 1, GARBAGE | 0x18, 0)), errno.EINVAL),
    ("ptrace traceme", (101, NONE), errno.EPERM),
    ("pidfd_getfd", (438, NONE), errno.EPERM),
    ("TIOCSTI", (16, (0xFFFFFFFF, GARBAGE | 0x5412, 0)), errno.EPERM),
    ("TIOCLINUX", (16, (0xFFFFFFFF, 0x541C, 0)), errno.EPERM),
    ("472", (472, NONE), errno.ENOSYS),
    ("-1", (-1, NONE), errno.ENOSYS),
    ("x32 getpid", (0x40000027, NONE), errno.ENOSYS),
    ("neighbour of TIOCSTI", (16, (0xFFFFFFFF, 0x5413, 0)), errno.EBADF),
    ("write", (1, (0xFFFFFFFF, 0, 1)), errno.EBADF),
    ("read", (0, (0xFFFFFFFF, 0, 1)), errno.EBADF),
]


def test_standalone_filter_denies_in_the_kernel() -> None:
    """Without supervisor under deny each call fails with its row's errno, near misses with their own."""
    program = build(plan_standalone(Policy(DENY, DENY)))
    results = _under(program, [call for _, call, _ in STANDALONE])
    found = [
        (name, errno.errorcode.get(-result)) for (name, _, _), result in zip(STANDALONE, results, strict=True)
    ]
    assert found == [(name, errno.errorcode[wanted]) for name, _, wanted in STANDALONE]


def test_allowed_kind_works_in_the_kernel() -> None:
    """With pipes denied and socketpairs allowed a socketpair is made and a pipe is not."""
    places = (ctypes.c_int * 2)()
    program = build(plan_standalone(Policy(DENY, ALLOW)))
    calls: list[Call] = [(53, (1, 1, 0, ctypes.addressof(places))), (22, (ctypes.addressof(places),))]
    assert _under(program, calls) == [0, -errno.EACCES]


def test_int80_is_refused_in_the_kernel() -> None:
    """getpid through int 0x80 works without a filter and fails with ENOSYS under one."""

    def through_int80(program: bytes) -> list[int]:
        area = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        area.write(_INT80_GETPID)
        function = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(area)))
        loaded = _load(program) if program else 0
        return [loaded, function(), os.getpid()]

    try:
        _, free, pid = _in_child(lambda: through_int80(b""))
    except AssertionError as error:
        pytest.skip(f"this kernel has no int 0x80 ({error})")
    assert free == pid
    program = build(plan_standalone(Policy(DENY, DENY)))
    assert _in_child(lambda: through_int80(program))[:2] == [0, -errno.ENOSYS]


@pytest.mark.parametrize(("pipe", "socket"), list(itertools.product(PairMode, repeat=2)))
def test_supervised_filters_load(pipe: PairMode, socket: PairMode) -> None:
    """Every profile loads; getpid runs, and without a tracer whatever is trapped fails with ENOSYS."""
    found = plan(Policy(pipe, socket))
    program = build(found)
    calls: list[Call] = [(39, NONE), (1, (0xFFFFFFFF, 0, 1)), (22, NONE), (53, (1, 1, 0, 0)), (101, (5,))]
    pid, *results = _under(program, calls)
    assert pid > 0
    native = (errno.EBADF, errno.EFAULT, errno.EFAULT, errno.ESRCH)
    for (nr, args), result, without in zip(calls[1:], results, native, strict=True):
        trapped = found.match(nr, (*args, *NONE)[:6]) is not None
        assert result == (-errno.ENOSYS if trapped else -without), nr


def test_strict_filter_fails_closed_without_tracer() -> None:
    """Under the strict filter and no tracer, trapped calls fail whatever their high words hold."""
    calls: list[Call] = [
        (1, (GARBAGE | 0xFFFFFFFF, 0, 1)),
        (20, NONE),
        (328, NONE),
        (46, NONE),
        (157, (GARBAGE | 4, 1, 0, 0, 0)),
        (157, (3, 0, 0, 0, 0)),
        (157, (22, 2, 0, 0, 0)),
        (317, (0, 0, 0)),
        (275, NONE),
    ]
    assert _under(build(plan(Policy())), calls) == [-errno.ENOSYS] * len(calls)


def _random_program(source: random.Random) -> bytes:
    """Arithmetic over the arguments for call 1000, turned into an errno; other calls are allowed."""
    alu = bytes.fromhex("04 14 24 44 54 64 74 a4 34 0c 1c 2c 4c 5c 6c 7c ac")
    body = instruction(evaluate.LDX_LEN, 0) + instruction(evaluate.ST, 0)
    for _ in range(source.randint(5, 40)):
        kind = source.randrange(6)
        if kind == 0:
            body += instruction(bpf.LD_W_ABS, bpf.argument(0) + 4 * source.randrange(12))
        elif kind == 1:
            body += instruction(source.choice((evaluate.TAX, evaluate.TXA, evaluate.NEG, evaluate.LD_LEN)), 0)
        elif kind == 2:
            body += instruction(source.choice((evaluate.ST, evaluate.LD_MEM, evaluate.LDX_MEM)), 0)
        elif kind == 3:
            jump = source.choice((0x15, 0x25, 0x35, 0x45, 0x1D, 0x2D, 0x3D, 0x4D))
            step = instruction(evaluate.LDX_IMM, source.getrandbits(32))
            body += instruction(jump, source.getrandbits(32), *source.sample((0, 1), 2)) + step
        else:
            body += instruction(source.choice(alu), source.randint(1, 31))
    end = instruction(bpf.AND_K, 0xFFF) + instruction(0x44, bpf.RET_ERRNO) + instruction(evaluate.RET_A, 0)
    allow = instruction(bpf.RET_K, bpf.RET_ALLOW)
    start = instruction(bpf.LD_W_ABS, 0) + instruction(bpf.JEQ_K, 1000, 1, 0) + allow
    return start + body + end


@pytest.mark.parametrize("seed", range(40))
def test_evaluator_agrees_with_the_kernel(seed: int) -> None:
    """Random programs give the same errno in the kernel and in the evaluator."""
    source = random.Random(seed)
    program = _random_program(source)
    calls: list[Call] = [(1000, [source.getrandbits(64) for _ in range(6)]) for _ in range(5)]
    wanted = [evaluate.evaluate(program, X86_64, nr, args) & bpf.RET_DATA for nr, args in calls]
    assert _under(program, calls) == [-number for number in wanted]


@pytest.mark.parametrize(
    "program",
    [
        instruction(bpf.LD_W_ABS, 0),
        instruction(0x94, 2) + instruction(bpf.RET_K, bpf.RET_ALLOW),
        instruction(bpf.LD_W_ABS, 64) + instruction(bpf.RET_K, bpf.RET_ALLOW),
        instruction(bpf.LD_W_ABS, 2) + instruction(bpf.RET_K, bpf.RET_ALLOW),
        instruction(evaluate.LD_MEM, 0) + instruction(bpf.RET_K, bpf.RET_ALLOW),
        instruction(bpf.JEQ_K, 0, 1, 0) + instruction(bpf.RET_K, bpf.RET_ALLOW),
        instruction(bpf.RET_K, 0) + instruction(0x28, 0) + instruction(bpf.RET_K, 0),
    ],
)
def test_kernel_refuses_what_the_evaluator_refuses(program: bytes) -> None:
    """A program that the evaluator calls malformed is refused by the kernel with EINVAL."""
    with pytest.raises(ValueError, match="instruction"):
        evaluate.validate(program)
    assert _in_child(lambda: [_load(program)]) == [-errno.EINVAL]
