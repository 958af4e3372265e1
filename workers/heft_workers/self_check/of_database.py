"""What would let a worker see more than the organisation that its lease is for."""

from collections.abc import Iterator

from flask import Flask
from sqlalchemy import text

from heft_platform.extensions import db

SIGN_IN = "Sign in as heft_worker, as `heft database prepare` made it"
FAULTS_OF_THE_ROLE = {
    f"signed in as a superuser: every fence is open. {SIGN_IN}": "select current_setting('is_superuser')::bool",
    f"signed in as another role than heft_worker. {SIGN_IN}": "select session_user <> 'heft_worker'",
    f"this role passes row security. {SIGN_IN}": "select not row_security_active('owned.outbox')",
    f"this role owns tables, and could take their fences down. {SIGN_IN}": (
        "select exists (select from pg_class where relowner = session_user::regrole and relnamespace in"
        " (select oid from pg_namespace where nspname in ('owned', 'shared', 'ident', 'letterbox', 'fence')))"
    ),
    "this role may become another. Take it away: revoke … from heft_worker": (
        "select exists (select from pg_auth_members where member = session_user::regrole)"
    ),
    "this role reads what is due for every organisation. Run `heft database check`": (
        "select has_table_privilege('fence.due', 'select')"
    ),
    "rows are seen without an organisation. Run `heft database check`": (
        "select exists (select from owned.outbox)"
    ),
}


def wrong_with_database(app: Flask) -> Iterator[str]:
    """Give what is wrong with the workers' role."""
    with app.app_context():
        engine = db.engines["worker"]
        try:
            with engine.begin() as connection:
                for sentence, is_so in FAULTS_OF_THE_ROLE.items():
                    if connection.scalar(text(is_so)):
                        yield f"Postgres: {sentence}"
        finally:
            engine.dispose()  # a worker forks, and no connection may go with it
