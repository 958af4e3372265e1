"""What is on record of a pupil: behaviour, attendance and suspensions, typed here or brought from the school's own system."""
