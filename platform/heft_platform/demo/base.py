"""What a cluster has before the first pupil: term dates, templates and the agency directory."""


def load() -> None:
    """Load term dates, templates, the directory and the pupils of the made-up clusters."""
