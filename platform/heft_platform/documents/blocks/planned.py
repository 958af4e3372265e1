"""The plan: targets, commitments, rewards, consequences, help, the week, and who agreed."""

from datetime import date

from heft_platform import words
from heft_platform.documents.known import Known
from heft_platform.documents.material import OPERATIONAL, PASTORAL, Fact, Material, Row, Said
from heft_platform.programmes.services import MilestoneView
from heft_platform.provision.services import DAYS, THERE


def targets(known: Known) -> Material:
    """What the pupil works on."""
    return Material(
        code="targets",
        title="Targets",
        source="The plan",
        nothing="No targets are recorded.",
        caption="Targets",
        headings=("Target", "What it looks like", "Measured by", "Start", "Aim"),
        rows=tuple(
            Row(
                cells=(
                    f"{number}. {one.statement}",
                    one.success,
                    one.measure_words,
                    one.baseline or "Not said",
                    one.aim or "Not said",
                ),
                visibility=PASTORAL,
            )
            for number, one in enumerate(known.programme.targets, start=1)
        ),
    )


def commitments(known: Known) -> Material:
    """What each committed to, and whether it was kept."""
    return Material(
        code="commitments",
        title="What was promised, and tried",
        source="The plan, and the last review",
        nothing="Nothing is recorded about what was tried.",
        caption="What was promised, and tried",
        headings=("What was promised", "From", "Who", "How often", "At the last review"),
        rows=tuple(
            Row(
                cells=(
                    one.what,
                    said,
                    one.who,
                    one.when or "Not said",
                    known.kept[one.id].result_words if one.id in known.kept else "Not asked yet",
                ),
                visibility=PASTORAL,
            )
            for said, several in known.programme.by_party()
            for one in several
        ),
    )


def rewards(known: Known) -> Material:
    """What the pupil can earn."""
    return Material(
        code="rewards",
        title="Rewards",
        source="The plan",
        nothing="No reward is agreed.",
        caption="Rewards",
        headings=("Reward", "Kind", "From", "For what", "Chosen by the pupil"),
        rows=tuple(
            Row(
                cells=(
                    one.what,
                    one.kind_words,
                    one.giver_words,
                    one.merit_words,
                    "Yes" if one.chosen_by_pupil else "No",
                ),
                visibility=PASTORAL,
            )
            for one in known.rewards
        ),
    )


def consequences(known: Known) -> Material:
    """What follows when effort is lacking."""
    return Material(
        code="consequences",
        title="Consequences",
        source="The plan",
        nothing="No consequence is agreed.",
        caption="Consequences",
        headings=("What follows", "Kind", "When", "Known to the pupil"),
        rows=tuple(
            Row(
                cells=(
                    one.what,
                    one.kind_words,
                    one.occasion or "Not said",
                    "Yes" if one.known_to_pupil else "No",
                ),
                visibility=PASTORAL,
            )
            for one in known.consequences
        ),
    )


def help_now(known: Known) -> Material:
    """What help there is now, and what is planned; by wave, where the template maps it."""
    is_mapped = known.programme.template.provision.map.enabled
    now = [one for one in known.help if one.state in {"now", "planned"}]
    return Material(
        code="help",
        title="Help in school",
        source="Provision",
        nothing="No help is recorded.",
        caption="Help now, and planned",
        headings=("Help", "Kind and wave" if is_mapped else "Kind", "Who", "How often", "When", "Why"),
        rows=tuple(
            Row(
                cells=(
                    one.what,
                    f"{one.category_words}, wave {one.wave}" if is_mapped else one.category_words,
                    one.who or "Not recorded",
                    one.dose,
                    one.when,
                    one.why,
                ),
                visibility=PASTORAL,
            )
            for one in (sorted(now, key=lambda one: one.wave) if is_mapped else now)
        ),
    )


def timetable(known: Known) -> Material:
    """The pupil's own week, as a grid."""
    found, away = known.timetable, known.rolls.away
    elsewhere = tuple(
        Fact(name=DAYS[day], value=f"At {place}, coded {THERE} here", visibility=PASTORAL)
        for day, place in away.items()
    )
    if found is None:
        return Material(
            code="timetable",
            title="Timetable",
            source="Timetable",
            nothing="The week is like everybody’s.",
            facts=elsewhere,
        )
    facts = tuple(
        Fact(name=name, value=value, visibility=PASTORAL) for name, value in found.rows if name != "Changes"
    )
    return Material(
        code="timetable",
        title="Timetable",
        source="Timetable",
        nothing="The week is like everybody’s.",
        facts=(*facts, *elsewhere),
        caption="What is different, day by day",
        headings=found.grid_headings,
        rows=tuple(Row(cells=cells, visibility=PASTORAL) for cells in found.grid_rows_with(away)),
    )


def also_agreed(known: Known) -> Material:
    """What else was agreed with the plan: the week, help, and what the pupil earns, in the words of that day."""
    newest = next(iter(known.plan_versions), None)
    parts = newest.content["parts"] if newest else {}
    grid = next((part["grid"] for part in parts.values() if "grid" in part), None)
    when = f"As agreed in version {newest.number} of the plan, {words.day(newest.made_at)}." if newest else ""
    return Material(
        code="also_agreed",
        title="The week, help and rewards as agreed",
        source="The plan, as it was agreed",
        nothing="Nothing of this is agreed with the plan.",
        said=(Said(words=when, visibility=OPERATIONAL),)
        if any(part["lines"] for part in parts.values())
        else (),
        facts=tuple(
            Fact(name=part["label"], value="; ".join(part["lines"]), visibility=PASTORAL)
            for part in parts.values()
            if part["lines"]
        ),
        caption="The week as agreed",
        headings=tuple(grid["headings"]) if grid else (),
        rows=tuple(Row(cells=tuple(row), visibility=PASTORAL) for row in grid["rows"]) if grid else (),
    )


def agreed(known: Known) -> Material:
    """Who agreed to which words of the plan."""
    newest = next(iter(known.plan_versions), None)
    if newest is None:
        return Material(
            code="agreed",
            title="Who agreed",
            source="Agreements",
            nothing="Nobody has been asked to agree to the plan yet.",
        )
    when = f"Version {newest.number} of the plan, {newest.label}, {words.day(newest.made_at)}."
    return Material(
        code="agreed",
        title="Who agreed",
        source="Agreements",
        nothing="Nobody has been asked to agree to the plan yet.",
        said=(Said(words=when, visibility=OPERATIONAL),),
        caption="What each said of the plan",
        headings=("Who", "As", "Answer", "How", "Day", "In their words"),
        rows=tuple(
            Row(
                cells=(
                    one.name,
                    one.role_words,
                    one.answer_words,
                    one.how_words or "Not said",
                    words.day(one.said_on),
                    one.words or "Nothing",
                ),
                visibility=PASTORAL,
            )
            for one in newest.agreements
        ),
    )


def in_touch(known: Known) -> Material:
    """How often the key worker and the pupil meet, and how home and school keep in touch."""
    agreed = known.monitoring
    said = f"{agreed.rhythm_words}, {agreed.channel_words.lower()}"
    facts = (
        Fact(name="Time with the key worker", value=agreed.cadence_words, visibility=OPERATIONAL),
        Fact(name="News between school and home", value=said, visibility=OPERATIONAL),
        *((Fact(name="How", value=agreed.method, visibility=PASTORAL),) if agreed.method else ()),
    )
    return Material(
        code="in_touch",
        title="How we keep in touch",
        source="What was agreed of sessions, or else the template",
        nothing="",
        facts=facts,
    )


def dates(known: Known) -> Material:
    """When everybody meets."""
    return Material(
        code="dates",
        title="Dates",
        source="The programme’s course",
        nothing="No dates are set.",
        caption="Steps of the programme",
        headings=("Step", "Day", "What became of it"),
        rows=tuple(
            Row(
                cells=(
                    milestone.label,
                    words.day(milestone.held_on or milestone.due_on),
                    _became(milestone, known.today),
                ),
                visibility=OPERATIONAL,
            )
            for milestone in known.programme.milestones
        ),
    )


def _became(milestone: MilestoneView, today: date) -> str:
    """A milestone that is no meeting has nothing to be held: its day comes and goes."""
    if milestone.held_on or milestone.skipped_on:
        return "Held" if milestone.held_on else "Left out"
    if milestone.due_on >= today:
        return "To come"
    return "Not held yet" if milestone.is_meeting else "Its day has passed"
