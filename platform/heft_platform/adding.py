"""Add a row of which there may be one only. Who comes second learns so, and their transaction goes on."""

from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from heft_tenants.tables import Owned, Shared


def add_once(session: Session, model: type[Owned] | type[Shared], **values: Any) -> bool:
    """Write a row, and say whether it was written: not if one stands that excludes it.

    Without a savepoint: a row that is written inside one does not show by itself to which transaction it belongs, and so not
    which entry of the trail tells of it.
    """
    whose = model.org_id if issubclass(model, Owned) else model.cluster_id
    row = insert(model).values(**values).on_conflict_do_nothing().returning(whose)
    return session.scalar(row) is not None
