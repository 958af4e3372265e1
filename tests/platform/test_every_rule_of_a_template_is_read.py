"""What a template’s writer can fill in is obeyed or shown somewhere, or stands here with the reason why it is not.

Decision 27 says the same to whoever writes templates.
"""

from heft_testing import reads_of_templates

NOT_READ = {
    "it says where the template comes from, for those who write templates": """
        Document.basis Escalation.basis Meeting.basis Milestone.basis Monitoring.basis Role.basis Signature.basis
        Milestone.note Origin.own_wording Origin.seed Origin.tradition""",
    "it is a name by which other parts of the template refer to this one": """
        Escalation.id Monitoring.id Notice.id Section.id Signature.id""",
    "it can have one value alone, and the code does just that": """
        Closing.agency_access Closing.records CommitmentRules.changed_by LooksBack.unit Notice.content
        ReplyClock.set_by Views.la_view""",
    "every form asks for a reason, whether the template does or not": """
        EarlyEnds.reason_required Extension.reason_required Skip.reason_required Waiver.reason_required""",
    "each field’s own visibility class decides, and a template may not loosen it": """
        Views.agency_view Views.default_class Views.family_view Views.pupil_view Views.staff_view Role.access
        Payload.documents Payload.parts""",
    "the law or the product is stricter than any template": """
        Escalation.approved_by Schedule.in_school_hours SecondCycle.keeps_history StaffBriefing.approved_by""",
    "meetings are held live in a later issue": """
        AgendaItem.lead AgendaItem.records AgendaItem.uses Meeting.flexible_for
        PupilPart.decided_before PupilPart.default""",
    "pupils and families sign and answer for themselves in a later issue": """
        Meeting.sign Signature.label""",
    "requests of several kinds, and what offers them by itself, are of the issue about the authority": """
        Escalation.before Escalation.label Escalation.when NextStep.escalation ReplyClock.reply_school_days
        Role.attendance_mode""",
    "staff are briefed in words of their own in a later issue": """
        Communication.staff_briefing StaffBriefing.allowed StaffBriefing.visibility""",
}


def test_every_field_of_a_template_is_read_or_has_its_reason() -> None:
    excused = {field for several in NOT_READ.values() for field in several.split()}
    read = {".".join(one) for one in reads_of_templates.reads()}
    fields = {".".join(one) for one in reads_of_templates.fields()}

    assert not excused - fields, "no part of a template has these fields"
    assert not excused & read, "these are read after all: take them off the list"
    assert not fields - read - excused, (
        "nothing outside the library reads these: obey them, or say here why not"
    )
