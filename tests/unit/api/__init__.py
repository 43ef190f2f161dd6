"""Tests of scpipe.api."""
