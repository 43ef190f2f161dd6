"""A run from policy to ending: where the command line, the library's service and the supervisor meet."""
