"""Every way to break things, by its name."""

from breakable.faults import of_outside, of_postgres, of_processes, of_redis  # noqa: F401  (they add their faults)
from breakable.faults.breaking import FAULTS, Breaking, Fault

ALL_OF_REDIS = {name for name in FAULTS if name.startswith("redis")}
__all__ = ["ALL_OF_REDIS", "FAULTS", "Breaking", "Fault"]
