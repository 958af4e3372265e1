"""What a school asks of its authority, and what it answers."""
