"""From a policy to filter bytes: the catalogue, the plan, the program, and what it says."""
