"""Every screen there is: who sees it, and where. A page that is not here fails a test."""

from dataclasses import dataclass
from io import BytesIO

from flask import Flask

from heft_testing.browser import Browser
from heft_testing.doing import (
    a_school_day,
    add_a_roll_that_is_over,
    add_an_action,
    add_documents,
    agree_a_plan,
    agree_a_reward,
    ask_for_help,
    do_all_work,
    hold_and_prepare,
    invite_a_team,
    join_the_case,
    put_on_a_second_roll,
    start_a_programme,
)

NOBODY = ""


@dataclass(frozen=True, kw_only=True)
class Screen:
    """A page as one person sees it. In the path, words in braces stand for ids of the lived-in cluster."""

    name: str
    endpoint: str
    who: str
    path: str
    status: int = 200


def _screen(name: str, endpoint: str, who: str, path: str, status: int = 200) -> Screen:
    return Screen(name=name, endpoint=endpoint, who=who, path=path, status=status)


PSP = "/s/oakfield/programmes/{programme}"
DRAFT = "/cluster/templates/drafts/{draft}"
OURS = "/s/oakfield/templates/{extended}"
STORY = "/s/oakfield/programmes/{story}"
KNOWN = "/s/oakfield/pupils/{known}"  # the pupil of the story
SCREENS = (
    _screen("sign-in", "accounts.sign_in_page", NOBODY, "/sign-in"),
    _screen("signed-out", "accounts.signed_out", NOBODY, "/signed-out"),
    _screen("help", "accounts.help_page", NOBODY, "/help"),
    _screen("accessibility", "accounts.accessibility", NOBODY, "/accessibility-statement"),
    _screen("privacy", "accounts.privacy", NOBODY, "/privacy"),
    _screen("demo-people", "demo.people", NOBODY, "/demo"),
    _screen("demo-mail", "demo.mail", NOBODY, "/demo/mail"),
    _screen("not-found", "", "sam-patel", "/s/oakfield/programmes/PSP-222222", 404),
    # By somebody who has no other screen: what is hidden stays hidden.
    _screen("hidden", "accounts.hidden", "luca-marino", "/hidden"),
    _screen("choose-organisation", "accounts.choose_organisation", "sam-patel", "/choose-organisation"),
    _screen("today", "today.index", "sam-patel", "/s/oakfield/today"),
    _screen("today-teacher", "today.index", "carl-dunne", "/s/oakfield/today"),
    _screen("today-head", "today.index", "ruth-okonjo", "/s/oakfield/today"),
    _screen("today-emails", "today.emails", "carl-dunne", "/s/oakfield/today/emails"),
    _screen("today-empty", "today.index", "priya-nair", "/s/tarnside/today"),
    _screen("pupils", "pupils.index", "sam-patel", "/s/oakfield/pupils"),
    _screen("pupils-empty", "pupils.index", "priya-nair", "/s/tarnside/pupils"),
    _screen("pupil", "pupils.overview", "sam-patel", "/s/oakfield/pupils/{pupil}"),
    _screen("pupil-without-programme", "pupils.overview", "sam-patel", "/s/oakfield/pupils/{other_pupil}"),
    _screen("context", "picture.context", "aisha-khan", KNOWN + "/context"),
    _screen("context-of-a-key-worker", "picture.context", "daniel-lee", KNOWN + "/context"),
    _screen("context-empty", "picture.context", "sam-patel", "/s/oakfield/pupils/{other_pupil}/context"),
    _screen("area", "picture.change_area", "sam-patel", KNOWN + "/context/sen"),
    _screen("assessments", "picture.assessments", "sam-patel", KNOWN + "/assessments"),
    _screen("new-entry", "picture.new_entry", "sam-patel", KNOWN + "/entries/concern/new"),
    _screen("new-plan", "picture.new_entry", "sam-patel", KNOWN + "/entries/plan/new"),
    _screen("change-entry", "picture.change_entry", "sam-patel", KNOWN + "/entries/strength/{strength}"),
    _screen("context-grid", "picture.grid", "sam-patel", "/s/oakfield/context-grid?class_name=5B"),
    _screen("help-in-class", "picture.help_in_class", "carl-dunne", "/s/oakfield/help-in-class"),
    _screen("provision", "provision.index", "sam-patel", KNOWN + "/provision"),
    _screen("new-help", "provision.new", "sam-patel", KNOWN + "/provision/new"),
    _screen("change-help", "provision.change", "sam-patel", KNOWN + "/provision/{help}"),
    _screen("timetable", "provision.timetable", "sam-patel", KNOWN + "/timetable"),
    _screen("new-timetable", "provision.new_timetable", "sam-patel", KNOWN + "/timetable/new"),
    _screen("change-timetable", "provision.change_timetable", "sam-patel", KNOWN + "/timetable/{timetable}"),
    _screen("print-timetable", "provision.print_timetable", "sam-patel", KNOWN + "/timetable/print"),
    _screen("rolls", "provision.rolls", "sam-patel", KNOWN + "/rolls"),
    _screen("rolls-two", "provision.rolls", "sam-patel", "/s/oakfield/pupils/{pupil}/rolls"),
    _screen("new-roll", "provision.registration_new", "sam-patel", "/s/oakfield/pupils/{pupil}/rolls/new"),
    _screen("change-roll", "provision.registration", "sam-patel", "/s/oakfield/pupils/{pupil}/rolls/{roll}"),
    _screen(
        "timetable-two-rolls", "provision.timetable", "sam-patel", "/s/oakfield/pupils/{pupil}/timetable"
    ),
    _screen("provision-map", "provision.school_map", "sam-patel", "/s/oakfield/provision"),
    _screen("catalogue", "provision.catalogue", "sam-patel", "/s/oakfield/provision/catalogue"),
    _screen("checklist", "checklists.index", "sam-patel", "/s/oakfield/pupils/{other_pupil}/checklist"),
    _screen("checklist-of-programme", "programmes.checklist", "sam-patel", STORY + "/checklist"),
    _screen("measures", "measures.index", "sam-patel", KNOWN + "/measures"),
    _screen("new-scores", "measures.new", "sam-patel", KNOWN + "/measures/sdq/new"),
    _screen("import-pupils", "pupils.choose_file", "sam-patel", "/s/oakfield/pupils/import"),
    _screen("import-preview", "pupils.preview", "sam-patel", "/s/oakfield/pupils/import/{import}"),
    _screen("records", "records.index", "sam-patel", "/s/oakfield/records"),
    _screen("records-teacher", "records.index", "carl-dunne", "/s/oakfield/records"),
    _screen("pupil-log", "records.log", "sam-patel", "/s/oakfield/pupils/{story_pupil}/log"),
    _screen("pupil-log-empty", "records.log", "sam-patel", "/s/oakfield/pupils/{other_pupil}/log"),
    _screen("new-incident", "records.new_incident", "carl-dunne", "/s/oakfield/pupils/{pupil}/incidents/new"),
    _screen(
        "new-attendance", "records.new_attendance", "sam-patel", "/s/oakfield/pupils/{pupil}/attendance/new"
    ),
    _screen(
        "new-suspension", "records.new_suspension", "sam-patel", "/s/oakfield/pupils/{pupil}/suspensions/new"
    ),
    _screen("incident", "records.incident", "sam-patel", "/s/oakfield/records/incidents/{incident}"),
    _screen("attendance", "records.attendance", "sam-patel", "/s/oakfield/records/attendance/{attendance}"),
    _screen("suspension", "records.suspension", "sam-patel", "/s/oakfield/records/suspensions/{suspension}"),
    _screen("import-records", "records.choose_file", "sam-patel", "/s/oakfield/records/import"),
    _screen("records-preview", "records.preview", "sam-patel", "/s/oakfield/records/import/{record_import}"),
    _screen("records-imported", "records.preview", "sam-patel", "/s/oakfield/records/import/{imported}"),
    _screen("calendar", "calendar.index", "sam-patel", "/s/oakfield/calendar"),
    _screen("calendar-empty", "calendar.index", "priya-nair", "/s/tarnside/calendar"),
    _screen("own-term", "calendar.new_own_term", "sam-patel", "/s/oakfield/calendar/terms/new"),
    _screen("work", "operations.index", "owen-parry", "/cluster/work"),
    _screen("lists", "lists.index", "sam-patel", "/s/oakfield/lists"),
    _screen("lists-teacher", "lists.index", "carl-dunne", "/s/oakfield/lists"),
    _screen("who-looked", "audit.index", "sam-patel", "/s/oakfield/who-looked"),
    _screen("numbers", "numbers.index", "sam-patel", "/s/oakfield/numbers"),
    _screen("numbers-empty", "numbers.index", "priya-nair", "/s/tarnside/numbers"),
    _screen("term-dates", "calendar.terms", "owen-parry", "/cluster/term-dates"),
    _screen("term", "calendar.term", "owen-parry", "/cluster/term-dates/{term}"),
    _screen("schools", "cluster.index", "owen-parry", "/cluster/schools"),
    _screen("school", "cluster.school", "owen-parry", "/cluster/schools/{school}"),
    _screen("schools-directory", "cluster.directory", "sam-patel", "/directory/schools"),
    _screen("templates", "library.index", "sam-patel", "/library/templates"),
    _screen("templates-administrator", "library.index", "owen-parry", "/library/templates"),
    _screen("template", "library.template", "sam-patel", "/library/templates/{template}"),
    _screen("publish-template", "library.choose_file", "owen-parry", "/cluster/templates/publish"),
    _screen("template-own", "library.template", "owen-parry", "/library/templates/{template}"),
    _screen(
        "template-differences",
        "library.differences",
        "sam-patel",
        "/library/templates/{next_version}/differences",
    ),
    _screen("retire-template", "library.retire_page", "owen-parry", "/cluster/templates/{template}/retire"),
    _screen("template-preview", "programmes.preview_at_school", "sam-patel", OURS + "/preview"),
    _screen(
        "template-preview-cluster",
        "programmes.preview_version",
        "owen-parry",
        "/cluster/templates/{template}/preview",
    ),
    _screen("draft", "library.draft", "owen-parry", DRAFT),
    _screen("draft-milestones", "library.draft_part", "owen-parry", DRAFT + "/part/milestones"),
    _screen("draft-meetings", "library.draft_part", "owen-parry", DRAFT + "/part/meetings"),
    _screen("draft-paper", "library.draft_part", "owen-parry", DRAFT + "/part/documents/pupil_voice_a"),
    _screen("draft-words", "library.draft_sheet", "owen-parry", DRAFT + "/change/words"),
    _screen("draft-milestone", "library.draft_sheet", "owen-parry", DRAFT + "/change/milestones/set_up"),
    _screen(
        "draft-new-question",
        "library.draft_new",
        "owen-parry",
        DRAFT + "/add/documents/pupil_voice_a/sections/about_me/fields",
    ),
    _screen("draft-file", "library.draft_file", "owen-parry", DRAFT + "/file"),
    _screen("draft-preview", "programmes.preview_draft", "owen-parry", DRAFT + "/preview"),
    _screen("extension", "library.extension", "sam-patel", OURS + "/ours"),
    _screen(
        "extension-empty", "library.extension", "bronwen-hughes", "/s/hillside/templates/{template}/ours"
    ),
    _screen("extension-guidance", "library.extension_new", "sam-patel", OURS + "/ours/add/entry/cautions"),
    _screen(
        "extension-own", "library.extension_sheet", "sam-patel", OURS + "/ours/change/roles/own_dinner_lady"
    ),
    _screen("extension-newer", "library.newer_version", "sam-patel", OURS + "/ours/newer"),
    _screen("directory", "agencies.index", "sam-patel", "/directory"),
    _screen("directory-nothing", "agencies.index", "sam-patel", "/directory?words=helicopter"),
    _screen("team", "agencies.team", "owen-parry", "/directory/teams/{team}"),
    _screen("change-team", "agencies.change_team", "owen-parry", "/cluster/directory/teams/{team}"),
    _screen("programmes", "programmes.index", "sam-patel", "/s/oakfield/programmes"),
    _screen("programmes-empty", "programmes.index", "bronwen-hughes", "/s/hillside/programmes"),
    _screen("start", "programmes.start", "sam-patel", "/s/oakfield/pupils/{other_pupil}/start"),
    _screen("programme", "programmes.overview", "sam-patel", "/s/oakfield/programmes/{story}"),
    _screen("programme-versions", "programmes.versions", "sam-patel", PSP + "/versions"),
    _screen("programme-new", "programmes.overview", "sam-patel", PSP),
    _screen("programme-in-the-gate", "programmes.overview", "niamh-doherty", PSP),
    _screen("plan", "plans.plan", "sam-patel", PSP + "/plan"),
    _screen("plan-in-the-gate", "plans.plan", "niamh-doherty", PSP + "/plan"),
    _screen("who-does-what", "programmes.parts", "sam-patel", PSP + "/parts"),
    _screen("asked", "gathering.asked", "sam-patel", PSP + "/asked"),
    _screen("asked-one", "gathering.asked_one", "sam-patel", PSP + "/asked/{asked}"),
    _screen("ask-more", "gathering.ask_more", "sam-patel", PSP + "/asked/new"),
    _screen(
        "side-by-side",
        "gathering.side_by_side",
        "sam-patel",
        "/s/oakfield/programmes/{story}/asked/together",
    ),
    _screen("other-plans", "programmes.other_plans", "sam-patel", PSP + "/other-plans"),
    _screen(
        "not-started", "programmes.not_started", "sam-patel", "/s/oakfield/pupils/{other_pupil}/not-started"
    ),
    _screen("course", "programmes.course", "sam-patel", PSP + "/course"),
    _screen("milestone", "programmes.milestone", "sam-patel", PSP + "/steps/{milestone}"),
    _screen("pause", "programmes.pause", "sam-patel", PSP + "/course/pause"),
    _screen("extend", "programmes.extend", "sam-patel", PSP + "/course/extend"),
    _screen("people", "programmes.people", "sam-patel", PSP + "/course/people"),
    _screen("end-early", "programmes.end_early", "sam-patel", PSP + "/course/end"),
    _screen("merge", "programmes.merge", "sam-patel", PSP + "/course/merge"),
    _screen("history", "programmes.history", "sam-patel", PSP + "/history"),
    _screen("new-target", "plans.new_target", "sam-patel", PSP + "/targets/new"),
    _screen("change-target", "plans.change_target", "sam-patel", PSP + "/targets/{target}"),
    _screen("step-target", "plans.step_up", "sam-patel", PSP + "/targets/{target}/step-up"),
    _screen("step-target-down", "plans.step_down", "sam-patel", PSP + "/targets/{target}/step-down"),
    _screen("replace-target", "plans.replace_target", "sam-patel", PSP + "/targets/{target}/replace"),
    _screen("bank-target", "plans.bank_target", "sam-patel", PSP + "/targets/{target}/bank"),
    _screen("target-bank", "target_bank.index", "sam-patel", "/s/oakfield/target-bank"),
    _screen("target-bank-nothing", "target_bank.index", "sam-patel", "/s/oakfield/target-bank?words=zebra"),
    _screen("new-example", "target_bank.new_own", "sam-patel", "/s/oakfield/target-bank/new"),
    _screen("own-example", "target_bank.change_own", "sam-patel", "/s/oakfield/target-bank/{own_example}"),
    _screen("cluster-bank", "target_bank.cluster_index", "owen-parry", "/cluster/target-bank"),
    _screen("new-cluster-example", "target_bank.new_in_cluster", "owen-parry", "/cluster/target-bank/new"),
    _screen(
        "cluster-example", "target_bank.change_in_cluster", "owen-parry", "/cluster/target-bank/{example}"
    ),
    _screen("agree-plan", "plans.agree_plan", "sam-patel", PSP + "/plan/agree"),
    _screen("plan-version", "plans.plan_version", "sam-patel", PSP + "/plan/versions/1"),
    _screen("plan-version-in-the-gate", "plans.plan_version", "niamh-doherty", PSP + "/plan/versions/1"),
    _screen("new-commitment", "plans.new_commitment", "sam-patel", PSP + "/promises/new"),
    _screen("change-commitment", "plans.change_commitment", "sam-patel", PSP + "/promises/{commitment}"),
    _screen("hold-meeting", "meetings.hold", "sam-patel", "/s/oakfield/programmes/{story}/review"),
    _screen("meetings", "meetings.index", "sam-patel", "/s/oakfield/programmes/{story}/meetings"),
    _screen(
        "then-and-now", "meetings.then_and_now", "sam-patel", "/s/oakfield/programmes/{story}/then-and-now"
    ),
    _screen("not-working", "meetings.between", "sam-patel", PSP + "/not-working"),
    _screen("meeting", "meetings.record", "sam-patel", PSP + "/meetings/{held_milestone}"),
    _screen("prepare-meeting", "meetings.prepare", "sam-patel", PSP + "/meetings/{milestone}/prepare"),
    _screen("who-is-invited", "meetings.invitations", "sam-patel", PSP + "/meetings/{milestone}/invite"),
    _screen(
        "invitation-of-one", "meetings.invited", "sam-patel", PSP + "/meetings/{milestone}/invite/{invited}"
    ),
    _screen("finish", "programmes.finish", "sam-patel", "/s/oakfield/programmes/{story}/finish"),
    _screen("actions", "actions.index", "sam-patel", "/s/oakfield/actions?whose=all"),
    _screen("actions-mine", "actions.index", "daniel-lee", "/s/oakfield/actions"),
    _screen("actions-empty", "actions.index", "priya-nair", "/s/tarnside/actions"),
    _screen("action", "actions.action", "daniel-lee", "/s/oakfield/actions/{action}"),
    _screen("actions-of-programme", "actions.of_programme", "sam-patel", PSP + "/actions"),
    _screen("new-action", "actions.new_in_programme", "sam-patel", PSP + "/actions/new"),
    _screen(
        "new-action-of-pupil", "actions.new", "sam-patel", "/s/oakfield/pupils/{other_pupil}/actions/new"
    ),
    _screen("reports", "daily_reports.index", "carl-dunne", "/s/oakfield/reports"),
    _screen("reports-empty", "daily_reports.index", "bronwen-hughes", "/s/hillside/reports"),
    _screen("lesson", "daily_reports.lesson", "carl-dunne", "/s/oakfield/reports/{programme}/{day}/1"),
    _screen("report-of-the-day", "daily_reports.day", "carl-dunne", "/s/oakfield/reports/{story}/{day}"),
    _screen(
        "report-of-a-class", "daily_reports.class_lesson", "carl-dunne", "/s/oakfield/reports/class/{day}/1"
    ),
    _screen("parts-of-the-day", "daily_reports.parts", "sam-patel", "/s/oakfield/reports/parts"),
    _screen("report-plan", "daily_reports.configuration", "sam-patel", PSP + "/report"),
    _screen("report-sheet", "daily_reports.sheet", "sam-patel", PSP + "/report/sheet"),
    _screen("rewards", "rewards.index", "daniel-lee", PSP + "/rewards"),
    _screen("new-reward", "rewards.new_reward", "daniel-lee", PSP + "/rewards/new"),
    _screen("change-reward", "rewards.change_reward", "daniel-lee", PSP + "/rewards/{reward}"),
    _screen("new-consequence", "rewards.new_consequence", "daniel-lee", PSP + "/consequences/new"),
    _screen(
        "change-consequence", "rewards.change_consequence", "daniel-lee", PSP + "/consequences/{consequence}"
    ),
    _screen("sessions", "sessions.index", "daniel-lee", STORY + "/sessions"),
    _screen("sessions-new-programme", "sessions.index", "daniel-lee", PSP + "/sessions"),
    _screen("sessions-late", "sessions.late", "sam-patel", "/s/oakfield/sessions/late"),
    _screen("record-session", "sessions.new", "daniel-lee", PSP + "/sessions/new"),
    _screen("sessions-agreed", "sessions.plan", "daniel-lee", PSP + "/sessions/plan"),
    _screen("commitments", "sessions.commitments", "daniel-lee", STORY + "/promises"),
    _screen("school-and-home", "sessions.home", "daniel-lee", STORY + "/home"),
    _screen("who-knows-the-targets", "sessions.told", "daniel-lee", STORY + "/told"),
    _screen("progress", "sessions.progress", "daniel-lee", STORY + "/progress"),
    _screen("print", "documents.centre", "sam-patel", STORY + "/print"),
    _screen("pack-of-template", "documents.pack", "sam-patel", STORY + "/packs/print-family_copy?for=family"),
    _screen("files", "documents.index", "sam-patel", PSP + "/files"),
    _screen("packs", "documents.packs", "sam-patel", STORY + "/packs"),
    _screen("pack-review", "documents.pack", "sam-patel", STORY + "/packs/review?for=school"),
    _screen("pack-chronology", "documents.pack", "sam-patel", STORY + "/packs/chronology?for=family"),
    _screen("file", "documents.export", "sam-patel", PSP + "/files/{export}"),
    _screen("ask-authority", "escalations.start", "sam-patel", PSP + "/requests/new"),
    _screen("check-request", "escalations.check", "ruth-okonjo", PSP + "/requests/{waiting_request}/check"),
    _screen(
        "request-documents",
        "escalations.enclosures",
        "sam-patel",
        PSP + "/requests/{waiting_request}/documents",
    ),
    _screen("request", "escalations.thread", "sam-patel", PSP + "/requests/{request}"),
    _screen("erase-request", "escalations.erase_at_school", "ruth-okonjo", PSP + "/requests/{request}/erase"),
    _screen("worklist", "escalations.worklist", "marcus-bennett", "/la/worklist"),
    _screen("worklist-empty", "escalations.worklist", "marcus-bennett", "/la/worklist?show=ended"),
    _screen("decide", "escalations.decide_page", "marcus-bennett", "/la/requests/{request}"),
    _screen(
        "erase-received", "escalations.erase_at_authority", "marcus-bennett", "/la/requests/{request}/erase"
    ),
    _screen("access", "cases.access", "sam-patel", PSP + "/access"),
    _screen("my-cases", "cases.index", "niamh-doherty", "/outreach/cases"),
    _screen("invitations", "cases.invitations", "niamh-doherty", "/outreach/invitations"),
    _screen("invitation", "cases.invitation", "niamh-doherty", "/outreach/invitations/{invitation}"),
)
# What answers a GET and is no page: files, a sign of life, and ways on to another page.
NOT_PAGES = {
    "static",
    "health.healthz",
    "accounts.index",
    "daily_reports.next_pupil",
    "documents.fetch",
    "library.draft_download",
    "library.file",
    "lists.directory",
    "lists.spreadsheet",
    "lists.my_cases",
    "lists.schools",
    "lists.target_bank",
    "lists.templates",
    "lists.term_dates",
    "lists.worklist",
    "numbers.spreadsheet",
    "escalations.authority_attachment",
    "escalations.authority_pdf",
    "escalations.fetch_enclosure",
    "escalations.school_attachment",
    "escalations.school_pdf",
    "picture.file_of_entry",
    "gathering.fetch_answer_file",
}
# Seen in journeys of their own, because their addresses are good for one use.
SEEN_ELSEWHERE = {"accounts.choose_password_page", "calendar.own_term"}


def lived_in(app: Flask) -> dict[str, str]:
    """Live for a while in the cluster after its story was told, and return the ids that stand for the words in the screens' paths."""
    sam, niamh = _signed_in(app, "sam-patel"), _signed_in(app, "niamh-doherty")
    programme = start_a_programme(sam)
    agree_a_plan(sam, programme)
    ids = {"programme": programme.reference, "pupil": programme.pupil_path.rpartition("/")[2]}
    put_on_a_second_roll(sam, programme)
    ids["roll"] = add_a_roll_that_is_over(sam, programme)
    ids["action"] = add_an_action(sam, programme)
    ids |= hold_and_prepare(sam, programme)
    ids["request"] = ask_for_help(sam, programme)
    add_documents(sam, programme, ids["request"])
    do_all_work(sam)
    ruth = _signed_in(app, "ruth-okonjo")
    ruth.visit(f"{programme.path}/requests/{ids['request']}/check")
    ruth.press("Approve and send")
    ids["waiting_request"] = ask_for_help(sam, programme)
    add_documents(sam, programme, ids["waiting_request"])
    join_the_case(sam, niamh, programme)
    invite_a_team(sam, programme, sections=("SCORES",))
    sam.visit(programme.path + "/files")
    sam.press("Make the file", form="pdf")
    ids["export"] = sam.page.path.rpartition("/")[2]
    do_all_work(sam)
    ids |= _ids_of_school(sam, programme.path)
    ids |= _ids_of_rewards(sam, programme.path)
    ids |= _ids_of_cluster(_signed_in(app, "owen-parry"), sam)
    niamh.visit("/outreach/invitations")
    ids["invitation"] = niamh.page.link("M.B. at Oakfield Primary").rpartition("/")[2]
    return ids


def _ids_of_school(sam: Browser, path: str) -> dict[str, str]:
    sam.visit(path + "/plan")
    ids = {
        "target": sam.page.link("Change target 1").rpartition("/")[2],
        "commitment": sam.page.link("Change : Meets").rpartition("/")[2],
        "day": a_school_day().isoformat(),
    }
    sam.follow("Keep in our bank")
    sam.press("Put it into our bank", need="Starting work")
    sam.visit("/s/oakfield/target-bank")
    ids["own_example"] = sam.page.link("Change").rpartition("/")[2]
    sam.visit(path + "/asked")
    ids["asked"] = sam.page.link("Pupil questionnaire").rpartition("/")[2]
    sam.visit(path + "/course")
    ids["milestone"] = sam.page.link("Change of 8-week review").rpartition("/")[2]
    sam.visit("/s/oakfield/pupils")
    ids["other_pupil"] = sam.page.link("Leo").rpartition("/")[2]
    sam.follow("Jay Smith")
    ids["story"] = sam.page.link("Open PSP").rpartition("/")[2]
    ids["known"] = sam.page.path.rpartition("/")[2]
    sam.follow("Context")
    ids["strength"] = sam.page.link("Change : strength 1").rpartition("/")[2]
    sam.follow("Provision")
    ids["help"] = sam.page.link("Change : A card").rpartition("/")[2]
    sam.follow("Timetable")
    ids["timetable"] = sam.page.link("Change the timetable").rpartition("/")[2]
    sam.visit("/s/oakfield/pupils/import")
    file = (b"UPN,Surname,Forename\nA999900026002,Reed,Kit\n", "pupils.csv")
    sam.press("Check the file", file=(BytesIO(file[0]), file[1]))
    ids["import"] = sam.page.path.rpartition("/")[2]
    return ids | _ids_of_records(sam)


def _ids_of_records(sam: Browser) -> dict[str, str]:
    sam.visit("/s/oakfield/pupils")
    ids = {"story_pupil": sam.follow("Jay Smith").path.rpartition("/")[2]}
    for kind, name in (
        ("incident", "incidents"),
        ("attendance", "attendance"),
        ("suspension", "suspensions"),
    ):
        log = sam.visit(f"/s/oakfield/pupils/{ids['story_pupil']}/log?kind={kind}")
        links = log.all("//main//a/@href")
        ids[kind] = next(href for href in links if f"/records/{name}/" in href).rpartition("/")[2]
    sam.visit("/s/oakfield/records/import")
    rows = (
        b"UPN,Date,Behaviour,Level\nA999900025001,24/11/2025,Left the room,2\nA999900025001,31/02/2026,x,1\n"
    )
    sam.press("Check the file", kind="incident", file=(BytesIO(rows), "behaviour.csv"))
    ids["imported"] = sam.press("Import 1 row").path.rpartition("/")[2]
    do_all_work(sam)
    sam.visit("/s/oakfield/records/import")
    rows = rows.replace(b"Left the room", b"Tore a poster")
    page = sam.press("Check the file", kind="incident", file=(BytesIO(rows), "behaviour.csv"))
    return ids | {"record_import": page.path.rpartition("/")[2]}


def _ids_of_rewards(sam: Browser, path: str) -> dict[str, str]:
    agree_a_reward(sam, path)
    sam.visit(path + "/rewards")
    return {
        "reward": sam.page.link("Change : Ten").rpartition("/")[2],
        "consequence": sam.page.link("Change : Tidy").rpartition("/")[2],
    }


def _ids_of_cluster(owen: Browser, sam: Browser) -> dict[str, str]:
    owen.visit("/cluster/term-dates")
    ids = {"term": owen.page.link("Change").rpartition("/")[2]}
    owen.visit("/cluster/target-bank")
    ids["example"] = owen.page.link("Change").rpartition("/")[2]
    owen.visit("/cluster/schools")
    ids["school"] = owen.page.link("Crag Top School").rpartition("/")[2]
    sam.visit("/library/templates")
    ids["template"] = sam.page.link("Pastoral Support Programme, 12 weeks").rpartition("/")[2]
    ids |= _ids_of_templates(owen, sam)
    sam.visit("/directory?words=lunchtime")
    ids["team"] = sam.page.link("Lunchtime").rpartition("/")[2]
    return ids


def _ids_of_templates(owen: Browser, sam: Browser) -> dict[str, str]:
    """Have a school extend the template of sixteen weeks, its next version published, and that of twelve weeks as a draft."""
    sam.visit("/library/templates")
    ids = {"extended": sam.page.link("Pastoral Support Programme, 16 weeks").rpartition("/")[2]}
    sam.visit(f"/s/oakfield/templates/{ids['extended']}/ours/add/roles")
    sam.press(
        "Add to our template",
        label="Dinner lady",
        party="school",
        requirement="optional",
        access="need_to_know",
    )
    owen.visit(f"/library/templates/{ids['extended']}")
    draft = owen.press("Make version").path
    owen.visit(draft + "/change/words")
    owen.press("Save in the draft", short_label="PSP in 16 weeks")
    owen.visit(draft)
    ids["next_version"] = owen.press("Publish version").path.rpartition("/")[2]
    owen.visit("/library/templates")
    owen.follow("Pastoral Support Programme, 12 weeks")
    ids["draft"] = owen.press("Make version").path.rpartition("/")[2]
    owen.follow("Steps")
    owen.follow("Change : 12-week final meeting")
    owen.press("Save in the draft", label="Final meeting", week="11")
    return ids


def _signed_in(app: Flask, slug: str) -> Browser:
    browser = Browser(app)
    browser.is_signed_in_as(slug)
    return browser
