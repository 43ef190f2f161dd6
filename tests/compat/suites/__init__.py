"""Foreign test suites, run natively and under scpipe: a program must not be able to tell."""
