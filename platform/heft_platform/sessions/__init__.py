"""The weeks between meetings: key-worker sessions, commitments kept, home and school, and how it is going."""
