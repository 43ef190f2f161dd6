"""scpipe-run as a whole on the running kernel: scale, sudden ends, bad input, options, events."""
