"""A programme knows how many school days it lost in pauses: its week is counted without them, for visitors too."""

from alembic import op

revision = "0045"
down_revision = "0044"

BOTH = ("programme", "programme_change")


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.execute("alter table owned.programme add column school_days_lost smallint not null default 0")
    op.execute("alter table owned.programme drop constraint ck_programme_counts")
    op.execute(
        "alter table owned.programme add constraint ck_programme_counts check"
        " (extended_weeks >= 0 and times_extended >= 0 and cycle >= 1 and school_days_lost >= 0)"
    )
    op.execute("grant select (school_days_lost) on owned.programme to heft_visitor")
    _count_what_was_lost()
    op.execute("set local role none")


def _count_what_was_lost() -> None:
    """Each row is told what its own changes say. Whoever owns the tables sees through the fence while it is locked."""
    for table in BOTH:
        op.execute(f"alter table owned.{table} no force row level security")
    op.execute("""
        update owned.programme p set school_days_lost = lost.days
          from (select c.org_id, c.programme_id, sum((c.after ->> 'school_days_lost')::int) as days
                  from owned.programme_change c
                 where c.kind = 'resumed'
                   and not exists (select 1 from owned.programme_change u where u.org_id = c.org_id
                                      and u.programme_id = c.programme_id and u.undoes_id = c.id)
                 group by c.org_id, c.programme_id) lost
         where p.org_id = lost.org_id and p.id = lost.programme_id and lost.days > 0""")
    for table in BOTH:
        op.execute(f"alter table owned.{table} force row level security")
