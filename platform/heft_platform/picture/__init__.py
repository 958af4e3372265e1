"""The picture of a pupil: what is known of their life and needs, what they are good at, and who may be told which."""
