"""Programs that run what their caller gives them: a rule for one is a rule for everything it can run."""

from __future__ import annotations

from scpipe.report.naming import canonical


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_KINDS = {
    "a shell": _names(
        "sh ash bash dash zsh ksh mksh yash busybox toybox fish csh tcsh rc elvish nu xonsh pwsh"
    ),
    "an interpreter": _names(
        "python pypy ipython perl ruby irb node nodejs deno bun electron php php-cgi php-fpm lua "
        "luajit tclsh wish expect awk gawk mawk nawk original-awk sed guile racket scheme sbcl "
        "clisp ecl emacs java jshell kotlin scala groovy clojure dotnet mono r rscript julia "
        "octave ghci runghc ocaml erl beam.smp elixir iex escript gdb lldb qemu-x86_64 sqlite3 "
        "psql bc dc m4 jq qjs gjs wasmtime wasmer"
    ),
    "a starter of programs": _names(
        "make gmake bmake ninja samu cmake ctest meson scons bazel buck cargo rustc rustup go git "
        "hg svn git-remote-http find xargs parallel env timeout nice nohup setsid stdbuf sudo "
        "doas su runuser setpriv chroot unshare nsenter bwrap script strace ltrace time watch ssh "
        "sshd scp sftp rsync tar cpio zip sort split vi vim nvim ex less more man pager top htop "
        "screen tmux cron crond at systemd systemd-run init tini dumb-init supervisord runit run- "
        "parts flock entr gcc g++ cc c++ clang clang++ ld collect2 ccache distcc libtool npm npx "
        "yarn pnpm pip pipx tox pytest mvn gradle ant rake bundle gem composer apt apt-get dpkg "
        "rpm dnf docker podman x86_64-linux-gnu-gcc x86_64-linux-gnu-g++ ld-linux-x86-64.so"
    ),
}


def what_it_runs(path: str) -> str:
    """What a program is that runs others or a text of its caller's, in a few words; "" if none is known."""
    name = path.removesuffix(" (deleted)").rpartition("/")[2].lower()
    found = (words for words, names in _KINDS.items() if name in names or canonical(path) in names)
    return next(found, "")
