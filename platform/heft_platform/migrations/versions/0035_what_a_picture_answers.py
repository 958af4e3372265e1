"""What a picture answers, so that only those see it who may read the answer."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.add_column(
        "answer_file", sa.Column("question", sa.Text(), server_default="", nullable=False), schema="owned"
    )
    op.execute("set local role none")
