"""Real public data that lies beside the checkout, where there is some: none of it is part of the project."""

import os
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent / "samples"
BESIDE = Path(__file__).resolve().parents[4] / "shared" / "data"


def sample(name: str) -> Path:
    """Return a made-up file of the tests' own."""
    return SAMPLES / name


def real_file(name: str) -> Path:
    """Return a real file, or skip the test, saying which file is not there and how to name its folder."""
    path = Path(os.environ.get("HEFT_REAL_DATA", BESIDE)) / name
    if not path.exists():
        pytest.skip(f"{name} is not there: HEFT_REAL_DATA names the folder of real public data")
    return path
