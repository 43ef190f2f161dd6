"""Tests of scpipe.emulation."""
