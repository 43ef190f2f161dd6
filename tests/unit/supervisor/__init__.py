"""Tests of scpipe.supervisor."""
