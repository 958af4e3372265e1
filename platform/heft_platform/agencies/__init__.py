"""The directory of those who can help, and who keeps it."""
