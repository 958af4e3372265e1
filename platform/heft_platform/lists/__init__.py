"""Every list of the school in full, as a spreadsheet."""
