"""The weeks between meetings: key-worker sessions, promises kept, home and school, and how it is going."""
