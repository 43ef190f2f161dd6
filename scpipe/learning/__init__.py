"""From what a run did to the least policy that it needs, and that policy as a commented file."""
