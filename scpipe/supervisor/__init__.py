"""The loop that waits for stops and resumes every tracee it has understood."""
