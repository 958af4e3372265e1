"""The signed token that tells the database for whom a transaction works. Made for each transaction, kept nowhere."""

import hashlib
import hmac
import os
import time
from dataclasses import dataclass
from uuid import UUID

from heft_tenants.context import Context

GOOD_FOR_SECONDS = 60
_BLOCK = 64


@dataclass(frozen=True)
class Signer:
    """Whoever holds one may work for any organisation. Request code gets tokens from the engine, never the key."""

    key_id: int
    key: bytes

    def mint(self, context: Context) -> str:
        """Return the token: its fields, then their HMAC-SHA256, as `fence.claims` reads them."""
        fields = (
            self.key_id,
            context.kind,
            context.org,
            context.cluster,
            _hex(context.person),
            _hex(context.programme),
            _hex(context.grant),
            int(time.time()) + GOOD_FOR_SECONDS,
            os.urandom(8).hex(),
        )
        body = "|".join(str(field) for field in fields)
        return f"{body}|{hmac.new(self.key, body.encode(), hashlib.sha256).hexdigest()}"

    def pads(self) -> tuple[bytes, bytes]:
        """Return the inner and the outer pad for `fence.ctx_key`: as secret as the key.

        The exclusive-or is done beforehand because SQL has none for bytes.
        """
        key = self.key if len(self.key) <= _BLOCK else hashlib.sha256(self.key).digest()
        key = key.ljust(_BLOCK, b"\0")
        return bytes(byte ^ 0x36 for byte in key), bytes(byte ^ 0x5C for byte in key)


def _hex(id_: UUID | None) -> str:
    return id_.hex if id_ else "0"
