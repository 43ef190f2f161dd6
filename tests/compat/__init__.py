"""Real programs under scpipe's default policy: what must work, and what must fail in which way."""
