"""Actions: what somebody will do by a day, wherever it was said, in one list for everything."""
