"""The plan of a programme: targets, promises, and who agreed to them."""
