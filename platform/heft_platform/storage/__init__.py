"""Where files lie: one small interface, over a folder or over S3."""

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
    "store_of",
]


def store_of(settings: Settings) -> Store:
    """Return the store that the settings name: a bucket, or else a folder beside the data."""
    if settings.s3_bucket:
        return S3Store(bucket=settings.s3_bucket, endpoint=settings.s3_endpoint)
    return LocalStore.opened(settings.data / "files")
