"""Host programs that use the library; the first argument chooses one. Each prints what the test needs."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import scpipe

ORPHANS = "setsid sleep 300 & echo $!; exec sleep 300"


def launch_and_wait() -> None:
    """Launches two processes in two sessions, prints their pids and does not end."""
    box = scpipe.launch(ORPHANS, shell=True, stdout=scpipe.PIPE, text=True)
    assert box.stdout is not None
    print(box.pid, box.stdout.readline(), end="", flush=True)
    time.sleep(300)


def launch_and_fork() -> None:
    """The same, with a child that holds copies of all the host's descriptors."""
    box = scpipe.launch(ORPHANS, shell=True, stdout=scpipe.PIPE, text=True)
    assert box.stdout is not None
    pids = f"{box.pid} {box.stdout.readline().strip()}"
    child = os.fork()
    if child:
        print(pids, child, flush=True)
    time.sleep(300)


def launch_and_leave() -> None:
    """Launches, prints the pids and ends without a word to the sandbox."""
    box = scpipe.launch(ORPHANS, shell=True, stdout=scpipe.PIPE, text=True)
    assert box.stdout is not None
    print(box.pid, box.stdout.readline(), end="", flush=True)


def busy() -> None:
    """Launches processes that keep their supervisor busy all the time."""
    code = "import os\nr, w = os.pipe()\nprint(os.fork(), flush=True)\n"
    code += "while 1:\n os.write(w, b'\\0'); os.read(r, 1)\n"
    box = scpipe.launch([sys.executable, "-I", "-S", "-c", code], stdout=scpipe.PIPE, text=True)
    assert box.stdout is not None
    pids = {int(box.stdout.readline()), int(box.stdout.readline())} - {0}
    print(box.pid, *pids, flush=True)
    time.sleep(300)


def stress(launches: str, threads: str) -> None:
    """Launches sandboxes from several threads beside as many subprocesses; nothing is lost or left."""
    count, width = int(launches), int(threads)
    scpipe.run(["true"])
    early = subprocess.Popen(["/bin/sh", "-c", "exit 77"])  # waited for at the very end
    before = set(os.listdir("/proc/self/fd"))

    def sandbox(number: int) -> None:
        words = ["/bin/sh", "-c", f"cat; exit {number % 100}"]
        done = scpipe.run(words, input=b"%d" % number, capture_output=True)
        assert (done.returncode, done.stdout, done.stderr) == (number % 100, b"%d" % number, b""), done
        assert done.status is scpipe.Status.OK, done

    def plain(number: int) -> None:
        words = ["/bin/sh", "-c", f"cat; exit {number % 100}"]
        done = subprocess.run(words, input=b"%d" % number, stdout=subprocess.PIPE)
        assert (done.returncode, done.stdout) == (number % 100, b"%d" % number), done

    began = time.monotonic()
    with ThreadPoolExecutor(width) as one, ThreadPoolExecutor(width) as two:
        futures = [one.submit(sandbox, number) for number in range(count)]
        futures += [two.submit(plain, number) for number in range(count)]
        for future in futures:
            future.result()
    took = time.monotonic() - began
    assert early.wait(300) == 77
    assert set(os.listdir("/proc/self/fd")) == before, os.listdir("/proc/self/fd")
    assert threading.active_count() == 1, threading.enumerate()
    with open(f"/proc/self/task/{os.getpid()}/children") as children:
        assert children.read() == ""
    print(f"{took:.1f}")


def basics() -> None:
    """A run, a refusal and an error as this user."""
    assert scpipe.run(["cat"], input="x", stdout=scpipe.PIPE, text=True).stdout == "x"
    assert scpipe.run("echo hello | cat", shell=True, stderr=scpipe.DEVNULL).status is scpipe.Status.VIOLATION
    try:
        scpipe.run(["/no/such"])
    except FileNotFoundError as error:
        print(error)


def stopped(report: str) -> None:
    """Launches a command that makes many events and then a file, and does not end."""
    code = f"i=0; while [ $i -lt 2000 ]; do /bin/true; i=$((i+1)); done; echo done > {report}; sleep 300"
    seen: list[object] = []
    box = scpipe.launch(code, shell=True, on_event=seen.append)
    print(box.pid, flush=True)
    box.wait()


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
