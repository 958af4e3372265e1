"""Rules 3, 7 and 8: every meeting is held at some milestone, the last one ends it, and what is agreed exists."""

from heft_platform.library.rules.places import Body, Broken, every, unknown

LEFT_BY_THE_LAST = ("verdict", "next_steps")
WRITTEN_ON = {"provision": "map", "timetable": "timetable"}  # parts of the plan that may stand on a document


def meetings_are_held(body: Body) -> Broken:
    held = {milestone.get("meeting") for milestone in body["milestones"]}
    for place, meeting in every(body, "meetings[]"):
        if meeting["id"] not in held:
            yield place, f"No milestone holds the meeting “{meeting['id']}”. Name it at one, or take it out."


def the_last_meeting_ends_it(body: Body) -> Broken:
    held = [milestone["meeting"] for milestone in body["milestones"] if "meeting" in milestone]
    final = body["verdicts"]["meeting"]
    if not held:
        yield "milestones", "No milestone holds a meeting. A programme needs one that ends it."
    elif held[-1] != final:
        yield "verdicts.meeting", f"The verdict belongs to the last meeting. Use “{held[-1]}”."
    elif held.count(final) > 1:
        yield (
            "verdicts.meeting",
            f"“{final}” is held {held.count(final)} times. The meeting that ends it is held once.",
        )
    for place, meeting in every(body, "meetings[]"):
        lacking = [part for part in LEFT_BY_THE_LAST if part not in meeting["produces"]]
        if meeting["id"] == final and lacking:
            yield (
                f"{place}.produces",
                f"The last meeting must leave these behind: {', '.join(lacking)}. Add them.",
            )
    for place, milestone in every(body, "milestones[]"):
        if milestone.get("meeting") == final and "repeat" in milestone:
            yield f"{place}.repeat", "The meeting that ends it is held once: leave this out."


def what_is_agreed_exists(body: Body) -> Broken:
    meetings = {meeting["id"]: meeting for meeting in body["meetings"]}
    for place, signature in every(body, "signatures[]"):
        meeting = meetings.get(signature["meeting"])
        if meeting is None:
            continue  # said already
        there = {*meeting["produces"], *_written(body, meeting), *_due_with(body, meeting["id"])}
        for number, part in enumerate(signature["scope"]):
            if part not in there:
                yield (
                    f"{place}.scope[{number}]",
                    (
                        f"“{part}” does not exist when “{meeting['id']}” ends. "
                        "Let the meeting produce it, or let it be due there."
                    ),
                )


def _written(body: Body, meeting: Body) -> set[str]:
    """Return the parts of the plan that stand on a document which the meeting produces."""
    return {
        part
        for part, key in WRITTEN_ON.items()
        if body["provision"][key].get("document") in meeting["produces"]
    }


def _due_with(body: Body, meeting: str) -> set[str]:
    """Return the documents that are due at the milestone of a meeting, or at another of the same week."""
    weeks = {one["week"] for one in body["milestones"] if one.get("meeting") == meeting}
    beside = [one for one in body["milestones"] if one["week"] in weeks]
    ids = {one["id"] for one in beside}
    due = {one["id"] for one in body["documents"] if one.get("due", {}).get("milestone") in ids}
    return due | {name for one in beside for name in one["documents_due"]}


def both_say_where_it_is_agreed(body: Body) -> Broken:
    at = {signature["id"]: signature["meeting"] for signature in body["signatures"]}
    taken = {name: meeting["id"] for meeting in body["meetings"] for name in meeting["sign"]}
    for place, meeting in every(body, "meetings[]"):
        for number, name in enumerate(meeting["sign"]):
            if at.get(name, meeting["id"]) != meeting["id"]:
                yield (
                    f"{place}.sign[{number}]",
                    f"“{name}” says that it is agreed at “{at[name]}”. Name it there.",
                )
    for place, signature in every(body, "signatures[]"):
        if signature["id"] not in taken:
            yield place, f"No meeting takes this. Name it under “sign” of “{signature['meeting']}”."
        if signature["rule"] == "listed_roles" and not signature["roles"]:
            yield f"{place}.roles", "With the rule “listed_roles”, name whose agreement is needed."


def choices_hold_what_is_usual(body: Body) -> Broken:
    for path, choices, usual in (
        ("meetings[].pupil_part", "options", "default"),
        ("monitoring[].cadence", "options", "default"),
        ("communication.home_school", "rhythm_options", "default"),
        ("targets", "measures", "default_measure"),
    ):
        for place, part in every(body, path):
            if part[usual] not in part[choices]:
                yield f"{place}.{usual}", unknown(f"choice under “{choices}”", part[usual], part[choices])
    targets = body["targets"]
    if not min(targets["min"], targets["max"]) <= targets["default"] <= targets["max"]:
        yield "targets.default", "The usual number of targets must lie between min and max."


def groups_are_there(body: Body) -> Broken:
    groups = {milestone["group"] for milestone in body["milestones"] if "group" in milestone}
    if (group := body["review"]["number"]["group"]) not in groups | {"none"}:
        yield "review.number.group", unknown("group of milestones", group, groups | {"none"})
    for place, party in every(body, "commitments.expected_from[]"):
        if party not in body["commitments"]["parties"]:
            yield place, unknown("party under “parties”", party, body["commitments"]["parties"])


RULES = (
    meetings_are_held,
    the_last_meeting_ends_it,
    what_is_agreed_exists,
    both_say_where_it_is_agreed,
    choices_hold_what_is_usual,
    groups_are_there,
)
