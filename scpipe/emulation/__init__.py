"""Carrying a call out in a tracee's place, on copies. Knows no policy and decides nothing."""
