"""A paper with everything on it that a paper can hold."""

from heft_platform.documents.paper import Chart, Facts, Heading, Paper, Piece, Table, Words

CHART = Chart(
    weeks=(1, 2, 3, 4),
    lines=(("I use kind words", (50, None, 70, 80)), ("I start my work", (None, 40, 55, 65))),
    says="A line for each target over 4 weeks. The table below has the same figures.",
)
EVERY_PIECE: tuple[Piece, ...] = (
    Heading(text="About the programme", level=1),
    Facts(
        caption="About the programme", rows=(("Pupil", "Jay Smith"), ("Seen or heard", "Left.\nCame back."))
    ),
    Heading(text="How it is going", level=1),
    Words(text="Up from 50% in week 1 to 72% in week 4."),
    CHART,
    Table(
        caption="Share of each target met, week by week",
        headings=("Week", "I use kind words", "I start my work", "Recorded"),
        rows=tuple((f"Week {week}", "50%", "Not scored", "5 of 5 days recorded") for week in range(1, 40)),
    ),
    Heading(text="Reviews", level=2),
    Words(text="No review has been held.", is_gap=True),
)


def paper_of(*pieces: Piece) -> Paper:
    """Return a paper with these pieces."""
    return Paper(
        title="Programme PSP-7K4M2Q",
        lead="For staff of the school who work with this pupil",
        reference="PSP-7K4M2Q",
        organisation="Oakfield Primary",
        printed="Printed by Sam Patel, Tuesday 24 November 2026, 3:12pm",
        pieces=pieces,
    )


def saying(text: str) -> Paper:
    """Return a paper that says a text in each place where a record's words can stand."""
    return paper_of(
        Heading(text="Words", level=1),
        Words(text=text),
        Facts(caption="Facts", rows=(("Said", text),)),
        Table(caption="Table", headings=("One", "Two"), rows=((text, "two"),)),
    )
