"""Asking for dead children without waiting for them."""

from __future__ import annotations

from scpipe.handlers.actions import Action, Continue


def handle_wait() -> Action:
    """Let the call run: its stop alone does what is needed.

    A dead child belongs to its tracer first, and to its parent when the tracer has waited for it
    (kernel/exit.c wait_task_zombie); but its pidfd is readable at once, and programs then take it for certain
    that a wait finds it. GLib reports exit status 0 for a child that is not there yet. Who has died before
    this stop is reported before it or with it, and taken in before it is served.
    """
    return Continue()
