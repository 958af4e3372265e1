"""What is known of a pupil, area by area, as far as whoever looks may be told."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.entering import writer
from heft_platform.extensions import db
from heft_platform.form_fields import InVersion
from heft_platform.forms import Problems
from heft_platform.loading import pupil_or_404
from heft_platform.permissions import Deed, classes_seen, may, requires, role_at_hand
from heft_platform.picture import schemas, services
from heft_platform.picture.routes import picture
from heft_platform.picture.services import CHECKLIST, CONTEXT, KINDS, PROFILE, SENCO_COMMENTS, Area, AreaView
from heft_platform.provision import services as provision
from heft_platform.pupils.services import PupilView

ONE = "/s/<school>/pupils/<uuid:pupil_id>"
AREA = f"{ONE}/context/<area>"


@picture.get(f"{ONE}/context")
@requires(Deed.READ_PUPILS)
def context(pupil_id: UUID) -> ResponseReturnValue:
    pupil = pupil_or_404(pupil_id)
    sees = classes_seen(role_at_hand())
    return render_template(
        "picture/context.html",
        pupil=pupil,
        picture=services.picture_of(
            db.session(), pupil_id=pupil_id, sees=sees, areas=(*PROFILE, *CONTEXT), today=clock.today()
        ),
        entries=services.entries_of(
            db.session(), pupil_id=pupil_id, kinds=(KINDS["strength"], KINDS["concern"])
        ),
        rolls=provision.rolls_of(db.session(), pupil_id=pupil_id, today=clock.today()),
        profile=PROFILE,
        restricted=services.RESTRICTED,
    )


@picture.get(f"{ONE}/assessments")
@requires(Deed.READ_PUPILS)
def assessments(pupil_id: UUID) -> ResponseReturnValue:
    pupil = pupil_or_404(pupil_id)
    sees = classes_seen(role_at_hand())
    kinds = [kind for kind in (KINDS["plan"], KINDS["consultation"]) if kind.visibility in sees]
    return render_template(
        "picture/assessments.html",
        pupil=pupil,
        picture=services.picture_of(
            db.session(),
            pupil_id=pupil_id,
            sees=sees,
            areas=(*CHECKLIST, SENCO_COMMENTS),
            today=clock.today(),
        ),
        entries=services.entries_of(db.session(), pupil_id=pupil_id, kinds=kinds),
        checklist=CHECKLIST,
    )


@picture.get(AREA)
@requires(Deed.WRITE_PICTURE)
def change_area(pupil_id: UUID, area: str) -> ResponseReturnValue:
    pupil, found = pupil_or_404(pupil_id), _area(area)
    return _page(pupil, _versions(pupil_id, found), Problems())


@picture.post(AREA)
@requires(Deed.WRITE_PICTURE)
def area_changed(pupil_id: UUID, area: str) -> ResponseReturnValue:
    pupil, found = pupil_or_404(pupil_id), _area(area)
    problems = Problems()
    answers: dict[str, Any] = {}
    with problems.gathered(schemas.SAID_OF):
        answers = schemas.form_of(found.questions).read(request.form)
        source = schemas.Source().read(request.form)["source"]
        version = InVersion().read(request.form)["version"]
        try:
            services.save_area(
                db.session(),
                pupil_id=pupil_id,
                area=found,
                version=version,
                answers=answers,
                source=source,
                writer=writer(),
                now=clock.now(),
            )
        except services.ChangedMeanwhileError:
            theirs = _versions(pupil_id, found)
            return _page(pupil, theirs, problems, theirs=theirs[0]), 409
        flash(f"Saved: {found.words}.")
        return redirect(url_for(_home(found), pupil_id=pupil_id), code=303)
    return _page(pupil, _versions(pupil_id, found), problems), 422


def _area(code: str) -> Area:
    """Return an area of which the person at hand may be told, and which is theirs to write; else it does not exist."""
    found = services.area_of(code)
    if found is None or found.visibility not in classes_seen(role_at_hand()):
        abort(404)
    if found.is_the_sencos and not may(Deed.WRITE_SENCO_COMMENTS):
        abort(404)
    return found


def _versions(pupil_id: UUID, area: Area) -> list[AreaView]:
    """Return the versions of an area, the newest first; one that says nothing if it was not asked about yet."""
    kept = services.area_versions(db.session(), pupil_id=pupil_id, area=area, today=clock.today())
    nothing = AreaView(
        area=area, answers={}, source="", checked_by="", checked_at=None, version=0, today=clock.today()
    )
    return kept or [nothing]


def _home(area: Area) -> str:
    return "picture.context" if area in {*PROFILE, *CONTEXT} else "picture.assessments"


def _page(
    pupil: PupilView, versions: list[AreaView], problems: Problems, theirs: AreaView | None = None
) -> str:
    now = versions[0]
    typed = {**services.as_typed(now.area.questions, now.answers), "source": now.source}
    return render_template(
        "picture/area.html",
        pupil=pupil,
        area=now.area,
        now=now,
        earlier=versions[1:],
        problems=problems,
        answers=request.form or typed,
        theirs=theirs,
        back_to=url_for(_home(now.area), pupil_id=pupil.id),
        home="Context" if _home(now.area) == "picture.context" else "Plans and checks",
    )
