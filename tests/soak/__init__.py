"""An hour of mixed load under one supervisor: run by hand with `tox -e soak`."""
