"""Work that its operators see, and that a reconciler looks after."""

from alembic import op

from heft_tenants.preparing import sql_file

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.execute("create index ix_outbox_dead on owned.outbox (org_id, id) where state = 'dead'")
    op.drop_constraint(op.f("ck_export_state"), "export", schema="owned")
    op.create_check_constraint(
        op.f("ck_export_state"),
        "export",
        "state in ('waiting', 'making', 'storing', 'ready', 'failed')",
        schema="owned",
    )
    op.execute("set local role none")
    for name in ("operators", "renewing", "reconciling"):
        op.get_bind().connection.cursor().execute(sql_file(name))
