"""Tests of scpipe.linux."""
