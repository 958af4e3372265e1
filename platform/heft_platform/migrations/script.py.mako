"""${message.capitalize()}."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from heft_tenants.fences import raise_fence as statements_of_fence

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def raise_fence(**fence: Any) -> None:
    for statement in statements_of_fence(**fence):
        op.execute(statement)


def upgrade() -> None:
    op.execute("set local role heft_owner")
    ${upgrades if upgrades else "pass"}
    op.execute("set local role none")
