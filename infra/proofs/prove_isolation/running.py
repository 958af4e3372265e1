"""Start what is attacked: a server of its own, the application with the made-up clusters, and a life lived in them."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from argon2 import PasswordHasher
from flask import Flask

from heft_platform.accounts import hashing
from heft_platform.app import create_app
from heft_platform.config import Settings, for_sqlalchemy
from heft_platform.demo import base, opening
from heft_tenants.file_keys import MasterKeys
from heft_testing.database import ServerOfTests, let_go, server_of_tests
from heft_testing.places import Places
from prove_isolation.ground import Ground


@contextmanager
def a_ground(*, has_superuser: bool = True, programs: str = "") -> Iterator[Ground]:
    """Give a ground to attack. `programs` is the folder of another PostgreSQL’s programs."""
    with (
        patch.dict(os.environ, {"HEFT_PG_BINDIR": programs} if programs else {}),
        server_of_tests(has_superuser=has_superuser) as server,
        tempfile.TemporaryDirectory() as data,
        # nothing here is about how long a hash takes
        patch.object(hashing, "_hasher", PasswordHasher(time_cost=1, memory_cost=64)),
    ):
        app = create_app(_settings(server, Path(data)))
        with app.app_context():
            opening.open_clusters()
            base.load()
        let_go(app)
        server.keep_as_template()
        yield from _on(app, server, has_superuser=has_superuser)


def _on(app: Flask, server: ServerOfTests, *, has_superuser: bool) -> Iterator[Ground]:
    ground = Ground(server, app, Places(app, server), has_superuser=has_superuser)
    try:
        yield ground
    finally:
        ground.close()


def _settings(server: ServerOfTests, data: Path) -> Settings:
    return Settings(
        data=data,
        secret_key="for attacks",  # noqa: S106
        role_urls={role: for_sqlalchemy(url) for role, url in server.role_urls.items()},
        signer=server.signer,
        master_keys=MasterKeys({1: bytes(range(32))}),
        redis_url="redis://127.0.0.1:1/0",
        smtp_url=None,
        s3_endpoint=None,
        s3_bucket=None,
        sentry_dsn=None,
        demo=True,
        service_name="Pastoral support",
    )
