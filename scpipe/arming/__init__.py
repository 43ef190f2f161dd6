"""Adding filters to a running program, so that its writes to some descriptors are trapped."""
