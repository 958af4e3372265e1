"""No two terms of a cluster, and no two of a school’s own, share a day: also if both are entered at the same moment."""

from alembic import op

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    for table, whose in (("shared.term", "cluster_id"), ("owned.own_term", "org_id")):
        name = f"ex_{table.partition('.')[2]}_apart"
        op.execute(
            f"alter table {table} add constraint {name} exclude using gist"
            f" (int4range({whose}, {whose}, '[]') with &&, daterange(first_on, last_on, '[]') with &&)"
        )
    op.execute("set local role none")
