"""The main job, step by step: a school, an outreach worker and the local authority, around one pupil."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from steps import step
from walker import NotThereError, Walker

BEHAVIOUR = """Behaviour log
UPN,Date,Type,Description
L999900026001,24/11/2025,Damage,Kicked the bin
L999900026001,31/02/2026,Damage,Kicked the bin
"""
PUPILS = """UPN;Legal Surname;Legal Forename;DOB;Year Group;Reg Group
L999900026001;O’Hara;Tess;03/09/2016;Year 5;5B
A999900026002;=SUM(A1);Kit;2017-01-30;5;5A
"""
PROMISES = (
    ("Help from school", "Daniel Lee", "Meets Tess at the gate"),
    ("Help from home", "Mary O’Hara", "Bed by half past eight"),
    ("What I will try", "Tess", "Shows her card"),
    ("Help from other services", "Niamh Doherty", "Watches two lunchtimes"),
)
LONGEST_HOLIDAY = 60  # days


@dataclass(frozen=True)
class Cast:
    """Everybody who takes part, each at a browser of their own."""

    sam: Walker
    ruth: Walker
    marcus: Walker
    niamh: Walker
    owen: Walker


def walk(address: str) -> None:
    """Do the whole job."""
    cast = _sign_in(address)
    _keep_the_cluster(cast)
    _know_the_pupils(cast)
    _know_what_happened(cast)
    reference, first_day = _start_a_programme(cast)
    _agree_the_plan(cast, reference)
    _score_a_lesson(cast, reference, first_day)
    _hold_the_review(cast, reference)
    _get_the_file(cast, reference)
    _ask_the_authority(cast, reference)
    _let_a_visitor_in_and_out(cast, reference)


def _sign_in(address: str) -> Cast:
    with step("Sam signs in with one click, out again, and the address he had is closed"):
        sam = _one_click(address, "Sam Patel")
        sam.expect("Today")
        sam.press("Sign out")
        sam.open("/s/oakfield/pupils")
        sam.expect("E-mail address")
    with step("Sam signs in with e-mail address and password, and is where he wanted to go"):
        sam.fill("E-mail address", "sam-patel@oakfield.example")
        sam.fill("Password", "not my password")
        sam.press("Sign in", expect=422)
        sam.expect("Check your e-mail address and password")
        sam.fill("Password", "three made up words")
        sam.press("Sign in")
        sam.expect("Pupils")
    with step("Everybody else signs in"):
        people = [
            _one_click(address, name)
            for name in ("Ruth Okonjo", "Marcus Bennett", "Niamh Doherty", "Owen Parry")
        ]
    return Cast(sam, *people)


def _keep_the_cluster(cast: Cast) -> None:
    with step("The administrator finds a school in the area and opens it"):
        cast.owen.open("/cluster/schools")
        cast.owen.follow("Crag Top School")
        cast.owen.fill("Short name for its address", "crag-top")
        cast.owen.fill("Name of the first person", "Joan Pike")
        cast.owen.fill("Their e-mail address", "joan-pike@crag-top.example")
        cast.owen.choose("Headteacher")
        cast.owen.press("Open this school")
        cast.owen.expect("Crag Top School")
    with step("Everybody reads the templates, and finds help in the directory by any words"):
        cast.sam.open("/library/templates")
        cast.sam.expect("Pastoral Support Programme, 12 weeks", "16 weeks")
        cast.sam.open("/directory")
        cast.sam.fill("Words", "playgrounds lunchtime")
        cast.sam.press("Search")
        cast.sam.expect("Lunchtime and playground support", "checked on")
    with step("The school’s calendar shows the authority’s terms"):
        cast.sam.open("/s/oakfield/calendar")
        cast.sam.expect("Autumn term", "Spring term")


def _know_the_pupils(cast: Cast) -> None:
    sam = cast.sam
    with step("A file that is a picture is refused in words"):
        sam.open("/s/oakfield/pupils/import")
        sam.attach("CSV file", "pupils.csv", b"\x89PNG\r\n\x1a\n" + bytes(1000))
        sam.press("Check the file", expect=422)
        sam.expect("There is a problem")
    with step("A list with a wrong UPN is shown row by row, and nothing is imported"):
        sam.attach("CSV file", "pupils.csv", PUPILS.replace("L9999", "K9999").encode())
        sam.press("Check the file")
        sam.expect("K999900026001")
    with step("A list from the school’s own system is previewed, then imported"):
        sam.open("/s/oakfield/pupils/import")
        sam.attach("CSV file", "pupils.csv", "\ufeff".encode() + PUPILS.encode())
        sam.press("Check the file")
        sam.expect("Tess")
        sam.press("Import 2 pupils")
        sam.expect("O’Hara")


def _know_what_happened(cast: Cast) -> None:
    sam = cast.sam
    with step("Behaviour is imported from the same system, and the same file again adds nothing"):
        for words in ("Import 1 row, leave out 1", "Nothing can be imported"):
            sam.open("/s/oakfield/records/import")
            sam.choose("Behaviour")
            sam.attach("CSV file", "behaviour.csv", BEHAVIOUR.encode())
            sam.press("Check the file")
            sam.expect("31/02/2026", words)
            if words.startswith("Import"):
                sam.press(words)
                sam.expect("Behaviour imported: 1 new and 1 left out.")
        sam.open("/s/oakfield/pupils")
        sam.follow("Tess O’Hara")
        sam.follow("Log")
        sam.expect("Kicked the bin", "imported by Sam Patel")
        sam.open("/s/oakfield/pupils")


def _start_a_programme(cast: Cast) -> tuple[str, date]:
    sam = cast.sam
    with step("Sam answers three questions, and sees every date before anything is saved"):
        sam.follow("Tess O’Hara")
        sam.follow("Start a PSP")
        sam.choose("Pastoral Support Programme, 12 weeks")
        sam.choose("Behaviour could lead to exclusion")
        sam.fill("Key worker", "Daniel Lee, key worker")
        first_day = _first_school_day(sam)
        sam.expect("Check and start", "8-week review", "12-week final meeting")
    with step("The programme is started"):
        sam.press("Start the PSP")
        found = re.search(r"PSP-\w{6}", sam.heading)
        if found is None:
            raise NotThereError(f"no reference in “{sam.heading}”")
    return found[0], first_day


def _first_school_day(sam: Walker) -> date:
    """Go back from today until the page takes the day as a school day."""
    day = date.today()  # noqa: DTZ011, TID251  (what a person at this machine would type)
    for _ in range(LONGEST_HOLIDAY):
        for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            sam.fill(part, str(value), under="When is the first meeting?")
        try:
            sam.press("Continue")
        except NotThereError:
            day -= timedelta(days=1)
        else:
            return day
    raise NotThereError("no school day in sixty")


def _agree_the_plan(cast: Cast, reference: str) -> None:
    sam = cast.sam
    with step("A programme without a plan does not begin, and the page says what it needs"):
        sam.follow("Agree the plan")
        sam.press("Everyone agreed: begin the programme", expect=422)
        sam.expect("Hold the first meeting", "Add a target", "Add what school will do")
    with step("A target and promises of school, family, pupil and another service are agreed"):
        for statement in ("I start my work", "I ask for a break"):
            sam.follow("Add a target")
            sam.fill("Target", statement)
            sam.fill("What it looks like", "First line written within three minutes")
            sam.choose("Share of lessons")
            sam.press("Save the target")
        for words, who, what in PROMISES:
            sam.follow("Add a promise")
            sam.choose(words)
            sam.fill("Name of the person", who)
            sam.fill("What they will do", what)
            sam.press("Save the promise")
        sam.expect("Watches two lunchtimes")
    with step("The programme begins after its first meeting"):
        sam.fill("The pupil was not heard yet. Why not?", "Tess wants to say it herself, at the meeting.")
        sam.press("It was held")
        sam.press("Everyone agreed: begin the programme")
        sam.expect("The programme has begun", reference)


def _score_a_lesson(cast: Cast, reference: str, day: date) -> None:
    sam = cast.sam
    with step("Two lessons are scored: three buttons for each target"):
        sam.open(f"/s/oakfield/reports?day={day.isoformat()}")
        sam.follow("Lesson 1 of T.O.")
        sam.choose("Met", under="1. I start my work")
        sam.choose("Partly met", under="2. I ask for a break")
        sam.press("Save and next pupil")
        sam.open(f"/s/oakfield/reports?day={day.isoformat()}")
        sam.follow("Lesson 2 of T.O.")
        sam.press("Met all 2")
    with step("Progress stands in a sentence and in a table"):
        sam.open("/s/oakfield/programmes")
        sam.follow(reference)
        sam.expect("88% in week 1", "2 lessons scored", "1 of 1 days recorded")


def _hold_the_review(cast: Cast, reference: str) -> None:
    sam = cast.sam
    with step("A review without results is refused, with what was typed still there"):
        sam.follow("Hold the 4-week review")
        sam.fill("Who was there", "Tess, Mary O’Hara, Daniel Lee, Sam Patel")
        sam.fill("How it is going", "Mornings go well.")
        sam.fill("If there was no school that day", "The family could only come then.")
        sam.press("Save the review", expect=422)
        sam.expect("Select what became of target 1", "Mary O’Hara")
    with step("The review is held, with a result for each target and each promise"):
        for number in (1, 2):
            sam.choose("Partly achieved", under=f"What became of target {number}?")
            sam.choose("Keep as it is", under=f"What happens to target {number} now?")
        for _, who, what in PROMISES:
            sam.choose("Kept", under=f"{who}: {what}")
        sam.press("Save the review")
        sam.expect("The meeting is recorded", reference)


def _get_the_file(cast: Cast, reference: str) -> None:
    sam = cast.sam
    for form, start in (("PDF", b"%PDF"), ("Word", b"PK")):
        with step(f"The programme is got as {form}: asked for, made by a worker, fetched"):
            sam.open("/s/oakfield/programmes")
            sam.follow(reference)
            sam.follow("Get it as Word or PDF")
            sam.choose(form)
            sam.press("Make the file")
            sam.wait_until_page_says("Your file is ready")
            if not sam.download(f"Download {form} file").startswith(start):
                raise NotThereError(f"the file is no {form} file")


def _ask_the_authority(cast: Cast, reference: str) -> None:  # noqa: PLR0915  (a walk is long)
    sam, ruth, marcus = cast.sam, cast.ruth, cast.marcus
    with step("Sam asks the authority for help, and checks the letter itself"):
        sam.open("/s/oakfield/programmes")
        sam.follow(reference)
        sam.follow("Ask the local authority for help")
        sam.choose("Outreach")
        sam.fill("Why now?", "A third suspension would put her place at risk.")
        sam.fill("How was the family told?", "On Monday, by phone. Her mother agrees.")
        sam.press("Continue")
        sam.expect("Check what Fellside Council will get", "Tess O’Hara", "What stays here")
        found = re.search(r"REQ-\w{6}", sam.text)
        request = found[0] if found else ""
        sam.press("Send to the headteacher for approval")
    with step("The headteacher approves, and the request is before the authority"):
        ruth.open("/s/oakfield/today")
        ruth.follow(f"Approve request {request}")
        ruth.press("Approve and send to Fellside Council")
        ruth.expect("To be acknowledged by")
    with step("The officer is told by mail, finds it on the worklist, and promises a day"):
        marcus.open("/la/worklist")
        marcus.wait_until_page_says(request)
        marcus.follow(request)
        marcus.expect("Tess O’Hara", "A third suspension")
        marcus.press("Acknowledge to Oakfield Primary")
        marcus.open("/demo/mail")
        if not marcus.says("E-mails leave through the mail server"):
            marcus.wait_until_page_says(f"You have a new request, {request}")
        marcus.expect_not("Tess", "O’Hara")
    with step("The officer answers, and the school sees both letters"):
        marcus.open("/la/worklist")
        marcus.follow(request)
        marcus.choose("Outreach is offered")
        marcus.fill("Answer to Oakfield Primary", "Quarry Bank can visit twice.")
        marcus.press("Send to Oakfield Primary")
        sam.open("/s/oakfield/programmes")
        sam.follow(reference)
        sam.follow("Ask the local authority for help")
        sam.follow(request)
        sam.expect("We have your request", "Quarry Bank can visit twice.", "Answered")
    with step("Each side gets its own copy as PDF"):
        for one in (sam, marcus):
            if not one.download("Get the letters as PDF").startswith(b"%PDF"):
                raise NotThereError("no PDF of the letters")


def _let_a_visitor_in_and_out(cast: Cast, reference: str) -> None:  # noqa: PLR0915  (a walk is long)
    sam, niamh = cast.sam, cast.niamh
    with step("Sam invites an outreach team to this one programme"):
        sam.open("/s/oakfield/programmes")
        sam.follow(reference)
        sam.follow("People and access")
        sam.fill("Team", "Quarry Bank Outreach, Primary outreach")
        sam.choose("Plan: targets and promises")
        sam.choose("Notes in the log")
        sam.choose("They may add notes")
        sam.fill("What was the parent or carer told?", "Her mother was told on Monday and agrees.")
        sam.press("Send the invitation")
        sam.expect("The invitation is before Quarry Bank Outreach")
    with step("Niamh finds initials and no name, and joins"):
        niamh.open("/outreach/invitations")
        niamh.wait_until_page_says("T.O. at Oakfield Primary")
        niamh.follow("T.O. at Oakfield Primary")
        niamh.expect_not("Tess")
        niamh.press("Join this case")
    with step("The school’s worker opens the gate; inside, the page says in whose school she is"):
        niamh.open("/outreach/cases")
        niamh.wait_until_page_says("T.O. at Oakfield Primary", "Until")
        niamh.follow("T.O. at Oakfield Primary")
        niamh.expect("You are inside Oakfield Primary", "Oakfield Primary lets you see", "Tess O’Hara")
        niamh.expect_not("How it is going")
    with step("She adds a note, and the school reads it and sees when she looked"):
        niamh.fill("Add a note", "Walked the playground with her.")
        niamh.press("Save to Oakfield Primary")
        sam.open("/s/oakfield/programmes")
        sam.follow(reference)
        sam.expect("Walked the playground with her.", "Niamh Doherty")
        sam.follow("People and access")
        sam.expect("Last here Today", "1 visit")
    with step("Sam ends the access, and her open page is shut"):
        sam.press("End access of Niamh Doherty")
        niamh.fill("Add a note", "One more.")
        niamh.press("Save to Oakfield Primary", expect=410)
        niamh.expect("Your access has ended", "One more.")


def _one_click(address: str, name: str) -> Walker:
    person = Walker(address)
    person.open("/demo")
    person.press(name)
    return person
