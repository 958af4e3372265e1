"""The shape of meetings, and of what is agreed at them."""

from heft_platform.library.shape import values
from heft_platform.library.shape.part import Labelled, Part
from heft_platform.library.shape.words import PHASES

SHOWN_SINCE_LAST = ("attendance", "behaviour", "suspensions", "monitoring", "commitments")
PUPIL_PARTS = ("full", "part", "views_only", "not_there")


class Invite(Part):
    required = values.ids(1)
    expected = values.ids()
    on_request = values.ids()


class PupilPart(Part):
    options = values.some_of(*PUPIL_PARTS, least=1)
    decided_before = values.yes_or_no()
    default = values.one_of(*PUPIL_PARTS)


class AgendaItem(Part):
    id = values.an_id()
    title = values.label()
    phase = values.one_of(*PHASES)
    lead = values.ids(1)
    pupil = values.one_of("core", "optional", "not")
    speaks = values.one_of("everyone", required=False)
    prompts = values.texts(required=False)
    uses = values.ids(required=False)
    records = values.ids(required=False)


class Meeting(Labelled):
    basis = values.basis()
    purpose = values.text()
    chair = values.ids(1)
    invite = values.part(Invite)
    outside_representative = values.one_of("expected", "optional", "none")
    in_school_hours = values.yes_or_no()
    flexible_for = values.ids()
    modes = values.some_of("in_person", "phone", "video", least=1)
    goes_ahead_without = values.ids(required=False)
    pupil_part = values.part(PupilPart)
    papers = values.ids()
    agenda = values.list_of(AgendaItem, 1)
    produces = values.ids()
    sign = values.ids()


class Waiver(Part):
    allowed = values.yes_or_no()
    reason_required = values.yes_or_no()
    approved_by = values.ids()


class Signature(Labelled):
    basis = values.basis()
    meeting = values.an_id()
    scope = values.ids(1)
    rule = values.one_of("all_present", "listed_roles", "optional")
    roles = values.ids()
    methods = values.some_of("typed", "paper_scan", "verbal_recorded", least=1)
    absent_may_sign_school_days = values.number(0, 100)
    refusal = values.one_of("record_reason", "full_time_applies")
    waiver = values.part(Waiver)


class NumberOfReviews(Part):
    group = values.an_id()
    min = values.number(0, 100)
    max = values.number(0, 100)
    decided_at = values.an_id()


class EarlyReview(Part):
    allowed = values.yes_or_no()
    called_by = values.ids()


class FailingBetween(Part):
    task_for = values.an_id()
    action = values.an_id()
    document = values.an_id()


class Review(Part):
    number = values.part(NumberOfReviews)
    all_commitments_answered = values.yes_or_no()
    all_targets_answered = values.yes_or_no()
    carries_forward = values.ids()
    shows_since_last = values.some_of(*SHOWN_SINCE_LAST)
    further_measures_when = values.ids()
    early_review = values.part(EarlyReview)
    failing_between = values.part(FailingBetween)
