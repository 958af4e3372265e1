"""What stands on record of a pupil, and what somebody recorded."""

from typing import Any
from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.entering import person_id
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.permissions import Deed, may, requires
from heft_platform.provision import services as provision
from heft_platform.pupils import services as pupils
from heft_platform.records import schemas, services
from heft_platform.records.routes import records
from heft_platform.records.statutory_terms import year_of
from heft_platform.records.wording import RECORD_WORDS

FOR_ATTENDANCE = "attendance"  # a kind of help


@records.get("/s/<school>/records")
@requires(Deed.RECORD_BEHAVIOUR)
def index() -> ResponseReturnValue:
    return _index_page("")


@records.post("/s/<school>/records")
@requires(Deed.RECORD_BEHAVIOUR)
def find_pupil() -> ResponseReturnValue:
    """Answer a search for a name here and not by a redirect: a pupil's name stands in no address."""
    return _index_page(request.form.get("words", "").replace("\x00", "").strip())


@records.get("/s/<school>/pupils/<uuid:pupil_id>/log")
@requires(Deed.READ_RECORDS)
def log(pupil_id: UUID) -> ResponseReturnValue:
    session, today = db.session(), clock.today()
    pupil = pupils.pupil(session, pupil_id=pupil_id) or abort(404)
    problems = Problems()
    chosen: dict[str, Any] = {}
    with problems.gathered({}):
        chosen = schemas.ChooseLog().read(request.args)
    page = request.args.get("page", 1, type=int)
    since, until = year_of(today)
    attendance = services.attendance_of(session, pupil_id=pupil_id, since=since, until=until)
    suspensions = services.suspensions_of(session, pupil_id=pupil_id, since=since, until=until)
    shown = render_template(
        "records/log.html",
        pupil=pupil,
        found=services.read_log(session, pupil_id=pupil_id, page=page, **chosen),
        attendance=services.attendance_by_time(attendance, today=today),
        helped=[
            one
            for one in provision.provision_of(session, pupil_id=pupil_id, today=today)
            if one.category == FOR_ATTENDANCE
        ],
        suspensions=services.suspension_summary(suspensions, today=today),
        kinds=RECORD_WORDS.items(),
        problems=problems,
        answers=request.args,
    )
    return (shown, 422) if problems else shown


def _index_page(words: str) -> str:
    session, who = db.session(), person_id()
    found = pupils.find_pupils(session, words=words) if words else None
    mine = services.incidents_recorded_by(session, person_id=who)
    imports = services.imports_of(session, person_id=who, now=clock.now()) if may(Deed.IMPORT_RECORDS) else []
    return render_template(
        "records/index.html",
        words=words,
        found=found,
        kind_words=RECORD_WORDS,
        imports=imports,
        mine=mine,
        pupil_of=pupils.pupils_by_id(session, pupil_ids={one.pupil_id for one in mine}),
    )
