"""The second belt is there, or the statement goes nowhere: whose rows are asked for stands in what leaves a session.

SQLAlchemy adds the criterion to models, wherever in a statement they stand. A table that is asked for in another way, by its
`__table__` or in words, would go without, and nobody would notice: the database keeps it to the same rows.
"""

import re
from collections import Counter
from typing import Any
from weakref import WeakSet

from sqlalchemy import Connection, Engine, event

BELTED = "heft_belted"  # the execution option of what a session asks for
WHOSE = {"owned": "org_id", "letterbox": "org_id", "shared": "cluster_id"}
NAMED = re.compile(
    r"(?:\b(?:from|join|update|using)|,)\s+((owned|letterbox|shared)\.\w+)(?![\w.])(?:\s+as\s+(\w+))?",
    re.IGNORECASE,
)
SAID = re.compile(r"([\w.]+\.(?:org_id|cluster_id)) = %\(")
_looked_at: WeakSet[Any] = WeakSet()  # SQLAlchemy keeps what it has compiled: each is looked through once


class UnbeltedError(Exception):
    """A session asks for rows of a table and does not say whose."""

    def __init__(self, tables: list[str]) -> None:
        super().__init__(
            f"{', '.join(tables)}: asked for without saying whose rows. Ask for the model, or for `aliased` of it:"
            " nothing is added to a `__table__`, to words, or to an `exists()` that stands by itself"
        )


def unbelted(statement: str) -> list[str]:
    """Return the tables that a statement names more often than it says whose rows of them are meant."""
    named = Counter(
        f"{alias or table}.{WHOSE[schema.lower()]}" for table, schema, alias in NAMED.findall(statement)
    )
    return [column.rpartition(".")[0] for column in (named - Counter(SAID.findall(statement))).elements()]


@event.listens_for(Engine, "before_cursor_execute")
def _refuse_unbelted(_connection: Connection, _cursor: Any, statement: str, *said: Any) -> None:
    _parameters, context, _many = said
    if not context.execution_options.get(BELTED) or context.compiled in _looked_at:
        return
    if tables := unbelted(statement):
        raise UnbeltedError(tables)
    if context.compiled is not None:
        _looked_at.add(context.compiled)
