"""Of which meeting a file is the minutes."""

from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.execute("alter table owned.export add column meeting_id uuid")
    op.execute("set local role none")
