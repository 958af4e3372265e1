"""Attack Heft or break it, and print figures that anybody who distrusts us can check."""

import sys
from pathlib import Path

INFRA = Path(__file__).resolve().parents[1]
sys.path[:0] = [
    str(INFRA.parent / folder) for folder in ("infra/proofs", "infra/local", "infra/walk", "tests/support")
]

from figures import run  # noqa: E402

PROOFS = {
    "isolation": "prove_isolation",
    "delivery": "prove_delivery",
    "degradation": "prove_degradation",
}

if __name__ == "__main__":
    sys.exit(run("prove", __doc__ or "", PROOFS, sys.argv[1:]))
