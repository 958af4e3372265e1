"""Behaviour, attendance and suspensions, as people type them."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from heft_platform.permissions import Deed, requires
from heft_platform.records.routes import forms, records
from heft_platform.records.routes.forms import ATTENDANCE, INCIDENT, SUSPENSION


@records.get("/s/<school>/pupils/<uuid:pupil_id>/incidents/new")
@requires(Deed.RECORD_BEHAVIOUR)
def new_incident(pupil_id: UUID) -> ResponseReturnValue:
    return forms.blank(INCIDENT, pupil_id)


@records.post("/s/<school>/pupils/<uuid:pupil_id>/incidents/new")
@requires(Deed.RECORD_BEHAVIOUR)
def add_incident(pupil_id: UUID) -> ResponseReturnValue:
    return forms.add(INCIDENT, pupil_id)


@records.get("/s/<school>/records/incidents/<uuid:record_id>")
@requires(Deed.RECORD_BEHAVIOUR)
def incident(record_id: UUID) -> ResponseReturnValue:
    return forms.opened(INCIDENT, record_id)


@records.post("/s/<school>/records/incidents/<uuid:record_id>")
@requires(Deed.RECORD_BEHAVIOUR)
def correct_incident(record_id: UUID) -> ResponseReturnValue:
    return forms.correct(INCIDENT, record_id)


@records.post("/s/<school>/records/incidents/<uuid:record_id>/take-back")
@requires(Deed.RECORD_BEHAVIOUR)
def take_back_incident(record_id: UUID) -> ResponseReturnValue:
    return forms.take_back(INCIDENT, record_id)


@records.get("/s/<school>/pupils/<uuid:pupil_id>/attendance/new")
@requires(Deed.WRITE_RECORDS)
def new_attendance(pupil_id: UUID) -> ResponseReturnValue:
    return forms.blank(ATTENDANCE, pupil_id)


@records.post("/s/<school>/pupils/<uuid:pupil_id>/attendance/new")
@requires(Deed.WRITE_RECORDS)
def add_attendance(pupil_id: UUID) -> ResponseReturnValue:
    return forms.add(ATTENDANCE, pupil_id)


@records.get("/s/<school>/records/attendance/<uuid:record_id>")
@requires(Deed.WRITE_RECORDS)
def attendance(record_id: UUID) -> ResponseReturnValue:
    return forms.opened(ATTENDANCE, record_id)


@records.post("/s/<school>/records/attendance/<uuid:record_id>")
@requires(Deed.WRITE_RECORDS)
def correct_attendance(record_id: UUID) -> ResponseReturnValue:
    return forms.correct(ATTENDANCE, record_id)


@records.post("/s/<school>/records/attendance/<uuid:record_id>/take-back")
@requires(Deed.WRITE_RECORDS)
def take_back_attendance(record_id: UUID) -> ResponseReturnValue:
    return forms.take_back(ATTENDANCE, record_id)


@records.get("/s/<school>/pupils/<uuid:pupil_id>/suspensions/new")
@requires(Deed.WRITE_RECORDS)
def new_suspension(pupil_id: UUID) -> ResponseReturnValue:
    return forms.blank(SUSPENSION, pupil_id)


@records.post("/s/<school>/pupils/<uuid:pupil_id>/suspensions/new")
@requires(Deed.WRITE_RECORDS)
def add_suspension(pupil_id: UUID) -> ResponseReturnValue:
    return forms.add(SUSPENSION, pupil_id)


@records.get("/s/<school>/records/suspensions/<uuid:record_id>")
@requires(Deed.WRITE_RECORDS)
def suspension(record_id: UUID) -> ResponseReturnValue:
    return forms.opened(SUSPENSION, record_id)


@records.post("/s/<school>/records/suspensions/<uuid:record_id>")
@requires(Deed.WRITE_RECORDS)
def correct_suspension(record_id: UUID) -> ResponseReturnValue:
    return forms.correct(SUSPENSION, record_id)


@records.post("/s/<school>/records/suspensions/<uuid:record_id>/take-back")
@requires(Deed.WRITE_RECORDS)
def take_back_suspension(record_id: UUID) -> ResponseReturnValue:
    return forms.take_back(SUSPENSION, record_id)
