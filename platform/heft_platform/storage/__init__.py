"""Where files lie: one small interface, over a folder or over S3. What lies there is sealed for its organisation."""

from flask import current_app

from heft_platform.config import Settings
from heft_platform.storage.local import LocalStore
from heft_platform.storage.s3 import S3Store
from heft_platform.storage.sealed import Counted, Kept, keep, open_kept, open_sealed
from heft_platform.storage.store import (
    NotAKeyError,
    NotInStoreError,
    Store,
    StoreError,
    StoreFullError,
    StoreUnavailableError,
    place_of,
)
from heft_tenants.file_keys import MasterKeys

__all__ = [
    "Counted",
    "Kept",
    "LocalStore",
    "NotAKeyError",
    "NotInStoreError",
    "S3Store",
    "Store",
    "StoreError",
    "StoreFullError",
    "StoreUnavailableError",
    "at_hand",
    "keep",
    "master_keys",
    "open_kept",
    "open_sealed",
    "place_of",
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


def master_keys() -> MasterKeys:
    """Return what wraps the organisations' private keys, of the application at hand."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.master_keys
