"""Words that nobody else may ever see, and how they are recognised.

A canary says whose row it stands in, which table's, and whether that row belongs to the case that the visitor joined.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from heft_platform.models import Table
from heft_tenants.tables import Visibility

CANARY = re.compile(r"canary-(\d+)-([a-z_]+)-(case|other)")
CODES = {"category"}  # guarded, and one of a list that the code knows: another word would break the page
GUARDED = {Visibility.PASTORAL, Visibility.SENSITIVE, Visibility.SAFEGUARDING, Visibility.LEGAL}
SEVERAL_WORDS = (
    r"""regexp_replace({column}::text, '": "([^" ]+ [^"]*)"', '": "\1 ' || {canary} || '"', 'g')::jsonb"""
)
IN_WORDS = {
    "TEXT": "{column} || ' ' || {canary}",
    "JSONB": SEVERAL_WORDS,
}  # what becomes of a column of a type
Superuser = psycopg.Connection[Any]


@dataclass(frozen=True)
class Canary:
    """Where a word was planted."""

    org: int
    table: str
    part: str


def canaries_in(text: str) -> Iterator[Canary]:
    for org, table, part in CANARY.findall(text):
        yield Canary(int(org), table, part)


def mark(superuser: Superuser, *, programme: UUID, pupil: UUID) -> None:
    """Put a canary into every guarded text that stands in the database already, and into every name.

    `programme` and `pupil` are the case that the visitor joined.
    """
    for mapper in Table.registry.mappers:
        table: Any = mapper.local_table
        if table.schema not in {"owned", "letterbox"}:
            continue
        of_case = _of_case(table, programme=programme, pupil=pupil)
        for column in table.columns:
            guarded = column.info["visibility"] in GUARDED or column.name.endswith("name")
            if guarded and not column.computed and str(column.type) in IN_WORDS and column.name not in CODES:
                _mark_column(superuser, table, column, of_case)


def _of_case(table: Any, *, programme: UUID, pupil: UUID) -> sql.Composable:
    """Return the condition under which a row belongs to the case."""
    if table.name == "programme":
        return sql.SQL("id = {}").format(programme)
    if table.name == "pupil":
        return sql.SQL("id = {}").format(pupil)
    if "programme_id" in table.columns:
        return sql.SQL("programme_id = {}").format(programme)
    return sql.SQL("pupil_id = {}").format(pupil) if "pupil_id" in table.columns else sql.SQL("false")


def _mark_column(superuser: Superuser, table: Any, column: Any, of_case: sql.Composable) -> None:
    canary = sql.SQL("'canary-' || org_id || {} || case when {} then 'case' else 'other' end").format(
        f"-{table.name}-", of_case
    )
    name = sql.Identifier(column.name)
    try:
        superuser.execute(
            sql.SQL("update {} set {} = {} where {} is not null").format(
                sql.Identifier(table.schema, table.name),
                name,
                sql.SQL(IN_WORDS[str(column.type)]).format(column=name, canary=canary),
                name,
            )
        )
    except psycopg.errors.CheckViolation:
        return  # a word from a list, which has no room for another
