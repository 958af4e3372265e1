"""Why a pupil is on two rolls is one of the reasons that the pages know, and nothing else."""

from alembic import op

revision = "0039"
down_revision = "0038"

REASONS = "arrangement in ('alternative', 'off_site', 'managed_move', 'in_reach', 'hospital', 'other')"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.create_check_constraint(
        op.f("ck_dual_registration_arrangement"), "dual_registration", REASONS, schema="owned"
    )
    op.execute("set local role none")
