"""Keep files in a bucket of S3, or of anything that speaks like it."""

import tempfile
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, BinaryIO, cast

from heft_platform.storage.store import (
    NotInStoreError,
    Stored,
    StoreFullError,
    StoreUnavailableError,
    checked_key,
    checked_prefix,
    in_pieces,
)

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ABSENT = {"NoSuchKey", "404", "NotFound"}
NO_ROOM = {"QuotaExceeded", "InsufficientStorage", "StorageFull", "XMinioStorageFull", "507"}
REGION = "eu-west-2"  # where the environment names none; servers that are not Amazon's do not ask
ATTEMPTS = 3
PATIENCE = 20  # seconds without an octet
PATIENCE_OF_A_READER = 5  # somebody waits at a page, and can ask again


class S3Store:
    """A store in a bucket. Keys of access come from the environment, as boto3 reads them."""

    def __init__(self, *, bucket: str, endpoint: str | None) -> None:
        self._bucket = bucket
        self._endpoint = endpoint

    def put(self, key: str, content: bytes | Iterable[bytes]) -> Stored:
        # In a file, so that its length is known, and it can be sent again if it is lost.
        with _named_errors(), tempfile.TemporaryFile() as file:
            octets = sum(file.write(piece) for piece in in_pieces(content))
            file.seek(0)
            self._client.put_object(
                Bucket=self._bucket, Key=checked_key(key), Body=file, ContentLength=octets
            )
        return Stored(key=key, octets=octets)

    def get(self, key: str) -> bytes:
        with self.stream(key) as file, _named_errors():
            return file.read()

    def stream(self, key: str) -> BinaryIO:
        with _named_errors():
            found = self._reader.get_object(Bucket=self._bucket, Key=checked_key(key))
        return cast("BinaryIO", found["Body"])

    def head(self, key: str) -> Stored:
        with _named_errors():
            found = self._client.head_object(Bucket=self._bucket, Key=checked_key(key))
        return Stored(key=key, octets=found["ContentLength"])

    def keys(self, prefix: str) -> Iterator[str]:
        pages = self._client.get_paginator("list_objects_v2")
        with _named_errors():
            for page in pages.paginate(Bucket=self._bucket, Prefix=checked_prefix(prefix)):
                yield from (one["Key"] for one in page.get("Contents", ()))

    def delete(self, key: str) -> None:
        with _named_errors():
            self._client.delete_object(Bucket=self._bucket, Key=checked_key(key))

    def delete_all(self, prefix: str) -> int:
        there_were = list(self.keys(prefix))
        for key in there_were:
            self.delete(key)
        return len(there_were)

    @cached_property
    def _client(self) -> "S3Client":
        return self._made(patience=PATIENCE, attempts=ATTEMPTS)

    @cached_property
    def _reader(self) -> "S3Client":
        return self._made(patience=PATIENCE_OF_A_READER, attempts=1)

    def _made(self, *, patience: float, attempts: int) -> "S3Client":
        import boto3  # noqa: PLC0415  (half a second that only those pay who need it)
        from botocore.config import Config  # noqa: PLC0415

        session = boto3.Session()
        ways = Config(
            signature_version="s3v4",
            region_name=session.region_name or REGION,
            request_checksum_calculation="when_required",  # servers that are not Amazon's know no others
            response_checksum_validation="when_required",
            s3={"addressing_style": "path"},
            connect_timeout=3,
            read_timeout=patience,
            retries={"mode": "standard", "total_max_attempts": attempts},
        )
        return session.client("s3", endpoint_url=self._endpoint, config=ways)


@contextmanager
def _named_errors() -> Generator[None]:
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        if code in ABSENT:
            raise NotInStoreError from error
        raise (StoreFullError if code in NO_ROOM else StoreUnavailableError) from error
    except BotoCoreError as error:
        raise StoreUnavailableError from error
    except OSError as error:  # there is no room to lay the file ready
        raise StoreFullError from error
