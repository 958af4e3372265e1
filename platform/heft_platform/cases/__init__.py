"""One pupil's programme, shared with an agency through a gate."""
