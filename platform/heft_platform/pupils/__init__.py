"""Pupils: who is at the school, from its management information system."""
