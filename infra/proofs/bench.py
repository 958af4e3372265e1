"""Measure Heft against itself on this machine, and print ratios."""

import sys
from pathlib import Path

INFRA = Path(__file__).resolve().parents[1]
sys.path[:0] = [
    str(INFRA.parent / folder) for folder in ("infra/proofs", "infra/local", "infra/walk", "tests/support")
]

from figures import run  # noqa: E402

BENCHES = {"isolation": "bench_isolation", "programmes": "bench_programmes"}

if __name__ == "__main__":
    sys.exit(run("bench", __doc__ or "", BENCHES, sys.argv[1:]))
