"""An organisation leaves: nobody enters it any more, and then its rows are erased, in all tables, at once.

Done by the migrator as `heft_eraser`, who sees the rows of the one organisation that the transaction names, and those
only once it has left. Nobody at run time can.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import psycopg
from psycopg import errors, sql

from heft_tenants.grounds import Connection, count, tables_to_erase
from heft_tenants.preparing import LOGIN_ROLES, NotTheMigratorError
from heft_tenants.refusals import Refused

LONGEST_WAIT = 60.0  # seconds: by then the database has ended what was under way
LOOK_EVERY = 0.05

_UNDER_WAY = """
    select l.virtualtransaction from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'virtualxid' and l.virtualxid = l.virtualtransaction
       and a.datname = current_database() and a.usename = any (%s)
"""


class StillAtWorkError(Refused):
    """Work that had begun before has not ended within a minute: try again in a few minutes."""


class StillHereError(Refused):
    """The organisation has not left: only what has left can be erased."""


class AnotherOrganisationError(Refused):
    """The number of the erased organisation was given to another one: nothing of that is erased."""


class RowsLeftError(Exception):
    """Rows are left, so nothing was erased at all."""


@contextmanager
def as_eraser(migrator_url: str, *, org: int) -> Iterator[Connection]:
    """Work as the eraser of one organisation, in one transaction that is kept when the block ends well.

    :raises NotTheMigratorError: if the address names a role that cannot become the eraser
    """
    with psycopg.connect(migrator_url) as connection:
        try:
            connection.execute("set local role heft_eraser")
        except (errors.InsufficientPrivilege, errors.InvalidParameterValue) as error:
            raise NotTheMigratorError from error
        connection.execute("select set_config('heft.leaving', %s, true)", (str(org),))
        yield connection


def close(migrator_url: str, *, org: int, now: datetime) -> None:
    """Let nobody enter an organisation from now on, and wait until everybody who was in it is out.

    :raises NotTheMigratorError: if the address names a role that cannot become the eraser
    :raises StillAtWorkError: if somebody stays in longer than the database should let them
    """
    with as_eraser(migrator_url, org=org) as connection:
        connection.execute(
            "update shared.organisation set left_at = coalesce(left_at, %s) where org_id = %s", (now, org)
        )
    _wait_for_those_inside(migrator_url)


def reopen(migrator_url: str, *, org: int) -> None:
    """Let an organisation be entered again that has left, and has not been erased."""
    with as_eraser(migrator_url, org=org) as connection:
        connection.execute(
            "update shared.organisation set left_at = null where org_id = %s and erased_at is null", (org,)
        )


def is_known(connection: Connection, *, org: int, slug: str) -> bool:
    """Say whether the database knows an organisation, entered or left or erased.

    :raises AnotherOrganisationError: if its number was given to another one
    """
    found = connection.execute("select slug from shared.organisation where org_id = %s", (org,)).fetchone()
    if found not in (None, (slug,)):
        raise AnotherOrganisationError
    return found is not None


def is_erased(connection: Connection, *, org: int) -> bool:
    found = connection.execute(
        "select erased_at from shared.organisation where org_id = %s", (org,)
    ).fetchone()
    return found is not None and found != (None,)


def count_rows(connection: Connection, *, org: int) -> dict[str, int]:
    """Return how many rows the leaving organisation has in each table whose rows go with it.

    :raises StillHereError: if it has not left
    """
    _refuse_who_stays(connection, org)
    return {str(table): count(connection, table, org=org) for table in tables_to_erase(connection)}


def erase_rows(connection: Connection, *, org: int, now: datetime) -> dict[str, int]:
    """Erase every row of the leaving organisation. Return how many there were, by table.

    :raises StillHereError: if it has not left
    :raises RowsLeftError: if any row is there afterwards
    """
    before = count_rows(connection, org=org)
    for table in tables_to_erase(connection):
        connection.execute(sql.SQL("delete from {} t where t.org_id = {}").format(table.identifier, org))
    if left := {table: rows for table, rows in count_rows(connection, org=org).items() if rows}:
        raise RowsLeftError(left)
    connection.execute(
        "update shared.organisation set erased_at = coalesce(erased_at, %s) where org_id = %s", (now, org)
    )
    return before


def _refuse_who_stays(connection: Connection, org: int) -> None:
    if connection.execute("select fence.leaving()").fetchone() != (org,):
        raise StillHereError


def _wait_for_those_inside(migrator_url: str) -> None:
    """Wait for every transaction that had begun: what it wrote is seen from then on, and nothing follows it."""
    roles = [f"heft_{role}" for role in LOGIN_ROLES]
    deadline = time.monotonic() + LONGEST_WAIT
    with psycopg.connect(migrator_url, autocommit=True) as connection:
        inside = set(connection.execute(_UNDER_WAY.encode(), (roles,)).fetchall())
        while inside:
            if time.monotonic() > deadline:
                raise StillAtWorkError
            time.sleep(LOOK_EVERY)
            inside &= set(connection.execute(_UNDER_WAY.encode(), (roles,)).fetchall())
