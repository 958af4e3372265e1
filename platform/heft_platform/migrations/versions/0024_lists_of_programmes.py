"""What lists of programmes show of a template, without reading its whole body for each line."""

from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.execute("""
        alter table owned.programme
            add column template_label text not null generated always as (template ->> 'label') stored,
            add column planned_weeks smallint not null generated always as (
                coalesce((template #>> '{duration,planned_weeks}')::smallint,
                    (template #>> '{duration,max_weeks}')::smallint)) stored
    """)
    op.execute("grant select (template_label, planned_weeks) on owned.programme to heft_visitor")
    op.execute("set local role none")
