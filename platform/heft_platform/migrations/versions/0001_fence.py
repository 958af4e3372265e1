"""The fence: keys, claims and accessors, before the first table."""

from alembic import op

from heft_tenants.preparing import sql_file

revision = "0001"
down_revision = None


def upgrade() -> None:
    for name in ("claims", "fence"):
        op.get_bind().connection.cursor().execute(sql_file(name))
