"""What a template says of its dates, in words: until when they are proposals, what is decided of them where, and the end."""

from collections.abc import Iterable, Iterator
from datetime import date

from heft_platform.library.services import ProgrammeTemplate
from heft_platform.programmes.services import MilestoneView, where_leaving_out_is_decided


def about_dates(
    template: ProgrammeTemplate, milestones: Iterable[MilestoneView] = (), *, today: date
) -> Iterator[str]:
    """Give what is still to be agreed or decided of dates. Without milestones nothing has been held yet."""
    come = {
        one.template_milestone
        for one in milestones
        if one.held_on or (not one.is_meeting and one.due_on <= today)
    }
    come |= {one.meeting for one in template.milestones if one.meeting and one.id in come}
    agreed_at, reviews = template.schedule.dates_agreed_at, template.review_rules.number
    if agreed_at not in come:
        yield f"These dates are proposals. The real ones are agreed at the {_named(template, agreed_at)}."
    if reviews.fewest != reviews.most and any(one.group == reviews.group for one in template.milestones):
        yield f"There are {reviews.fewest} to {reviews.most} reviews."
        if reviews.decided_at not in come:
            yield f"How many is decided at the {_named(template, reviews.decided_at)}."
    if template.duration.open_ended:
        yield f"There is no fixed end: the day of the {template.terms.end.lower()} is set at a meeting."


def about_leaving_out(template: ProgrammeTemplate, milestone: MilestoneView) -> str:
    """Say where it is decided to leave a milestone out; nothing where the template does not."""
    places = where_leaving_out_is_decided(template, milestone.template_milestone)
    return "".join(f"Whether it is left out is decided at the {_named(template, one)}." for one in places)


def _named(template: ProgrammeTemplate, place: str) -> str:
    """Return what a milestone or a meeting is called, by its id."""
    milestones = {one.id: one.label for one in template.milestones}
    return (milestones | {one.id: one.label for one in template.meetings})[place].lower()
