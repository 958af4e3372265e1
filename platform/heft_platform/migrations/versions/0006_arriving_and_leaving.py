"""Organisations that arrive and leave."""

import sqlalchemy as sa
from alembic import op

from heft_tenants.fences import let_leave, refuse_leavers
from heft_tenants.preparing import sql_file

revision = "0006"
down_revision = "0005"

# Whatever holds rows of one organisation, and was made before anybody could leave.
CANNOT_LEAVE = """
    select c.oid::regclass::text from pg_class c join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
      join pg_attribute a on a.attrelid = c.oid and a.attnum = any (k.conkey) and a.attname = 'org_id'
     where c.relnamespace in ('owned'::regnamespace, 'letterbox'::regnamespace, 'shared'::regnamespace)
       and c.oid <> 'shared.organisation'::regclass
       and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'leave')
"""
TAKES_FROM_ANYBODY = """
    select c.oid::regclass::text from pg_class c where c.relnamespace = 'letterbox'::regnamespace and c.relkind = 'r'
       and not exists (select from pg_trigger g where g.tgrelid = c.oid and g.tgname = 'receiver_is_here')
"""


def upgrade() -> None:
    connection = op.get_bind()
    op.execute("set local role heft_owner")
    for moment in ("left_at", "erased_at"):
        op.add_column("organisation", sa.Column(moment, sa.DateTime(timezone=True)), schema="shared")
    op.create_check_constraint(
        op.f("ck_organisation_left_before_it_was_erased"),
        "organisation",
        "erased_at is null or left_at is not null and erased_at >= left_at",
        schema="shared",
    )
    op.add_column("door", sa.Column("left_at", sa.DateTime(timezone=True)), schema="ident")
    op.execute("set local role none")
    connection.connection.cursor().execute(sql_file("claims"))
    _let_leave(connection)


def _let_leave(connection: sa.Connection) -> None:
    op.execute("set local role heft_owner")
    own_row = "org_id = nullif(current_setting('heft.leaving', true), '')::int"
    for statement in (
        "grant select (org_id, left_at) on shared.organisation to heft_fence",
        "create policy has_left on shared.organisation for select to heft_fence using (left_at is not null)",
        "revoke update on shared.organisation from heft_admin",  # who has left is not the administrator's to say
        "grant update (kind, slug, name) on shared.organisation to heft_admin",
        "grant select, update (left_at, erased_at) on shared.organisation to heft_eraser",
        f"create policy leave on shared.organisation to heft_eraser using ({own_row})",
    ):
        op.execute(statement)
    for table in connection.scalars(sa.text(CANNOT_LEAVE)).all():
        for statement in let_leave(table):
            op.execute(statement)
    for table in connection.scalars(sa.text(TAKES_FROM_ANYBODY)).all():
        op.execute(refuse_leavers(table))
    op.execute("set local role heft_fence")
    for statement in ("alter table fence.due enable row level security", *let_leave("fence.due")):
        op.execute(statement)
    op.execute("set local role none")
