"""The doors of the fence: letters into boxes, work out of the outbox, entries into the trail."""

from alembic import op

from heft_tenants.preparing import sql_file

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for name in ("letters", "outbox", "trail", "recording"):
        op.get_bind().connection.cursor().execute(sql_file(name))
