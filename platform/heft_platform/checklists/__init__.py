"""What speaks for a programme, and what is done before one: ticked by people, or worked out from records."""
