"""What is done between meetings: a day scored, a session held, commitments ticked, actions done, a pause."""

from datetime import date, timedelta

from cast import Cast, open_programme
from steps import step

WEEK = timedelta(days=7)


def score_a_day(cast: Cast, reference: str, day: date) -> None:
    sam = cast.sam
    with step("Two lessons are scored: three buttons for each target"):
        sam.open(f"/s/oakfield/reports?day={day.isoformat()}")
        sam.follow("Lesson 1 of T.O.")
        sam.choose("Met", under="1. I put my hand up")
        sam.choose("Partly met", under="2. I start my work")
        sam.press("Save and next pupil")
        sam.open(f"/s/oakfield/reports?day={day.isoformat()}")
        sam.follow("Lesson 2 of T.O.")
        sam.press("Met all 2")
    with step("Progress stands in a sentence and in a table"):
        open_programme(sam, reference)
        sam.expect("88% in week 1", "2 lessons scored", "1 of 1 day recorded")
    with step("The rest of the day is scored on one page"):
        sam.open(f"/s/oakfield/reports?day={day.isoformat()}")
        sam.follow("Whole day of T.O.")
        sam.fill("I start my work, Lesson 3", "0 Not yet")
        sam.press("Save day", expect=422)
        sam.fill("I put my hand up when I need help, Lesson 3", "2 Met")
        sam.press("Save day")
        open_programme(sam, reference)
        sam.expect("3 lessons scored")


def meet_the_pupil(cast: Cast, reference: str, day: date) -> None:
    daniel = cast.daniel
    with step("The key worker meets Tess, and writes down what she says of her targets"):
        open_programme(daniel, reference)
        daniel.follow("Sessions")
        daniel.follow("Record a session")
        for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            daniel.fill(part, str(value), under="Which day")
        daniel.choose("Yes", under="Did it happen")
        daniel.choose("4", under="I start my work")
        daniel.fill("What helped?", "The door was open")
        daniel.press("Save session")
        daniel.expect("The door was open", "4 of 5")


def keep_commitments_and_actions(cast: Cast, reference: str) -> None:
    sam, daniel = cast.sam, cast.daniel
    with step("A promise is ticked as kept"):
        open_programme(daniel, reference)
        daniel.follow("Sessions")
        daniel.follow("Promises kept")
        daniel.choose("Kept", under="Meets Tess at the gate")
        daniel.press("Save what I ticked")
        daniel.expect("Ticked before", "Kept Daniel Lee")
    with step("An action is set for Daniel, and he marks it as done with what came of it"):
        sam.open(f"/s/oakfield/programmes/{reference}/actions")
        sam.follow("Add an action")
        sam.fill("What will be done", "Find a quiet table")
        sam.fill("Who does it", "Daniel Lee, key worker")
        due = date.today() + WEEK  # noqa: DTZ011, TID251  (what a person at this machine would type)
        for part, value in (("Day", due.day), ("Month", due.month), ("Year", due.year)):
            sam.fill(part, str(value))
        sam.press("Add the action")
        daniel.open("/s/oakfield/actions")
        daniel.follow("Find a quiet table")
        daniel.fill("What came of it", "By the window")
        daniel.press("Mark as done")
        sam.open(f"/s/oakfield/programmes/{reference}/actions")
        sam.expect("Find a quiet table", "By the window")


def pause_and_go_on(cast: Cast, reference: str) -> None:
    sam = cast.sam
    with step("The programme is paused while Tess is ill"):
        open_programme(sam, reference)
        sam.follow("Course and dates")
        sam.follow("Pause the programme")
        sam.choose("Illness")
        sam.press("Pause the programme")
        sam.expect("Paused since")
    with step("It goes on, and its history says who, when and why"):
        sam.open(f"/s/oakfield/programmes/{reference}")
        sam.follow("Go on with the programme")
        sam.press("Go on with the programme")
        sam.expect("The programme goes on.")
        sam.follow("Course and dates")
        sam.follow("See everything that happened")
        sam.expect("Illness", "Sam Patel")
