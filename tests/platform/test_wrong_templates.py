"""The ways in which a template file can be wrong: each is answered with file, path, what was found and what would do."""

import copy
from typing import Any

import pytest

from heft_platform.library.reading import TemplateFaultsError, checked
from heft_testing.bodies import BODIES

GONE = object()
Way = tuple[str, str, Any, str, str, str]  # template, place, what is put there, path, found, advice


def way(place: str, value: Any, found: str, advice: str, *, path: str = "", of: str = "twelve") -> Way:
    """Return a change of a right template: what is put at a place, and how it is answered (`path`: if elsewhere)."""
    names = {
        "twelve": "hillingdon-12-week",
        "open": "open-ended-8-16-week",
        "hours": "part-time-timetable-6-week",
        "six": "six-week",
    }
    return names[of], place, value, path or _written(place), found, advice


def _written(place: str) -> str:
    """Return a place as faults name it: “roles.0.id” as “roles[0].id”."""
    return "".join(f"[{step}]" if step.isdigit() else f".{step}" for step in place.split(".")).lstrip(".")


QUESTION = "documents.0.sections.1.fields.1"  # a choice of several, from the triggers
FREE_TEXT = "documents.0.sections.1.fields.3"
TABLE = "documents.0.sections.1.fields.2"

WRONG: dict[str, Way] = {
    # Keys
    "a part is missing": way("targets", GONE, "nothing", "write keys below it"),
    "a key is missing": way("label", GONE, "nothing", "write text"),
    "a key is empty": way("summary", None, "nothing", "write text"),
    "a text is blank": way("summary", "   ", "“   ”", "Write something here."),
    "a key is misspelt": way("lable", "A slip", "“A slip”", "Did you mean “label”?"),
    "a key is misspelt inside a part": way("duration.max_week", 12, "“12”", "Did you mean “max_weeks”?"),
    "a key stands where it means nothing": way(
        "roles.0.colour", "red", "“red”", "There is no such key. Use: id"
    ),
    "a part is text": way("duration", "twelve weeks", "“twelve weeks”", "must hold keys"),
    "a list is text": way("locks", "roles.pupil", "“roles.pupil”", "must be a list"),
    "an item of a list is text": way("roles.0", "pupil", "“pupil”", "must hold keys"),
    "a list that must hold something is empty": way("purposes", [], "“[]”", "At least 1 must stand here."),
    "an option of a part that is allowed is not said": way(
        "duration.pause",
        {"allowed": True, "stops_clock": True},
        "nothing",
        "must be said",
        path="duration.pause.reasons",
    ),
    # Words, numbers, true and false
    "another version of the schema": way("schema", 2, "“2”", "Use a whole number from 1 to 1."),
    "a number in words": way("version", "one", "“one”", "Use a whole number from 1 to 9999."),
    "a number as text": way("duration.max_weeks", "12", "“12”", "Use a whole number from 1 to 104."),
    "a number that is true": way("targets.max", True, "“true”", "Use a whole number from 1 to 20."),
    "a number too large": way(
        "milestones.3.tolerance_school_days", 5000, "“5000”", "Use a whole number from 0 to 100."
    ),
    "true in quotation marks": way(
        "duration.open_ended", "true", "“true”", "Use true or false, without quotation marks."
    ),
    "text that is a number": way("terms.plan_short", 12, "“12”", "put it in quotation marks"),
    "text that is an unquoted yes": way(
        "label", True, "“true”", "put yes, no, on and off in quotation marks"
    ),
    "a text too long": way("label", "x" * 201, "“" + "x" * 80 + "…”", "200 characters at most"),
    "an id with a space": way(
        "roles.0.id", "the pupil", "“the pupil”", "Use small letters, digits and _ for an id"
    ),
    "an id that means false": way("purposes.0.id", "no", "“no”", "never yes, no, on or off"),
    "a key of the template with capitals": way(
        "key", "Our Way", "“Our Way”", "small letters, digits and hyphens"
    ),
    "a status that there is not": way("status", "maybe", "“maybe”", "Use one of: draft, published, retired."),
    "a language in words": way("language", "English", "“English”", "a language tag, such as en-GB"),
    "a kind of plan that there is not": way(
        "plan_kind", "party", "“party”", "Use one of: psp, part_time_timetable"
    ),
    "somebody else's wording": way("origin.own_wording", False, "“false”", "This must be true."),
    "a week basis that there is not": way(
        "duration.week_basis", "lunar", "“lunar”", "Use one of: school, calendar."
    ),
    "a class that there is not": way(
        "documents.0.class", "SECRET", "“SECRET”", "Use one of: BRIEFING_SAFE, PASTORAL"
    ),
    "a measure that there is not": way("targets.measures.0", "smiles", "“smiles”", "Use one of: gas, tme"),
    "a requirement that there is not": way(
        "roles.0.requirement", "must", "“must”", "Use one of: required, expected"
    ),
    # Questions
    "a type that there is not": way(
        f"{FREE_TEXT}.type", "essay", "“essay”", "Use one of: short_text, long_text"
    ),
    "a choice without choices": way(
        f"{QUESTION}.options_from",
        GONE,
        "nothing",
        "write the choices as",
        path="documents[0].sections[1].fields[1].options",
    ),
    "choices from two places": way(
        f"{QUESTION}.options",
        {"one": "One"},
        "“entry.triggers”",
        "Use “options” or “options_from”, not both.",
        path="documents[0].sections[1].fields[1].options_from",
    ),
    "a scale without its name": way(
        f"{FREE_TEXT}.type",
        "scale",
        "nothing",
        "a question of type “scale” needs it",
        path="documents[0].sections[1].fields[3].scale",
    ),
    "a table without columns": way(
        f"{TABLE}.columns", GONE, "nothing", "a question of type “table” needs it"
    ),
    "a key that the type of a question does not have": way(
        f"{FREE_TEXT}.scale", "faces_5", "“faces_5”", "A question of type “long_text” has no “scale”"
    ),
    "a question shown for an answer that there is not": way(
        f"{FREE_TEXT}.shown_when",
        {"field": "triggers", "in": ["boredom"]},
        "“boredom”",
        "There is no answer to “triggers” “boredom”.",
        path="documents[0].sections[1].fields[3].shown_when.in[0]",
    ),
    "a question shown for a question that there is not": way(
        f"{FREE_TEXT}.shown_when",
        {"field": "weather", "in": ["rain"]},
        "“weather”",
        "There is no other question in this document “weather”.",
        path="documents[0].sections[1].fields[3].shown_when.field",
    ),
    "an answer less guarded than its document": way(
        "documents.3.sections.0.fields.0.class", "PASTORAL", "“PASTORAL”", "not less", of="six"
    ),
    "a scale that there is not": way(
        f"{TABLE}.columns.2.scale", "moons", "“moons”", "There is no rating scale “moons”."
    ),
    "a question asked twice": way(
        "documents.0.sections.2.fields.0.id",
        "concerns",
        "“concerns”",
        "stands in this document 2 times",
        path="documents[0].sections[1].fields[2].id",
    ),
    # Names that lead nowhere
    "a role that there is not": way(
        "documents.0.completed_by.0", "cordinator", "“cordinator”", "Did you mean “coordinator”?"
    ),
    "a document that there is not": way(
        "meetings.0.papers.0", "diary", "“diary”", "There is no document “diary”."
    ),
    "a milestone that there is not": way(
        "schedule.anchor_milestone", "begin", "“begin”", "There is no milestone “begin”."
    ),
    "a meeting that there is not": way(
        "milestones.3.meeting", "reunion", "“reunion”", "There is no meeting “reunion”."
    ),
    "a part of the plan that there is not": way(
        "meetings.0.agenda.0.records",
        ["feelings"],
        "“feelings”",
        "There is no part of the plan “feelings”.",
        path="meetings[0].agenda[0].records[0]",
    ),
    "a signature that there is not": way(
        "meetings.0.sign.0", "seal", "“seal”", "There is no signature “seal”."
    ),
    "a request that there is not": way(
        "verdicts.options.1.next_steps.6.escalation",
        "la_help",
        "“la_help”",
        "There is no request to the authority “la_help”.",
    ),
    "a phase of school that there is not": way(
        "audience.phases.0", "99", "“99”", "There is no phase of school “99”."
    ),
    "a code that is no text": way(
        "audience.phases.0", 2, "“2”", "A code is text: put it in quotation marks."
    ),
    "an attendance code that there is not": way(
        "provision.timetable.attendance_code", "ZZ", "“ZZ”", "There is no attendance code “ZZ”."
    ),
    "a lock on nothing": way(
        "locks.0", "roles.nobody", "“roles.nobody”", "There is no entry of “roles” with the id “nobody”."
    ),
    "a lock that is no place": way(
        "locks.0", "everything", "“everything”", "Use collection.id, such as roles.pupil."
    ),
    "a closing condition that leads nowhere": way(
        "closing.requires.0", "meeting.party", "“meeting.party”", "There is no meeting “party”."
    ),
    "a request offered for a verdict that there is not": way(
        "escalation.0.when.0", "verdict.perhaps", "“verdict.perhaps”", "There is no verdict called “perhaps”."
    ),
    "a plan related to that nobody knows": way(
        "relations.0.plan",
        "secret_plan",
        "“secret_plan”",
        "There is no template or other plan “secret_plan”.",
    ),
    "a relation to a queue that no request goes to": way(
        "relations.5.plan",
        "la_inclusion_service",
        "“la_inclusion_service”",
        "There is no request to the authority whose “to” is",
    ),
    "a name twice in a list": way(
        "meetings.0.chair", ["chair", "chair"], "“[chair, chair]”", "“chair” stands here more than once"
    ),
    "an id twice": way("roles.1.id", "pupil", "“pupil”", "Use every id once."),
    "a document called like a part of the plan": way(
        "documents.0.id", "targets", "“targets”", "Use another id."
    ),
    # Dates and numbers that do not fit
    "a shortest length past the longest": way("duration.min_weeks", 20, "“20”", "Make it 12 or less."),
    "no length, and no open end": way(
        "duration.planned_weeks", None, "nothing", "Say a number of weeks; or null, with open_ended: true."
    ),
    "an anchor in another week": way("milestones.2.week", 1, "“1”", "so its own week must be 0"),
    "milestones out of order": way("milestones.4.week", 2, "“2”", "Put milestones in calendar order."),
    "a milestone past the longest length": way("milestones.5.week", 13, "“13”", "Use 12 or less."),
    "a milestone without a week or a window": way(
        "milestones.3.week", None, "nothing", "say between which weeks", path="milestones[3].window"
    ),
    "a window that ends before it begins": way(
        "milestones.2.window.from_week", 17, "“17”", "The window begins after it ends", of="open"
    ),
    "a repeat without an end": way(
        "milestones.1.repeat.until", "start", "“start”", "does not come after week 4", of="open"
    ),
    "a repeat up to another that repeats": way(
        "milestones.1.repeat.until", "look", "“look”", "“look” repeats itself", of="open"
    ),
    "a document due before and after": way(
        "documents.0.due.school_days_after",
        2,
        "“0”",
        "one of the two",
        path="documents[0].due.school_days_before",
    ),
    "a usual number of targets past the most": way(
        "targets.default", 9, "“9”", "must lie between min and max"
    ),
    "a usual measure that is no choice": way(
        "targets.default_measure", "leuven", "“leuven”", "There is no choice under “measures” “leuven”."
    ),
    "more at least than at most": way("review.number.min", 3, "“3”", "Make it 2 or less."),
    # People and papers
    "somebody without a part": way(
        "roles.8.access",
        "full",
        "",
        "Give the role a part",
        path="roles[8]",
    ),
    "somebody invited twice to a meeting": way(
        "meetings.1.invite.on_request.0", "senco", "“senco”", "Keep one."
    ),
    "a chair who is not invited": way(
        "meetings.1.chair.0", "peer_mentor", "“peer_mentor”", "Invite the role, or name another."
    ),
    "a document that nobody completes": way("documents.1.completed_by", [], "“[]”", "name a role"),
    "a document that nothing asks for": way(
        "monitoring.0.document",
        "daily_report",
        "",
        "Say when it is due, or let a meeting produce it.",
        path="documents[MONITORING_SHEET]",
    ),
    "a choice of one document": way(
        "documents.2.one_of", GONE, "“pupil_voice”", "Add another to it", path="documents[1].one_of"
    ),
    "a basis in a seed that is not named": way(
        "origin.seed", None, "“seed”", "No seed is named", path="roles[0].basis"
    ),
    # Meetings, agreement and endings
    "a meeting that no milestone holds": way(
        "milestones.5.meeting", GONE, "", "No milestone holds the meeting “final”.", path="meetings[2]"
    ),
    "a verdict before the last meeting": way("verdicts.meeting", "review", "“review”", "Use “final”."),
    "a last meeting that leaves no verdict": way(
        "meetings.2.produces",
        ["final_record", "next_steps"],
        "“[final_record, next_steps]”",
        "leave these behind: verdict",
    ),
    "an agreement to what is not there": way(
        "signatures.1.scope.0", "timetable", "“timetable”", "“timetable” does not exist when “review” ends."
    ),
    "an agreement that no meeting takes": way(
        "meetings.1.sign", [], "", "Name it under “sign” of “review”.", path="signatures[1]"
    ),
    "an agreement taken at another meeting": way(
        "meetings.1.sign.0", "final_signed", "“final_signed”", "says that it is agreed at “final”"
    ),
    "an agreement of listed roles without a list": way(
        "signatures.2.roles", [], "“[]”", "name whose agreement is needed"
    ),
    "an outcome that the scale does not have": way(
        "verdicts.options.0.id",
        "splendid",
        "“splendid”",
        "There is no outcome on the scale psp_verdict “splendid”.",
    ),
    "a scale that says nothing of how targets go": way(
        "targets.result_scale",
        "frequency",
        "“frequency”",
        "does not say how a target goes. Use one that does: gas, target_status, target_verdict, tme_outcome.",
    ),
    "a scale that says nothing of commitments": way(
        "commitments.kept_scale",
        "target_status",
        "“target_status”",
        "The scale target_status does not say whether a promise was kept. Use one that does: commitment_kept.",
    ),
    "further measures for what nobody says of a target": way(
        "review.further_measures_when.0",
        "dropped",
        "“dropped”",
        "Use one of: planned, on_track, mixed, struggling, achieved.",
    ),
    "an outcome left out": way(
        "verdicts.options.0.id",
        "splendid",
        "",
        "The scale has these too: successful.",
        path="verdicts.options",
    ),
    "an outcome that is an exclusion": way(
        "verdicts.options.0.label",
        "Permanent exclusion",
        "“Permanent exclusion”",
        "Say what support comes next.",
    ),
    "a next step that is a suspension": way(
        "verdicts.options.1.next_steps.0.label",
        "Suspend for two days",
        "“Suspend for two days”",
        "No outcome or next step may be an exclusion.",
    ),
    "a consequence that is a suspension": way(
        "consequences.kinds.0", "short_suspension", "“short_suspension”", "Take it out."
    ),
    "a consequence that is not ruled out": way(
        "consequences.never",
        ["suspension"],
        "“[suspension]”",
        "permanent_exclusion, part_time_timetable. Add them.",
    ),
    "an early end that the scale does not have": way(
        "verdicts.early_ends.options.0",
        "bored",
        "“bored”",
        "There is no code of the scale psp_early_end “bored”.",
    ),
    "a trigger without its number": way(
        "entry.triggers.1.value", GONE, "nothing", "a trigger of kind “metric” needs it"
    ),
    "a trigger with a number that it does not need": way(
        "entry.triggers.0.metric",
        "attendance_percent",
        "“attendance_percent”",
        "A trigger of kind “judgement” has no “metric”",
    ),
    "a commitment expected from nobody": way(
        "commitments.parties",
        ["family", "school"],
        "“pupil”",
        "There is no party under “parties” “pupil”.",
        path="commitments.expected_from[0]",
    ),
    "phases in another order": way(
        "cycle.0.id", "review", "", "in this order: assess, plan, do, review", path="cycle"
    ),
    "reviews of a group that there is not": way(
        "review.number.group", "weekly", "“weekly”", "There is no group of milestones “weekly”."
    ),
    "a notice at two moments": way(
        "notices.0.timing.school_days_after",
        2,
        "“request”",
        "Say one of: at, school_days_before, school_days_after.",
        path="notices[0].timing.at",
    ),
    "a notice to a word that stands for nobody": way(
        "notices.0.to", "everybody", "“everybody”", "Use a list, or one of: completed_by, invited."
    ),
    "an output in a format that there is not": way(
        "outputs.0.formats", ["odt"], "“odt”", "Use one of: pdf, docx.", path="outputs[0].formats[0]"
    ),
    "an hour's rule that there is not": way(
        "provision.timetable.part_time",
        "sometimes",
        "“sometimes”",
        "Use one of: not_in_this_plan",
        of="hours",
    ),
}


def wrong(template: str, place: str, value: Any) -> dict[str, Any]:
    body = copy.deepcopy(BODIES[f"{template}.yaml"])
    *steps, last = (int(step) if step.isdigit() else step for step in place.split("."))
    inside: Any = body
    for step in steps:
        inside = inside[step]
    if value is GONE:
        del inside[last]
    else:
        inside[last] = value
    return body


@pytest.mark.parametrize("case", WRONG)
def test_each_way_to_be_wrong_is_answered_with_file_path_what_was_found_and_what_would_do(case: str) -> None:
    template, place, value, path, found, advice = WRONG[case]
    sheet = (
        [one["id"] for one in BODIES[f"{template}.yaml"]["documents"]].index("monitoring_sheet")
        if "MONITORING" in path
        else 0
    )
    path = path.replace("MONITORING_SHEET", str(sheet))

    with pytest.raises(TemplateFaultsError) as refused:
        checked(wrong(template, place, value), file_name="ours.yaml")

    faults = {fault.path: fault for fault in refused.value.faults}
    assert path in faults, list(faults)
    assert advice in faults[path].words
    assert faults[path].found == found or not found
    assert f"ours.yaml, {path}: {faults[path].words} Found: {faults[path].found}" in refused.value.lines()


def test_there_are_more_than_sixty_of_them() -> None:
    assert len(WRONG) > 60
