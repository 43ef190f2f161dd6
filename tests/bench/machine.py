"""Where a run took place: what decides its numbers, and nothing that names the machine."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import subprocess
import sysconfig
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[2]


def facts() -> dict[str, Any]:
    """Kernel, processors, interpreter, scpipe, and how busy it is."""
    return {
        "taken": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "kernel": f"{platform.system()} {platform.release()} {platform.machine()}",
        "cpus": len(os.sched_getaffinity(0)),
        "user": "root" if os.geteuid() == 0 else "ordinary",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "python_optimised": "--enable-optimizations" in (sysconfig.get_config_var("CONFIG_ARGS") or ""),
        "scpipe": importlib.metadata.version("scpipe"),
        "commit": _commit(),
        "load_before": load(),
    }


def load() -> list[float]:
    """The load averages of the last 1, 5 and 15 minutes."""
    return [round(average, 2) for average in os.getloadavg()]


def _commit() -> str:
    """The last commit that changed scpipe in this checkout, "+" if it was changed since; "" without one."""
    try:
        said = [
            subprocess.run(
                ["git", "-C", str(_ROOT), *words], check=True, capture_output=True, text=True, timeout=30
            ).stdout.strip()
            for words in (("log", "-1", "--format=%H", "--", "scpipe"), ("status", "--porcelain", "scpipe"))
        ]
    except (OSError, subprocess.SubprocessError):
        return ""
    return said[0][:12] + ("+" if said[1] else "")
