"""Reviews: what became of each target and each commitment, and what is to change."""
