"""What happened, told: typed events and the forms they are written in."""
