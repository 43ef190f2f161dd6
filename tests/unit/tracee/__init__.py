"""Tests of scpipe.tracee."""
