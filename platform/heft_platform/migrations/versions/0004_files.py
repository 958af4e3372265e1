"""Files: what was uploaded, where it lies and with which key."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Nothing yet."""
