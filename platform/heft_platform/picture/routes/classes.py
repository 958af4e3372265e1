"""A whole class at a time: the context grid, and what helps in class for everybody who teaches."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.extensions import db
from heft_platform.permissions import Deed, classes_seen, requires, role_at_hand
from heft_platform.picture import services
from heft_platform.picture.routes import picture
from heft_platform.picture.services import CONTEXT, PROFILE
from heft_platform.provision import services as provision
from heft_platform.pupils import services as pupils
from heft_tenants.visibility import Visibility


@picture.get("/s/<school>/context-grid")
@requires(Deed.READ_PUPILS)
def grid() -> ResponseReturnValue:
    """Show a class: pupils by areas. What whoever looks may not be told says so, and is not left blank."""
    session, today = db.session(), clock.today()
    classes = pupils.groups(session, today=today).classes
    asked = request.args.get("class_name", "")
    class_name = asked if asked in classes else next(iter(classes), "")
    found = pupils.find_pupils(session, class_name=class_name).pupils if class_name else []
    ids = [one.id for one in found]
    sees = classes_seen(role_at_hand())
    pictures = services.pictures_of(session, pupil_ids=ids, sees=sees, areas=CONTEXT, today=today)
    help_now = provision.current_by_pupil(session, pupil_ids=ids, today=today)
    only_gaps = request.args.get("show") == "gaps"
    return render_template(
        "picture/grid.html",
        classes=classes,
        class_name=class_name,
        only_gaps=only_gaps,
        areas=[area for area in CONTEXT if area.visibility != Visibility.SAFEGUARDING],
        pupils=[one for one in found if not (only_gaps and help_now.get(one.id))],
        pictures=pictures,
        help_now=help_now,
    )


@picture.get("/s/<school>/help-in-class")
@requires(Deed.READ_HELP_IN_CLASS)
def help_in_class() -> ResponseReturnValue:
    """Show all staff what was written for them, and nothing else of anybody."""
    session = db.session()
    asked = services.written_for_staff(session, today=clock.today())
    known = pupils.pupils_by_id(session, pupil_ids=list(asked))
    return render_template(
        "picture/help-in-class.html",
        lines=sorted(
            ((known[pupil_id], one) for pupil_id, one in asked.items() if pupil_id in known),
            key=lambda line: (line[0].group, line[0].name),
        ),
        profile=PROFILE,
    )
