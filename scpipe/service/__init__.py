"""The supervisor as a process of its own, and what it and its host tell each other."""
