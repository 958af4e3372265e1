"""The cluster: its authority, the schools that stand in it, and those that are open here."""
