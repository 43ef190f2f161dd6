"""Tests of scpipe.policy."""
