"""How far the import of a file of records has come, and what came of it."""

from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.execute("""
        alter table owned.record_import
            add column asker_name text not null default '',
            add column state text not null default 'waiting',
            add column confirmed_at timestamptz,
            add column ended_at timestamptz,
            add column new integer not null default 0,
            add column changed integer not null default 0,
            add column same integer not null default 0,
            add column left_out integer not null default 0,
            add constraint ck_record_import_state check (state in ('waiting', 'importing', 'done')),
            add constraint ck_record_import_confirmed check ((state = 'waiting') = (confirmed_at is null)),
            add constraint ck_record_import_ended check ((state = 'done') = (ended_at is not null))
    """)
    op.execute("alter table owned.record_import alter column asker_name drop default")
    op.execute("set local role none")
