"""What scpipe costs, in numbers: run by hand with `tox -e bench`, and never part of a test's verdict."""
