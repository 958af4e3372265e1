"""Count what is sent to the database, as the database sees it: what opens a transaction counts as one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

MOST = 12  # what a page may send


@contextmanager
def counted() -> Iterator[list[str]]:
    """Keep everything that is sent to the database meanwhile."""
    sent: list[str] = []
    execute = psycopg.Cursor.execute

    def note(cursor: psycopg.Cursor[Any], query: Any, *said: Any, **options: Any) -> Any:
        sent.append(query.decode() if isinstance(query, bytes) else str(query))
        return execute(cursor, query, *said, **options)

    psycopg.Cursor.execute = note  # type: ignore[method-assign,assignment]
    try:
        yield sent
    finally:
        psycopg.Cursor.execute = execute  # type: ignore[method-assign]
