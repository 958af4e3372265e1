"""What these tests ask for: both stores, and a template that says something else."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer
from sqlalchemy.orm import Session

from heft_platform.storage import LocalStore, S3Store, Store
from heft_testing.doing import Started
from heft_testing.other_rules import let

BUCKET = "heft-files"


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """An S3 server on this machine, with an empty bucket. It checks no signatures: no test here may rely on them."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(scope="session")
def s3_keys() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "made-up")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "made-up")
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        yield


@pytest.fixture(scope="session")
def s3_store(s3_server: str, s3_keys: None) -> S3Store:
    """One store for all tests, because making its clients takes a while."""
    client = boto3.client("s3", endpoint_url=s3_server, region_name="us-east-1")
    client.create_bucket(Bucket=BUCKET)
    client.close()
    return S3Store(bucket=BUCKET, endpoint=s3_server)


@pytest.fixture
def local_store(tmp_path: Path) -> LocalStore:
    return LocalStore.opened(tmp_path / "files")


@pytest.fixture(params=["a folder", "S3"])
def store(request: pytest.FixtureRequest) -> Store:
    found: Store = request.getfixturevalue("local_store" if request.param == "a folder" else "s3_store")
    return found


@pytest.fixture
def says(
    running: Started, acting_as: Callable[[str], AbstractContextManager[Session]]
) -> Callable[[str, Any], None]:
    """Let the template of the running programme say something else."""

    def say(rule: str, value: Any) -> None:
        with acting_as("sam-patel") as session:
            let(session, running, rule, value)

    return say
