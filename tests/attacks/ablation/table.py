"""What each rule is for: the attack that succeeds without it, and with it does not."""

from __future__ import annotations

from dataclasses import dataclass

EVENTS = ("--pipe", "allow-events", "--socketpair", "allow-events")
ARMED = ("--trap", "armed", *EVENTS)
DENY = ("--pipe", "deny", "--socketpair", "deny")

#: How a run ends where scpipe kills the program, and where it refuses to start.
KILLED = "status -9"
REFUSED = "status 125"

_SH = ("sh", "-c")
_WITH_ROOT = (*_SH, 'exec 9</; exec "$@"', "sh")
_WITH_MEMORY = (*_SH, 'exec 9<>/proc/$VICTIM/mem; exec "$@"', "sh")
_WITH_READ_END = (*_SH, ': | "$@"', "sh")

_MAY_NOT = 'unshare {kinds} true 2>/dev/null || {{ echo "lacks: namespaces"; exit 2; }}; '
#: Standard output is a file meanwhile: what is inherited is not recognized there either.
_TO_FILE = '>"$out"; status=$?; cat "$out"; rm -f "$out"; '
#: In a PID namespace with the /proc of the outer one.
_FOREIGN_PROC = (
    *_SH,
    _MAY_NOT.format(kinds="-p -f") + f'out=$(mktemp); unshare -p -f --kill-child "$@" {_TO_FILE}exit $status',
    "sh",
)
#: The same, with a trusted program outside whose number is soon given out inside.
_TRUSTED_OUTSIDE = (
    *_SH,
    _MAY_NOT.format(kinds="-p -f")
    + "out=$(mktemp); sleep 60 </dev/null >/dev/null 2>&1 & export TRUSTED=$!; "
    "unshare -p -f --kill-child sh -c "
    '\'echo $((TRUSTED - 20)) >/proc/sys/kernel/ns_last_pid 2>/dev/null; "$@"; exit $?\' sh "$@" '
    f"{_TO_FILE}kill $TRUSTED; exit $status",
    "sh",
)
#: Under root without CAP_SYS_PTRACE a /proc that hides what it may not trace.
_HIDING_PROC = (
    *_SH,
    _MAY_NOT.format(kinds="-m") + "exec unshare -m sh -c "
    "'mount -t proc -o hidepid=2,gid=5 proc /proc || { echo lacks: a mount; exit 2; }; "
    'exec setpriv --bounding-set -sys_ptrace --inh-caps -sys_ptrace "$@"\' sh "$@"',
    "sh",
)
#: The supervisor is killed as the kernel does it where memory is short; standard output is a file meanwhile,
#: which the guest locks before it writes to it, so that the lock is free when all of it has ended.
_KILLED_SUPERVISOR = (
    *_SH,
    'out=$(mktemp); "$@" >"$out" & until [ -s "$out" ] || ! kill -0 $!; do sleep 0.05; done; kill -9 $!; '
    'flock -w 100 "$out" cat "$out"; rm -f "$out"',
    "sh",
)


@dataclass(frozen=True, slots=True)
class Ablation:
    """One rule and an attack that it stops.

    ``rule``: a trace id or a name of removals.REMOVALS. ``shows``: what happens without it. ``guest``: a
    file below tests/attacks/guests if it has a section, else below guests/ here. ``twins``: other rules that
    stop the same attack; it succeeds without all of them, and this rule stops it without the twins.
    ``given``: scenes and rules that are out in every run. ``who``: root or user, "" for both. ``needs``:
    what the kernel must have; the attack is run bare first, and says if it lacks it. ``landlock``: the
    Landlock ABI that the rule, or its twin, uses. ``around``: what starts scpipe-run, with {own} for the
    directory of the guests here. ``ends``: how a stopped attack may end besides "stopped".
    """

    rule: str
    shows: str
    guest: str
    args: tuple[str, ...] = ()
    policy: tuple[str, ...] = EVENTS
    twins: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    who: str = ""
    needs: str = ""
    landlock: int = 0
    around: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The test's id."""
        return "-".join((self.rule, self.guest.rpartition("/")[2], *self.args))


def _ring(mode: str) -> tuple[str, ...]:
    return ("{own}/uring", "outside", mode, "--")


_BYTE = "a second value enters a pair"
_PAIR = "there is a pair where pairs are denied"
_UNTYPED = "an end of a pair is sent to by a socket that is no pair"
_BLIND = "an ordinary user's supervisor is blind: every call fails"
_VETOED = "a program dies of a pause() it never called"
_STUCK = "the supervisor, and all it watches, waits for a page"
_SERVED = "a file system is there whose server the supervisor would wait for"
_SLOWED = "the scheduling of a process outside is set"
_SWITCHED = "a switch of the kernel's is opened for writing"
_AT_ONCE = "a second value enters a pair while a decision is carried out"
_UNSEEN = "a pair is forgotten that lives, and a second value enters it"

_ROWS = (
    Ablation("10", _PAIR, "made", ("pipe",), DENY),
    Ablation("11", _PAIR, "made", ("pipe2",), DENY),
    Ablation("12", _PAIR, "made", ("socketpair",), DENY),
    Ablation("20", _BYTE, "sent", ("write",)),
    Ablation("21", _BYTE, "sent", ("writev",)),
    Ablation("22", _BYTE, "sent", ("pwritev2",)),
    Ablation("23", _BYTE, "sent", ("sendto",)),
    Ablation("24", _BYTE, "sent", ("sendmsg",)),
    Ablation("25", _BYTE, "sent", ("sendmmsg",)),
    Ablation("30", _BYTE, "bytes/splice"),
    Ablation("31", _BYTE, "bytes/tee"),
    Ablation("32", _BYTE, "bytes/vmsplice"),
    Ablation("33", _BYTE, "bytes/sendfile"),
    Ablation("40", _BLIND, "dumpable", ("set",), who="user"),
    Ablation("41", "a program reads another value than it has set", "dumpable", ("get",)),
    Ablation("50", _VETOED, "own_filter", ("seccomp",)),
    Ablation("51", _VETOED, "own_filter", ("prctl",)),
    Ablation("60", _UNTYPED, "named", ("bind",)),
    Ablation("61", _UNTYPED, "named", ("connect",), twins=("60",)),
    Ablation("62", _UNTYPED, "named", ("passcred",)),
    Ablation("63", _UNTYPED, "named", ("passpidfd",), needs="SO_PASSPIDFD (Linux 6.5)"),
    Ablation("70", _SERVED, "served", ("mount",), who="root", needs="FUSE and user namespaces"),
    Ablation("71", _SERVED, "served", ("fsopen",), who="root", needs="FUSE and user namespaces"),
    Ablation("80", "limits of a process outside are set", "limited"),
    Ablation("81", _SLOWED, "scheduled", ("setparam",)),
    Ablation("82", _SLOWED, "scheduled", ("setscheduler",)),
    Ablation("83", _SLOWED, "scheduled", ("setaffinity",)),
    Ablation("84", _SLOWED, "scheduled", ("setattr",)),
    Ablation("85", _SLOWED, "scheduled", ("setpriority",)),
    Ablation("86", _SLOWED, "scheduled", ("setpriority-group",)),
    Ablation("87", _SLOWED, "scheduled", ("ioprio_set",)),
    Ablation("88", _SLOWED, "scheduled", ("ioprio_set-group",)),
    Ablation("100", _BYTE, "uring", ("sqpoll",), needs="io_uring"),
    Ablation("101", _BYTE, "uring", ("enter",), twins=("descriptors",), around=_ring("enter"),
             needs="io_uring", ends=(REFUSED,)),
    Ablation("101", _BYTE, "bytes/io_uring", twins=("100",), needs="io_uring"),
    Ablation("102", _BYTE, "uring", ("register",), twins=("descriptors",), around=_ring("register"),
             needs="io_uring", ends=(REFUSED,)),
    Ablation("103", "a program that asks first is misled: it does not fall back", "fallback"),
    Ablation("104", _BYTE, "bytes/aio", twins=("103",), needs="CONFIG_AIO"),
    Ablation("105", _STUCK, "faulting", ("call",),
             twins=("capabilities",), who="root", needs="userfaultfd"),
    Ablation("106", _BYTE, "sockmap", twins=("capabilities",), who="root", needs="CONFIG_BPF_STREAM_PARSER"),
    Ablation("107", _BYTE, "untraced", ("clone",), twins=("110",)),
    Ablation("108", _BYTE, "untraced", ("clone3",), twins=("110",)),
    Ablation("109", _BYTE, "listener"),
    Ablation("110", _BYTE, "untraced", ("clone",), twins=("107",)),
    Ablation("110", "a process outside is traced", "outside", ("ptrace",), twins=("landlock",), landlock=2),
    Ablation("111", "memory outside is written", "outside", ("writev",), twins=("landlock",), landlock=2),
    Ablation("112", "a descriptor outside is taken", "outside", ("getfd",), twins=("landlock",), landlock=2),
    Ablation("113", "a line is typed for whoever reads the terminal", "terminal", ("sti",), needs="TIOCSTI"),
    Ablation("114", "a virtual console is reached", "terminal", ("console",), twins=("capabilities",),
             who="root", needs="TIOCLINUX on /dev/tty0"),
    Ablation("115", "there is a pipe the kernel writes records into", "made", ("notification",),
             ("--socketpair", "allow-events"), needs="CONFIG_WATCH_QUEUE"),
    Ablation("116", "there is a pair that is no unix socket", "made", ("tipc",), twins=("12",),
             needs="AF_TIPC", ends=(KILLED,)),
    Ablation("117", _STUCK, "faulting", ("device",), who="root",
             needs="/dev/userfaultfd"),
    Ablation("118", _BYTE, "names/private_table", given=("as-if-before-6.9",)),
    Ablation("119", _BYTE, "names/close_range_table", given=("as-if-before-6.9",)),
    Ablation("120", _BYTE, "bytes/int80", needs="CONFIG_IA32_EMULATION"),
    Ablation("120", _BYTE, "bytes/x32", needs="CONFIG_X86_X32_ABI"),
    Ablation("121", _BYTE, "sent", ("pwritev2",), given=("22", "as-if-old-release")),
    # Where writes are trapped by descriptor: ways of an end to one more number.
    Ablation("130", _BYTE, "new_number", ("creat",), policy=ARMED),
    Ablation("131", _BYTE, "new_number", ("openat2",), policy=ARMED),
    Ablation("132", _BYTE, "new_number", ("open-1",), policy=ARMED),
    Ablation("133", _BYTE, "new_number", ("open-65",), policy=ARMED),
    Ablation("134", _BYTE, "new_number", ("open-2",), policy=ARMED),
    Ablation("135", _BYTE, "new_number", ("open-66",), policy=ARMED),
    Ablation("136", _BYTE, "new_number", ("openat-1",), policy=ARMED),
    Ablation("137", _BYTE, "new_number", ("openat-65",), policy=ARMED),
    Ablation("138", _BYTE, "new_number", ("openat-2",), policy=ARMED),
    Ablation("139", _BYTE, "new_number", ("openat-66",), policy=ARMED),
    Ablation("140", _BYTE, "new_number", ("recvmsg",), policy=ARMED),
    Ablation("141", _BYTE, "new_number", ("recvmmsg",), policy=ARMED),
    Ablation("142", _BYTE, "new_number", ("clone",), policy=ARMED),
    Ablation("143", _BYTE, "faked", ("race",), policy=ARMED, twins=("company",)),
    Ablation("144", _BYTE, "new_number", ("dup",), policy=ARMED),
    Ablation("145", _BYTE, "new_number", ("dup2",), policy=ARMED),
    Ablation("146", _BYTE, "new_number", ("dup3",), policy=ARMED),
    Ablation("147", _BYTE, "new_number", ("fcntl-0",), policy=ARMED),
    Ablation("148", _BYTE, "new_number", ("fcntl-1030",), policy=ARMED),
)  # fmt: skip

_HANDLERS = (
    Ablation("trapped-first", _BYTE, "new_number", ("made",), policy=ARMED),
    Ablation("trapped-at-exit", _BYTE, "new_number", ("openat-2",), policy=ARMED),
    Ablation("trapped-at-exit", _BYTE, "new_number", ("recvmsg",), policy=ARMED),
    Ablation("all-before-own-filter", _BYTE, "faked", ("filter",), policy=ARMED),
    Ablation("mapping", _BYTE, "faked", ("memory",), policy=ARMED),
    Ablation("company", _BYTE, "arming/napping_racers", policy=ARMED),
    Ablation("alone-makers", _BYTE, "arming/busy_numbers", policy=ARMED),
    Ablation("alone-opens", _BYTE, "arming/crowded_opens", policy=ARMED),
    Ablation("alone-opens", _BYTE, "arming/flipped_how", policy=ARMED),
    Ablation("alone-opens", _BYTE, "arming/opened_at_once", policy=ARMED),
    Ablation("alone-opens", _BYTE, "arming/signalled_opens", policy=ARMED),
    Ablation("unfollowed", _BYTE, "arming/exchanged_parts", policy=ARMED),
    Ablation("unfollowed", _BYTE, "arming/exchanged_paths", policy=ARMED),
    Ablation("unfollowed", _BYTE, "arming/exchanged_ways", policy=ARMED),
    Ablation("seen-at-exit", _BYTE, "opened_beside", policy=ARMED, given=("unfollowed",), ends=(KILLED,)),
    Ablation("alone-duplicates", _BYTE, "arming/napping_racers", policy=ARMED),
    Ablation("alone-receivers", _BYTE, "arming/swapped_receiver", policy=ARMED),
    Ablation("receives-without-ends", _BYTE, "arming/accepted_receiver", policy=ARMED),
    Ablation("receives-without-ends", _BYTE, "arming/changed_message", policy=ARMED),
    Ablation("receives-without-ends", _BYTE, "arming/interrupted_receiver", policy=ARMED),
    Ablation("own-numbers", _BYTE, "arming/napping_racers", policy=ARMED),
    Ablation("sealed", _BYTE, "arming/held_mappings", policy=ARMED, needs="mseal (Linux 6.10)"),
    Ablation("seen-sealed", _BYTE, "arming/children_at_once", policy=ARMED, needs="mseal (Linux 6.10)"),
    Ablation("begun-anew", _BYTE, "arming/flipped_child", policy=ARMED),
    Ablation("all-threads", _BYTE, "arming/crowd", policy=ARMED),
    Ablation("same-abi", _BYTE, "flipped_abi", policy=ARMED, who="root", needs="CONFIG_IA32_EMULATION"),
    Ablation("naming", _UNTYPED, "named", ("bind",)),
    Ablation("naming", _UNTYPED, "named", ("passcred",)),
    Ablation("dumpable", _BLIND, "dumpable", ("set",), who="user"),
    Ablation("filter-tracking", _VETOED, "own_filter", ("prctl",)),
    Ablation("sendfile", _AT_ONCE, "slow_offset", who="root", needs="userfaultfd",
             given=("as-if-sendfile-were-listed",),
             policy=(*EVENTS, "--relax", "userfaultfd", "--relax", "capabilities")),
    Ablation("ancillary", "a message brings descriptors", "bytes/ancillary", twins=("control-dropped",)),
    Ablation("control-dropped", "a message brings descriptors", "bytes/ancillary", twins=("ancillary",)),
    Ablation("addressed", "a message reaches another than its addressee", "addressed"),
    Ablation("urgent", _BYTE, "bytes/out_of_band"),
    Ablation("copy", _AT_ONCE, "races/buffer_flip", who="root", given=("as-if-nothing-were-fast",)),
    Ablation("constant", _AT_ONCE, "races/buffer_flip", who="root", given=("as-if-nothing-were-fast",)),
    Ablation("decide-again", _AT_ONCE, "device_flip", who="root"),
    Ablation("fast-private", _AT_ONCE, "races/number_flip", who="root"),
    Ablation("fast-repeats", _BYTE, "races/number_flip", who="root"),
    Ablation("alone", _AT_ONCE, "device_flip", who="root"),
    Ablation("alone-naming", _UNTYPED, "bind_flip", who="root"),
    Ablation("at-once", _AT_ONCE, "races/number_flip", who="root", given=("as-if-nothing-were-fast",)),
    Ablation("at-once", _AT_ONCE, "races/counter_flip", who="root"),
    Ablation("at-once-naming", _UNTYPED, "naming/copy_flip", who="root"),
    Ablation("failed-take", _AT_ONCE, "closed_flip", who="root"),
    Ablation("unregistered-pipe", _BYTE, "early_pipe", who="root"),
    Ablation("registration-merges", _BYTE, "early_pipe", who="root"),
    Ablation("quarantine", _BYTE, "creation/killed_creator", who="root", ends=(KILLED,)),
    Ablation("naming-quarantined", _BYTE, "hidden_stream", given=("kill-hidden",), who="root"),
    Ablation("kill-hidden", _BYTE, "creation/socketpair_halves", twins=("hidden-creators",), who="root",
             ends=(KILLED,)),
    Ablation("hidden-creators", _BYTE, "creation/socketpair_halves", twins=("kill-hidden",), who="root",
             ends=(KILLED,)),
    Ablation("fresh", _BYTE, "known_halves", who="root", ends=(KILLED,)),
    Ablation("passing", _BYTE, "kept_outside", who="root"),
    Ablation("forgotten", _BYTE, "kept_outside", who="root"),
    Ablation("passed-in-its-making", _BYTE, "outside/kept_early"),
    Ablation("passed-before-it-was-met", _BYTE, "outside/kept_unseen"),
    Ablation("one-at-a-time", _BYTE, "makers", who="root", ends=(KILLED,)),
    Ablation("access-mode", _BYTE, "reopened", around=_WITH_READ_END),
    Ablation("inherited-read-end", _BYTE, "reopened", policy=DENY, around=_WITH_READ_END),
    Ablation("launch-set", _BYTE, "collide", given=("as-if-inodes-wrapped",), twins=("originals",),
             ends=(KILLED,)),
    Ablation("originals", _BYTE, "collide", given=("as-if-inodes-wrapped",), twins=("launch-set",),
             ends=(KILLED,)),
    Ablation("originals", _BYTE, "come_again", ("left",), given=("as-if-numbers-came-again",)),
    Ablation("originals", _BYTE, "come_again", ("killed",), given=("as-if-numbers-came-again",)),
)  # fmt: skip

_SURROUNDINGS = (
    Ablation("own-proc", _UNSEEN, "proc/unseen_pipe", who="root", around=_FOREIGN_PROC,
             needs="PID namespaces", ends=(REFUSED,)),
    Ablation("own-proc", "a rule trusts another program", "proc/wrong_program", who="root",
             around=_TRUSTED_OUTSIDE, policy=("--policy", "tests/attacks/policies/sleep_is_free.yaml"),
             needs="PID namespaces", ends=(REFUSED,)),
    Ablation("complete-proc", _UNSEEN, "proc/hidden_holder", twins=("absence",), who="root",
             around=_HIDING_PROC, needs="mount namespaces", ends=(REFUSED,)),
    Ablation("absence", _UNSEEN, "proc/hidden_holder", twins=("complete-proc",), who="root",
             around=_HIDING_PROC, needs="mount namespaces", ends=(REFUSED,)),
)  # fmt: skip

_CONFINEMENT = (
    Ablation("landlock", "memory outside is opened for writing", "outside", ("mem",), landlock=2),
    Ablation("landlock", "processes outside are signalled", "outside", ("signal",), landlock=6),
    Ablation("signal-scope", "processes outside are signalled", "outside", ("signal",),
             landlock=6),
    Ablation("capabilities", "what is read-only is mounted writable", "switches", ("remount",), who="root"),
    Ablation("switches", _SWITCHED, "switches", ("write",), who="root"),
    Ablation("descriptors", "memory of a process outside is written", "outside", ("inherited",),
             around=_WITH_MEMORY, ends=(REFUSED,)),
    Ablation("directories", _SWITCHED, "switches", ("inherited",),
             who="root", around=_WITH_ROOT, ends=(REFUSED,)),
    Ablation("not-dumpable", "the supervisor's memory is opened for writing", "outside", ("supervisor",),
             twins=("landlock",), landlock=2, who="user"),
    Ablation("program-32", "it loops for ever: its exit fails too", "program32", needs="32-bit programs"),
    Ablation("unreadable", "a program runs of which every call fails", "unreadable", who="user"),
    Ablation("exit-kill", _BYTE, "orphaned", around=_KILLED_SUPERVISOR),
)  # fmt: skip

#: The functions that refuse, kill or do not start, below scpipe/, and the rules here that show why.
REFUSING = {
    "handlers/naming_ends.py handle_receive": ("140", "141"),
    "handlers/naming_ends.py _trap_ends": ("trapped-at-exit",),
    "handlers/naming_ends.py _open_unfollowed": ("seen-at-exit",),
    "handlers/splice.py handle_transfer": ("30", "31", "32", "33"),
    "handlers/splice.py _sendfile": ("sendfile",),
    "handlers/creation.py handle_creation": ("10", "11", "12"),
    "handlers/creation.py _register": ("kill-hidden", "fresh", "launch-set"),
    "handlers/creation.py _hidden": ("kill-hidden",),
    "handlers/refused.py _check": ("116",),
    "handlers/limits.py _refused": ("80", "83", "86"),
    "handlers/mounting.py handle_mount": ("70", "71"),
    "handlers/judged.py _judge": ("20", "ancillary", "addressed", "urgent", "quarantine"),
    "handlers/audit.py audit": ("20",),  # it only tells
    "handlers/naming.py handle_naming": ("60", "61", "62", "63", "naming", "naming-quarantined"),
    "spawn/inherited.py _own_descriptors": ("descriptors",),
    "spawn/inherited.py refuse_dangerous_descriptors": ("descriptors",),
    "spawn/inherited.py refuse_directories": ("directories",),
    "handlers/refused.py handle_refused": ("100",),  # every row that is refused
    "supervisor/inherit.py why_not": ("program-32", "unreadable"),
}

ABLATIONS = (*_ROWS, *_HANDLERS, *_SURROUNDINGS, *_CONFINEMENT)
