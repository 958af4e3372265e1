"""A key knows which organisations have left, so that whoever proves whose work it is looks at one row."""

from alembic import op

from heft_tenants.preparing import sql_file

revision = "0044"
down_revision = "0043"


def upgrade() -> None:
    op.execute("set local role heft_fence")
    op.execute("alter table fence.ctx_key add column not_for int[] not null default '{}'")
    op.execute("set local role none")
    for name in ("leavers", "claims"):
        op.get_bind().connection.cursor().execute(sql_file(name))
    op.execute("set local role heft_fence")
    op.execute("update fence.ctx_key set not_for = fence.leavers()")
    op.execute("set local role none")
