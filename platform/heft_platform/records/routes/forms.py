"""One way to type something into the record, to correct it and to take it back, whatever it is."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.entering import person_id, signed_in
from heft_platform.extensions import db
from heft_platform.forms import Form, Problems, in_three_boxes
from heft_platform.permissions import Deed, may
from heft_platform.pupils import services as pupils
from heft_platform.records import schemas, services
from heft_platform.records.services import AnyRecord, VersionView
from heft_platform.records.wording import CATEGORY_WORDS, SEVERITY_WORDS, kinds, reasons

CHANGED = "Somebody else corrected this while you had it open. Both are on this page. Save again to use yours"
SAID_OF = {services.AlreadyTakenBackError: ("why", "This was taken back, so it is not changed any more")}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A form of the record: its name, its fields and what people are told when it is saved."""

    record: str
    schema: type[Form]
    added: str

    @property
    def template(self) -> str:
        return f"records/{self.record}.html"


INCIDENT = Sheet(record="incident", schema=schemas.RecordIncident, added="The behaviour is on record.")
ATTENDANCE = Sheet(record="attendance", schema=schemas.RecordAttendance, added="The attendance is on record.")
SUSPENSION = Sheet(record="suspension", schema=schemas.RecordSuspension, added="The suspension is on record.")


def blank(sheet: Sheet, pupil_id: UUID) -> ResponseReturnValue:
    """Show an empty form for a pupil."""
    today = clock.today()
    return _page(sheet, _pupil(pupil_id), Problems(), in_three_boxes("day", today))


def add(sheet: Sheet, pupil_id: UUID) -> ResponseReturnValue:
    """Put what was typed on record, or show it again with what is wrong."""
    pupil = _pupil(pupil_id)
    problems = Problems()
    with problems.gathered(SAID_OF):
        said = _said(sheet)
        try:
            services.add_record(db.session(), pupil_id=pupil_id, said=said, by=by(), today=clock.today())
        except services.RecordRefusedError as refusal:
            problems.add(refusal.field, refusal.words)
        else:
            flash(sheet.added)
            return redirect(_after(pupil_id), code=303)
    return _page(sheet, pupil, problems, request.form), 422


def opened(sheet: Sheet, record_id: UUID) -> ResponseReturnValue:
    """Show what stands on record, with what it said before, and the form to correct it."""
    entry, versions = _entry(sheet, record_id)
    return _page(sheet, _pupil(entry.pupil_id), Problems(), _answers(entry), entry=entry, versions=versions)


def correct(sheet: Sheet, record_id: UUID) -> ResponseReturnValue:
    """Correct what stands on record; if somebody else did so meanwhile, show both."""
    entry, versions = _entry(sheet, record_id)
    problems = Problems()
    with problems.gathered(SAID_OF):
        said, how = _said(sheet), schemas.Correct().read(request.form)
        try:
            services.correct_record(
                db.session(), record_id=record_id, said=said, by=by(), today=clock.today(), **how
            )
        except services.RecordRefusedError as refusal:
            problems.add(refusal.field, refusal.words)
        except services.RecordChangedMeanwhileError:
            problems.changed_meanwhile = True
            problems.add("both", CHANGED)
        else:
            flash("It is corrected. What it said before is kept.")
            return redirect(_after(entry.pupil_id), code=303)
    page = _page(sheet, _pupil(entry.pupil_id), problems, request.form, entry=entry, versions=versions)
    return page, 409 if problems.changed_meanwhile else 422


def take_back(sheet: Sheet, record_id: UUID) -> ResponseReturnValue:
    """Strike out what should not stand on record."""
    entry, versions = _entry(sheet, record_id)
    problems = Problems()
    with problems.gathered(SAID_OF):
        how = schemas.TakeBack().read(request.form)
        try:
            services.take_back(
                db.session(),
                record_name=sheet.record,
                record_id=record_id,
                version=how["version"],
                why=how["withdrawn_why"],
                by=by(),
            )
        except services.RecordRefusedError as refusal:
            problems.add(refusal.field, refusal.words)
        except services.RecordChangedMeanwhileError:
            problems.changed_meanwhile = True
            problems.add("both", "Somebody else corrected this while you had it open. Look at it again")
        else:
            flash("It is taken back: it no longer counts, and can still be read.")
            return redirect(_after(entry.pupil_id), code=303)
    answers = {**_answers(entry), "withdrawn_why": request.form.get("withdrawn_why", "")}
    page = _page(sheet, _pupil(entry.pupil_id), problems, answers, entry=entry, versions=versions)
    return page, 409 if problems.changed_meanwhile else 422


def by() -> services.By:
    """Return who does this, and when."""
    return services.By(person_id=person_id(), name=signed_in().name, now=clock.now())


def _said(sheet: Sheet) -> services.Said:
    schema: Any = sheet.schema()
    said: services.Said = schema.say(schema.read(request.form))
    return said


def _pupil(pupil_id: UUID) -> pupils.PupilView:
    return pupils.pupil(db.session(), pupil_id=pupil_id) or abort(404)


def _entry(sheet: Sheet, record_id: UUID) -> tuple[AnyRecord, list[VersionView]]:
    """Return what stands on record, if the person may correct it: a lead may, and whoever recorded the behaviour."""
    found = services.read_record(db.session(), record_name=sheet.record, record_id=record_id)
    if found is None:
        abort(404)
    is_own = sheet is INCIDENT and found[0].recorded_by == person_id()
    if not is_own and not may(Deed.WRITE_RECORDS):
        abort(404)
    return found


def _after(pupil_id: UUID) -> str:
    if may(Deed.READ_RECORDS):
        return url_for("records.log", pupil_id=pupil_id)
    return url_for("records.index")


def _answers(entry: AnyRecord) -> dict[str, Any]:
    """Return what stands on record as the form's answers."""
    answers: dict[str, Any] = {}
    for name, value in asdict(entry).items():
        if isinstance(value, date):
            answers |= in_three_boxes(name, value)
        else:
            answers[name] = f"{value:%H:%M}" if isinstance(value, time) else value
    if answers.get("late") == 0:
        answers["late"] = "0"
    return answers


def _page(
    sheet: Sheet,
    pupil: pupils.PupilView,
    problems: Problems,
    answers: Mapping[str, Any],
    *,
    entry: AnyRecord | None = None,
    versions: list[VersionView] | None = None,
) -> str:
    chosen = answers.getlist("reasons") if hasattr(answers, "getlist") else answers.get("reasons") or []
    offered = reasons()
    return render_template(
        sheet.template,
        pupil=pupil,
        problems=problems,
        answers=answers,
        entry=entry,
        versions=versions or [],
        kinds=kinds(),
        severities=SEVERITY_WORDS.items(),
        categories=CATEGORY_WORDS.items(),
        reasons=offered,
        chosen_reasons=chosen,
        back_to=_after(pupil.id),
        back_words="Log" if may(Deed.READ_RECORDS) else "Records",
    )
