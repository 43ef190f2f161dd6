"""What a tracee is, which ones there are, and what can be decided about one."""
