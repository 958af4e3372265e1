"""How a pupil's day went, target by target."""
