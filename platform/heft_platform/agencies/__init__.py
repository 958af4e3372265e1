"""The directory: agencies, their teams, what they offer, and whom to ask."""
