"""A kernel for the unit tests of what stands above scpipe/linux: tasks that do as the test says."""
