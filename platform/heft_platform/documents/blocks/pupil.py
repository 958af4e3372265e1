"""The pupil: strengths first, what helps, and what named staff alone may be told."""

from heft_platform.documents.known import Known
from heft_platform.documents.material import BRIEFING_SAFE, PASTORAL, SENSITIVE, Fact, Material, Row
from heft_platform.picture.services import CONTEXT, PROFILE, AreaView


def profile(known: Known) -> Material:
    """The one-page profile, in the pupil's words."""
    return Material(
        code="profile",
        title="One-page profile",
        source="Context of the pupil",
        nothing="No one-page profile is written yet.",
        facts=_facts(known.picture.of_areas(PROFILE)),
        lowest=BRIEFING_SAFE,
    )


def strengths(known: Known) -> Material:
    """What everybody says is good."""
    return Material(
        code="strengths",
        title="Strengths",
        source="Strengths, as they were said",
        nothing="No strength is recorded.",
        caption="Strengths, qualities and skills",
        headings=("Strength", "Where it shows", "Who says so"),
        rows=tuple(
            Row(
                cells=(one.said("what"), one.said("setting"), one.said("said_by")),
                visibility=one.kind.visibility,
            )
            for one in known.entries["strength"]
        ),
    )


def concerns(known: Known) -> Material:
    """What was seen or heard, and what needs to be different."""
    return Material(
        code="concerns",
        title="Concerns",
        source="Concerns, as they were said",
        nothing="No concern is recorded.",
        caption="Concerns, and what needs to be different",
        headings=("Concern", "What needs to be different", "About", "Who says so"),
        rows=tuple(
            Row(
                cells=tuple(one.said(name) for name in ("what", "to_be_different", "setting", "said_by")),
                visibility=one.kind.visibility,
            )
            for one in known.entries["concern"]
        ),
    )


def what_helps(known: Known) -> Material:
    """What makes it hard, what calms, and who helps."""
    areas = [one for one in known.picture.of_areas(CONTEXT) if one.visibility == PASTORAL]
    return Material(
        code="helps",
        title="What makes it hard, and what helps",
        source="Context of the pupil",
        nothing="Nothing is recorded of what makes it hard and what helps.",
        facts=_facts(areas),
    )


def needs(known: Known) -> Material:
    """What named staff alone may be told: needs, health, family."""
    areas = [one for one in known.picture.of_areas(CONTEXT) if one.visibility == SENSITIVE]
    return Material(
        code="needs",
        title="Needs and circumstances",
        source="Context of the pupil",
        nothing="Nothing is recorded of needs and circumstances.",
        facts=_facts(areas),
        lowest=SENSITIVE,
    )


def consultations(known: Known) -> Material:
    """Who was asked or told, and what came of it."""
    return Material(
        code="consultations",
        title="Who was consulted",
        source="Consultations",
        nothing="No consultation is recorded.",
        caption="Consultations",
        headings=("Day", "Who", "How", "What was said and agreed"),
        rows=tuple(
            Row(
                cells=(
                    one.said("on_day"),
                    f"{one.said('person')} ({one.said('party').lower()})",
                    one.said("how"),
                    one.said("outcome"),
                ),
                visibility=one.kind.visibility,
            )
            for one in known.entries["consultation"]
        ),
    )


def other_plans(known: Known) -> Material:
    """Other plans and documents of the pupil, such as an EHC plan."""
    return Material(
        code="other_plans",
        title="Other plans and documents",
        source="Plans and documents of the pupil",
        nothing="No other plan or document is recorded.",
        caption="Other plans and documents",
        headings=("Kind", "Held by", "And the programme", "What it says"),
        rows=tuple(
            Row(
                cells=tuple(one.said(name) for name in ("kind", "holder", "relation", "about")),
                visibility=one.kind.visibility,
            )
            for one in known.entries.get("plan", ())
        ),
        lowest=SENSITIVE,
    )


def _facts(areas: list[AreaView]) -> tuple[Fact, ...]:
    return tuple(
        Fact(name=f"{area.area.words}: {name}", value=value, visibility=area.visibility)
        for area in areas
        for name, value in area.known_rows
    )
