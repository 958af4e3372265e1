"""When the worry was first raised because of which a programme began."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.add_column("programme", sa.Column("concern_on", sa.Date(), nullable=True), schema="owned")
    op.create_check_constraint(
        op.f("ck_programme_concern_comes_first"), "programme", "concern_on <= started_on", schema="owned"
    )
    op.execute("grant select (concern_on) on owned.programme to heft_visitor")
    op.execute("set local role none")
