"""Reviews: what became of each target and each promise, and what is to change."""
