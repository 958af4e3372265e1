"""Rule 4: everybody has a part, and numbers of people and things make sense."""

from collections.abc import Iterator

from heft_platform.library.rules.places import Body, Broken, every, names
from heft_platform.library.rules.references import LEADS_TO

NO_PART = ("roles[].may_also_be[]", "meetings[].flexible_for[]", "meetings[].goes_ahead_without[]")


def everybody_has_a_part(body: Body) -> Broken:
    busy = {name for path in LEADS_TO["role"] if path not in NO_PART for name in names(body, path)}
    for place, role in every(body, "roles[]"):
        if role["id"] not in busy and role["access"] != "none":
            yield (
                place,
                (
                    f"“{role['id']}” is invited nowhere, completes, owns and approves nothing. "
                    "Give the role a part, or “access: none”."
                ),
            )


def invited_once(body: Body) -> Broken:
    for place, invite in every(body, "meetings[].invite"):
        seen: set[str] = set()
        for how in ("required", "expected", "on_request"):
            for number, role in enumerate(invite[how]):
                if role in seen:
                    yield (
                        f"{place}.{how}[{number}]",
                        f"“{role}” is in another of the three lists too. Keep one.",
                    )
                seen.add(role)


def whoever_leads_is_invited(body: Body) -> Broken:
    for place, meeting in every(body, "meetings[]"):
        invited = {role for how in meeting["invite"].values() for role in how}
        for number, role in enumerate(meeting["chair"]):
            if role not in invited:
                yield (
                    f"{place}.chair[{number}]",
                    f"“{role}” is not invited to this meeting. Invite the role, or name another.",
                )


def fewest_before_most(body: Body) -> Broken:
    for place, fewest, most in _ranges(body):
        if fewest > most:
            yield f"{place}.min", f"The least is more than the most, {most}. Make it {most} or less."


def _ranges(body: Body) -> Iterator[tuple[str, int, int]]:
    for path in ("roles[]", "documents[].multiple", "targets", "review.number"):
        for place, part in every(body, path):
            if "max" in part:
                yield place, part.get("min", 0), part["max"]


RULES = (everybody_has_a_part, invited_once, whoever_leads_is_invited, fewest_before_most)
