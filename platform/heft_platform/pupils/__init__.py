"""The pupils of a school."""
