"""Why somebody makes no commitment is kept under that name, and packs leave out commitments, not promises.

Pages call a commitment a promise. In the database a promise is one of an authority.
"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.rename_table("no_promise", "no_commitment", schema="owned")
    named = sa.text("select conname from pg_constraint where conrelid = 'owned.no_commitment'::regclass")
    for name in op.get_bind().scalars(named).all():
        new = name.replace("no_promise", "no_commitment")
        op.execute(f"alter table owned.no_commitment rename constraint {name} to {new}")
    # The owner may not update rows: the fence is up for it too.
    op.execute(
        "alter table owned.export alter left_out type text[]"
        " using array_replace(left_out, 'promises', 'commitments')"
    )
    op.execute("set local role none")
