"""Nobody writes a note or a remark in a colleague’s name: the database itself compares."""

from alembic import op

from heft_tenants.fences import sign

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    for table in ("owned.note", "owned.triage_note", "owned.meeting_remark"):
        op.execute(f"drop policy if exists author on {table}")  # where the table was made with it
        for statement in sign(table):
            op.execute(statement)
    op.execute("set local role none")
