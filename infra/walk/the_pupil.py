"""What a school knows of a pupil: lists are imported, records kept, a picture of the pupil is made."""

from cast import Cast
from steps import step
from walker import Walker

BEHAVIOUR = """Behaviour log
UPN,Date,Type,Description
L999900026001,24/11/2025,Damage,Kicked the bin
L999900026001,31/02/2026,Damage,Kicked the bin
"""
PUPILS = """UPN;Legal Surname;Legal Forename;DOB;Year Group;Reg Group
L999900026001;O’Hara;Tess;03/09/2016;Year 5;5B
A999900026002;=SUM(A1);Kit;2017-01-30;5;5A
"""
FIGURES = (
    ("Possible sessions", "38"),
    ("Sessions attended", "30"),
    ("Authorised absences", "6"),
    ("Unauthorised absences", "2"),
)
QUESTIONS = {"first_on": "First day", "last_on": "Last day"}


def know_the_pupils(cast: Cast) -> None:
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


def know_what_happened(cast: Cast) -> None:
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
                sam.wait_until_page_says("Records imported")
        sam.open("/s/oakfield/pupils")
        sam.follow("Tess O’Hara")
        sam.follow("Log")
        sam.expect("Kicked the bin", "imported by Sam Patel")
        sam.open("/s/oakfield/pupils")


def see_the_whole_pupil(cast: Cast) -> None:  # noqa: PLR0915  (a walk is long)
    """Let what is known of Tess stand together: a week of absences, a suspension, and what calms her."""
    sam = cast.sam
    with step("Attendance and a suspension are typed in; nothing ends a day before it began"):
        sam.follow("Tess O’Hara")
        sam.follow("Log")
        sam.follow("Record attendance")
        for ending, expected in (("2", 422), ("28", 200)):
            _between(sam, ("3", ending), "11", "2025")
            for label, number in FIGURES:
                sam.fill(label, number)
            sam.press("Save", expect=expected)
        sam.follow("Record a suspension")
        sam.choose("Suspension")
        _between(sam, ("25", "25"), "11", "2025")
        sam.choose("Damage to property")
        sam.fill("What happened", "Broke a window with a chair")
        sam.press("Save")
        sam.expect("Damage to property")
    with step("What she is good at, what calms her and her needs stand in one picture"):
        sam.follow("Context")
        sam.follow("Add a strength")
        sam.fill("Who says so", "Mary O’Hara")
        sam.choose("Out of school")
        sam.fill("Strength, quality or skill", "Looks after two ponies")
        sam.press("Save the strength")
        sam.follow("Ask about: What calms")
        sam.fill("Calming strategies", "Five minutes outside")
        sam.press("Save as checked today")
        sam.expect("Looks after two ponies", "Five minutes outside")
    with step("A key worker sees the picture, and who may see less sees less"):
        cast.daniel.open(sam.url)
        cast.daniel.expect("Five minutes outside")
        sam.open("/s/oakfield/pupils")


def _between(sam: Walker, days: tuple[str, str], month: str, year: str) -> None:
    for question, day in zip(("first_on", "last_on"), days, strict=True):
        for part, value in (("Day", day), ("Month", month), ("Year", year)):
            sam.fill(part, value, under=QUESTIONS[question])
