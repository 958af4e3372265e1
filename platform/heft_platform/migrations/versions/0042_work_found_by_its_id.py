"""Work is found by its id, also while the database thinks that there is little of it.

Of indexes that promise the same, the planner takes the one that was made last. For a small table those on (org_id, id) and
on (org_id, kind, ref, step) promise the same; a worker keeps the plan that it made then, and went through all the work of
the organisation for each piece.
"""

from alembic import op

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.drop_constraint(op.f("pk_outbox"), "outbox", schema="owned")
    op.create_primary_key(op.f("pk_outbox"), "outbox", ["org_id", "id"], schema="owned")
    op.execute("set local role none")
