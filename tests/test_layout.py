import platform
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCE_ROOTS = ("platform", "tenants", "workers")
TOP_LEVEL = {*SOURCE_ROOTS, "infra", "tests", "pyproject.toml", "README.md"}


def files_of_the_project() -> list[Path]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return [Path(line) for line in listed.stdout.splitlines() if (ROOT / line).exists()]


def contracts() -> list[dict[str, Any]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return list(settings["tool"]["importlinter"]["contracts"])


def test_platform_is_pythons_own() -> None:
    assert platform.__file__ is not None
    assert Path(platform.__file__).is_relative_to(Path(sys.base_prefix))


def test_no_folder_called_platform_is_a_package() -> None:
    assert [path for path in files_of_the_project() if path.parts[-2:] == ("platform", "__init__.py")] == []


def test_each_source_root_holds_one_package_named_after_it() -> None:
    for folder in SOURCE_ROOTS:
        packages = [path.parent.name for path in (ROOT / folder).glob("*/__init__.py")]
        assert packages == [f"heft_{folder}"]
        assert (ROOT / folder / f"heft_{folder}" / "py.typed").exists()


def test_the_only_package_in_tests_is_what_they_share() -> None:
    packages = {path.parent.as_posix() for path in files_of_the_project() if path.name == "__init__.py"}
    assert {path for path in packages if path.startswith("tests")} == {"tests/support/heft_testing"}


def test_the_top_level_stays_as_it_is() -> None:
    there = {path.parts[0] for path in files_of_the_project()}
    assert {name for name in there if not name.startswith(".")} <= TOP_LEVEL


def test_every_feature_is_in_the_import_contracts() -> None:
    package = ROOT / "platform" / "heft_platform"
    features = {f"heft_platform.{path.parent.name}" for path in package.glob("*/routes.py")}
    features |= {f"heft_platform.{path.parent.name}" for path in package.glob("*/models.py")}
    features -= {"heft_platform.demo"}  # plays with all of them
    inside = next(one for one in contracts() if "containers" in one)
    between = next(one for one in contracts() if one["type"] == "independence")
    assert features <= set(inside["containers"])
    assert features <= set(between["modules"])


def test_no_file_says_which_registry_or_machine_it_was_made_on() -> None:
    for path in (ROOT / "infra" / "requirements").iterdir():
        assert "://" not in path.read_text(), path.name


def test_the_tests_run_on_the_versions_that_heft_runs_on() -> None:
    run, test = (
        set(re.findall(r"^(\S+==\S+)", (ROOT / f"infra/requirements/{name}.lock").read_text(), re.MULTILINE))
        for name in ("run", "test")
    )
    assert run
    assert run <= test


def test_every_package_is_pinned_by_its_hash() -> None:
    for lock in (ROOT / "infra" / "requirements").glob("*.lock"):
        pinned = re.findall(r"^\S+==\S+(?: ; [^\\]+)? \\\n    --hash=sha256:", lock.read_text(), re.MULTILINE)
        named = re.findall(r"^[a-z0-9]", lock.read_text(), re.MULTILINE)
        assert pinned
        assert len(pinned) == len(named), lock.name
