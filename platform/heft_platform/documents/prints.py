"""What a programme has printed: the prints that its template names, and its questions and sheets as blank forms.

A print is a kind of pack like every other: its parts are blocks, cut to whom it is for. A form is a pack whose only
blocks say whose it is, and what of it is on record already; left out, the paper is blank.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from heft_platform.documents.kinds import KINDS, Kind
from heft_platform.documents.own_sheets import OWN_SHEETS
from heft_platform.library.services import (
    PART_WORDS,
    Document,
    Output,
    ProgrammeTemplate,
    Question,
    Section,
    Signature,
)

NAMING = (
    "whose",
    "form_targets",
    "form_commitments",
)  # what is written into a form beforehand, if anybody wants it
REQUEST = "escalation_payload"  # holds all that there is: it asks for help
PARTIES = {
    "pupil": "family",
    "family": "family",
    "school": "school",
    "agency": "agency",
    "independent": "agency",
    "la": "authority",
}
WHO_MAY_HAVE_LEAST = (
    "family",
    "agency",
    "authority",
)  # a form that several fill in is cut to these before staff
FORMATS = {"pdf": "pdf", "docx": "word"}
BLOCKS_OF_PART: dict[str, tuple[str, ...]] = {
    "purposes": ("about",),
    "strengths": ("strengths",),
    "concerns": ("concerns",),
    "assessments": ("checklist", "measures"),
    "targets": ("targets",),
    "strategies": ("helps", "help"),
    "commitments": ("commitments",),
    "rewards": ("rewards",),
    "consequences": ("consequences",),
    "provision": ("help",),
    "timetable": ("timetable",),
    "monitoring": ("in_touch",),
    "communication": ("in_touch",),
    "dates": ("dates",),
    "signatures": ("agreed",),
    "actions": ("actions",),
    "verdict": ("going", "outcome"),
    "next_steps": ("outcome",),
    "risk": ("unknown",),
    REQUEST: KINDS["request_evidence"].blocks,
}
FOR_THE_PUPIL = {
    "targets": ("my_targets",),
    "commitments": ("my_part", "my_helpers"),
    "rewards": ("my_rewards",),
    "dates": ("my_dates",),
}
BLOCKS_OF_RECORD: dict[str, tuple[str, ...]] = {  # what a document takes from the record
    "pupil.identity": ("about",),
    "pupil.context_grid": ("profile", "helps"),
    "plans.linked": ("other_plans",),
    "sen.summary": ("needs",),
    "agencies.active": ("consultations",),
    "adjustments.current": ("help",),
    "interventions.current": ("help",),
    "timetable.planned_hours": ("timetable",),
    "psp.targets": ("targets",),
    "psp.commitments": ("commitments",),
    "psp.rewards": ("rewards",),
    "psp.consequences": ("consequences",),
    "psp.dates": ("dates",),
    "psp.communication": ("in_touch",),
    "psp.monitoring": ("in_touch",),
    "psp.change_since_last": ("since_last",),
    "psp.change_since_start": ("going",),
    "psp.compare_views": ("then_and_now",),
    "attendance": ("attendance",),
    "behaviour": ("behaviour",),
    "suspensions": ("suspensions",),
}
BY_HAND = {"questionnaire", "log_sheet", "record", "agreement", "report", "letter"}
NEVER_WRITTEN = {"computed", "statement", "file"}


@dataclass(frozen=True, kw_only=True)
class Print(Kind):
    """What a template names to be printed, and for which roles, in its own words."""

    roles: str = ""

    @property
    def written_before(self) -> tuple[str, ...]:
        return NAMING

    def title(self, reference: str) -> str:
        del reference  # it stands at the top of every page
        return self.label


@dataclass(frozen=True, kw_only=True)
class BlankForm(Kind):
    """A question set or a sheet, to be filled in by hand."""

    by: str = ""

    @property
    def written_before(self) -> tuple[str, ...]:
        return self.blocks

    def title(self, reference: str) -> str:
        del reference  # the paper names no programme unless it says whose it is
        return self.label


def kind_of(template: ProgrammeTemplate, code: str) -> Kind | None:
    """Return a kind of pack by its code: one that every programme has, or one of this template’s; None if there is none."""
    if code in KINDS:
        return KINDS[code]
    return next((one for one in kinds_of(template) if one.code == code), None)


def kinds_of(template: ProgrammeTemplate) -> Iterator[Kind]:
    """Give the kinds that come from a template."""
    yield from prints_of(template)
    for _, forms in forms_of(template):
        yield from forms


def prints_of(template: ProgrammeTemplate) -> list[Print]:
    """Return what a template names to be printed, in its order."""
    return [_print(template, one) for one in template.outputs]


def forms_of(template: ProgrammeTemplate) -> list[tuple[str, list[BlankForm]]]:
    """Return the forms that can be filled in by hand: those of each phase by its name, then the sheets of every school."""
    forms = [one for one in template.documents if _is_form(one) and not one.is_off]
    phases = [
        (
            phase.label,
            [_form(template, one, "form") for one in forms if one.phase == phase.id],
        )
        for phase in template.cycle
    ]
    every_school = [_form(template, one, "sheet") for one in OWN_SHEETS]
    return [
        *((label, several) for label, several in phases if several),
        ("Sheets of every school", every_school),
    ]


def _print(template: ProgrammeTemplate, output: Output) -> Print:
    parties = [template.role(role).party for role in output.audience]
    is_for_pupil = set(parties) == {"pupil"}
    documents = {one.id: one for one in template.documents}
    blocks: list[str] = []
    below: list[Document] = []
    forms: list[Document] = []
    for part in output.parts:
        if part in documents:
            blocks += _blocks_of(template, documents[part])
            if documents[part].kind in BY_HAND and _is_form(documents[part]):
                forms.append(documents[part])
        else:
            blocks += (FOR_THE_PUPIL if is_for_pupil else {}).get(part) or BLOCKS_OF_PART.get(part, ())
            below += BELOW[part](template) if part in BELOW else []
    if template.rewards.before_consequences:
        blocks = _rewards_first(blocks)
    naming = ["whose", *_naming(forms)]
    if "about" in blocks:
        naming.remove("whose")
    return Print(
        code=f"print-{output.id}",
        label=output.label,
        hint="; ".join(PART_WORDS.get(part) or documents[part].label for part in output.parts),
        blocks=tuple(dict.fromkeys([*naming, *blocks])),
        audiences=tuple(dict.fromkeys(PARTIES[party] for party in parties)),
        layout="my_plan" if is_for_pupil else "paper",
        formats=tuple(FORMATS[one] for one in output.formats),
        is_tight=not forms,
        is_extract=REQUEST not in output.parts,
        below=tuple(below),
        forms=tuple(forms),
        roles=", ".join(template.role_words(output.audience)),
    )


def _rewards_first(blocks: list[str]) -> list[str]:
    """Return the same blocks, with what can be earned before what follows if effort is lacking."""
    place = blocks.index("consequences") if "consequences" in blocks else len(blocks)
    earned = [one for one in blocks[place:] if one in {"rewards", "my_rewards"}]
    others = [one for one in blocks if one not in earned]
    return [*others[:place], *earned, *others[place:]]


def _form(template: ProgrammeTemplate, document: Document, prefix: str) -> BlankForm:
    by = ", ".join(template.role_words(document.completed_by)) or "Staff of the school"
    readers = {PARTIES[template.role(role).party] for role in document.completed_by}
    return BlankForm(
        code=f"{prefix}-{document.id}",
        label=document.label,
        hint=f"Filled in by: {by}",
        blocks=("whose", *_naming([document]), *_on_record(template, document)),
        audiences=(next((one for one in WHO_MAY_HAVE_LEAST if one in readers), "school"),),
        is_tight=True,
        forms=(document,),
        by=by,
    )


def _naming(forms: list[Document]) -> list[str]:
    """Return the blocks whose lines stand in tables of these forms."""
    asked = {question.rows_from for form in forms for question in form.questions if question.rows_from}
    wanted = (("form_targets", "targets"), ("form_commitments", "commitments"))
    return [block for block, rows in wanted if any(one.startswith(rows) for one in asked)]


def _on_record(template: ProgrammeTemplate, document: Document) -> list[str]:
    """Return what is on record and stands on this paper, as the template says: the map of help, or the week."""
    rules = (("help", template.provision.map), ("timetable", template.provision.timetable))
    return [block for block, rule in rules if rule.enabled and rule.document == document.id]


def _blocks_of(template: ProgrammeTemplate, document: Document) -> list[str]:
    held = ["meeting", "decided"] if document.kind == "minutes" else []
    held += _on_record(template, document)
    taken = [one.computed_from for one in document.questions if one.computed_from]
    return held + [
        block
        for source in taken
        for block in BLOCKS_OF_RECORD.get(source) or BLOCKS_OF_RECORD.get(source.partition(".")[0], ())
    ]


def _is_form(document: Document) -> bool:
    return any(one.type not in NEVER_WRITTEN for one in document.questions)


def _bad_day(template: ProgrammeTemplate) -> list[Document]:
    question = Question(
        id="bad_day", label=template.contingency.prompt or "What we do on a very bad day", type="long_text"
    )
    return [_asked_below("contingency", "On a very bad day", question)]


def _to_sign(template: ProgrammeTemplate) -> list[Document]:
    roles = dict.fromkeys(role for one in template.signatures for role in _signers(template, one))
    rows = {role: template.role(role).label for role in roles}
    columns = (
        Question(id="name", label="Name", type="short_text"),
        Question(id="signature", label="Signature", type="short_text"),
        Question(id="day", label="Day", type="date"),
    )
    question = Question(id="signed", label="Agreed by", type="table", fixed_rows=rows, columns=columns)
    return [_asked_below("signatures", "To sign", question)]


def _signers(template: ProgrammeTemplate, signature: Signature) -> tuple[str, ...]:
    """Return the roles that sign: those that are named, or else those that are to be at the meeting."""
    invited = template.meeting(signature.meeting).invite
    return signature.roles or (*invited.required, *invited.expected)


def _asked_below(code: str, label: str, question: Question) -> Document:
    (sheet, *_) = OWN_SHEETS
    return Document(
        requirement="optional",
        id=code,
        label=label,
        basis="design",
        kind="record",
        phase="plan",
        completed_by=(),
        visibility=sheet.visibility,
        sections=(Section(id=code, title=label, questions=(question,)),),
    )


BELOW: dict[str, Callable[[ProgrammeTemplate], list[Document]]] = {
    "contingency": _bad_day,
    "signatures": _to_sign,
}
