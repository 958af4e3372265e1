"""The letters of an invitation. Before the gate opens they carry initials, never a name."""

from typing import Any

from marshmallow import Schema, fields, validate

from heft_tenants.letter_kinds import letter_kind
from heft_tenants.visibility import Visibility

CARRIES = {Visibility.KEY, Visibility.OPERATIONAL, Visibility.BRIEFING_SAFE, Visibility.PASTORAL}


def text(visibility: Visibility = Visibility.OPERATIONAL, **more: Any) -> fields.String:
    return fields.String(
        **({"required": True} | more), validate=validate.Length(max=2000), metadata={"visibility": visibility}
    )


def number() -> fields.Integer:
    return fields.Integer(required=True, metadata={"visibility": Visibility.OPERATIONAL})


@letter_kind("invitation.sent", version=1, carries=CARRIES)
class InvitationSent(Schema):
    """A school asks a team to join a programme."""

    school_slug = text()
    school_name = text()
    team = text()
    initials = text(Visibility.BRIEFING_SAFE)
    reads = number()
    adds = number()
    until_on = text()
    parent_told = text(Visibility.PASTORAL)


@letter_kind("invitation.withdrawn", version=1, carries=CARRIES)
class InvitationWithdrawn(Schema):
    """The school takes back an invitation that nobody has taken on."""

    withdrawn_on = text()


@letter_kind("invitation.accepted", version=1, carries=CARRIES)
class InvitationAccepted(Schema):
    """Somebody of the team takes it on: who the school is to let in."""

    person_id = text(Visibility.KEY)
    person_name = text()


@letter_kind("invitation.declined", version=1, carries=CARRIES)
class InvitationDeclined(Schema):
    """The team cannot take it on."""

    words = text(Visibility.OPERATIONAL, required=False, load_default="")


@letter_kind("grant.made", version=1, carries=CARRIES)
class GrantMade(Schema):
    """The school has let the person in."""

    programme_id = text(Visibility.KEY)
    programme_reference = text(Visibility.KEY)
    grant_id = text(Visibility.KEY)
    person_id = text(Visibility.KEY)
    until_at = text()


@letter_kind("grant.ended", version=1, carries=CARRIES)
class GrantEnded(Schema):
    """The school has ended the access."""

    ended_on = text()


@letter_kind("case.left", version=1, carries=CARRIES)
class CaseLeft(Schema):
    """Whoever was let in comes no more: they gave the case back, or have left the agency."""

    person_id = text(Visibility.KEY)
    left_on = text()
