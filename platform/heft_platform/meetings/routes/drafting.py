"""Keep a record while it is written, so that nothing typed is lost."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.entering import person_id, signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.loading import programme_or_404
from heft_platform.meetings import schemas, services
from heft_platform.meetings.record_form import typed_so_far
from heft_platform.meetings.routes import meetings
from heft_platform.meetings.routes.record_page import SAID_OF, both_page, form_of, record_page, sent_in_time
from heft_platform.permissions import Deed, requires


@meetings.post("/s/<school>/programmes/<reference>/review/draft")
@requires(Deed.HOLD_MEETINGS)
def save_draft(reference: str) -> ResponseReturnValue:
    """Keep what was typed so far, whatever it is; the second of two who write sees both versions."""
    programme = programme_or_404(reference)
    form, problems = form_of(programme), Problems()
    with problems.gathered(SAID_OF):
        form = sent_in_time(programme, form)
        version = schemas.DraftVersion().read(request.form)["draft_version"]
        try:
            services.save_draft(
                db.session(),
                programme=programme,
                milestone=form.milestone,
                version=version,
                answers=typed_so_far(request.form),
                saved_by=person_id(),
                saver_name=signed_in().name,
                now=clock.now(),
            )
        except services.ChangedMeanwhileError:
            return both_page(programme, form), 409
        flash("The draft is saved. Finish it when it is whole.")
        return redirect(url_for("meetings.hold", reference=reference), code=303)
    return record_page(programme, form, problems), 422
