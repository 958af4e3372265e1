"""What is written of a pupil entry by entry: strengths, concerns, consultations, other plans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from heft_platform.picture.models import Consultation, Contribution, OtherPlan
from heft_platform.picture.questions import Question, choice, day, line, long
from heft_tenants.visibility import Visibility

IN_OR_OUT = (("in_school", "In school"), ("out_of_school", "Out of school"))
SIDES = (("learning", "Learning"), ("social", "With other people"))
PARTIES = (("pupil", "Pupil"), ("family", "Family"), ("staff", "Staff"), ("agency", "Another service"))
PLAN_KINDS = (
    ("iep", "Individual education plan"),
    ("ehcp", "EHC plan"),
    ("sen_support", "SEN support plan"),
    ("behaviour_plan", "Behaviour plan"),
    ("early_help", "Early help plan"),
    ("health_plan", "Health care plan"),
    ("communication_passport", "Communication passport"),
    ("other", "Another plan"),
)
RELATIONS = (
    ("runs_beside", "Runs beside the programme"),
    ("replaced", "Replaced by the programme"),
    ("integrated", "Taken into the programme"),
)


@dataclass(frozen=True, kw_only=True)
class EntryKind:
    """A kind of entry: its table, its questions, and the class of what is answered."""

    code: str
    words: str
    model: type[Contribution | Consultation | OtherPlan]
    visibility: Visibility
    questions: tuple[Question, ...]
    fixed: Mapping[str, str]  # what every entry of the kind has
    page: str  # where it is shown
    takes_a_file: bool = False


@dataclass(frozen=True, kw_only=True)
class EntryView:
    """An entry as pages show it; `answers` are by the names of its questions."""

    kind: EntryKind
    id: UUID
    version: int
    answers: Mapping[str, Any]
    writer: str
    written_at: Any
    is_taken_out: bool
    file_id: UUID | None = None

    def said(self, name: str) -> str:
        """Return the answer to a question in words."""
        question = next(one for one in self.kind.questions if one.name == name)
        return question.said(self.answers[name])

    @property
    def rows(self) -> Sequence[tuple[str, str]]:
        return [(one.words, one.said(self.answers[one.name])) for one in self.kind.questions]


KINDS = {
    kind.code: kind
    for kind in (
        EntryKind(
            code="strength",
            words="strength",
            model=Contribution,
            visibility=Visibility.PASTORAL,
            fixed={"kind": "strength"},
            page="picture.context",
            questions=(
                line("said_by", "Who says so", "Name and who they are to the pupil", "Say who says so"),
                choice("setting", "Where it shows", IN_OR_OUT, "Select where it shows"),
                long("what", "Strength, quality or skill", "", "Write the strength"),
            ),
        ),
        EntryKind(
            code="concern",
            words="concern",
            model=Contribution,
            visibility=Visibility.PASTORAL,
            fixed={"kind": "concern"},
            page="picture.context",
            questions=(
                line("said_by", "Who says so", "Name and who they are to the pupil", "Say who says so"),
                choice("setting", "What it is about", SIDES, "Select what it is about"),
                long("what", "Concern", "What was seen or heard", "Write the concern"),
                long("to_be_different", "What needs to be different", "", "Say what needs to be different"),
            ),
        ),
        EntryKind(
            code="consultation",
            words="consultation",
            model=Consultation,
            visibility=Visibility.PASTORAL,
            fixed={},
            page="picture.assessments",
            questions=(
                day("on_day", "Day", "", "Enter the day"),
                choice("party", "Who was consulted", PARTIES, "Select who was consulted"),
                line("person", "Name", "", "Enter a name"),
                line("how", "How", "For example: by telephone"),
                long("outcome", "What was said and agreed", "", "Say what was said and agreed"),
            ),
        ),
        EntryKind(
            code="plan",
            words="plan or document",
            model=OtherPlan,
            visibility=Visibility.SENSITIVE,
            fixed={},
            page="picture.assessments",
            takes_a_file=True,
            questions=(
                choice("kind", "Kind", PLAN_KINDS, "Select the kind of plan"),
                line("holder", "Who holds it", "", "Say who holds it"),
                choice("relation", "And the programme", RELATIONS, "Select what becomes of it"),
                day("starts_on", "From"),
                day("ends_on", "Until"),
                line("where_it_is", "Where it is kept", "A folder, a system or an address"),
                long("about", "What it says, in a sentence or two"),
            ),
        ),
    )
}
