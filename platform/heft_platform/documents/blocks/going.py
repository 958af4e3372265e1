"""How it goes between meetings: daily reports, sessions, commitments, news from home, rewards, actions."""

from heft_platform import words
from heft_platform.documents.known import Known
from heft_platform.documents.material import OPERATIONAL, PASTORAL, Drawing, Fact, Material, Row, Said
from heft_platform.documents.pack import PackChart
from heft_platform.meetings.services import counted

SESSION_WORDS = {"held": "Held", "pupil_absent": "The pupil was absent", "not_held": "Not held"}


def going(known: Known) -> Material:
    """What the daily reports add up to: a sentence, a chart, and the table behind it."""
    progress = known.progress
    is_known = bool(progress.weeks)
    chart = PackChart(
        weeks=tuple(week.number for week in progress.weeks),
        lines=tuple(
            (target, tuple(week.by_target[place] for week in progress.weeks))
            for place, target in enumerate(progress.targets)
        ),
    )
    return Material(
        code="going",
        title="How it is going",
        source="Daily reports",
        nothing="No daily reports are recorded.",
        said=(Said(words=progress.sentence, visibility=PASTORAL),) if is_known else (),
        drawing=Drawing(chart=chart, visibility=PASTORAL) if progress.has_chart else None,
        caption="Share of each target met, week by week",
        headings=("Week", *progress.targets, "Recorded"),
        rows=tuple(
            Row(
                cells=(
                    f"Week {week.number}",
                    *(f"{share}%" if share is not None else "Not scored" for share in week.by_target),
                    week.recorded_words.removesuffix(" recorded"),
                ),
                visibility=PASTORAL,
            )
            for week in progress.weeks
        ),
    )


def since_last(known: Known) -> Material:
    """What has changed since the last meeting."""
    changed = known.since_last
    trends = zip(known.programme.targets, changed.trends, strict=False)
    return Material(
        code="since_last",
        title=f"Since {words.day(changed.since)}",
        source="Daily reports, sessions, promises, actions and the record since the last meeting",
        nothing="Nothing is recorded since the last meeting.",
        facts=(
            *(Fact(name=target.statement, value=one.words, visibility=PASTORAL) for target, one in trends),
            *(Fact(name=name, value=value, visibility=PASTORAL) for name, value in changed.facts),
            Fact(name="Actions done", value=str(len(changed.done)), visibility=OPERATIONAL),
            Fact(name="Actions still open", value=str(len(changed.still_open)), visibility=OPERATIONAL),
            Fact(
                name="Actions carried to another day", value=str(len(changed.carried)), visibility=OPERATIONAL
            ),
        ),
    )


def sessions(known: Known) -> Material:
    """Which sessions were held or missed, and how sure the pupil was. What was noted stays at school."""
    held = sum(one.outcome == "held" for one in known.sessions)
    counted = f"{held} of {words.number_of(len(known.sessions), 'recorded session')} held."
    return Material(
        code="sessions",
        title="Sessions with the key worker",
        source="Sessions",
        nothing="No session is recorded.",
        said=(Said(words=counted, visibility=PASTORAL),) if known.sessions else (),
        caption="Sessions",
        headings=("Day", "Held", "Own control, 1 to 5", "What helped", "Next time"),
        rows=tuple(
            Row(
                cells=(
                    words.day(one.day),
                    SESSION_WORDS[one.outcome] + (f": {one.why}" if one.why else ""),
                    str(one.own_control) if one.own_control else "Not asked",
                    one.helped or "Not recorded",
                    one.next_time or "Not recorded",
                ),
                visibility=PASTORAL,
            )
            for one in known.sessions
        ),
    )


def kept_between(known: Known) -> Material:
    """How commitments were kept from day to day."""
    scale = known.programme.template.said_of_commitments()
    of_plan = {one.id: one for one in known.programme.commitments}
    rows = []
    for commitment_id, ticks in known.ticks.items():
        commitment = of_plan.get(commitment_id)
        if commitment is None:
            continue
        by_words = counted([one.result_words for one in ticks], scale)
        how_often = "; ".join(f"{said}: {number}" for said, number in by_words.items())
        rows.append(Row(cells=(commitment.what, commitment.who, how_often), visibility=PASTORAL))
    return Material(
        code="kept",
        title="Promises between meetings",
        source="Promises that were ticked",
        nothing="No promise was ticked.",
        caption="How promises were kept",
        headings=("Promise", "Who", "How often"),
        rows=tuple(rows),
    )


def home(known: Known) -> Material:
    """What school and home told each other."""
    return Material(
        code="home",
        title="School and home",
        source="News between school and home",
        nothing="No news between school and home is recorded.",
        caption="News between school and home",
        headings=("Day", "With", "How", "Good news", "What was said"),
        rows=tuple(
            Row(
                cells=(
                    words.day(one.day),
                    one.who,
                    one.channel_words,
                    one.good_news or "Not recorded",
                    one.words,
                ),
                visibility=PASTORAL,
            )
            for one in known.contacts
        ),
    )


def rewards_given(known: Known) -> Material:
    """What the pupil earned."""
    return Material(
        code="rewards_given",
        title="Rewards that were given",
        source="Rewards",
        nothing="No reward was given yet.",
        caption="Rewards that were given",
        headings=("Day", "Reward", "For what", "By whom"),
        rows=tuple(
            Row(cells=(words.day(one.day), one.what, one.for_what, one.given_by), visibility=PASTORAL)
            for one in known.rewards_given
        ),
    )


def actions(known: Known) -> Material:
    """Who does what by when, and what became of it."""
    return Material(
        code="actions",
        title="Actions",
        source="The list of actions",
        nothing="No action is recorded.",
        caption="Actions",
        headings=("What", "Who", "By", "Where it stands"),
        rows=tuple(
            Row(cells=(one.what, one.owner, words.day(one.due_on), one.state_words), visibility=PASTORAL)
            for one in known.actions
        ),
    )
