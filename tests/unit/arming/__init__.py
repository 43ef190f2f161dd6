"""Tests of scpipe.arming."""
