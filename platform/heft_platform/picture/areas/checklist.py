"""What is considered to understand the concerns: reviews, assessments from outside, and help that is offered."""

from heft_platform.picture.areas.area import Area
from heft_platform.picture.questions import Question, choice, day, line, long
from heft_tenants.visibility import Visibility

CONSIDERED = (("considered", "Considered"), ("done", "Done"), ("not_needed", "Not needed"))
ASKED_FOR = (
    ("not_needed", "Not needed"),
    ("considered", "Considered"),
    ("requested", "Asked for"),
    ("received", "Received"),
)
OFFERED = (
    ("not_needed", "Not needed"),
    ("offered", "Offered"),
    ("declined", "Declined"),
    ("arranged", "Arranged"),
    ("under_way", "Under way"),
    ("ended", "Ended"),
)
OUTCOME = long("outcome", "What came of it", "If it leads to help, add that under Provision")


def _reviewed(code: str, words: str, *more: Question, caution: str = "") -> Area:
    return Area(
        code=code,
        words=words,
        visibility=Visibility.SENSITIVE,
        questions=(choice("state", "Where it stands", CONSIDERED), *more, OUTCOME),
        caution=caution,
    )


def _from_outside(code: str, words: str) -> Area:
    return Area(
        code=code,
        words=words,
        visibility=Visibility.SENSITIVE,
        questions=(
            choice("state", "Where it stands", ASKED_FOR),
            line("who", "Who was asked"),
            day("requested_on", "Asked for on"),
            day("received_on", "Received on"),
            OUTCOME,
        ),
    )


def _offered(code: str, words: str) -> Area:
    return Area(
        code=code,
        words=words,
        visibility=Visibility.SENSITIVE,
        questions=(choice("state", "Where it stands", OFFERED), line("who", "Who helps"), OUTCOME),
    )


CHECKLIST = (
    _reviewed(
        "learning_needs",
        "Learning needs, above all literacy",
        line("reading_age", "Reading age", "For example: 7 years 4 months"),
        day("tested_on", "Tested on"),
    ),
    _reviewed("study_support", "Learning programme or study support"),
    _reviewed("teaching_groups", "Teaching groups and seating"),
    _reviewed(
        "semh_review", "Social, emotional and behavioural needs", line("tool", "Measure that was used")
    ),
    _reviewed("timetable_review", "Timetable for specific learning"),
    _reviewed(
        "mentor", "A trained adult as mentor", line("mentor", "Mentor"), line("training", "Their training")
    ),
    _reviewed(
        "peer_mentor",
        "Peer model or peer mentor",
        line("peer", "Initials of the other pupil", "Write nothing else about them"),
        caution="Evidence says that this did not work. Choose it only with a reason of your own.",
    ),
    _reviewed("outreach", "Outreach from alternative provision"),
    _reviewed("in_reach", "In-reach, or being on the roll of two schools"),
    _from_outside("camhs_assessment", "Assessment by CAMHS"),
    _from_outside("educational_psychology", "Assessment by educational psychology"),
    _from_outside("speech_and_language", "Assessment by speech and language therapy"),
    _from_outside("occupational_therapy", "Assessment by occupational therapy"),
    _offered("offer_bereavement", "Help with bereavement"),
    _offered("offer_bullying", "Help with bullying"),
    _offered("offer_alcohol_drugs", "Help with alcohol or drugs"),
    _offered("offer_mental_health", "Help with mental health"),
)

SENCO_COMMENTS = Area(
    code="senco_comments",
    words="SENCO’s comments",
    visibility=Visibility.SENSITIVE,
    is_the_sencos=True,
    questions=(
        long("needs", "What the pupil finds hard, and why"),
        long("tried", "What was tried, and what came of it"),
        long("advice", "What the plan should hold"),
    ),
)
