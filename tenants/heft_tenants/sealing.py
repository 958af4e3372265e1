"""Seal a file for one organisation: whoever has its public key can close it, and only its private key opens it again.

A file has a fresh key of its own, and that key travels with it, encrypted to the organisation (HPKE, RFC 9180). The
content is encrypted in pieces (AES-256-GCM), each under its number and whether it is the last, so that pieces which
were cut off, exchanged or added are noticed (the STREAM construction: Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
Sealing and opening need memory for a few pieces, however long the file is.
"""

import hashlib
import io
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

PIECE = 64 * 1024  # octets of content
_MARK = b"heft1"
_FILE_KEY = 32
_ID = 16
_TAG = 16
_WRAPPED = 32 + _FILE_KEY + _TAG  # what HPKE makes of a file's key: its own public key, the key, a tag
_HEADER = len(_MARK) + _ID + _WRAPPED
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class BrokenSealError(Exception):
    """This is not what was sealed: it was changed, cut short or added to, or it was sealed for somebody else."""


@dataclass(frozen=True, kw_only=True)
class PublicKey:
    """What anybody needs to seal a file for an organisation."""

    org: int
    id: UUID
    key: bytes


@dataclass(frozen=True, kw_only=True)
class PrivateKey:
    """What opens the files of an organisation. It is in memory only while a file is opened."""

    org: int
    id: UUID
    key: bytes = field(repr=False)


def new_pair(*, org: int, id: UUID) -> tuple[PublicKey, PrivateKey]:  # noqa: A002  (as the columns are named)
    """Make the two keys of an organisation."""
    private = X25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    return PublicKey(org=org, id=id, key=public), PrivateKey(org=org, id=id, key=private.private_bytes_raw())


def seal(content: Iterable[bytes], *, to: PublicKey) -> Iterator[bytes]:
    """Give a sealed file piece by piece, of content that comes in pieces of any size."""
    key = os.urandom(_FILE_KEY)
    wrapped = _SUITE.encrypt(key, X25519PublicKey.from_public_bytes(to.key), info=_said(to.org, to.id))
    header = _MARK + to.id.bytes + wrapped
    yield header
    cipher = AESGCM(key)
    for number, (piece, is_last) in enumerate(_with_the_last_known(_even(content))):
        yield cipher.encrypt(_nonce(number, is_last=is_last), piece, header)


def unseal(sealed: BinaryIO, *, key_of: Callable[[UUID], PrivateKey | None]) -> Iterator[bytes]:
    """Give the content of a sealed file piece by piece. What is given was checked; the whole is only at the end.

    `key_of` finds the organisation's private key by the id that the file names.

    :raises BrokenSealError: if the file is not as it was sealed, or was not sealed for us
    """
    header = _read(sealed, _HEADER)
    private = key_of(UUID(bytes=header[len(_MARK) : len(_MARK) + _ID])) if _is_ours(header) else None
    if private is None:
        raise BrokenSealError
    try:
        wrapped = header[-_WRAPPED:]
        whose = X25519PrivateKey.from_private_bytes(private.key)
        cipher = AESGCM(_SUITE.decrypt(wrapped, whose, info=_said(private.org, private.id)))
        pieces = iter(lambda: _read(sealed, PIECE + _TAG), b"")
        for number, (piece, is_last) in enumerate(_with_the_last_known(pieces)):
            yield cipher.decrypt(_nonce(number, is_last=is_last), piece, header)
    except InvalidTag as error:
        raise BrokenSealError from error


class Unsealed(io.RawIOBase):
    """A sealed file, to be read as if it were open. Closed, it closes what it reads from.

    With the fingerprint of what was kept, another file that somebody sealed for us in its place is noticed too: its
    last piece is not given.
    """

    def __init__(
        self, sealed: BinaryIO, *, key_of: Callable[[UUID], PrivateKey | None], digest: bytes | None = None
    ) -> None:
        self._sealed = sealed
        pieces = unseal(sealed, key_of=key_of)
        self._pieces = pieces if digest is None else _same_as_kept(pieces, digest)
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = memoryview(piece)
        given = min(len(buffer), len(self._left))
        buffer[:given], self._left = self._left[:given], self._left[given:]
        return given

    def close(self) -> None:
        if not self.closed:
            self._sealed.close()
        super().close()


def _same_as_kept(pieces: Iterable[bytes], digest: bytes) -> Iterator[bytes]:
    fingerprint = hashlib.sha256()
    for piece, is_last in _with_the_last_known(pieces):
        fingerprint.update(piece)
        if is_last and fingerprint.digest() != digest:
            raise BrokenSealError
        yield piece


def _said(org: int, key_id: UUID) -> bytes:
    return f"heft file {org} {key_id}".encode()


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _is_ours(header: bytes) -> bool:
    return len(header) == _HEADER and header.startswith(_MARK)


def _read(source: BinaryIO, octets: int) -> bytes:
    """Read so many octets, or all that are left: a network gives what it has."""
    read = b""
    while len(read) < octets and (more := source.read(octets - len(read))):
        read += more
    return read


def _even(content: Iterable[bytes]) -> Iterator[bytes]:
    """Give the content in pieces of one size; the last may be shorter, and an empty file is one empty piece."""
    gathered = bytearray()
    for some in content:
        gathered += some
        while len(gathered) > PIECE:
            yield bytes(gathered[:PIECE])
            del gathered[:PIECE]
    yield bytes(gathered)


def _with_the_last_known(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    before = None
    for piece in pieces:
        if before is not None:
            yield before, False
        before = piece
    yield before or b"", True
