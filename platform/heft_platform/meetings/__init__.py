"""Reviews, and what was found at them."""
