"""The options of ``scpipe learn``, as a table like that of scpipe-run."""

from __future__ import annotations

from scpipe.command.arguments import Option

OPTIONS = (
    Option("--output", str, "Where the policy goes; required.", "FILE", "-o"),
    Option("--merge", bool, "Add to FILE what this run needs more."),
    Option("--force", bool, "Replace FILE."),
    Option("--check", bool, "Run CMD again under the policy, and say whether it passes."),
    Option("--partial", bool, "Write it also where CMD was interrupted or died of a signal."),
    Option("--first-message", str, "uniform or any.", "HOW"),
    Option("--relax", list, "Lift a safety refusal (repeatable); goes into the policy.", "NAME"),
    Option("--timeout", str, "SIGTERM after 90, 90s, 5m; with --partial a way to end a server.", "DURATION"),
    Option("--trap", str, "all writes, or armed: only those to pairs.", "WHICH"),
)
