"""What help a pupil gets and got, and the week as it is for them."""
