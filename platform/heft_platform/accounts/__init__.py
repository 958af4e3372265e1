"""People: how they sign in, and where they may go."""
