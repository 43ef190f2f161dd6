"""Programs in Python, node, Java and others that are refused something."""

from __future__ import annotations

from .advice_case import KILL, Case, sh

_GUNICORN = (
    "{python}",
    "-m",
    "gunicorn",
    "-b",
    "unix:{home}/sock",
    "--chdir",
    "{guests}",
    "hello_wsgi:{app}",
)
_SIGNALS = ("dash", "{advice}/signals.sh")
_NODE_EXEC = "require('child_process').exec('echo hello', (error, out) => console.log('got', out))"
_NODE_INHERIT = """
    const child = require('child_process').spawn('echo', ['hello'], {stdio: 'inherit'});
    child.on('exit', status => console.log('exit', status));
"""
_NODE_SIGNAL = """
    process.on('SIGUSR2', () => process.exit(console.log('handled')));
    process.kill(process.pid, 'SIGUSR2');
    setTimeout(() => {}, 60000);
"""
_ERLANG = ("erl", "-noshell", "-eval", 'io:format("hello~n"), halt().')
_OF_ERLANG = {"/usr/lib/erlang/erts-*/bin/*": ("pipe", "socketpair")}
_FORK = "-Djdk.lang.Process.launchMechanism=FORK"
_EXPECT = "spawn echo hello; expect eof"

LANGUAGES = (
    # Python
    Case(
        "asyncio-thread-first",
        ("{python}", "{guests}/asyncio_signal.py"),
        "handler ran",
        shows="handler lost",
        remedy=("{python}", "{advice}/asyncio_threadsafe.py"),
    ),
    Case(
        "asyncio-signal-first",
        ("{python}", "{advice}/asyncio_signal_first.py"),
        "thread 0",
        flags=KILL,
        remedy=("{python}", "{advice}/asyncio_threadsafe.py"),
    ),
    Case(
        "asyncio-signal-first-rule",
        ("{python}", "{advice}/asyncio_signal_first.py"),
        "thread 0",
        flags=KILL,
        row="asyncio-signal-first",
    ),
    Case(
        "subprocess",
        ("{python}", "{advice}/asyncio_child.py"),
        "said b'hello\\n'",
        shows="said b''",
        remedy=("{python}", "{advice}/asyncio_child.py", "file"),
    ),
    Case(
        "python-exec",
        ("{python}", "-c", "import subprocess; subprocess.run(['/nonexistent'])"),
        "hello",
        shows="SubprocessError",
        remedy=("{python}", "-c", "import subprocess; subprocess.run(['echo', 'hello'])"),
    ),
    Case(
        "multiprocessing",
        ("{python}", "{advice}/workers.py", "queue"),
        "result",
        flags=KILL,
        remedy=("{python}", "{advice}/workers.py", "threads"),
    ),
    Case(
        "process-pool",
        ("{python}", "{advice}/workers.py", "executor"),
        "result 1024",
        flags=KILL,
        row="multiprocessing",
    ),
    Case(
        "pytest",
        (
            "{python}",
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "--noconftest",
            "-c",
            "/dev/null",
            "--rootdir",
            "{home}",
            "{home}/test_pool.py",
        ),
        "1 passed",
        flags=KILL,
        prepare=("cp", "{advice}/pool_in_a_test.py", "test_pool.py"),
    ),
    Case(
        "processor",
        ("{python}", "-c", "import platform; print('processor', platform.processor())"),
        "processor",
        shows="processor",
    ),
    Case(
        "pip",
        ("{python}", "-m", "pip", "install", "--no-index", "no-such-package"),
        "",
        shows="CalledProcessError",
    ),
    Case(
        "gunicorn",
        (*_SIGNALS, "[ -S sock ]", "USR1 TERM", *_GUNICORN),
        "status 0",
        flags=KILL,
        remedy=(*_SIGNALS, "[ -S sock ]", "HUP TERM", *_GUNICORN),
    ),
    Case(
        "celery",
        ("dash", "{advice}/celery.sh", "{python}"),
        "5",
        remedy=("dash", "{advice}/celery.sh", "{python}", "-P", "solo"),
        environment={"PYTHONPATH": "{advice}"},
        harmless=frozenset({"processor"}),
    ),
    # node, Java, and other languages
    Case("node-signal", ("node", "-e", _NODE_SIGNAL), "handled"),
    Case("node-child", ("node", "-e", _NODE_EXEC), "got hello"),
    Case("node-inherit", ("node", "-e", _NODE_INHERIT), "exit 0", row="node-signal"),
    Case(
        "node-child-inherit",
        ("node", "-e", _NODE_EXEC),
        "hello\nexit 0",
        row="node-child",
        remedy=("node", "-e", _NODE_INHERIT),
        rules={"node": ("pipe",)},
    ),
    Case(
        "java",
        ("java", "-cp", "{classes}", "Child", "echo"),
        "said hello status 0",
        shows="error=13",
        remedy=("java", "-cp", "{classes}", _FORK, "Child", "echo", "out"),
    ),
    Case(
        "java-child",
        ("java", "-cp", "{classes}", _FORK, "Child", "echo"),
        "said hello status 0",
        shows="status 1",
        remedy=("java", "-cp", "{classes}", _FORK, "Child", "echo", "out"),
    ),
    Case(
        "java-exec",
        ("java", "-cp", "{classes}", _FORK, "Child", "/nonexistent", "out"),
        "status 0",
        shows="status 255",
        remedy=("java", "-cp", "{classes}", _FORK, "Child", "true", "out"),
    ),
    Case("tcl", ("tclsh", "{advice}/hello.tcl"), "done", shows="triggerPipe"),
    Case("expect", ("expect", "-c", _EXPECT), "hello", row="tcl"),
    Case(
        "tcl-child",
        ("tclsh", "{home}/exec.tcl"),
        "hello",
        prepare=sh("echo 'puts [exec echo hello]' > exec.tcl"),
    ),
    Case(
        "perl-exec",
        ("perl", "-e", "system('/nonexistent', 'x'); print 'status ', $? >> 8"),
        "hello",
        row="ruby-perl-exec",
        remedy=("perl", "-e", "system('echo', 'hello')"),
    ),
    Case(
        "awk",
        ("awk", 'BEGIN { "echo hello" | getline x; print "got " x }'),
        "got hello",
        shows="got",
        remedy=sh('echo hello > f && awk \'BEGIN { getline x < "f"; print "got " x }\''),
    ),
    Case("erl", _ERLANG, "hello", rules=_OF_ERLANG, remedy=_ERLANG, harmless=frozenset({"erl"})),
    Case("erlang", _ERLANG, "hello", rules=_OF_ERLANG, remedy=_ERLANG, harmless=frozenset({"erl"})),
    Case(
        "musl-spawn",
        ("{home}/spawn", "/nonexistent"),
        "error 0",
        row="generic",
        pattern="error-report",
        flags=KILL,
        words="posix_spawn repeats it for ever",
        prepare=("musl-gcc", "-static", "-o", "spawn", "{advice}/spawn.c"),
        remedy=("{home}/spawn", "/bin/true"),
    ),
)
