"""Where files lie: one small interface, over a folder or over S3."""

import hashlib

from flask import current_app

from heft_platform.config import Settings
from heft_platform.storage.local import LocalStore
from heft_platform.storage.s3 import S3Store
from heft_platform.storage.store import (
    NotInStoreError,
    Store,
    Stored,
    StoreError,
    StoreFullError,
    StoreUnavailableError,
)

__all__ = [
    "LocalStore",
    "NotInStoreError",
    "S3Store",
    "Store",
    "StoreError",
    "StoreFullError",
    "StoreUnavailableError",
    "Stored",
    "at_hand",
    "fingerprint",
    "store_of",
]


def store_of(settings: Settings) -> Store:
    """Return the store that the settings name: a bucket, or else a folder beside the data."""
    if settings.s3_bucket:
        return S3Store(bucket=settings.s3_bucket, endpoint=settings.s3_endpoint)
    return LocalStore.opened(settings.data / "files")


def at_hand() -> Store:
    """Return the store of the application at hand."""
    store: Store = current_app.extensions["heft_store"]
    return store


def fingerprint(content: bytes) -> str:
    """Return what tells a file from every other."""
    return hashlib.sha256(content).hexdigest()
