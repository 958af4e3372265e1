"""Rules 2 and 3: dates lie in order, within the longest length, and everything that repeats ends."""

from collections.abc import Iterator

from heft_platform.library.rules.places import Body, Broken, every


def lengths(body: Body) -> Broken:
    duration = body["duration"]
    least, most, planned = duration["min_weeks"], duration["max_weeks"], duration["planned_weeks"]
    if least > most:
        yield (
            "duration.min_weeks",
            f"The shortest length is longer than the longest, {most}. Make it {most} or less.",
        )
    if (planned is None) != duration["open_ended"]:
        yield "duration.planned_weeks", "Say a number of weeks; or null, with open_ended: true."
    elif planned is not None and not min(least, most) <= planned <= most:
        yield (
            "duration.planned_weeks",
            f"The planned length must lie between min_weeks and max_weeks, {least} and {most}.",
        )


def the_anchor_is_week_0(body: Body) -> Broken:
    anchor = body["schedule"]["anchor_milestone"]
    for place, milestone in every(body, "milestones[]"):
        if milestone["id"] == anchor and milestone["week"] != 0:
            yield f"{place}.week", f"Weeks are counted from “{anchor}”, so its own week must be 0."
        if milestone["id"] == anchor and "repeat" in milestone:
            yield f"{place}.repeat", f"Weeks are counted from “{anchor}”, so it comes once: leave this out."


def milestones_in_order(body: Body) -> Broken:
    latest = None
    for place, _, week in _weeks(body):
        if latest is not None and week < latest:
            yield f"{place}.week", f"Week {week} comes after week {latest}. Put milestones in calendar order."
        latest = max(week, latest if latest is not None else week)


def milestones_within_the_longest(body: Body) -> Broken:
    most = body["duration"]["max_weeks"]
    for place, milestone, week in _weeks(body):
        path = f"{place}.week" if milestone["week"] is not None else f"{place}.window.to_week"
        if week > most:
            yield path, f"Week {week} is past max_weeks, {most}. Use {most} or less."
    for place, window in every(body, "milestones[].window"):
        if window["from_week"] > window["to_week"]:
            yield f"{place}.from_week", f"The window begins after it ends, in week {window['to_week']}."


def repeats_end(body: Body) -> Broken:
    last = {milestone["id"]: week for _, milestone, week in _weeks(body)}
    repeats = {milestone["id"] for milestone in body["milestones"] if "repeat" in milestone}
    for place, milestone, week in _weeks(body):
        if "repeat" not in milestone:
            continue
        until = milestone["repeat"]["until"]
        if until in repeats:
            yield f"{place}.repeat.until", f"“{until}” repeats itself. Name a milestone that comes once."
        elif until in last and last[until] <= week:
            yield (
                f"{place}.repeat.until",
                f"“{until}” does not come after week {week}. Name a later milestone.",
            )


def _weeks(body: Body) -> Iterator[tuple[str, Body, int]]:
    """Give each milestone with its week, or the last one of its window."""
    for place, milestone in every(body, "milestones[]"):
        window = milestone.get("window", {})
        yield place, milestone, milestone["week"] if milestone["week"] is not None else window["to_week"]


RULES = (lengths, the_anchor_is_week_0, milestones_in_order, milestones_within_the_longest, repeats_end)
