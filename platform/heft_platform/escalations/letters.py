"""The letters of a request: what each kind may say."""

from typing import Any

from marshmallow import Schema, fields, validate

from heft_tenants.letter_kinds import letter_kind
from heft_tenants.visibility import Visibility

KEY, OPERATIONAL, PASTORAL = Visibility.KEY, Visibility.OPERATIONAL, Visibility.PASTORAL
CARRIES = {KEY, OPERATIONAL, Visibility.BRIEFING_SAFE, PASTORAL}
LONGEST = validate.Length(max=4000)


def some_words(visibility: Visibility, **more: Any) -> fields.String:
    return fields.String(**({"required": True} | more), validate=LONGEST, metadata={"visibility": visibility})


class AboutRequest(Schema):
    """Every letter names the request that it is about, and who wrote it."""

    reference = some_words(KEY)
    written_by = some_words(OPERATIONAL)


@letter_kind("request.sent", version=1, carries=CARRIES)
class RequestSent(AboutRequest):
    """What the school asks, with the pack that was agreed."""

    programme_reference = some_words(KEY)
    pupil = some_words(Visibility.BRIEFING_SAFE)
    asks = fields.List(fields.String(), required=True, metadata={"visibility": OPERATIONAL})
    why_now = some_words(PASTORAL)
    family_told = some_words(PASTORAL)
    family_view = some_words(PASTORAL, required=False, load_default="")
    pupil_view = some_words(PASTORAL, required=False, load_default="")
    approved_by = some_words(OPERATIONAL)
    acknowledge_by = fields.String(required=True, metadata={"visibility": OPERATIONAL})
    pack = fields.Dict(required=True, metadata={"visibility": PASTORAL})


@letter_kind("request.acknowledged", version=1, carries=CARRIES)
class RequestAcknowledged(AboutRequest):
    """The authority has it. The promise is worked out by the authority, and stands."""

    officer = some_words(OPERATIONAL)
    promised_on = fields.String(required=True, metadata={"visibility": OPERATIONAL})
    words = some_words(PASTORAL, required=False, load_default="")


class Words(AboutRequest):
    """A letter that is words and nothing else."""

    words = some_words(PASTORAL)


@letter_kind("request.asked", version=1, carries=CARRIES)
class RequestAsked(Words):
    """The authority asks the school something."""


@letter_kind("request.replied", version=1, carries=CARRIES)
class RequestReplied(Words):
    """The school answers what it was asked."""


@letter_kind("request.answered", version=1, carries=CARRIES)
class RequestAnswered(Words):
    """The authority's answer."""

    decision = some_words(OPERATIONAL)


@letter_kind("request.closed", version=1, carries=CARRIES)
class RequestClosed(Words):
    """The authority closes the thread."""


@letter_kind("request.withdrawn", version=1, carries=CARRIES)
class RequestWithdrawn(Words):
    """The school takes its request back. What was sent was sent; it stays read."""
