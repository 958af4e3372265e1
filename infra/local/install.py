"""Put into .venv exactly what a lock file names. Standard library only, because it runs before anything is installed."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
Command = list[str | Path]
LOCKS = ROOT / "infra" / "requirements"
SOURCE_ROOTS = [str(ROOT / folder) for folder in ("platform", "tenants", "workers")]
HEFT_COMMAND = """\
#!/bin/sh
exec "{python}" -m heft_workers.cli "$@"
"""


def install(lock: str) -> bool:
    """Install what `<lock>.lock` names, unless it is there already; say whether there was anything to do."""
    if sys.version_info < (3, 11):  # noqa: UP036  (an older Python may well read this file)
        sys.exit("Python 3.11 or newer is needed")
    (ROOT / "var").mkdir(exist_ok=True)
    for folder in (ROOT / "var", VENV):
        if folder.exists() and not os.access(folder, os.W_OK):
            sys.exit(f"{folder} belongs to somebody else: remove it, or work as its owner")
    with (ROOT / "var" / "installing").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # two that start at once do not install into each other
        if mark(lock) in marks():
            return False
        print("Installing packages …", flush=True)
        if mark("run") not in marks():  # never installed, installed from another lock, or not finished
            make_venv()
        fill(lock)
        add_our_own()
        # What the tests need includes all that running needs.
        (VENV / "installed").write_text("\n".join({mark("run"), mark(lock)}))
    return True


def mark(lock: str) -> str:
    """Return what stands in .venv/installed when this lock file is installed there."""
    said = (LOCKS / f"{lock}.lock").read_bytes() + sys.version.encode() + bytes(ROOT)
    return f"{lock} {hashlib.sha256(said).hexdigest()}"


def marks() -> list[str]:
    installed = VENV / "installed"
    return installed.read_text().splitlines() if installed.is_file() else []


def make_venv() -> None:
    """Make the virtual environment, fetching Debian's separate package for it if we may."""
    make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if subprocess.run(make, capture_output=True, check=False).returncode == 0:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit("python3 -m venv does not work here (on Debian and Ubuntu: sudo apt install python3-venv)")
    subprocess.run(["apt-get", "update", "-qq"], check=True)
    subprocess.run(["apt-get", "install", "-y", "-qq", "python3-venv"], check=True)
    subprocess.run(make, check=True)


def fill(lock: str) -> None:
    """Install exactly what the lock file names, with uv if it can be had and pip if not."""
    pip: Command = [
        PYTHON,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--quiet",
        "--require-hashes",
    ]
    uv: Command = [VENV / "bin" / "uv", "pip", "install", "--quiet", "--require-hashes", "--python", PYTHON]
    uv += ["--system-certs"]  # as pip does: an authority's proxy may sign with a certificate of its own
    if not works(*pip, "-r", LOCKS / "installer.lock") or not works(*uv, "-r", LOCKS / f"{lock}.lock"):
        subprocess.run([*pip, "-r", LOCKS / f"{lock}.lock"], check=True)


def works(*command: str | Path) -> bool:
    return subprocess.run(command, check=False).returncode == 0


def add_our_own() -> None:
    """Do what an editable install amounts to here, without a build backend to fetch."""
    packages = next((VENV / "lib").glob("python*/site-packages"))
    (packages / "heft.pth").write_text("\n".join(SOURCE_ROOTS) + "\n")
    command = VENV / "bin" / "heft"
    command.write_text(HEFT_COMMAND.format(python=PYTHON))
    command.chmod(0o755)
