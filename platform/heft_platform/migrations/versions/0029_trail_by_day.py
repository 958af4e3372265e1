"""Find what was done on a day without reading the whole trail."""

from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.create_index(op.f("ix_trail_org_id_at"), "trail", ["org_id", "at"], schema="owned")
    op.execute("set local role none")
