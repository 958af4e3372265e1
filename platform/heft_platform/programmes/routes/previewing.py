"""What a template would make: dates, forms and prints, for a day on which the first meeting might be."""

from datetime import date
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.calendar import services as calendar
from heft_platform.calendar.services import CalendarHorizonError
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.library import services as library
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.permissions import Deed, requires
from heft_platform.programmes import schemas
from heft_platform.programmes.dates import PlannedMilestone, plan_milestones
from heft_platform.programmes.routes import programmes

SAID_OF = {
    CalendarHorizonError: (
        "first_meeting_on",
        "{refusal} to work out all dates. Choose an earlier day, or add them",
    ),
}


@programmes.get("/s/<school>/templates/<uuid:template_id>/preview")
@requires(Deed.READ_CALENDAR)
def preview_at_school(template_id: UUID) -> ResponseReturnValue:
    """Show what a template would make at this school, on its calendar and with what it adds."""
    try:
        template = library.template_for_school(db.session(), template_id=template_id)
    except library.TemplateRetiredError:
        template = library.template_of(db.session(), template_id=template_id)
    if template is None:
        abort(404)
    return _page(template, "your school’s calendar", url_for("library.template", template_id=template_id))


@programmes.get("/cluster/templates/<uuid:template_id>/preview")
@requires(Deed.PUBLISH_TEMPLATES)
def preview_version(template_id: UUID) -> ResponseReturnValue:
    template = library.template_of(db.session(), template_id=template_id) or abort(404)
    return _page(template, "the cluster’s term dates", url_for("library.template", template_id=template_id))


@programmes.get("/cluster/templates/drafts/<uuid:draft_id>/preview")
@requires(Deed.PUBLISH_TEMPLATES)
def preview_draft(draft_id: UUID) -> ResponseReturnValue:
    draft = library.draft(db.session(), draft_id=draft_id) or abort(404)
    back = url_for("library.draft", draft_id=draft_id)
    if draft.faults():
        flash("Mend what is listed here first. Then there is something to preview.")
        return redirect(back, code=303)
    return _page(ProgrammeTemplate(draft.body), "the cluster’s term dates", back)


def _page(template: ProgrammeTemplate, whose_calendar: str, back: str) -> ResponseReturnValue:
    problems, milestones = Problems(), list[PlannedMilestone]()
    school_days = calendar.calendar_of_school(db.session())
    day = clock.today()
    with problems.gathered(SAID_OF):
        answers = schemas.PreviewDates().read(request.args)
        day = answers["first_meeting_on"] or _soon(school_days, day)
        if (why := school_days.why_no_school(day)) is not None:
            problems.add("first_meeting_on", f"The first meeting must be on a school day. This day is {why}")
        else:
            milestones = plan_milestones(template, first_meeting_on=day, calendar=school_days)
    shown = {"day": day.day, "month": day.month, "year": day.year}
    page = render_template(
        "programmes/preview.html",
        template=template,
        milestones=milestones,
        day=day,
        whose_calendar=whose_calendar,
        forms=library.forms_of(template.body),
        prints=library.prints_of(template.body),
        problems=problems,
        answers=request.args or {f"first_meeting_on-{part}": value for part, value in shown.items()},
        back=back,
    )
    return page, 422 if problems else 200


def _soon(school_days: calendar.SchoolCalendar, day: date) -> date:
    return school_days.next_school_day(day)
