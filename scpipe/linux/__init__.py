"""The kernel edge: one typed function for each system call, one error path, no policy."""
