"""What to do about a trapped call: one family a file. Handlers decide; they do not act."""
