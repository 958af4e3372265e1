"""Sessions that know whose rows they may touch. The database judges; this is the second belt, and the loud one."""

from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import BigInteger, Connection, Engine, Executable, bindparam, event
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, SessionTransaction, with_loader_criteria

from heft_tenants.belts import BELTED
from heft_tenants.context import NoContextError, current, current_or_none
from heft_tenants.tables import Identity, Letterbox, Owned, Shared

_STAMP = "heft_context"
ROLE_OF_KIND = {"org": "app", "visitor": "visitor", "admin": "admin", "work": "worker"}
# Whose rows: said when a statement is sent, so that it can be built once for every organisation.
HERE = bindparam("here", type_=BigInteger, callable_=lambda: current().org)
CLUSTER_HERE = bindparam("cluster_here", type_=BigInteger, callable_=lambda: current().cluster)
OWN_ROWS = (
    with_loader_criteria(Owned, lambda table: table.org_id == HERE, include_aliases=True),
    with_loader_criteria(Letterbox, lambda table: table.org_id == HERE, include_aliases=True),
    with_loader_criteria(Shared, lambda table: table.cluster_id == CLUSTER_HERE, include_aliases=True),
)
# What is asked again and again is fastened once.
_fastened: WeakKeyDictionary[Executable, Executable] = WeakKeyDictionary()


class ContextChangedError(Exception):
    """The context changed in the middle of a transaction: end the transaction first."""


class FencedSession(Session):
    """A session that works with the engine of the context's role, and asks for the context's rows only."""

    def __init__(self, *args: Any, engines: Mapping[str, Engine] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._engines = engines

    def engine_of_role(self, role: str) -> Engine:
        assert self._engines is not None
        return self._engines[role]

    def get_bind(self, mapper: Any = None, **_: Any) -> Engine | Connection:
        """Choose the role: the sign-in role for Identity, else the one of the context.

        :raises NoContextError: if an organisation's rows are asked for and nobody said whose
        """
        if self.bind is not None:
            return self.bind
        if mapper is not None and issubclass(_class_of(mapper), Identity):
            return self.engine_of_role("signin")
        return self.engine_of_role(ROLE_OF_KIND[current().kind])


def _class_of(mapper: Any) -> type:
    return mapper.class_ if isinstance(mapper, Mapper) else mapper


@event.listens_for(FencedSession, "after_begin")
def _stamp(session: Session, _: SessionTransaction, __: Connection) -> None:
    session.info[_STAMP] = current_or_none()


@event.listens_for(FencedSession, "do_orm_execute")
def _ask_for_own_rows_only(state: ORMExecuteState) -> None:
    state.update_execution_options(**{BELTED: True})
    mapper = state.bind_mapper
    if not state.is_orm_statement or (mapper is not None and issubclass(mapper.class_, Identity)):
        return
    context = current_or_none()
    if context is None:
        raise NoContextError
    if state.session.in_transaction() and state.session.info.get(_STAMP) not in (None, context):
        raise ContextChangedError
    if not (state.is_column_load or state.is_relationship_load):
        state.statement = _own_rows_of(state.statement)


def _own_rows_of(statement: Executable) -> Executable:
    fastened = _fastened.get(statement)
    if fastened is None:
        fastened = _fastened[statement] = statement.options(*OWN_ROWS)
    return fastened
