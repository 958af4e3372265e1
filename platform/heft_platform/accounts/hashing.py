"""What is kept of a password, and whether one fits (argon2id)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST_PASSWORD = 12  # characters: three random words are longer
LONGEST_PASSWORD = 256  # octets: a longer one is somebody's attempt to keep us busy
_hasher = PasswordHasher()
_NOBODYS = _hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    """Return what is kept of a password."""
    return _hasher.hash(password)


def fits(kept: str | None, password: str) -> bool:
    """Say whether a password is the one that was kept. Without one it takes as long to say no."""
    if len(password.encode()) > LONGEST_PASSWORD:
        return False
    try:
        _hasher.verify(kept or _NOBODYS, password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None
