"""Attacks with what a pooled connection remembers: one connection, first in hostile hands, then in the next request’s."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import PoolProxiedConnection

from heft_tenants import engine as engines
from heft_tenants.context import Context, working_as
from prove_isolation.ground import Ground
from prove_isolation.planting import id_of_org
from prove_isolation.techniques import STOPPED, Found, technique

NOTES = "select body from owned.note"


@contextmanager
def one_connection(ground: Ground) -> Iterator[Engine]:
    """Give the application’s engine, with a pool of one connection."""
    engine = engines.make_engine(
        ground.app.config["SQLALCHEMY_BINDS"]["app"], mint=ground.signer.mint, pool_size=1, max_overflow=0
    )
    yield engine
    engine.dispose()


def ask(engine: Engine, ground: Ground, who: str, *statements: str, **values: object) -> str:
    """Work for somebody with the application’s engine, and return all that came back."""
    said = ""
    context = ground.attackers[who].context
    assert context is not None
    with working_as(context), engine.connect() as connection:
        try:
            with connection.begin():
                for statement in statements:
                    found = connection.execute(text(statement), values)
                    said += str(found.all()) if found.returns_rows else str(found.rowcount)
        except (DBAPIError, psycopg.Error, ValueError) as error:
            said += f" {type(error).__name__}: {error}"
    return said


def leave(engine: Engine, ground: Ground, *statements: str) -> None:
    """Leave something behind on the pooled connection, past everything that the engine refuses."""
    del ground
    borrowed: PoolProxiedConnection = engine.raw_connection()
    plain = psycopg.Cursor(borrowed.driver_connection)  # type: ignore[arg-type]
    for statement in statements:
        plain.execute(statement.encode())
    borrowed.close()


def remains(
    *left: str | Callable[[Ground], str], then: tuple[str, ...] = (NOTES,)
) -> Callable[[Ground], Found]:
    """The victim’s request leaves something on the connection; the school’s request comes next."""

    def way(ground: Ground) -> Found:
        with one_connection(ground) as engine:
            ask(engine, ground, "victim", NOTES)
            leave(engine, ground, *(one if isinstance(one, str) else one(ground) for one in left))
            said = ask(engine, ground, "school", *then)
        return Found(leak=ground.leak_in(said, ground.attackers["school"]))

    return way


def _in_context(ground: Ground) -> str:
    return f"begin; select fence.login('{ground.token('victim')}')"


def _settings(ground: Ground) -> Found:
    """Settings of the session are as they were when it began."""
    with one_connection(ground) as engine:
        asked = "select string_agg(current_setting(x), ',') from unnest(array['search_path', 'statement_timeout', 'row_security', 'role']) x"
        before = ask(engine, ground, "school", asked)
        leave(
            engine,
            ground,
            "set search_path = public, owned",
            "set statement_timeout = 0",
            "set row_security = off",
            "set default_transaction_read_only = on",
            "set session heft.ctx = 'x'",
        )
        after = ask(engine, ground, "school", asked)
    return Found(gain=f"left behind: {after}") if before != after or "Error" in after else STOPPED


def _listening(ground: Ground) -> Found:
    with one_connection(ground) as engine:
        leave(engine, ground, "listen somebody")
        ask(engine, ground, "school", "select 1")
        borrowed = engine.raw_connection()

        with ground.connect("app") as mouth:
            mouth.execute("notify somebody, 'heard'")
        heard = list(borrowed.driver_connection.notifies(timeout=0.2, stop_after=1))  # type: ignore[union-attr]
        borrowed.close()
    return Found(gain="the next request still listens") if heard else STOPPED


def _stacked(ground: Ground) -> Found:
    """A second statement in the first one’s message."""
    for stacked in (
        "select 1; commit; begin",
        "select 1; reset all",
        "select 1; set row_security = off",
        "select 1; deallocate all",
        "select 1; declare k cursor with hold for select 1",
        "select 1; select 2",
    ):
        with one_connection(ground) as engine:
            said = ask(engine, ground, "school", stacked)
        if "multiple commands" not in said:
            return Found(gain=f"taken: {stacked}")
    return STOPPED


def _swapped(ground: Ground) -> Found:
    """Swap a statement that the pool keeps prepared, so that the next organisation runs another."""
    context = ground.attackers["school"].context
    assert context is not None
    with one_connection(ground) as engine:
        for _ in range(8):  # until psycopg keeps it prepared
            ask(engine, ground, "school", "select statement from owned.target where place = :s", s=1)
        kept = ask(engine, ground, "school", "select name, parameter_types::text from pg_prepared_statements")
        names = re.findall(r"'(_pg3_\d+)', '\{smallint\}'", kept)
        for name in names:
            other = "update owned.target set statement = 'swapped' where $1 > 0 returning statement"
            ask(engine, ground, "school", f"select 1; deallocate {name}; prepare {name}(smallint) as {other}")
        for _ in range(3):
            ask(engine, ground, "victim", "select statement from owned.target where place = :s", s=1)
    if not names:
        return Found(void=f"no statement was kept prepared: {kept}")
    swapped = ground.look("select org_id from owned.target where statement = 'swapped' and org_id <> <own>")
    return Found(leak=f"it ran in {swapped[0][0]}’s request") if swapped else STOPPED


def _explains(ground: Ground) -> Found:
    with one_connection(ground) as engine:
        for asked in (
            "explain select 1",
            "/* x */ ExPlain analyze select 1",
            "prepare p as explain select 1",
        ):
            if "EXPLAIN is not for the application" not in ask(engine, ground, "school", asked):
                return Found(gain=f"taken: {asked}")
    return STOPPED


def _after(what: str, *statements: str) -> Callable[[Ground], Found]:
    """The victim’s request ends badly; the next one finds nothing of it."""

    def way(ground: Ground) -> Found:
        with one_connection(ground) as engine:
            ask(engine, ground, "victim", NOTES, *statements)
            said = ask(engine, ground, "school", NOTES)
        if "canary-3-note" not in said:
            return Found(gain=f"the connection is spoilt after {what}: {said[:60]}")
        return Found(leak=ground.leak_in(said, ground.attackers["school"]))

    return way


def _refused_login(ground: Ground) -> Found:
    """A context that the fence refuses leaves a clean connection, and no rows."""
    with one_connection(ground) as engine:
        for kind in ("admin", "visitor", "work"):
            context = Context(kind=kind, org=2, cluster=1, person=id_of_org(2))
            with working_as(context), engine.connect() as connection:
                try:
                    said = str(connection.execute(text(NOTES)).all())
                except (DBAPIError, psycopg.Error):
                    continue
                return Found(leak=f"let in as {kind}: {said[:60]}")
        said = ask(engine, ground, "school", NOTES)
    return (
        Found(leak=ground.leak_in(said, ground.attackers["school"]))
        if "canary-3" in said
        else Found(gain=said[:60])
    )


def _without_context(ground: Ground) -> Found:
    with one_connection(ground) as engine:
        ask(engine, ground, "victim", NOTES)
        with engine.connect() as connection:
            said = str(connection.execute(text(NOTES)).all())
    return Found(leak=ground.leak_in(said, ground.attackers["nobody"]))


def _injected_token(ground: Ground) -> Found:
    """A token that is SQL stays a token."""
    context = ground.attackers["school"].context
    assert context is not None
    engine = engines.make_engine(
        ground.app.config["SQLALCHEMY_BINDS"]["app"],
        mint=lambda _: "x'); update owned.target set statement = 'swapped'; --",
        pool_size=1,
        max_overflow=0,
    )
    said = ask(engine, ground, "school", NOTES)
    engine.dispose()
    return Found(leak=ground.leak_in(said, ground.attackers["nobody"]))


def _savepoint(ground: Ground) -> Found:
    with one_connection(ground) as engine:
        ask(engine, ground, "victim", "savepoint a", NOTES, "rollback to a")
        said = ask(engine, ground, "school", NOTES, "savepoint a", "rollback to a", NOTES)
    return Found(leak=ground.leak_in(said, ground.attackers["school"]))


def _autocommit(ground: Ground) -> Found:
    context = ground.attackers["school"].context
    assert context is not None
    with one_connection(ground) as engine:
        ask(engine, ground, "victim", NOTES)
        with (
            working_as(context),
            engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
        ):
            said = str(connection.execute(text(NOTES)).all())
    return Found(leak=ground.leak_in(said, ground.attackers["school"]))


TECHNIQUES = (
    technique(
        "pool.cursor",
        "Fetch from a cursor WITH HOLD that the victim’s request left open.",
        remains(_in_context, f"declare k cursor with hold for {NOTES}", "commit", then=("fetch all from k",)),
    ),
    technique(
        "pool.context",
        "Read in a context that the victim’s request set for the whole session.",
        remains(lambda ground: f"select set_config('heft.ctx', '{ground.token('victim')}', false)"),
        _without_context,
    ),
    technique(
        "pool.open_transaction",
        "Read in a transaction that the victim’s request left open.",
        remains(_in_context),
        remains(_in_context, "savepoint a"),
    ),
    technique(
        "pool.prepared_by_hand",
        "Run a statement that the victim’s request prepared.",
        remains(f"prepare p as {NOTES}", then=("execute p",)),
    ),
    technique(
        "pool.settings",
        "Have settings of an earlier request hold in the next: search path, time, row security.",
        _settings,
    ),
    technique("pool.listening", "Have an earlier request’s LISTEN hear in the next one.", _listening),
    technique(
        "pool.after_an_error",
        "Use the connection after a request that failed.",
        _after("an error", "select 1/0"),
        _after("a refusal", "select * from fence.ctx_key"),
        _after("a wrong statement", "selec"),
    ),
    technique(
        "pool.refused_context",
        "Present a context that is refused, and use the connection then.",
        _refused_login,
    ),
    technique("pool.injected_token", "Put SQL where the token goes.", _injected_token),
    technique("pool.stacked", "Stack a second statement on the first.", _stacked),
    technique(
        "pool.swapped_statement",
        "Swap a prepared statement, so that the victim’s next request runs another one.",
        _swapped,
    ),
    technique("pool.explain", "Send EXPLAIN through the engine, in any spelling.", _explains),
    technique("pool.savepoints", "Return over a savepoint to an earlier request’s context.", _savepoint),
    technique("pool.autocommit", "Ask outside a transaction.", _autocommit),
)
