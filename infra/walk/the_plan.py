"""From the first worry to the day on which a programme begins: started, gathered for, met, planned and agreed."""

import re
from datetime import date, timedelta

from cast import Cast, open_programme
from steps import step
from walker import NotThereError, Walker

COMMITMENTS = (
    ("Help from school", "Daniel Lee", "Meets Tess at the gate"),
    ("Help from home", "Mary O’Hara", "Bed by half past eight"),
    ("What I will try", "Tess", "Shows her card"),
    ("Help from other services", "Niamh Doherty", "Watches two lunchtimes"),
)
ARRANGED = (
    ("Time", "3:30pm"),
    ("Room, or where to ring", "The library"),
    ("Chair", "Ruth Okonjo"),
    ("Note taker", "Sam Patel"),
)
AGREED = (
    ("Pupil", "Tess O’Hara"),
    ("Parent or carer", "Mary O’Hara"),
    ("Coordinator", "Sam Patel"),
    ("Key member of staff", "Daniel Lee"),
)
LONGEST_HOLIDAY = 60  # days


def start_a_programme(cast: Cast) -> tuple[str, date]:
    sam = cast.sam
    with step("Sam answers three questions, and sees every date before anything is saved"):
        sam.follow("Tess O’Hara")
        sam.follow("Start a PSP")
        sam.choose("Pastoral Support Programme, 12 weeks")
        sam.choose("Behaviour could lead to exclusion")
        sam.choose("Parents or carers have been told and asked")
        sam.fill("Key worker", "Daniel Lee, key worker")
        first_day = first_school_day(sam)
        sam.expect("Check and start", "8-week review", "12-week final meeting")
    with step("The programme is started"):
        sam.press("Start the PSP")
        found = re.search(r"PSP-\w{6}", sam.heading)
        if found is None:
            raise NotThereError(f"no reference in “{sam.heading}”")
    return found[0], first_day


def first_school_day(sam: Walker) -> date:
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


def gather_what_is_asked_for(cast: Cast, reference: str) -> None:
    sam, daniel = cast.sam, cast.daniel
    with step("What is asked for has somebody, a day and a state, and one button reminds"):
        open_programme(sam, reference)
        sam.follow("What is asked for")
        sam.expect("Pupil questionnaire A", "Parent or carer questionnaire")
        sam.press("Remind everybody who has not answered")
        sam.expect("To be reminded in person")
    with step("Tess says what she thinks, to an adult whom she trusts"):
        open_programme(daniel, reference)
        daniel.follow("What is asked for")
        daniel.follow("Pupil questionnaire A")
        daniel.fill("I am good at", "Riding")
        daniel.fill("One thing I want to get better at", "Staying in the room")
        daniel.choose("With an adult", under="How it was done")
        daniel.choose("Yes", under="Purpose was explained")
        daniel.fill("Date", "24 November 2025")
        daniel.fill("Who supported", "Daniel Lee")
        daniel.press("Save what was said")
        daniel.expect("Received")
    with step("What cannot be had is left out with a reason"):
        sam.follow("SENCO comments")
        sam.choose("It is left out")
        sam.press("Go without it", expect=422)
        sam.fill("Why", "No SENCO in post this term")
        sam.press("Go without it")
        sam.expect("No SENCO in post this term")


def hold_the_first_meeting(cast: Cast, reference: str) -> None:
    sam = cast.sam
    with step("The first meeting is prepared: time, room, chair, and the pupil’s part"):
        open_programme(sam, reference)
        sam.follow("Meetings")
        sam.follow("Prepare the initial meeting")
        for label, value in ARRANGED:
            sam.fill(label, value)
        sam.choose("The whole meeting")
        sam.press("Save")
        sam.expect("The meeting is arranged.")
    with step("Tess and her mother are invited, and her mother comes"):
        sam.follow("Who is invited")
        sam.press("Add Tess O’Hara")
        sam.fill("Name", "Mary O’Hara")
        sam.fill("Role", "Parent or carer")
        sam.press("Put on the list")
        for words in ("Invited", "Comes"):
            sam.follow("Mary O’Hara")
            sam.choose(words)
            sam.press("Save")
        sam.expect("Comes")
    with step("The meeting is recorded: who was there, what each said, what was decided"):
        open_programme(sam, reference)
        sam.follow("Meetings")
        sam.follow("Record the initial meeting")
        for name in ("Tess O’Hara", "Mary O’Hara"):
            sam.choose("There", under=name)
        sam.fill("Mary O’Hara (What goes well)", "She gets up by herself")
        sam.fill("Decided", "A quiet start to each day")
        sam.fill("How it is going", "We know each other now.")
        sam.press("Save the meeting")
        sam.expect("The meeting is recorded.")


def write_the_plan(cast: Cast, reference: str) -> None:  # noqa: PLR0915  (a walk is long)
    sam = cast.sam
    with step("A programme without a plan does not begin, and the page says what it needs"):
        open_programme(sam, reference)
        sam.follow("Plan")
        sam.press("Everyone agreed: begin the programme", expect=422)
        sam.expect("Add a target", "Add what school will do")
    with step("A target is taken from the bank, another is written, and each says what will be seen"):
        sam.follow("Add a target")
        sam.follow("Choose from the target bank")
        sam.follow("Use this: I put my hand up when I need help")
        sam.choose("Share of lessons")
        sam.press("Save the target")
        sam.follow("Add a target")
        sam.fill("Target", "I start my work")
        sam.choose("Share of lessons")
        sam.press("Save the target", expect=422)
        sam.fill("What it looks like", "First line written within three minutes")
        sam.press("Save the target")
        sam.expect("1. I put my hand up when I need help", "2. I start my work")
    with step("School, family, pupil and another service promise something"):
        for words, who, what in COMMITMENTS:
            sam.follow("Add a promise")
            sam.choose(words)
            sam.fill("Name of the person", who)
            sam.fill("What they will do", what)
            sam.press("Save the promise")
        sam.expect("Watches two lunchtimes")
    with step("A reward that Tess chose, and what follows when it goes wrong: never a suspension"):
        sam.follow("Rewards")
        sam.follow("Add a reward")
        sam.fill("What does the pupil get?", "An hour with the ponies")
        for words in ("Time with a parent", "Family", "For effort", "Yes, the pupil wants it"):
            sam.choose(words)
        sam.choose("Yes, within a week or two")
        sam.press("Save the reward")
        sam.expect("An hour with the ponies")


def agree_the_plan(cast: Cast, reference: str) -> None:
    sam = cast.sam
    with step("Who agreed is recorded for exactly these words of the plan"):
        open_programme(sam, reference)
        sam.follow("Plan")
        sam.follow("Record who agrees")
        for part, name in AGREED:
            sam.fill("Name", name, under=part)
            sam.fill("What do they say?", "Agrees", under=part)
            sam.fill("How?", "In the room", under=part)
        sam.press("Save who agrees")
        sam.expect("Recorded for version 1 of the plan")
    with step("The programme begins"):
        open_programme(sam, reference)
        sam.follow("Plan")
        sam.press("Everyone agreed: begin the programme")
        sam.expect("The programme has begun", reference)
