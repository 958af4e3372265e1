"""A promise may say from which day it holds, and until when."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    for column in ("starts_on", "ends_on"):
        op.add_column("commitment", sa.Column(column, sa.Date(), nullable=True), schema="owned")
    op.create_check_constraint(
        op.f("ck_commitment_ends_after_it_starts"), "commitment", "ends_on >= starts_on", schema="owned"
    )
    op.execute("grant select (starts_on, ends_on) on owned.commitment to heft_visitor")
    op.execute("set local role none")
