"""The master key: made once, kept from everybody else, and named when it is missing or wrong."""

import stat
from pathlib import Path

import pytest

from heft_platform.config import Settings, WrongSettingsError
from heft_tenants import preparing
from heft_testing.database import ServerOfTests

ONE, TWO = f"1:{'ab' * 32}", f"2:{'cd' * 32}"


def settings(server: ServerOfTests, **more: str) -> Settings:
    said = {f"HEFT_DATABASE_URL_{role.upper()}": url for role, url in server.role_urls.items()}
    said |= {"HEFT_SECRET_KEY": "for tests", "HEFT_REDIS_URL": "redis://127.0.0.1:1/0"}
    return Settings.from_environment(said | {"HEFT_DATA": str(server.data)} | more)


def test_it_is_made_once_and_nobody_else_reads_it(tmp_path: Path) -> None:
    kept = tmp_path / preparing.MASTER_KEY_FILE

    first, again = preparing.kept_master_keys(kept), preparing.kept_master_keys(kept)

    assert first == again
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_it_is_read_from_its_file_or_from_the_environment(server: ServerOfTests) -> None:
    assert settings(server).master_keys.keys.keys() == {1}
    assert settings(server, HEFT_FILES_KEY=f"{ONE},{TWO}").master_keys.keys == {
        1: bytes.fromhex("ab" * 32),
        2: bytes.fromhex("cd" * 32),
    }


@pytest.mark.parametrize(
    "wrong", ["abc", "1:abc", ONE[:-1], f"{ONE},", f"{ONE},2:xyz", f"{ONE},{ONE}", f"{ONE} "]
)
def test_a_wrong_one_is_named_and_not_told(server: ServerOfTests, wrong: str) -> None:
    with pytest.raises(WrongSettingsError, match="HEFT_FILES_KEY") as refusal:
        settings(server, HEFT_FILES_KEY=wrong)
    assert "ab" * 8 not in str(refusal.value)


def test_a_missing_one_is_named(server: ServerOfTests, tmp_path: Path) -> None:
    with pytest.raises(WrongSettingsError, match="files-key"):
        settings(server, HEFT_DATA=str(tmp_path))
