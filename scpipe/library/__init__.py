"""The host's side of a sandbox: options, the connection to the supervisor, the Popen-like object."""
