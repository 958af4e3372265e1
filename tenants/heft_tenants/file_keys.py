"""The keys with which an organisation's files are sealed.

The private key lies in the organisation's own ground, wrapped by a master key that is kept outside the database: who
has only one of the two opens nothing. The public key is the cluster's to read, so that another organisation can seal
a copy for us without ever being able to open one. Once an organisation's private key is destroyed, nothing that was
sealed for it can be opened any more, wherever a copy may lie.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session

from heft_tenants.context import current
from heft_tenants.ids import uuid7
from heft_tenants.sealing import BrokenSealError, PrivateKey, PublicKey, new_pair
from heft_tenants.tables import Owned, Shared, Visibility, kept, new_id

_NONCE = 12
_SIDES = ["shared.organisation.org_id", "shared.organisation.cluster_id"]


class NoKeyYetError(Exception):
    """The organisation has no key yet. It gets one when its first member is listed."""


@dataclass(frozen=True)
class MasterKeys:
    """What wraps the private keys, by number. The newest wraps; older ones open what was wrapped before."""

    keys: Mapping[int, bytes] = field(repr=False)

    def wrap(self, private: PrivateKey) -> tuple[int, bytes]:
        """Return the number of the master key that was used, and the wrapped key."""
        number = max(self.keys)
        nonce = os.urandom(_NONCE)
        sealed = AESGCM(self.keys[number]).encrypt(nonce, private.key, _said(private.org, private.id))
        return number, nonce + sealed

    def unwrap(self, wrapped: "FileKey") -> PrivateKey:
        """Return an organisation's private key.

        :raises BrokenSealError: if it was not wrapped by one of these keys, or for another organisation
        """
        try:
            cipher = AESGCM(self.keys[wrapped.master_key])
            nonce, sealed = wrapped.private_key[:_NONCE], wrapped.private_key[_NONCE:]
            key = cipher.decrypt(nonce, sealed, _said(wrapped.org_id, wrapped.id))
        except (KeyError, InvalidTag) as error:
            raise BrokenSealError from error
        return PrivateKey(org=wrapped.org_id, id=wrapped.id, key=key)


class FileKey(Owned):
    """A pair of keys of an organisation. The fence copies the public one to where the cluster reads it."""

    __tablename__ = "file_key"
    __app__ = "select, insert"
    __table_args__ = (
        ForeignKeyConstraint(["org_id", "cluster_id"], _SIDES),
        CheckConstraint("length(public_key) = 32", name="x25519"),
    )

    id: Mapped[UUID] = new_id()
    cluster_id: Mapped[int] = kept(Visibility.KEY, Integer, default=lambda: current().cluster)
    public_key: Mapped[bytes] = kept(Visibility.KEY, LargeBinary)
    private_key: Mapped[bytes] = kept(Visibility.KEY, LargeBinary)  # wrapped
    master_key: Mapped[int] = kept(Visibility.KEY, Integer)
    made_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )


class PublishedKey(Shared):
    """The public key of an organisation, for whoever seals something for it. Only the fence writes it."""

    __tablename__ = "published_key"
    __admin__ = ""
    __table_args__ = (ForeignKeyConstraint(["org_id", "cluster_id"], _SIDES),)

    org_id: Mapped[int] = kept(Visibility.KEY, Integer, primary_key=True, autoincrement=False)
    id: Mapped[UUID] = new_id()
    public_key: Mapped[bytes] = kept(Visibility.KEY, LargeBinary)


def own_key(session: Session, *, master: MasterKeys) -> PublicKey:
    """Return the key to seal for the organisation at hand. It is made when it is asked for the first time."""
    newest = session.scalar(select(FileKey).order_by(FileKey.id.desc()).limit(1))
    if newest is None:
        return renew_key(session, master=master)
    return PublicKey(org=newest.org_id, id=newest.id, key=newest.public_key)


def renew_key(session: Session, *, master: MasterKeys) -> PublicKey:
    """Have what is sealed from now on sealed with a new key. What was sealed before stays as it is."""
    public, private = new_pair(org=current().org, id=uuid7())
    number, wrapped = master.wrap(private)
    session.add(FileKey(id=public.id, public_key=public.key, private_key=wrapped, master_key=number))
    session.flush()  # the fence publishes it now, so that others can seal from this commit on
    return public


def key_to_seal_for(session: Session, *, org: int) -> PublicKey:
    """Return the newest public key of an organisation of the cluster.

    :raises NoKeyYetError: if it has none
    """
    of_org = select(PublishedKey).where(PublishedKey.org_id == org).order_by(PublishedKey.id.desc())
    newest = session.scalar(of_org.limit(1))
    if newest is None:
        raise NoKeyYetError
    return PublicKey(org=org, id=newest.id, key=newest.public_key)


@dataclass(frozen=True)
class Keyring:
    """The private keys of one organisation, by their ids: for as long as a file is read."""

    keys: Mapping[UUID, PrivateKey] = field(repr=False)

    def __call__(self, key_id: UUID) -> PrivateKey | None:
        return self.keys.get(key_id)


def own_keys(session: Session, *, master: MasterKeys) -> Keyring:
    """Return what opens the files of the organisation at hand.

    :raises BrokenSealError: if the master key is not the one that wrapped them
    """
    return Keyring({wrapped.id: master.unwrap(wrapped) for wrapped in session.scalars(select(FileKey))})


def _said(org: int, key_id: UUID) -> bytes:
    return f"heft file key {org} {key_id}".encode()
