"""A task for celery, with a broker that needs no server: a directory."""

from __future__ import annotations

from pathlib import Path

from celery import Celery

app = Celery("tasks", broker="filesystem://")
app.conf.broker_transport_options = {
    "data_folder_in": "queue",
    "data_folder_out": "queue",
    "control_folder": "control",
}


@app.task
def add(left: int, right: int) -> None:
    """Leaves the sum in a file."""
    Path("result").write_text(f"{left + right}\n")
