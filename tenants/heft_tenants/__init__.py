"""What keeps organisations apart, and the letters and gates between them."""
