"""What is asked, written and gathered: documents with their sections and questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from heft_platform.library.programme_template.asking import Asked
from heft_tenants.tables import Visibility


@dataclass(frozen=True, kw_only=True)
class ShownWhen:
    """Another question of the same document, and the answers to it with which this one is asked."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Question:
    """One field of a document. Which of its keys mean something depends on its type: schema version 1 lists them."""

    id: str
    label: str
    type: str
    required: bool = False
    help: str = ""
    visibility: Visibility | None = None  # where it differs from the document's
    compare_as: str | None = None
    shown_when: ShownWhen | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    options_from: str | None = None
    scale: str | None = None
    codes: str | None = None
    default: str | None = None
    columns: tuple["Question", ...] = ()
    fixed_rows: Mapping[str, str] = field(default_factory=dict)
    rows_from: str | None = None
    max_rows: int | None = None
    computed_from: str | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """Questions under a title."""

    id: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True)
class Due:
    """A milestone, and by how many school days before or after it a document is asked for."""

    milestone: str
    school_days_before: int = 0
    school_days_after: int = 0

    @property
    def offset_school_days(self) -> int:
        """Return the days from the milestone: negative before it."""
        return self.school_days_after - self.school_days_before


@dataclass(frozen=True, kw_only=True)
class SuggestedFor:
    """For which phases of school one of several documents is meant; only a suggestion."""

    phases: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class HowMany:
    """How many copies of a document there may be."""

    fewest: int
    most: int


@dataclass(frozen=True, kw_only=True)
class LooksBack:
    """Over how many school days an extract of the record looks back."""

    unit: str
    value: int


@dataclass(frozen=True, kw_only=True)
class Document(Asked):
    """A paper of the programme: who completes it, by when, what it asks, and how private it is."""

    id: str
    label: str
    basis: str
    kind: str
    phase: str
    completed_by: tuple[str, ...]
    visibility: Visibility
    sections: tuple[Section, ...]
    one_of: str | None = None  # a group, of which one is enough
    suggested_for: SuggestedFor | None = None
    how_many: HowMany = HowMany(fewest=1, most=1)
    due: Due | None = None
    looks_back: LooksBack | None = None
    protected: bool = False
    methods: tuple[str, ...] = ()
    intro: str = ""

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return every question of every section, in order."""
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, question_id: str) -> Question:
        """Return a question.

        :raises KeyError: if there is none of this id
        """
        return {question.id: question for question in self.questions}[question_id]

    def takes_from(self, record: str) -> bool:
        """Say whether a question of it is answered from a record, such as "behaviour", and not by somebody."""
        taken = (question.computed_from or "" for question in self.questions)
        return any(one.partition(".")[0] == record for one in taken)

    def visibility_of(self, question: Question) -> Visibility:
        """Return how private the answer to a question is: as the question says, or else as its document."""
        return question.visibility or self.visibility
