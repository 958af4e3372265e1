"""Whether somebody wants e-mails of what comes up."""

import sqlalchemy as sa
from alembic import op

from heft_tenants.fences import raise_fence

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.create_table(
        "mail_choice",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("wants_mail", sa.Boolean(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id", "person_id"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_mail_choice_org_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_mail_choice_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "person_id", name=op.f("pk_mail_choice")),
        schema="owned",
    )
    for statement in raise_fence(
        table="owned.mail_choice",
        columns=["org_id", "person_id", "wants_mail", "chosen_at"],
        app="select, insert, update",
    ):
        op.execute(statement)
    op.execute("set local role none")
