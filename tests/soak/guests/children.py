"""Programs that come and go: shells, every way to start a process, filters of their own, orphans."""

from __future__ import annotations

import ctypes
import os
import random
import subprocess
import threading
import time

from pairs import ROOM, expect, expect_refused, expect_status, in_child, pipe, use_pairs

_SCRIPTS = (
    ("seq 1 300 | sort -rn | head -n 1", "300\n"),
    ("x=$(echo one two | tr ' ' '-'); echo \"$x\" | cat", "one-two\n"),
    ("(echo b; echo a) | sort | tr -d '\\n'; echo $?", "ab0\n"),
    ("cat <<END | wc -l\n1\n2\n3\nEND\n", "3\n"),
    ("sleep 0.05 & echo $(echo $(echo nested)); wait", "nested\n"),
)


def shell() -> None:
    """Pipelines of a shell whose pipes a rule allows."""
    script, wanted = random.choice(_SCRIPTS)
    # The output goes to a file: a pipe of this program would be one for events.
    with open("shell.out", "w+b") as out:
        done = subprocess.run(["/bin/sh", "-c", script], stdout=out, timeout=60)
        out.seek(0)
        found = out.read().decode()
    expect((done.returncode, found) == (0, wanted), f"{script!r}: {done.returncode}, {found!r}")


def spawn() -> None:
    """fork, vfork, posix_spawn, exec, and an exec of nothing."""
    expect_status(in_child(use_pairs))  # its pid may have been that of a process that was killed
    expect_status(in_child(lambda: os.execv("/bin/true", ["true"])))
    expect_status(os.posix_spawn("/bin/true", ["true"], {}))
    expect(subprocess.run(["/bin/true"], timeout=60).returncode == 0, "a child by vfork")
    # The child's report of its failure is text, written in parts: all but the number in it is refused.
    try:
        done = subprocess.run(["/nonexistent"], timeout=60)
    except FileNotFoundError:
        raise AssertionError("a text went through a pipe") from None
    except subprocess.SubprocessError:
        return
    expect(done.returncode == 255, f"the status of a child that could not exec: {done.returncode}")


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def _load_a_filter() -> None:
    """One instruction, ``return SECCOMP_RET_ALLOW``; no_new_privs is set already."""
    program = _Program(1, (0x06).to_bytes(4, "little") + (0x7FFF0000).to_bytes(4, "little"))
    expect(ctypes.CDLL(None).prctl(22, 2, ctypes.byref(program), 0, 0) == 0, "a filter cannot be loaded")


def _under_a_filter() -> None:
    _load_a_filter()
    with pipe(ROOM) as (reading, writing):
        os.write(writing, b"f" * ROOM)
        expect_refused(lambda: os.write(writing, b"g"), "another byte, under a filter of its own")
        child = in_child(lambda: _read_slowly(reading))
        expect(os.write(writing, b"f" * ROOM) == ROOM, "a write that waits in its stop")
        expect_status(child)


def _read_slowly(reading: int) -> None:
    time.sleep(0.02)
    expect(os.read(reading, ROOM) == b"f" * ROOM, "what went in")


def filtered() -> None:
    """A program with a filter of its own: its calls wait in their stops."""
    expect_status(in_child(_under_a_filter))


def _exec_in_thread() -> None:
    for _number in range(2):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    threading.Thread(target=os.execv, args=("/bin/true", ["true"]), daemon=True).start()
    time.sleep(60)


def leaderless() -> None:
    """exec by a thread that is not the leader, while its siblings live; a leader that leaves before."""
    expect_status(in_child(_exec_in_thread))


def orphans() -> None:
    """A process that outlives its parent, and then its last event."""
    with pipe() as ends:
        reading, writing = ends

        def outlive() -> None:
            time.sleep(random.uniform(0.0, 0.2))
            os.write(writing, b"o")

        expect_status(in_child(lambda: void(in_child(outlive))))
        os.close(writing)
        ends[1] = -1
        expect(os.read(reading, 9) == b"o", "an orphan's event")
        expect(os.read(reading, 9) == b"", "an orphan's end")


def void(_value: object) -> None:
    """Nothing."""
