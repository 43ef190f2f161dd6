"""The door to the architecture: ``native`` is this machine's, one file with one set of names.

It has the numbers of the calls that we make or look at, and what is done to the registers of a stopped
tracee. Nobody else knows either.
"""

from __future__ import annotations

from scpipe.linux.abi import x86_64

native = x86_64
