"""The pupil’s own week and the help they get, as people agree to them with the plan.

Everything that holds while the programme lasts is said with its days, also what is over by now: that a day came which was
agreed changes no plan. Why, and what is risked, is not said: that is the school’s own.
"""

from collections.abc import Sequence
from datetime import date

from heft_platform import words
from heft_platform.plans.services import Grid, OfPlan, PartSaid, PlanPart, add_to_plans
from heft_platform.provision.services.helping import provision_asked
from heft_platform.provision.services.timetables import timetables_asked
from heft_platform.provision.views import ProvisionView
from heft_platform.provision.week import TimetableView
from heft_tenants.together import Question


def week_asked(of: OfPlan) -> Question[PartSaid]:
    """Ask for the pupil’s own weeks: a line for each in order, and the last of them as a grid."""
    asked = timetables_asked(pupil_id=of.pupil_id, today=of.started_on)

    def tell(known: Sequence[TimetableView]) -> PartSaid:
        weeks = [one for one in known if not one.is_over]
        if not weeks:
            return PartSaid()
        grid = Grid(headings=weeks[0].grid_headings, rows=weeks[0].grid_rows)
        return PartSaid(lines=[_week(one) for one in reversed(weeks)], grid=grid)

    return asked.then(tell)


def help_asked(of: OfPlan) -> Question[PartSaid]:
    """Ask for a line for each kind of help that the pupil gets while the programme lasts."""
    asked = provision_asked(pupil_id=of.pupil_id, today=of.started_on)

    def tell(known: Sequence[ProvisionView]) -> PartSaid:
        given = [one for one in known if one.state in {"now", "planned"}]
        return PartSaid(lines=[_help(one) for one in given])

    return asked.then(tell)


def _week(one: TimetableView) -> str:
    said = (
        f"{'Part-time' if one.is_part_time else 'Full-time'}, {one.hours_words}",
        _lasts(one.starts_on, one.ends_on),
        f"looked at again on {words.day(one.review_on)}" if one.review_on else "",
        f"agreed by {one.agreed_words}" if one.agreed_by else "",
    )
    return ", ".join(part for part in said if part)


def _help(one: ProvisionView) -> str:
    said = (f"{one.what} ({one.category_words.lower()})", one.who, one.how_often, one.hours_said)
    return ", ".join(part for part in (*said, _lasts(one.starts_on, one.ends_on)) if part)


def _lasts(starts_on: date | None, ends_on: date | None) -> str:
    """Say from when to when, with the year: it is read in other years too."""
    since = f"from {words.day(starts_on)}" if starts_on else ""
    return f"{since} until {words.day(ends_on)}".strip() if ends_on else since


add_to_plans(PlanPart(name="timetable", label="The week", asked=week_asked))
add_to_plans(PlanPart(name="help", label="Help in school", asked=help_asked))
