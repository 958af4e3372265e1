"""What others get of a programme: files, a request to the authority, an outreach worker who comes in and goes out."""

import re

from cast import Cast, open_programme
from steps import step
from walker import NotThereError


def get_the_file(cast: Cast, reference: str) -> None:
    sam = cast.sam
    for form, start in (("PDF", b"%PDF"), ("Word", b"PK")):
        with step(f"The programme is got as {form}: asked for, made by a worker, fetched"):
            open_programme(sam, reference)
            sam.follow("Get it as Word or PDF")
            sam.choose(form)
            sam.press("Make the file")
            sam.wait_until_page_says("Your file is ready")
            if not sam.download(f"Download {form} file").startswith(start):
                raise NotThereError(f"the file is no {form} file")


def see_what_others_would_get(cast: Cast, reference: str) -> None:
    sam = cast.sam
    with step("Each pack is made for whoever it is for: the plan as the family gets it"):
        open_programme(sam, reference)
        sam.follow("Packs")
        sam.expect("it holds only what they may have")
        sam.open(f"/s/oakfield/programmes/{reference}/packs/plan?for=family")
        sam.expect("I put my hand up when I need help")


def ask_the_authority(cast: Cast, reference: str) -> None:  # noqa: PLR0915  (a walk is long)
    sam, ruth, marcus = cast.sam, cast.ruth, cast.marcus
    with step("Sam asks the authority for help, and checks the letter itself"):
        open_programme(sam, reference)
        sam.follow("Ask the local authority for help")
        sam.choose("Outreach")
        sam.fill("Why now?", "A third suspension would put her place at risk.")
        sam.fill("How was the family told?", "On Monday, by phone. Her mother agrees.")
        sam.fill("What the family says", "She wants somebody who knows how to help Tess at lunchtime.")
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
        open_programme(sam, reference)
        sam.follow("Ask the local authority for help")
        sam.follow(request)
        sam.expect("We have your request", "Quarry Bank can visit twice.", "Answered")
    with step("Each side gets its own copy as PDF"):
        for one in (sam, marcus):
            if not one.download("Get the letters as PDF").startswith(b"%PDF"):
                raise NotThereError("no PDF of the letters")


def let_a_visitor_in_and_out(cast: Cast, reference: str) -> None:  # noqa: PLR0915  (a walk is long)
    sam, niamh = cast.sam, cast.niamh
    with step("Sam invites an outreach team to this one programme"):
        open_programme(sam, reference)
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
        open_programme(sam, reference)
        sam.expect("Walked the playground with her.", "Niamh Doherty")
        sam.follow("People and access")
        sam.expect("Last here today", "1 visit")
    with step("Sam ends the access, and her open page is shut"):
        sam.press("End access now: Niamh Doherty")
        niamh.fill("Add a note", "One more.")
        niamh.press("Save to Oakfield Primary", expect=410)
        niamh.expect("Your access has ended", "One more.")


def look_at_the_numbers(cast: Cast) -> None:
    ruth = cast.ruth
    with step(
        "The head sees how programmes go, with nothing told of so few, and gets the figures as a spreadsheet"
    ):
        ruth.open("/s/oakfield/numbers")
        ruth.expect("Numbers", "fewer than 5")
        if not ruth.download("Spreadsheet").startswith(b"PK"):
            raise NotThereError("the figures are no spreadsheet")
