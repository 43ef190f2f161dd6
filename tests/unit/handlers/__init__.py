"""Tests of scpipe.handlers."""
