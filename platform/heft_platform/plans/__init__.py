"""The plan of a programme: targets, commitments, and who agreed to them."""
