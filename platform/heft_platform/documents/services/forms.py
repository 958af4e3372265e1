"""The forms in which a programme can be had, and where a file of one lies."""

from datetime import timedelta
from uuid import UUID

from heft_platform.storage import place_of

KEPT_FOR = timedelta(hours=24)  # a copy of a pupil's record lies about no longer than it is needed
FORM_WORDS = {"word": "Word", "pdf": "PDF"}
ENDINGS = {"word": "docx", "pdf": "pdf"}
MEDIA_TYPES = {
    "word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def key_of(org: int, export_id: UUID, digest: str) -> str:
    """Return where a file lies in the store. It holds ids and the fingerprint, and nobody's name."""
    return f"{place_of(org)}exports/{export_id}-{digest}"
