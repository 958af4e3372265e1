"""Sessions work for one organisation at a time, and say so loudly when nobody told them which."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import column, exists, func, select, table, text
from sqlalchemy.orm import Session

from heft_platform.accounts.models import Member
from heft_platform.extensions import db
from heft_platform.pupils.models import Pupil
from heft_tenants import sessions, tokens
from heft_tenants.belts import UnbeltedError
from heft_tenants.context import AnotherContextError, Context, NoContextError, working_as
from heft_tenants.engine import make_engine, stay
from heft_tenants.organisations import Organisation
from heft_tenants.sessions import FencedSession
from heft_testing.database import ServerOfTests

ActingAs = Callable[..., AbstractContextManager[Session]]
OAKFIELD = Context(kind="org", org=2, cluster=1)
HILLSIDE = Context(kind="org", org=3, cluster=1)


def test_records_asked_for_without_an_organisation_raise(app: Flask) -> None:
    with app.app_context(), pytest.raises(NoContextError):
        db.session().scalars(select(Member))


@pytest.mark.usefixtures("app")
def test_work_for_another_organisation_waits_for_the_first_to_end() -> None:
    with working_as(OAKFIELD), pytest.raises(AnotherContextError), working_as(HILLSIDE):
        pass


def test_each_school_sees_its_own_people(acting_as: ActingAs) -> None:
    with acting_as("sam-patel") as session:
        at_oakfield = set(session.scalars(select(Member.name)))
    with acting_as("bronwen-hughes") as session:
        at_hillside = set(session.scalars(select(Member.name)))

    assert "Sam Patel" in at_oakfield
    assert "Bronwen Hughes" in at_hillside
    assert at_oakfield.isdisjoint(at_hillside)


def test_the_database_keeps_schools_apart_without_the_second_belt(acting_as: ActingAs) -> None:
    with acting_as("sam-patel") as session:
        seen = session.connection().scalars(text("select distinct org_id from owned.member")).all()

    assert seen == [2]


NAMED = select(Member.name).where(Member.role == "dsl")
CORE: Any = Member.__table__
BY_MODELS: dict[str, Any] = {
    "a count": select(func.count()).select_from(Member),
    "the highest": select(func.max(Member.name)),
    "a subquery": select(NAMED.subquery().c.name),
    "all of a subquery": select(func.json_agg(NAMED.subquery().c.name)),
    "a CTE": select(NAMED.cte()),
    "a union": select(NAMED.union_all(select(Pupil.given_name)).subquery()),
    "whether there is one": select(NAMED.exists()),
    "a scalar": select(NAMED.limit(1).scalar_subquery()),
    "one in another": select(Organisation.name).where(Organisation.org_id.in_(select(Member.org_id))),
    "a function of the fence": select(func.fence.org()),
    "a function in words": text("select fence.org()"),
    "the cluster’s": select(func.count()).select_from(select(Organisation).subquery()),
}
PAST_THE_MODELS: dict[str, Any] = {
    "a table": select(CORE),
    "a column of a table": select(CORE.c.name),
    "a count of a table": select(func.count()).select_from(CORE),
    "a table under another name": select(CORE.alias().c.name),
    "a table in a subquery": select(select(CORE.c.name).subquery().c.name),
    "a table in a CTE": select(select(CORE.c.name).cte()),
    "a table joined to a model": select(Pupil.given_name).join(CORE, CORE.c.name == Pupil.given_name),
    "a table that must be there": select(Pupil.id).where(exists().where(CORE.c.name == Pupil.given_name)),
    "a table that only has its name": select(column("name")).select_from(table("member", schema="owned")),
    "a table of the cluster": select(Organisation.__table__.c.name),
    "whether there is one, of no model": select(exists().where(Member.role == "dsl")),
    "words": text("select name from owned.member"),
    "words for columns of a model": text("select name from owned.member").columns(Member.name),
    "words for a model": select(Member).from_statement(text("select * from owned.member")),
    "words in a model’s condition": select(Pupil.id).where(text("exists (select from owned.member)")),
}


@pytest.mark.parametrize("statement", BY_MODELS.values(), ids=BY_MODELS)
def test_whatever_shape_a_statement_has_it_says_whose_rows(acting_as: ActingAs, statement: Any) -> None:
    with acting_as("sam-patel") as session:
        session.execute(statement).all()


@pytest.mark.parametrize("statement", PAST_THE_MODELS.values(), ids=PAST_THE_MODELS)
def test_whatever_goes_past_the_models_is_refused_in_words(acting_as: ActingAs, statement: Any) -> None:
    with acting_as("sam-patel") as session:
        for _ in range(2):  # nor the second time, when it is compiled already
            with pytest.raises(UnbeltedError, match="asked for without saying whose rows"):
                session.execute(statement).all()


def test_nothing_is_asked_for_when_the_second_belt_is_torn(
    acting_as: ActingAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "_own_rows_of", lambda statement: statement)
    with acting_as("sam-patel") as session, pytest.raises(UnbeltedError, match=r"owned\.member"):
        session.scalars(select(NAMED.where(Member.name != "").subquery().c.name))


def test_a_connection_given_back_remembers_no_organisation(app: Flask) -> None:
    signer = app.config["SIGNER"]
    with app.app_context():
        engine = make_engine(db.engines["app"].url, mint=signer.mint, pool_size=1, max_overflow=0)
    with working_as(OAKFIELD), FencedSession(bind=engine) as session:
        assert session.scalar(select(func.fence.org())) == OAKFIELD.org
        session.commit()

    with engine.connect() as same_connection:
        remembered = same_connection.scalar(text("select current_setting('heft.ctx', true)"))
    engine.dispose()
    assert not remembered


def test_statements_cannot_be_stacked(acting_as: ActingAs) -> None:
    with acting_as("sam-patel") as session, pytest.raises(Exception, match="multiple commands"):
        session.execute(text("select 1; select 2"))


def test_explain_is_refused(acting_as: ActingAs) -> None:
    with (
        acting_as("sam-patel") as session,
        pytest.raises(Exception, match="EXPLAIN is not for the application"),
    ):
        session.execute(text("explain select 1"))


def test_a_long_transaction_stays_in_its_context(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    signer = app.config["SIGNER"]
    with app.app_context(), working_as(OAKFIELD), db.engines["app"].connect() as connection:
        connection.begin()
        with monkeypatch.context() as a_minute_later:
            a_minute_later.setattr(tokens, "GOOD_FOR_SECONDS", -1)
            stay(connection, signer.mint)
        stay(connection, signer.mint)

        assert connection.scalar(select(func.fence.org())) == OAKFIELD.org


def test_a_connection_of_one_moment_sees_one_and_writes_nothing(app: Flask) -> None:
    with app.app_context(), working_as(OAKFIELD):
        connection = db.engines["app"].connect().execution_options(one_moment=True)
        try:
            isolation = connection.scalar(text("select current_setting('transaction_isolation')"))
            with pytest.raises(Exception, match="read-only transaction"):
                connection.execute(text("delete from owned.score"))
        finally:
            connection.close()

    assert isolation == "repeatable read"


def test_nobody_meets_a_server_that_has_gone(app: Flask, server: ServerOfTests) -> None:
    with app.app_context():
        engine = make_engine(db.engines["app"].url, pool_size=2)
        with engine.connect() as one, engine.connect() as another:
            pids = [each.scalar(text("select pg_backend_pid()")) for each in (one, another)]
    server.superuser.execute("select pg_terminate_backend(pid, 5000) from unnest(%s::int[]) as pid", [pids])

    with engine.connect() as fresh:
        assert fresh.scalar(text("select pg_backend_pid()")) not in pids
    engine.dispose()
