"""The command line: arguments to a run, a run to an exit status."""
