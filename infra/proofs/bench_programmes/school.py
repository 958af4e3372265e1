"""One large school: the demonstration's pupil on a programme, told again for very many others."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

import psycopg
from psycopg import sql

PUPILS, PROGRAMMES, DAYS, SESSIONS = 1600, 120, 60, 30
OAKFIELD, SATURDAY = 2, 5
A_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# What is done behind the pages, and what was looked at: no part of what a school knows of a pupil.
LEFT_OUT = {"trail", "trail_head", "outbox", "message", "export", "pupil_import"}
COLUMNS = """
select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped and attgenerated = ''
"""
TABLES = """
select relname from pg_class where relnamespace = 'owned'::regnamespace and relkind = 'r' order by relname
"""
MORE_PUPILS = """
select to_jsonb(one) || jsonb_build_object(
    'id', md5('pupil ' || n)::uuid, 'upn', 'made up ' || n, 'given_name', 'Pupil', 'family_name', 'Number ' || n,
    'preferred_name', '', 'search_name', 'pupil number ' || n,
    'class_name', (n %% 60 / 10 + 1) || chr(65 + n %% 4)) as more
from owned.pupil one, generate_series(1, %(more)s) n where one.org_id = %(school)s and one.id = %(pupil)s
"""
MORE_REPORTS = """
select to_jsonb(one) || jsonb_build_object(
    'id', md5(one.id || '/' || a_day || '/' || part)::uuid, 'day', a_day, 'period', part, 'version', 1) as more
from (select * from owned.daily_report where org_id = %(school)s and programme_id = %(programme)s limit 1) one,
    unnest(%(days)s::date[]) a_day, generate_series(1, 6) part
where not exists (select from owned.daily_report other where other.org_id = one.org_id
    and other.programme_id = one.programme_id and other.day = a_day and other.period = part) and %(some)s::date[] is not null
"""
MORE_SESSIONS = """
select to_jsonb(one) || jsonb_build_object('id', md5(one.id || '/' || a_day)::uuid, 'day', a_day, 'next_on', null) as more
from (select * from owned.key_worker_session where org_id = %(school)s and programme_id = %(programme)s limit 1) one,
    unnest(%(some)s::date[]) a_day
where not exists (select from owned.key_worker_session other where other.org_id = one.org_id
    and other.programme_id = one.programme_id and other.day = a_day) and %(days)s::date[] is not null
"""
MORE_SCORES = """
select to_jsonb(one) || jsonb_build_object('report_id', report.id) as more
from owned.daily_report report,
    (select distinct on (target_id) * from owned.score
      where org_id = %(school)s and programme_id = %(programme)s order by target_id) one
where report.org_id = %(school)s and report.programme_id = %(programme)s and not exists (
    select from owned.score other where other.org_id = %(school)s and other.programme_id = %(programme)s
       and other.report_id = report.id)
"""


def grow(connection: psycopg.Connection[Any], *, reference: str) -> None:
    """Give the school of a programme 1,600 pupils, and 120 of them what its pupil has. The connection is a superuser's."""
    connection.execute("set session_replication_role = replica")  # keys are copied whole: nothing is checked
    found = connection.execute(
        "select id, pupil_id, current_date from owned.programme where org_id = %s and reference = %s",
        [OAKFIELD, reference],
    ).fetchone()
    assert found is not None
    programme, pupil, today = found
    here = {"school": OAKFIELD, "pupil": pupil}
    have = connection.execute("select count(*) from owned.pupil where org_id = %(school)s", here).fetchone()
    assert have is not None
    _insert(connection, "pupil", MORE_PUPILS, {**here, "more": PUPILS - have[0]})
    days = school_days_until(today)
    for table, more in (("daily_report", MORE_REPORTS), ("key_worker_session", MORE_SESSIONS)):
        _insert(
            connection,
            table,
            more,
            {"school": OAKFIELD, "programme": programme, "days": days, "some": days[-SESSIONS:]},
        )
    _insert(connection, "score", MORE_SCORES, {"school": OAKFIELD, "programme": programme})
    told = _told_of(connection, programme, pupil)
    for number in range(1, PROGRAMMES):
        _tell(connection, _of_another(told, number, {str(pupil): str(_pupil(connection, number))}))
    connection.execute("set session_replication_role = origin")
    connection.execute("analyze")


def _insert(connection: psycopg.Connection[Any], table: str, rows: str, said: Mapping[str, Any]) -> None:
    """Add rows that a query gives as JSON, without the columns that the database works out."""
    columns = sql.SQL(", ").join(_columns(connection, table))
    add = sql.SQL(
        "insert into owned.{0} ({1}) select {1} from jsonb_populate_recordset(null::owned.{0},"
        " (select coalesce(jsonb_agg(more), '[]') from ({2}) rows))"
    )
    connection.execute(add.format(sql.Identifier(table), columns, sql.SQL(rows)), said)


def _columns(connection: psycopg.Connection[Any], table: str) -> list[sql.Identifier]:
    return [sql.Identifier(name) for (name,) in connection.execute(COLUMNS, [f"owned.{table}"])]


def _told_of(connection: psycopg.Connection[Any], programme: UUID, pupil: UUID) -> dict[str, str]:
    """Return every row that tells of the pupil or the programme, by its table, as JSON."""
    told = {}
    for (table,) in connection.execute(TABLES).fetchall():
        columns = {name for (name,) in connection.execute(COLUMNS, [f"owned.{table}"])}
        key = ("id", programme) if table == "programme" else _key(columns, programme, pupil)
        if table in LEFT_OUT or table == "pupil" or key is None:
            continue
        rows = sql.SQL(
            "select coalesce(jsonb_agg(to_jsonb(one)), '[]')::text from owned.{} one where org_id = %s and {} = %s"
        )
        asked = connection.execute(
            rows.format(sql.Identifier(table), sql.Identifier(key[0])), [OAKFIELD, key[1]]
        )
        found = asked.fetchone()
        assert found is not None
        told[table] = found[0]
    return told


def _key(columns: set[str], programme: UUID, pupil: UUID) -> tuple[str, UUID] | None:
    if "programme_id" in columns:
        return "programme_id", programme
    return ("pupil_id", pupil) if "pupil_id" in columns else None


def _of_another(told: Mapping[str, str], number: int, known: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Give the same rows with ids of their own, the same id wherever the same thing is meant."""
    ids = {one["id"] for rows in told.values() for one in json.loads(rows) if "id" in one}
    others = {id_: str(uuid5(UUID(id_), str(number))) for id_ in ids} | known
    for table, rows in told.items():
        text = A_UUID.sub(lambda found: others.get(found[0], found[0]), rows)
        yield table, re.sub(r'"reference": "(\w+)-\w+"', rf'"reference": "\1-{number:06}"', text)


def _tell(connection: psycopg.Connection[Any], rows_of: Iterator[tuple[str, str]]) -> None:
    for table, rows in rows_of:
        add = sql.SQL(
            "insert into owned.{0} ({1}) select {1} from jsonb_populate_recordset(null::owned.{0}, %s::jsonb)"
        )
        columns = sql.SQL(", ").join(_columns(connection, table))
        connection.execute(add.format(sql.Identifier(table), columns), [rows])


def _pupil(connection: psycopg.Connection[Any], number: int) -> UUID:
    found = connection.execute("select md5('pupil ' || %s)::uuid", [number]).fetchone()
    assert found is not None
    return UUID(str(found[0]))


def school_days_until(last: date, how_many: int = DAYS) -> list[date]:
    """Return the last weekdays before a day, the earliest first."""
    days: list[date] = []
    while len(days) < how_many:
        last -= timedelta(days=1)
        if last.weekday() < SATURDAY:
            days.append(last)
    return days[::-1]
