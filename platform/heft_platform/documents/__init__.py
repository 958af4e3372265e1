"""What can be taken away on paper."""
