"""What was looked into, measured and asked."""

from heft_platform import words
from heft_platform.documents.known import Known
from heft_platform.documents.material import OPERATIONAL, SENSITIVE, Fact, Material, Row
from heft_platform.gathering.services import VoiceView
from heft_platform.measures.services import in_series
from heft_platform.picture.services import CHECKLIST, SENCO_COMMENTS


def checklist(known: Known) -> Material:
    """Which assessments were considered, and what came of them."""
    areas = [one for one in known.picture.of_areas(CHECKLIST) if one.is_known]
    return Material(
        code="checklist",
        title="What was considered",
        source="Checklist of assessments",
        nothing="No assessment is recorded.",
        facts=tuple(
            Fact(
                name=area.area.words,
                value="; ".join(f"{name}: {value}" for name, value in area.known_rows),
                visibility=area.visibility,
            )
            for area in areas
        ),
        lowest=SENSITIVE,
    )


def senco_comments(known: Known) -> Material:
    """What the SENCO says."""
    return Material(
        code="senco",
        title="SENCO’s comments",
        source="SENCO’s comments",
        nothing="The SENCO has not commented yet.",
        facts=tuple(
            Fact(name=name, value=value, visibility=area.visibility)
            for area in known.picture.of_areas((SENCO_COMMENTS,))
            for name, value in area.known_rows
        ),
        lowest=SENSITIVE,
    )


def scores(known: Known) -> Material:
    """Scores of standard measures, and what has become of them."""
    return Material(
        code="measures",
        title="Measures",
        source="Scores of measures",
        nothing="No measure was taken.",
        caption="Scores of standard measures",
        headings=("Measure", "Day", "Who answered", "Scores", "Since the first"),
        rows=tuple(
            Row(
                cells=(
                    f"{one.tool.words}, {one.about}" if one.about else one.tool.words,
                    words.day(one.taken_on),
                    one.rater_words,
                    "; ".join(f"{name}: {score}" for name, score in one.rows),
                    " ".join(series.trend) if one is series.latest else "",
                ),
                visibility=SENSITIVE,
            )
            for series in in_series(known.measures)
            for one in series.measures
        ),
        lowest=SENSITIVE,
    )


def voices(known: Known) -> Material:
    """What each said when asked, in their words. What is protected is said to be there, and not quoted."""
    return Material(
        code="voices",
        title="What each said",
        source="Answers that were given before the first meeting",
        nothing="Nobody was asked yet.",
        facts=tuple(fact for voice in known.voices for fact in _said(voice)),
    )


def _said(voice: VoiceView) -> tuple[Fact, ...]:
    if voice.asked.is_protected:
        where = f"{voice.asked.state_words}. What stands in it is quoted to nobody"
        return (Fact(name=voice.asked.label, value=where, visibility=OPERATIONAL),)
    if not voice.said:
        return (Fact(name=voice.asked.label, value=voice.asked.state_words, visibility=OPERATIONAL),)
    return tuple(
        Fact(name=f"{voice.who}: {one.question}", value=one.answer, visibility=one.visibility)
        for one in voice.said
    )
