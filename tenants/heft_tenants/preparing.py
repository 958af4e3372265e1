"""Make a database ready: its login roles, what is taken from everybody, and the key that signs contexts.

Done by the migrator, who is a superuser or may create roles and owns the database. No process at run time is.
"""

import json
import secrets
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import errors, sql

from heft_tenants.refusals import Refused
from heft_tenants.tokens import Signer

ROLES_FILE = "database-roles.json"
PASSWORDS_FILE = "database-passwords.json"
KEY_FILE = "fence-key.json"
MASTER_KEY_FILE = "files-key.json"
CLOSED_BY_SUPERUSERS = {
    "catalog view open to PUBLIC",
    "dangerous catalog function open to PUBLIC",
    "login role may use a procedural language",
}
LOGIN_ROLES = ("app", "visitor", "admin", "signin", "worker")


class Fault(NamedTuple):
    """A rule of the fence that is broken, and the object that breaks it."""

    what: str
    where: str


class NotTheMigratorError(Refused):
    """Only the migrator may do this: let HEFT_DATABASE_URL name the role that ran `heft database prepare`."""


class NotPreparedError(Refused):
    """The database is not prepared for this version: run `heft database prepare` first."""


def refuse_to_migrate(migrator_url: str) -> None:
    """Refuse a database that cannot be migrated, before anything is written.

    :raises NotTheMigratorError: if the address names a role that may not make tables
    :raises NotPreparedError: if a role or a function is missing on which the migrations build
    """
    with psycopg.connect(migrator_url) as migrator:
        try:
            migrator.execute("set local role heft_owner")
        except errors.InsufficientPrivilege as error:
            raise NotTheMigratorError from error
        except errors.InvalidParameterValue as error:
            raise NotPreparedError from error
        if migrator.execute("select to_regprocedure('fence.receiver_is_here()')").fetchone() == (None,):
            raise NotPreparedError


def prepare_roles(migrator_url: str, passwords: Mapping[str, str]) -> None:
    """Make the roles and schemas, take from PUBLIC what tells or opens, and set the login roles' passwords."""
    with psycopg.connect(migrator_url, autocommit=True) as migrator:
        # With what lets an organisation leave, so that each table that a migration makes can be left from the first.
        for name in ("roles", "leaving"):
            migrator.execute(sql_file(name).encode())
        for role, password in passwords.items():
            statement = sql.SQL("alter role {} password {}")
            migrator.execute(statement.format(sql.Identifier(f"heft_{role}"), sql.Literal(password)))


def keep_key(migrator_url: str, signer: Signer) -> None:
    """Let the fence know the key with which contexts are signed. Known already, it stays as it is."""
    inner, outer = signer.pads()
    with psycopg.connect(migrator_url) as migrator:
        migrator.execute("set local role heft_fence")
        migrator.execute(
            "insert into fence.ctx_key(kid, ikey, okey, not_after) values (%s, %s, %s, 'infinity')"
            " on conflict (kid) do update set ikey = excluded.ikey, okey = excluded.okey",
            (signer.key_id, inner, outer),
        )


def faults_of_the_fence(migrator_url: str) -> list[Fault]:
    """Return everything in the database's catalogue that breaks a rule of the fence, and that the migrator can mend."""
    with psycopg.connect(migrator_url) as migrator:
        return [fault for fault in _lint(migrator) if not _is_the_providers(fault, migrator)]


def left_open_by_the_provider(migrator_url: str) -> list[Fault]:
    """Return what of PostgreSQL's own is open to everybody because the migrator, no superuser, cannot close it."""
    with psycopg.connect(migrator_url) as migrator:
        return [fault for fault in _lint(migrator) if _is_the_providers(fault, migrator)]


def _lint(migrator: psycopg.Connection) -> list[Fault]:
    return [Fault(*found) for found in migrator.execute(sql_file("lint").encode()).fetchall()]


def _is_the_providers(fault: Fault, migrator: psycopg.Connection) -> bool:
    return fault.what in CLOSED_BY_SUPERUSERS and migrator.info.parameter_status("is_superuser") == "off"


def sql_file(name: str) -> str:
    return files("heft_tenants").joinpath("sql", f"{name}.sql").read_text()


def prepare(migrator_url: str, data: Path) -> Mapping[str, str]:
    """Make the database ready for its first migration, and return an address for each login role.

    Passwords and key are made once. They and the addresses are kept in `data`, in files of mode 0600.
    """
    passwords = _kept(
        data / PASSWORDS_FILE, lambda: {role: secrets.token_urlsafe(24) for role in LOGIN_ROLES}
    )
    prepare_roles(migrator_url, passwords)
    kept_key(data / KEY_FILE)
    kept_master_keys(data / MASTER_KEY_FILE)
    urls = {role: _as_role(migrator_url, role, password) for role, password in passwords.items()}
    _write_secret(data / ROLES_FILE, urls)
    return urls


def kept_key(path: Path) -> Signer:
    """Return the signer, whose key is made once and kept in a file of mode 0600."""
    kept = _kept(path, lambda: {"key_id": 1, "key": secrets.token_hex(32)})
    return Signer(int(kept["key_id"]), bytes.fromhex(kept["key"]))


def kept_master_keys(path: Path) -> str:
    """Return the key of all files as `HEFT_FILES_KEY` says it. Made once: without it no file can ever be read again."""
    return str(_kept(path, lambda: {"keys": f"1:{secrets.token_hex(32)}"})["keys"])


def _as_role(migrator_url: str, role: str, password: str) -> str:
    address = urlsplit(migrator_url)
    host = address.netloc.rpartition("@")[2]
    return urlunsplit(address._replace(netloc=f"heft_{role}:{quote(password)}@{host}"))


def _kept(path: Path, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    if not path.exists():
        _write_secret(path, make())
    return dict(json.loads(path.read_text()))


def _write_secret(path: Path, secret: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(secret))
