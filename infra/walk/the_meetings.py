"""What is decided at meetings: a review with its results, more time, the verdict and what comes next."""

from cast import Cast, open_programme
from steps import step
from the_plan import COMMITMENTS, first_school_day
from walker import Walker

SHORT = "Pastoral Support Plan, 6 weeks"
LITTLE_PLAN = (
    (
        "targets/new",
        (("Target", "I wait for my turn"), ("What it looks like", "Waits for one turn")),
        "Save the target",
    ),
    (
        "promises/new",
        (("Name of the person", "Daniel Lee"), ("What they will do", "Plays a board game with him")),
        "Save the promise",
    ),
)


def hold_the_review(cast: Cast, reference: str) -> None:
    sam = cast.sam
    with step("Before the review its page says what changed since the last meeting"):
        open_programme(sam, reference)
        sam.follow("Hold the 4-week review")
        sam.expect("Find a quiet table")
    with step("A review without results is refused, with what was typed still there"):
        sam.fill("Who was there", "Tess, Mary O’Hara, Daniel Lee, Sam Patel")
        sam.fill("How it is going", "Mornings go well.")
        sam.fill("If there was no school that day", "The family could only come then.")
        sam.press("Save the review meeting", expect=422)
        sam.expect("Select how target 1 goes", "Mary O’Hara")
    with step("The review is held, with a result for each target and each promise"):
        _answer(sam)
        sam.fill("Decided", "The door stays open")
        sam.press("Save the review meeting")
        sam.expect("The meeting is recorded", reference)
    with step("A target steps up, with the reason kept beside it"):
        sam.open(f"/s/oakfield/programmes/{reference}/plan")
        sam.follow("Step up target 2")
        sam.fill("Target", "I start my work by myself")
        sam.fill("Why", "Four good weeks")
        sam.press("Save the target")
        sam.expect("Stepped up", "Four good weeks")


def give_more_time(cast: Cast) -> None:  # noqa: PLR0915  (a walk is long)
    """Take another pupil through a short plan whose template allows more time, and give it two weeks more."""
    sam = cast.sam
    with step("Another pupil’s plan, from a template of another kind, is started and begins"):
        sam.open("/s/oakfield/pupils")
        sam.follow("Kit")
        sam.follow("Start a PSP")
        sam.choose(SHORT)
        sam.choose("Several suspensions that may lead further")
        sam.fill("Key worker", "Daniel Lee, key worker")
        first_school_day(sam)
        sam.press("Start the PSP")
        programme = sam.url
        for part, fields, button in LITTLE_PLAN:
            sam.open(f"{programme}/{part}")
            for label, value in fields:
                sam.fill(label, value)
            sam.choose("Yes or no" if "target" in part else "Help from school")
            sam.press(button)
        sam.open(f"{programme}/plan")
        for who in ("family", "pupil"):
            sam.fill(f"Why the {who} promises nothing", "It is asked at the first meeting")
        sam.press("Save the reasons")
        sam.fill("The pupil was not heard yet. Why not?", "He is ill this week.")
        sam.press("It was held")
        sam.follow("Record who agrees")
        for part, name in (("Pupil", "Kit"), ("Parent or carer", "Ann Kit"), ("Coordinator", "Sam Patel")):
            sam.fill("Name", name, under=part)
            sam.fill("What do they say?", "Agrees", under=part)
            sam.fill("How?", "In the room", under=part)
        sam.press("Save who agrees")
        sam.open(f"{programme}/plan")
        sam.press("Everyone agreed: begin the programme")
    with step("More time is decided at its review: the review comes first"):
        sam.open(programme)
        sam.follow("Hold the review meeting")
        sam.fill("Who was there", "Kit, Ann Kit, Sam Patel")
        sam.fill("How it is going", "He waits for one turn out of three.")
        sam.fill("If there was no school that day", "The family could only come then.")
        sam.choose("Partly met", under="What became of target 1?")
        sam.choose("Keep as it is", under="What happens to target 1 now?")
        sam.choose("Kept", under="Daniel Lee: Plays a board game with him")
        sam.press("Save the review meeting")
        sam.expect("The meeting is recorded")
    with step("It is given two weeks more, with the reason, and its last day moves"):
        sam.open(programme)
        sam.follow("Course and dates")
        sam.follow("Give it more time")
        sam.fill("How many weeks more?", "2")
        sam.press("Give it more time", expect=422)
        sam.fill("Why does it need more time?", "He was ill for two weeks.")
        sam.fill("Who approved it?", "Sam Patel, pastoral lead")
        sam.fill("Who agreed to it?", "Ann Kit")
        sam.press("Give it more time")
        sam.expect("The programme is longer now.", "Week 1 of 8")


def finish_the_programme(cast: Cast, reference: str) -> None:
    sam = cast.sam
    for name in ("8-week review", "12-week final meeting"):
        with step(f"The {name} is held"):
            open_programme(sam, reference)
            sam.follow(f"Hold the {name}")
            sam.fill("Who was there", "Tess, Mary O’Hara, Daniel Lee, Sam Patel")
            sam.fill("How it is going", "She shows her card, and stays.")
            sam.fill("If there was no school that day", "The family could only come then.")
            _answer(sam)
            sam.press("Save the final meeting" if "final" in name else "Save the review meeting")
    with step("The verdict stands on what is known, and says what comes next: never an exclusion"):
        open_programme(sam, reference)
        sam.follow("Finish the programme")
        sam.expect("What is known", "4-week review")
        sam.expect_not("Permanently exclude")
        sam.choose("Successful")
        sam.fill("What made the difference", "Tess asked for help herself.")
        sam.choose("Give the pupil credit, in person and in writing", under="Successful")
        sam.press("Finish the programme", expect=422)
        sam.fill("If it went well: what credit", "A letter, read to her by Ruth Okonjo")
        sam.press("Finish the programme")
        sam.expect("Successful", "Tess asked for help herself.")


def _answer(sam: Walker) -> None:
    """Give every target and every commitment a result."""
    for number in (1, 2):
        if sam.says(f"How is target {number} going?"):
            sam.choose("On track", under=f"How is target {number} going?")
        else:
            sam.choose("Partly met", under=f"What became of target {number}?")
        sam.choose("Keep as it is", under=f"What happens to target {number} now?")
    for _, who, what in COMMITMENTS:
        sam.choose("Kept", under=f"{who}: {what}")
