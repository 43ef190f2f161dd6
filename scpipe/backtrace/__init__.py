"""Where in a program something happened: its stack, read by a process without privileges."""
