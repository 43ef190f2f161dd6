"""From a plan to the bytes of a filter: libseccomp's program behind a hand-made stub.

The only module that imports pyseccomp, and it does so when a filter is built: a run without one
needs no libseccomp.
"""

from __future__ import annotations

import ctypes
import os
import resource
from collections.abc import Iterator

from scpipe.errors import SetupError
from scpipe.linux.sonames import libraries_by_soname
from scpipe.seccomp import bpf
from scpipe.seccomp.catalogue import GAPS, NEWEST
from scpipe.seccomp.cubes import Cube, disjoint
from scpipe.seccomp.entries import Entry, Response
from scpipe.seccomp.plan import Plan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO, Any

#: No export is longer: a filter of the most instructions has 32 KiB, its listing is longer than that.
_LONGEST_EXPORT = 1 << 20


def build(plan: Plan, arch: str = "x86_64") -> bytes:
    """The filter of a plan as raw ``struct sock_filter``, 8 bytes each.

    Raises SetupError where libseccomp is missing or refuses a rule.
    """
    if not plan.entries:
        return bpf.instruction(bpf.RET_K, bpf.RET_ALLOW)
    program = stub(plan, arch) + _export(_assemble(plan, arch), "export_bpf")
    if len(program) > bpf.MAX_INSTRUCTIONS * bpf.INSTRUCTION.size:
        raise SetupError(f"the filter is longer than the kernel's {bpf.MAX_INSTRUCTIONS} instructions")
    return program


def intent(plan: Plan, arch: str = "x86_64") -> str:
    """libseccomp's own listing (PFC) of its part of the filter, without the stub.

    Raises SetupError like ``build``.
    """
    return _export(_assemble(plan, arch), "export_pfc").decode()


def version() -> str:
    """The version of libseccomp such as ``2.5.4``, for the manifest of built filters. Raises SetupError."""
    # pyseccomp does not wrap seccomp_version(3), which returns a pointer to three unsigned numbers.
    function = _library()._libseccomp.seccomp_version
    function.restype = ctypes.POINTER(ctypes.c_uint * 3)
    return ".".join(str(number) for number in function().contents)


def stub(plan: Plan, arch: str = "x86_64") -> bytes:
    """The part in front of libseccomp's program: what libseccomp cannot say.

    It knows no ranges of numbers, and no *not equal* of a low word alone. Every way out of the stub
    that is not a return goes to the first instruction behind it. It loads nothing but arch and number
    for calls it does not answer, so the kernel's bitmap of always-allowed calls stays possible.
    """
    blocks = [*_range_check(plan, arch)]
    blocks.extend(
        _unequal(plan, entry, arch)
        for entry in plan.entries
        if arch in entry.numbers and any(test.negated for test in entry.tests)
    )
    if not blocks:
        return b""
    body = b"".join(blocks)
    length = len(body) // bpf.INSTRUCTION.size
    if length > 250:
        raise SetupError("the stub of the filter is too long for its jumps")
    # A foreign arch skips the stub: libseccomp's program begins with its own check of it.
    head = bpf.instruction(bpf.LD_W_ABS, bpf.OFFSET_ARCH)
    head += bpf.instruction(bpf.JEQ_K, bpf.AUDIT_ARCH[arch], 0, length)
    return head + body


def _range_check(plan: Plan, arch: str) -> Iterator[bytes]:
    """Numbers that were not judged; x32 numbers are left to libseccomp's check for foreign ABIs."""
    if plan.unknown is None:
        return
    refusal = bpf.instruction(bpf.RET_K, plan.action(plan.unknown))
    ranges = [bpf.instruction(bpf.JGT_K, NEWEST[arch], 0, 1) + refusal]
    for first, last in GAPS[arch]:
        ranges.append(bpf.instruction(bpf.JGE_K, first, 0, 2) + bpf.instruction(bpf.JGT_K, last, 1, 0))
        ranges.append(refusal)
    body = b"".join(ranges)
    code = bpf.instruction(bpf.LD_W_ABS, bpf.OFFSET_NR)
    if arch == "x86_64":
        # -1, which makes no call, is refused; other numbers from the x32 bit on go behind all of this.
        behind = len(body) // bpf.INSTRUCTION.size
        code += bpf.instruction(bpf.JEQ_K, bpf.NO_CALL, 2, 0)
        code += bpf.instruction(bpf.JGE_K, bpf.X32_BIT, behind, 0)
    yield code + body


def _unequal(plan: Plan, entry: Entry, arch: str) -> bytes:
    """One call whose tested argument must have a value: anything else gets the row's action."""
    (test,) = entry.tests
    inner = bpf.instruction(bpf.LD_W_ABS, bpf.argument(test.index))
    if test.mask != bpf.WORD:
        inner += bpf.instruction(bpf.AND_K, test.mask)
    inner += bpf.instruction(bpf.JEQ_K, test.value, 1, 0)
    inner += bpf.instruction(bpf.RET_K, plan.action(entry))
    skip = len(inner) // bpf.INSTRUCTION.size
    head = bpf.instruction(bpf.LD_W_ABS, bpf.OFFSET_NR)
    return head + bpf.instruction(bpf.JEQ_K, entry.numbers[arch], 0, skip) + inner


def _library() -> Any:
    """The pyseccomp module; its types end in this file."""
    try:
        with libraries_by_soname():
            import pyseccomp  # type: ignore[import-untyped]  # has no py.typed
    except (ImportError, OSError, RuntimeError) as error:
        raise SetupError(f"libseccomp cannot be loaded: {error}") from error
    return pyseccomp


def _assemble(plan: Plan, arch: str) -> Any:
    """A libseccomp filter context that holds every rule of the plan."""
    library = _library()
    code = bpf.AUDIT_ARCH[arch]
    foreign = bpf.RET_ALLOW if plan.other_abi is None else plan.action(plan.other_abi)
    try:
        context = library.SyscallFilter(bpf.RET_ALLOW)
        if library.system_arch() != code:
            context.add_arch(code)
            context.remove_arch(library.Arch.NATIVE)
        context.set_attr(library.Attr.ACT_BADARCH, foreign)
    except OSError as error:
        raise SetupError(f"libseccomp cannot make a filter for {arch}: {error.strerror}") from error
    for name, entries in _grouped(plan, arch).items():
        # Rules take numbers of the *running* architecture; libseccomp translates them by name.
        native = library.system_arch() == code
        number = entries[0].numbers[arch] if native else library.resolve_syscall(library.Arch.NATIVE, name)
        for entry, cube in disjoint(entries):
            _add(library, context, plan.action(entry), number, name, cube)
    return context


def _grouped(plan: Plan, arch: str) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for entry in plan.entries:
        if arch in entry.numbers:
            groups.setdefault(entry.name, []).append(entry)
    for entries in groups.values():
        entries.sort(key=lambda row: row.response is Response.MEDIATE)
    return groups


def _add(library: Any, context: Any, action: int, number: int, name: str, cube: Cube) -> None:
    """One rule, exactly as given or not at all. Masks within 32 bits leave the high word untested."""
    tests = [library.Arg(index, library.MASKED_EQ, mask, value) for index, (mask, value) in cube.items()]
    try:
        context.add_rule_exactly(action, number, *tests)
    except OSError as error:
        raise SetupError(f"libseccomp refuses the rule for {name} {dict(cube)}: {error.strerror}") from error


def _export(context: Any, method: str) -> bytes:
    """What libseccomp writes, through a file in memory, or a pipe where a limit of files is in the way."""
    if resource.getrlimit(resource.RLIMIT_FSIZE)[0] < _LONGEST_EXPORT:
        return _export_through_pipe(context, method)
    with open(os.memfd_create("filter"), "w+b") as file:
        _write(context, method, file)
        file.seek(0)
        return file.read()


def _export_through_pipe(context: Any, method: str) -> bytes:
    """Where RLIMIT_FSIZE would cut a file short without a word; what the pipe does not take is an error."""
    try:
        read_end, write_end = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise SetupError(
            "the limit of file sizes (RLIMIT_FSIZE, ulimit -f) is too low for the filter, "
            f"and no pipe can be made ({error.strerror})"
        ) from None
    with open(read_end, "rb") as source:
        with open(write_end, "wb", buffering=0) as target:
            _write(context, method, target)
        return source.read()


def _write(context: Any, method: str, file: IO[bytes]) -> None:
    try:
        getattr(context, method)(file)
    except OSError as error:
        raise SetupError(f"libseccomp cannot export the filter: {error.strerror}") from error
