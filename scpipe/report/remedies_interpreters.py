"""What interpreters are known for, and those of their programs that have a name of their own."""

from __future__ import annotations

from scpipe.report import shapes
from scpipe.report.known import Known

_EXISTS = "see that the program exists and can be executed"
_FILE = "write to a temporary file, and read that"
_THREADSAFE = (
    "signal.signal with a handler that calls loop.call_soon_threadsafe, in place of loop.add_signal_handler"
)


def interpreters() -> tuple[Known, ...]:
    """The rules of interpreters, made when somebody asks: most runs refuse nothing."""
    return (
        Known(
            "gunicorn",
            "gunicorn",
            "",
            "pipe",
            shapes.signal_number,
            "signal-number",
            (
                "a gunicorn worker writes the number of each signal into one pipe; after another signal"
                " it ignores SIGTERM"
            ),
            "send gunicorn no SIGUSR1",
            "it does not reopen its logs",
        ),
        Known(
            "pip",
            "",
            "pip",
            "pipe",
            shapes.data,
            "data",
            "pip install asks uname and lsb_release what system this is, and gives up without an answer",
        ),
        Known(
            "processor",
            "uname",
            "python",
            "pipe",
            shapes.text,
            "data",
            "uname's answer to Python's module platform: platform.processor() is then '', which few mind",
        ),
        Known(
            "celery",
            "celery",
            "celery",
            "pipe",
            shapes.data,
            "data",
            "a task on its way to celery's pool of processes; no task ever runs",
            "start the worker with -P threads, or -P solo",
            "tasks share a process",
        ),
        Known(
            "pytest",
            "pytest py.test",
            "pytest py.test",
            "pipe",
            shapes.pickled,
            "data",
            (
                "a test hands an object to another process (multiprocessing, ProcessPoolExecutor), and "
                "waits for ever"
            ),
        ),
        Known(
            "multiprocessing",
            "python",
            "python",
            "pipe",
            shapes.pickled,
            "data",
            (
                "an object on its way to another process (multiprocessing, ProcessPoolExecutor); it is "
                "lost, and who waits for the answer waits for ever"
            ),
            "ThreadPoolExecutor in its place",
            "threads share the interpreter's lock",
        ),
        Known(
            "python-exec",
            "python",
            "python",
            "pipe",
            shapes.python_exec_report,
            "error-report",
            (
                "a child's report to Python that it cannot execute a program; the exception says "
                "SubprocessError instead of what is wrong"
            ),
            _EXISTS,
        ),
        Known(
            "subprocess",
            "",
            "python",
            "pipe",
            shapes.data,
            "data",
            (
                "what a child of Python's (subprocess, asyncio) says or is told, or what Python writes to "
                "a pipe of its own; communicate() and check_output() find b''"
            ),
            "give the child a file: stdout=open(...)",
        ),
        Known(
            "asyncio-thread-first",
            "python",
            "python",
            "socketpair",
            shapes.signal_number,
            "signal-number",
            (
                "asyncio's loop is woken by one byte for threads and another for each signal, and only "
                "the first kind passes: this signal's handler does not run"
            ),
            _THREADSAFE,
            "all wake-ups are then one kind",
        ),
        Known(
            "asyncio-signal-first",
            "python",
            "python",
            "socketpair",
            shapes.wake_after_signal,
            "wake-byte",
            (
                "asyncio's loop was woken for a signal first, so no thread wakes it any more, and it "
                "can hang for ever"
            ),
            _THREADSAFE,
            "all wake-ups are then one kind",
        ),
        Known(
            "python-signal",
            "python",
            "python",
            "pipe",
            shapes.signal_number,
            "signal-number",
            (
                "the number of a signal, for which Python or its program has a pipe "
                "(signal.set_wakeup_fd); only the kind that came first is seen"
            ),
        ),
        Known(
            "node-signal",
            "node nodejs",
            "node nodejs",
            "pipe",
            shapes.size(16),
            "fixed-struct",
            (
                "libuv's record of a signal (16 bytes); node aborts at the first signal that it "
                "handles, and the end of a child is one"
            ),
        ),
        Known(
            "node-child",
            "",
            "node nodejs",
            "socketpair",
            shapes.data,
            "data",
            (
                "what a child of node's says or is told, or their IPC; node itself needs its pipes for "
                "the child's end"
            ),
            "stdio: 'inherit', 'ignore' or files, and a rule for node with pipe: allow",
            "node's pipes may carry data",
        ),
        Known(
            "java-exec",
            "java",
            "java",
            "pipe",
            shapes.errno_report,
            "error-report",
            ("a child's report to Java that it cannot execute a program; Java sees it end with 255"),
            _EXISTS,
        ),
        Known(
            "java",
            "java jspawnhelper",
            "java",
            "pipe",
            shapes.size(4, 8),
            "fixed-struct",
            (
                "what Java and its jspawnhelper tell each other before a child starts; ProcessBuilder "
                "says error=13"
            ),
            "-Djdk.lang.Process.launchMechanism=FORK, and redirectOutput(File) for the child's output",
            "FORK takes longer where the heap is large",
        ),
        Known(
            "java-child",
            "",
            "java",
            "pipe",
            shapes.data,
            "data",
            "what a child of Java's says or is told",
            "redirectOutput(File) and redirectError(File)",
        ),
        Known(
            "tcl",
            "tclsh wish expect",
            "tclsh wish expect",
            "pipe",
            shapes.byte_after("q", 0),
            "wake-byte",
            (
                "a q, with which Tcl ends its notifier at the end of the program; Tcl aborts (134) "
                "after all is done"
            ),
        ),
        Known(
            "tcl-child",
            "",
            "tclsh wish expect",
            "pipe",
            shapes.data,
            "data",
            "what a child of Tcl's (exec) says or is told",
        ),
        Known(
            "ruby-perl-exec",
            "ruby perl",
            "ruby perl",
            "pipe",
            shapes.errno_report,
            "error-report",
            (
                "a child's report that it cannot execute a program; Ruby and Perl see a child that ends"
                " with 127 or 255"
            ),
            _EXISTS,
        ),
        Known(
            "awk",
            "",
            "awk gawk mawk",
            "pipe",
            shapes.data,
            "data",
            "a command that awk runs (cmd | getline, print | cmd)",
            _FILE,
        ),
        Known(
            "erlang",
            "beam.smp erl_child_setup inet_gethost",
            "beam.smp erl_child_setup inet_gethost",
            "",
            shapes.anything,
            "data",
            (
                "what Erlang's machine and its helpers (inet_gethost, erl_child_setup) tell each other;"
                " it needs both kinds of pair for them"
            ),
        ),
    )
