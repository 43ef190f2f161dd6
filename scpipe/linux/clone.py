"""What clone(2) is asked to share, as flags; the same for every architecture (include/uapi/linux/sched.h)."""

from __future__ import annotations

VM = 0x00000100
FILES = 0x00000400
VFORK = 0x00004000
THREAD = 0x00010000
UNTRACED = 0x00800000
