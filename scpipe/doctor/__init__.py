"""scpipe doctor: what scpipe needs is tried on this machine, and what is missing told with its remedy."""
