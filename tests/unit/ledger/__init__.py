"""Tests of scpipe.ledger."""
