"""Work done after the page is shown."""
