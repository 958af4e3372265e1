"""The fence is the same on the oldest PostgreSQL that Heft runs on, and where nobody is a superuser.

`server` is the newest one, prepared by a superuser: there these tests run anyway.
"""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.proof

OLDEST = Path("/usr/lib/postgresql/15/bin")
ON_THE_OLDEST, WITHOUT_SUPERUSER = ("--postgres", str(OLDEST)), ("--without-superuser",)


@pytest.mark.parametrize(
    "where", [WITHOUT_SUPERUSER, ON_THE_OLDEST, ON_THE_OLDEST + WITHOUT_SUPERUSER], ids=" ".join
)
def test_the_tests_of_the_fence_pass(where: tuple[str, ...], project: Path) -> None:
    if str(OLDEST) in where and not OLDEST.is_dir():
        pytest.skip(f"no PostgreSQL 15 in {OLDEST}: Debian’s package postgresql-15 brings it")
    tests = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/tenants", *where)

    done = subprocess.run(tests, cwd=project, check=False, capture_output=True, text=True, timeout=120)

    assert done.returncode == 0, done.stdout[-4000:]
