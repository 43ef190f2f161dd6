"""Tests of scpipe.supervision."""
