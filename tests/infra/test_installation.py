from pathlib import Path

import pytest

from installation import Installation
from processes import Program


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    monkeypatch.setenv("HEFT_DATABASE_URL", "postgresql://migrator:secret@db.example/heft")
    monkeypatch.delenv("HEFT_REDIS_URL", raising=False)
    return Installation(tmp_path, port=None)


def test_only_the_migrations_know_the_migrator(installation: Installation) -> None:
    told = installation._environment()
    assert "HEFT_DATABASE_URL" not in told
    assert not any("migrator:secret" in value for value in told.values())


def test_pages_and_workers_come_to_the_queue_by_different_names(installation: Installation) -> None:
    pages = installation._environment()["HEFT_REDIS_URL"]
    worker = installation._worker("mail")
    assert isinstance(worker, Program)
    assert "//bell:" in pages
    assert "//worker:" in worker.options["env"]["HEFT_REDIS_URL"]
    assert worker.options["env"]["HEFT_QUEUE"] == "mail"


def test_the_secret_is_made_once_and_kept_for_its_owner_alone(installation: Installation) -> None:
    first = installation._environment()["HEFT_SECRET_KEY"]
    assert installation._environment()["HEFT_SECRET_KEY"] == first
    assert (installation.data / "secret-key").stat().st_mode & 0o777 == 0o600
