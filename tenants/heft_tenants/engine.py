"""Engines whose every transaction begins clean and inside a context, in one message to the database."""

import re
import select
from collections.abc import Callable
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from heft_tenants.context import Context, current, current_or_none

# Cursors WITH HOLD, LISTENs and session SETs of whoever used the connection before. DISCARD ALL would cost four times
# as much and throw away psycopg's prepared statements.
HYGIENE = "reset all; close all; unlisten *; "
STARTUP = (
    "-c search_path=pg_catalog,pg_temp -c row_security=on -c default_transaction_read_only=off"
    " -c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s"
    " -c client_connection_check_interval=1s"  # a statement whose process was ended holds no row for longer
)
ONE_MOMENT = "begin isolation level repeatable read read only"
EXPLAIN = re.compile(rb"\bexplain\b", re.IGNORECASE)

Mint = Callable[[Context], str]


class ExtendedCursor(psycopg.Cursor[Any]):
    """Speak the extended protocol only, so that no statement can be stacked on another.

    A stacked statement could replace one that the pool keeps prepared, and so run in the next organisation's context.
    EXPLAIN is refused because it tells what exists elsewhere. Overrides psycopg's private methods: its version is
    pinned, and the tests of the pool fail when they change.
    """

    def _execute_send(self, query: Any, *, force_extended: bool = False, binary: bool | None = None) -> Any:  # noqa: ARG002
        _refuse_explain(query.query)
        return super()._execute_send(query, force_extended=True, binary=binary)

    def _send_prepare(self, name: bytes, query: Any) -> Any:
        _refuse_explain(query.query)
        return super()._send_prepare(name, query)


def make_engine(url: str | URL, *, mint: Mint | None = None, **options: Any) -> Engine:
    """Make the engine of one login role.

    With `mint`, a transaction presents the token of the context at hand; without, it presents none and sees no
    organisation's rows until a lease lets it in. A connection with the execution option `one_moment` reads all that it
    reads as it was at one moment, and writes nothing.
    """
    engine = create_engine(
        url,
        connect_args={"cursor_factory": ExtendedCursor, "options": STARTUP, "connect_timeout": 5},
        **options,
    )

    @event.listens_for(engine, "connect")
    def _no_begin_of_its_own(dbapi: psycopg.Connection[Any], _: ConnectionPoolEntry) -> None:
        dbapi.autocommit = True

    @event.listens_for(engine, "checkout")
    def _not_from_a_server_that_has_gone(
        dbapi: psycopg.Connection[Any], _: ConnectionPoolEntry, __: PoolProxiedConnection
    ) -> None:
        """An idle connection has nothing to say, but that its server has closed it. Asking the server would cost a journey."""
        said = select.poll()
        said.register(dbapi.fileno(), select.POLLIN)
        if said.poll(0):
            raise InvalidatePoolError

    @event.listens_for(engine, "begin")
    def _begin_in_context(connection: Connection) -> None:
        context = current_or_none()
        login: sql.Composable = sql.SQL("")
        if mint is not None and context is not None:
            login = sql.SQL("; select fence.login({})").format(mint(context))
        driver = connection.connection.driver_connection
        begin = sql.SQL(HYGIENE + "begin")
        if connection.get_execution_options().get("one_moment"):
            psycopg.Cursor(driver).execute(HYGIENE.encode(), prepare=False)  # type: ignore[arg-type]
            begin = sql.SQL(ONE_MOMENT)  # which must be the first word of its message
        psycopg.Cursor(driver).execute((begin + login).as_string(driver).encode(), prepare=False)  # type: ignore[arg-type]

    return engine


def stay(connection: Connection, mint: Mint) -> None:
    """Stay in the context at hand for another minute: for a transaction that is longer than a token is good."""
    token = mint(current())
    connection.execute(text("select set_config('heft.ctx', :token, true)"), {"token": token})


def _refuse_explain(query: bytes) -> None:
    if EXPLAIN.search(query):  # values travel as parameters, so no statement of ours holds the word
        raise psycopg.errors.InsufficientPrivilege("EXPLAIN is not for the application")
