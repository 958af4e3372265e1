"""What the application is made of beside its own pages."""

from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from flask_wtf import CSRFProtect

from heft_tenants.engine import make_engine
from heft_tenants.sessions import FencedSession


class RequestSession(FencedSession, FlaskSession):  # type: ignore[misc]  # both choose the bind; ours comes first
    """The session of a request: the application's engines, one for each role, chosen by the context."""

    def engine_of_role(self, role: str) -> sa.Engine:
        return self._db.engines[role]


class Database(SQLAlchemy):
    """One bind for each login role, every one of them fenced."""

    def _make_engine(self, bind_key: str | None, options: dict[str, Any], app: Flask) -> sa.Engine:
        signer = app.config["SIGNER"]
        mint = signer.mint if bind_key in {"app", "visitor", "admin"} else None
        return make_engine(mint=mint, **options)


db = Database(session_options={"class_": RequestSession})
csrf = CSRFProtect()
login = LoginManager()


def signer_of_this_application() -> Any:
    return current_app.config["SIGNER"]
