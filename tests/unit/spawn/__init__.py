"""Tests of scpipe.spawn."""
