"""How each refusal that is not a row of the catalogue is taken out of a running scpipe.

A removal replaces one function by one that does not refuse and leaves the rest alone; a name that
is not there any more fails loudly. Names that begin with "as-if" remove nothing: they set a scene
(``Ablation.given``).
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import Any

import judging
from harness.run_trapping import make_default
from replacing import replace

from scpipe.arming import adding
from scpipe.command import supervising
from scpipe.emulation import arguments
from scpipe.handlers import creation, naming, naming_ends, new_pairs, splice, unrestricted
from scpipe.handlers.handler import Handler
from scpipe.ledger.ledger import Ledger
from scpipe.ledger.model import Inherited, Numbering, Pair
from scpipe.ledger.objects import Sockets
from scpipe.linux import (
    capabilities,
    files,
    landlock,
    memory,
    mounts,
    opens,
    process,
    procfs,
    procroot,
    ptrace,
)
from scpipe.linux.abi import x86_64
from scpipe.linux.originals import Originals
from scpipe.numbers import NumberSet
from scpipe.seccomp import catalogue, plan
from scpipe.seccomp.entries import Family
from scpipe.spawn import confinement, inherited
from scpipe.supervision import planning, protection, run
from scpipe.supervisor import arming, dispatch, enforce, exclusive, fastpath, inherit, serving
from scpipe.supervisor.collector import Collector
from scpipe.supervisor.creation_lock import CreationLock
from scpipe.tracee.actions import (
    Action,
    Continue,
    ContinueChanged,
    ContinueExclusive,
    ContinueToExit,
    Scope,
)
from scpipe.tracee.insertion import InsertedCall
from scpipe.tracee.task import Task


def remove_rows(ids: set[int]) -> None:
    """Take rows out of the catalogue as plans see it. Raises SystemExit for an id that is no row."""
    missing = ids - {row.trace_id for row in catalogue.CATALOGUE}
    if missing:
        raise SystemExit(f"ablated: no such row: {missing}")
    kept = tuple(row for row in catalogue.CATALOGUE if row.trace_id not in ids)
    replace(plan, "CATALOGUE", kept)


# -- how a decision holds ------------------------------------------------------------------------------


def _natively(owner: Any) -> Callable[[], None]:
    return lambda: replace(owner, "ContinueExclusive", Continue)


def _alone_means_continue() -> None:
    replace(exclusive.ExclusiveCalls, "begin", lambda self, task, action: enforce.resume(task))


def _failures_continue() -> None:
    """A descriptor that cannot be taken lets the call run, instead of being its answer."""

    def lenient(handler: Handler) -> Handler:
        def handle(*args: Any) -> Action:
            try:
                return handler(*args)
            except OSError:
                return Continue()

        return handle

    replace(dispatch, "HANDLERS", {key: lenient(handler) for key, handler in dispatch.HANDLERS.items()})


def _any_table_is_fast() -> None:
    """What is no pair is written to natively in a shared table, too."""
    decide = fastpath.FastPath._decide

    def lenient(self: Any, task: Any, raw: Any, fd: int) -> int | None:
        kept, task.table = task.table, type(task.table)({task.tid})
        try:
            return decide(self, task, raw, fd)
        finally:
            task.table = kept

    replace(fastpath.FastPath, "_decide", lenient)


def _any_byte_is_fast() -> None:
    """What is written to a pair that has its byte is not looked at."""

    def send(_self: Any, task: Any, raw: Any, fd: int, _pair: Any, byte: int, _is_socket: bool) -> int | None:
        return None if byte < 0 else os.write(fd, memory.read_little(task.tid, raw[6], raw[7]))

    replace(fastpath.FastPath, "_send", send)


def _nothing_is_fast() -> None:
    replace(fastpath.FastPath, "serve", lambda self, task, raw: False)


def _answered_by(family: Family, handler: Handler) -> Callable[[], None]:
    """Another handler for the calls of a family."""
    rows = {entry.trace_id for entry in catalogue.CATALOGUE if entry.family is family}
    return lambda: replace(dispatch, "HANDLERS", {**dispatch.HANDLERS, **dict.fromkeys(rows, handler)})


def _let_run(_context: Any, _task: Any, _call: Any, _entry: Any) -> Action:
    return Continue()


def _no_sendfile_refusal() -> None:
    replace(splice, "_sendfile", lambda context, attempt: ContinueExclusive())


def _sendfile_is_listed() -> None:
    """A release that takes sendfile, too, for a call that looks its target up first."""
    replace(catalogue, "LOOKS_UP_FIRST", catalogue.LOOKS_UP_FIRST | {x86_64.SYS_SENDFILE})


# -- where writes are trapped by descriptor --------------------------------------------------------------


def _own_filter_first(_context: Any, task: Any, _call: Any, _entry: Any) -> Action:
    """A filter of the program's own is added while not every write is trapped yet."""
    task.process.filtered = True
    return Continue()


def _any_abi_is_its_own() -> None:
    """Where a program stands is told by its registers alone, and what is made there is taken for ours."""

    def is_at_entry(tid: int, entry: bytes) -> bool:
        one = ptrace.get_registers(tid)
        return all(one[offset : offset + 8] == entry[offset : offset + 8] for offset in x86_64._OF_CALL)

    def is_inserted(task: Any, _call: Any) -> bool:
        return task.phase.insertion is not None and task.phase.insertion.following is None

    replace(x86_64, "is_at_entry", is_at_entry)
    replace(serving, "is_inserted", is_inserted)


def _sealed_unasked(_task: Any, programs: Any) -> Any:
    """What nobody has sealed is taken for sealed."""
    programs.sealed = True
    yield from ()


def _sealed_unseen(_task: Any, programs: Any) -> Any:
    """What was sealed is not looked at again."""
    programs.sealed = (yield InsertedCall(x86_64.SYS_MSEAL, (programs.start, programs.size, 0))) == 0


def _begun_is_done(_self: Any, task: Any, at: Any, insertion: Any) -> None:
    """What a task was to be given before it was sent elsewhere counts as given."""
    task.armed = task.armed.plus(at.numbers)
    arming._end(task, insertion)
    enforce.resume(task)


def _company_runs_on() -> None:
    """Whoever shares a table, memory or filters goes on while one of them moves an end, or adds a filter."""
    are_still = exclusive.are_others_still

    def lenient(table: Any, inbox: Any, request: Any) -> bool:
        return request.scope is Scope.COMPANY or are_still(table, inbox, request)

    replace(exclusive, "are_others_still", lenient)


def _receives_by_itself() -> None:
    """What could be received by recvfrom is received by recvmsg, as the program asked."""
    as_recvfrom = naming_ends.as_recvfrom
    replace(naming_ends, "as_recvfrom", lambda *facts: as_recvfrom(*facts) and Continue())


def _to_exit(then: Any, **_alone: bool) -> Action:
    return ContinueToExit(then)


def _opens_follow() -> None:
    """Opens run beside others with the program's own flags."""
    find = opens.unfollowed

    def lenient(number: int, arguments: Any) -> Any:
        way = find(number, arguments)
        return way and opens.Unfollowed(way.argument, way.own, way.own)

    replace(naming_ends, "unfollowed", lenient)


def _unseen(then: Any, *changed: int) -> Action:
    return ContinueChanged(lambda result: then(result) if result < 0 else Continue(), *changed)


# -- pairs at their making -----------------------------------------------------------------------------


def _no_kill_of_the_hidden() -> None:
    replace(creation, "Kill", lambda why: Continue())


def _no_hidden_creators() -> None:
    note = new_pairs._note_sockets

    def noted(context: Any, *rest: Any) -> Any:
        context.ledger.sockets._hidden_creators.clear()
        return note(context, *rest)

    replace(new_pairs, "_note_sockets", noted)


def _no_quarantine() -> None:
    replace(Sockets, "quarantine", lambda self, cookie, inode: None)


def _quarantined_may_be_named() -> None:
    matters = naming._matters
    replace(naming, "_matters", lambda form, pair, fd: pair.mode is not None and matters(form, pair, fd))


def _no_turns() -> None:
    replace(CreationLock, "begin", lambda self, task: True)


def _known_ends_are_new() -> None:
    replace(Sockets, "may_be_new", lambda self, cookie: True)


def _any_direction() -> None:
    add = Inherited.add_pipe
    replace(Inherited, "add_pipe", lambda self, inode, writable: add(self, inode, writable=True))


def _no_launch_set() -> None:
    replace(Inherited, "has_pipe", lambda self, inode: False)


def _numbers_are_objects() -> None:
    replace(Originals, "is_original", lambda self, inode, fd: True)


def _no_note_of_passing() -> None:
    replace(Ledger, "note_passing", lambda self: None)


def _is_numbered_before(numbering: Numbering, pair: Pair) -> bool:
    return pair.id <= numbering._passed_up_to


def _nothing_read_is_inherited() -> None:
    replace(planning, "inherits_read_end", lambda: False)


# -- what /proc says -----------------------------------------------------------------------------------


def _no_own_proc() -> None:
    for owner in (supervising, run):
        replace(owner, "ensure_own_proc", lambda: None)


def _no_complete_proc() -> None:
    replace(protection, "ensure_complete_proc", lambda: None)


def _absence_is_death() -> None:
    """A task that /proc has not got is dead: its state, and what it holds."""
    state = procfs.state

    def told(pid: int, tid: int) -> str:
        try:
            procroot.status(f"{pid}/task/{tid}")
        except FileNotFoundError:
            return "X"
        return state(pid, tid)

    replace(procfs, "state", told)
    replace(Collector, "_living", lambda self: [])


# -- no way out ----------------------------------------------------------------------------------------


def _no_landlock() -> None:
    replace(confinement, "_landlock", lambda warnings: 0)


def _no_signal_scope() -> None:
    replace(landlock, "SCOPES_ABI", 1 << 30)


def _no_refused_descriptors() -> None:
    replace(inherited, "refuse_dangerous_descriptors", lambda fds: None)


def _no_refused_directories() -> None:
    replace(inherited, "refuse_directories", lambda fds: None)


def _no_exit_kill() -> None:
    replace(ptrace, "OPTIONS", ptrace.OPTIONS & ~ptrace.O_EXITKILL)


# -- scenes --------------------------------------------------------------------------------------------


def _small_inodes() -> None:
    """Pipe inodes as if 2^32 of them had been made: numbers come again soon."""
    inspect = files.inspect

    def inspected(fd: int, device: int) -> Any:
        facts = inspect(fd, device)
        facts.inode %= 32
        return facts

    replace(files, "inspect", inspected)


def _numbers_come_again() -> None:
    """As if the pipe that is given as standard output had the number of each 64th that comes."""
    exempt = inherit.exempt_inherited

    def exempted(task: Any, source: Any, ledger: Ledger, originals: Originals) -> None:
        exempt(task, source, ledger, originals)
        inode = next(link.inode for link in procfs.links(task.tid) if link.fd == 1)
        ends = os.pipe()
        here = os.fstat(ends[0]).st_ino
        for number in range(here & ~63, here + 400_000, 64):
            ledger.inherited.add_pipe(number, writable=True)
            originals._kept[number] = originals._kept[inode]

    replace(inherit, "exempt_inherited", exempted)


def _leaders_only() -> None:
    """A kernel before 6.9: a pidfd names a whole process."""

    def refuse(tid: int) -> int:
        raise OSError(errno.EINVAL, f"no pidfd for thread {tid}")

    replace(process, "open_thread", refuse)


def _old_release() -> None:
    """A release that knows no call after copy_file_range(326): pwritev2(328) is new to it."""
    catalogue.NEWEST["x86_64"] = 326  # type: ignore[index]  # a dict, told to be read-only


#: Refusals by name; tests/attacks/ablation/table.py says what each is for.
REMOVALS: dict[str, Callable[[], None]] = {
    "trapped-first": lambda: replace(creation, "_writable", lambda kind, numbers: frozenset()),
    "trapped-at-exit": lambda: replace(naming_ends, "_trap_ends", lambda *facts: Continue()),
    "all-before-own-filter": _answered_by(Family.FILTER, _own_filter_first),
    "company": _company_runs_on,
    "alone-makers": lambda: replace(creation, "ContinueToExit", _to_exit),
    "alone-opens": lambda: replace(naming_ends, "ContinueToExit", _to_exit),
    "unfollowed": _opens_follow,
    "seen-at-exit": lambda: replace(naming_ends, "ContinueChanged", _unseen),
    "alone-duplicates": lambda: replace(naming_ends, "_ALONE", Continue()),
    "alone-receivers": lambda: replace(naming_ends, "_receive_in_company", lambda *facts: Continue()),
    "receives-without-ends": _receives_by_itself,
    "own-numbers": lambda: replace(Task, "owns_numbers", property(lambda self: True)),
    "sealed": lambda: replace(adding, "_seal", _sealed_unasked),
    "seen-sealed": lambda: replace(adding, "_seal", _sealed_unseen),
    "begun-anew": lambda: replace(arming.ArmingCalls, "_begin_anew", _begun_is_done),
    "all-threads": lambda: replace(adding, "_TSYNC", 0),
    "same-abi": _any_abi_is_its_own,
    "mapping": lambda: replace(adding, "_is_mapped", lambda programs, lines: True),
    "copy": _answered_by(Family.MESSAGE, judging.judged_then_continued),
    "constant": judging.send_memory,
    "ancillary": lambda: replace(arguments, "_has_control", lambda control: False),
    "control-dropped": judging.pass_control,
    "addressed": judging.ignore_address,
    "urgent": judging.urgent_unjudged,
    "unregistered-pipe": judging.unregistered_pipes_free,
    "registration-merges": judging.reset_at_registration,
    "decide-again": lambda: replace(dispatch.Decider, "decide_again", lambda self, task, action: action),
    "fast-private": _any_table_is_fast,
    "fast-repeats": _any_byte_is_fast,
    "as-if-nothing-were-fast": _nothing_is_fast,
    "alone": _alone_means_continue,
    "alone-naming": _natively(naming),
    "at-once": lambda: replace(unrestricted, "write_at_once", lambda *facts: Continue()),
    "at-once-naming": lambda: replace(naming, "name_at_once", lambda *facts: Continue()),
    "failed-take": _failures_continue,
    "dumpable": _answered_by(Family.DUMPABLE, _let_run),
    "filter-tracking": _answered_by(Family.FILTER, _let_run),
    "sendfile": _no_sendfile_refusal,
    "as-if-sendfile-were-listed": _sendfile_is_listed,
    "naming": lambda: replace(naming, "_matters", lambda *facts: False),
    "kill-hidden": _no_kill_of_the_hidden,
    "hidden-creators": _no_hidden_creators,
    "naming-quarantined": _quarantined_may_be_named,
    "quarantine": _no_quarantine,
    "fresh": _known_ends_are_new,
    "passing": _no_note_of_passing,
    "forgotten": lambda: replace(NumberSet, "add", lambda self, inode: None),
    "passed-in-its-making": lambda: replace(Numbering, "note_made", lambda self, passings: None),
    "passed-before-it-was-met": lambda: replace(Numbering, "may_be_outside", _is_numbered_before),
    "one-at-a-time": _no_turns,
    "access-mode": _any_direction,
    "launch-set": _no_launch_set,
    "originals": _numbers_are_objects,
    "inherited-read-end": _nothing_read_is_inherited,
    "own-proc": _no_own_proc,
    "complete-proc": _no_complete_proc,
    "absence": _absence_is_death,
    "landlock": _no_landlock,
    "signal-scope": _no_signal_scope,
    "capabilities": lambda: replace(capabilities, "drop_dangerous", lambda: None),
    "switches": lambda: replace(mounts, "make_switches_read_only", lambda: None),
    "descriptors": _no_refused_descriptors,
    "directories": _no_refused_directories,
    "not-dumpable": lambda: replace(process, "set_not_dumpable", lambda: None),
    "exit-kill": _no_exit_kill,
    "program-32": lambda: replace(x86_64, "USER32_CS", -1),
    "unreadable": lambda: replace(inherit, "is_readable", lambda task, source: True),
    "as-if-inodes-wrapped": _small_inodes,
    "as-if-numbers-came-again": _numbers_come_again,
    "as-if-before-6.9": _leaders_only,
    "as-if-old-release": _old_release,
    "as-if-before-6.10": lambda: replace(process, "can_seal", lambda: False),
    "as-if-trap-all": lambda: make_default("all"),
    "as-if-trap-armed": lambda: make_default("armed"),
}
