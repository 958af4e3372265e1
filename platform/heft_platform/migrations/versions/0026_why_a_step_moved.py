"""Why a meeting moved or was left out may be a family’s own business: the database itself keeps it from visitors."""

from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.execute("revoke select (skip_reason, moved_because) on owned.milestone from heft_visitor")
    op.execute("set local role none")
