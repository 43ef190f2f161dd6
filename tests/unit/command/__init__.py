"""Tests of scpipe.command."""
