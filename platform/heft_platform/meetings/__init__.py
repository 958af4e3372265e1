"""Meetings of a programme: prepared, held and recorded. What is recorded of the programme at one is a review."""
