"""What is known of pairs and how a message is judged. Pure: no I/O, no process."""
