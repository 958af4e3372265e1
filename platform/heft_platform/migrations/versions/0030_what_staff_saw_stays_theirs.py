"""What was seen or heard before a programme is staff’s own note: the database itself keeps it from visitors."""

from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.execute("revoke select (concern) on owned.programme from heft_visitor")
    op.execute("set local role none")
