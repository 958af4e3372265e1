"""An import of records that was given up says so, and keeps no file."""

from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.execute("""
        alter table owned.record_import
            drop constraint ck_record_import_state,
            drop constraint ck_record_import_ended,
            add constraint ck_record_import_state check (state in ('waiting', 'importing', 'done', 'given_up')),
            add constraint ck_record_import_ended
                check ((state in ('done', 'given_up')) = (ended_at is not null)),
            add constraint ck_record_import_no_text_once_over check (ended_at is null or text = '')
    """)
    op.execute("set local role none")
