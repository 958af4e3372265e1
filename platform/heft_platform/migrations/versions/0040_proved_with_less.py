"""Whose work it is, is proved with one question instead of two, and once for an entry of the trail instead of twelve times."""

from alembic import op

from heft_tenants.preparing import sql_file

revision = "0040"
down_revision = "0039"


def upgrade() -> None:
    for name in ("claims", "recording"):
        op.get_bind().connection.cursor().execute(sql_file(name))
