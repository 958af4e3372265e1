"""The browser of the tests: Debian's Chromium, or another that is named. Standard library only."""

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
HOW_TO_GET_IT = "sudo apt-get install chromium, or name another one in HEFT_CHROMIUM"


def find() -> Path | None:
    """Return the browser's program, if there is one."""
    named = os.environ.get("HEFT_CHROMIUM")
    found = (shutil.which(name) for name in ([named] if named else NAMES))
    return next((Path(path) for path in found if path), None)


def find_or_install() -> Path | None:
    """Return the browser's program, fetching it if it is missing and we may."""
    if find() is None and "HEFT_CHROMIUM" not in os.environ and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium for the browser's tests …", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", "-qq", *words], check=False, env=quiet, stdout=subprocess.DEVNULL)
    return find()
