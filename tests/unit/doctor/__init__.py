"""Tests of scpipe.doctor."""
