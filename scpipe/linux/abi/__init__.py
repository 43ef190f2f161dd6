"""Facts of one architecture each: register offsets and system call numbers."""
