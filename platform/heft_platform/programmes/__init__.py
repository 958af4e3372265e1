"""Pastoral Support Programmes: started, planned, run and closed."""
