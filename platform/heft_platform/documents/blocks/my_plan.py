"""The plan for the pupil: one page, in plain words, with nothing that is about the pupil and not for them."""

from heft_platform import words
from heft_platform.documents.known import Known
from heft_platform.documents.material import OPERATIONAL, PASTORAL, Fact, Material, Row, Said
from heft_platform.plans.services import CommitmentView


def targets(known: Known) -> Material:
    """What I work on, in my own words where I have some; my next small step where there is one."""
    chosen = known.programme.targets
    next_steps = [
        next((step.words for step in one.steps if not step.reached_on), "All done" if one.steps else "")
        for one in chosen
    ]
    has_steps = any(one.steps for one in chosen)
    return Material(
        code="my_targets",
        title="What I am working on",
        source="The plan",
        nothing="We have not chosen a target yet.",
        caption="What I am working on",
        headings=("What I will do", "What it looks like", *(("My next small step",) if has_steps else ())),
        rows=tuple(
            Row(
                cells=(
                    f"{number}. {one.pupil_words or one.statement}",
                    one.success,
                    *((next_step or "In one go",) if has_steps else ()),
                ),
                visibility=PASTORAL,
            )
            for number, (one, next_step) in enumerate(zip(chosen, next_steps, strict=True), start=1)
        ),
    )


def my_part(known: Known) -> Material:
    """What I said I would try."""
    mine = [one for one in known.programme.commitments if one.party == "pupil"]
    return Material(
        code="my_part",
        title="What I will try",
        source="The plan",
        nothing="I have not said yet what I will try.",
        said=tuple(Said(words=_in_short(one), visibility=PASTORAL) for one in mine),
    )


def helpers(known: Known) -> Material:
    """Who helps me, and how."""
    others = [one for one in known.programme.commitments if one.party != "pupil"]
    name = known.programme.line.key_worker
    mine = [_in_short(one) for one in others if one.who == name]
    key_worker = Fact(
        name=name, value=" ".join(("My key worker.", *mine)), visibility=PASTORAL if mine else OPERATIONAL
    )
    return Material(
        code="my_helpers",
        title="Who helps me",
        source="The plan",
        nothing="We have not said yet who helps.",
        facts=(
            key_worker,
            *(
                Fact(name=one.who, value=_in_short(one), visibility=PASTORAL)
                for one in others
                if one.who != name
            ),
        ),
    )


def _in_short(commitment: CommitmentView) -> str:
    said = (commitment.what, commitment.how_often, words.with_capital(commitment.lasts))
    return " ".join(one if one.endswith((".", "!", "?")) else f"{one}." for one in said if one)


def rewards(known: Known) -> Material:
    """What I can earn."""
    return Material(
        code="my_rewards",
        title="What I can earn",
        source="The plan",
        nothing="We have not chosen a reward yet.",
        said=tuple(
            Said(words=f"{one.what}. {one.merit_words}.", visibility=PASTORAL) for one in known.rewards
        ),
    )


def dates(known: Known) -> Material:
    """When we talk about it again."""
    milestone = known.programme.next_milestone
    is_over = milestone is not None and milestone.due_on < known.today
    when = words.day(milestone.due_on) if milestone and not is_over else "we still choose the day"
    return Material(
        code="my_dates",
        title="When we meet next",
        source="The programme’s course",
        nothing="No meeting is planned.",
        said=tuple(
            Said(words=one, visibility=OPERATIONAL)
            for one in ((f"{milestone.label}: {when}. I can say what I think.",) if milestone else ())
        ),
    )
