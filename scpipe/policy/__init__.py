"""What a policy means. No kernel, no file descriptors, no processes."""
