"""Today: what needs doing now, for the person who asks."""
