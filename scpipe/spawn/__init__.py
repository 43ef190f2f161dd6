"""Starting the command under its filter: fork, SEIZE, load, exec."""
