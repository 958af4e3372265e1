"""The shape of documents: sections, and questions whose keys depend on their type."""

from typing import Any

from marshmallow import ValidationError, validates_schema

from heft_platform.library.shape import values
from heft_platform.library.shape.part import Labelled, Part
from heft_platform.library.shape.values import Labels
from heft_platform.library.shape.words import CLASSES, COMPARED, COMPUTED, PHASES

KINDS = (
    "questionnaire",
    "record",
    "extract",
    "upload",
    "report",
    "minutes",
    "log_sheet",
    "letter",
    "agreement",
)
METHODS = (
    "self",
    "with_adult",
    "scribed",
    "drawing",
    "mind_map",
    "phone",
    "face_to_face",
    "interpreter",
)
PLAIN_TYPES = (
    "short_text",
    "long_text",
    "integer",
    "number",
    "date",
    "time",
    "yes_no",
    "yes_no_unsure",
    "single_choice",
    "multi_choice",
    "scale",
    "code",
    "person",
    "people",
    "file",
    "drawing",
)
TYPES = (*PLAIN_TYPES, "table", "computed", "statement")
NEEDED = {
    "scale": ("scale",),
    "code": ("codes",),
    "table": ("columns",),
    "computed": ("from",),
    "statement": ("text",),
}
MAY_HAVE = {
    "single_choice": ("options", "options_from"),
    "multi_choice": ("options", "options_from"),
    "code": ("default",),
    "table": ("fixed_rows", "rows_from", "max_rows"),
}
OF_A_TYPE = (
    "options",
    "options_from",
    "scale",
    "codes",
    "default",
    "columns",
    "fixed_rows",
    "rows_from",
    "max_rows",
    "from",
    "text",
)
ONE_OF_TWO = (("options", "options_from"), ("fixed_rows", "rows_from"))


class ShownWhen(Part):
    field = values.an_id()
    answers = values.codes(data_key="in")


class AnyQuestion(Labelled):
    """What a question of a document and a column of a table have in common."""

    required = values.yes_or_no(required=False)
    help = values.text(required=False)
    options = Labels()
    scale = values.an_id(required=False)
    codes = values.an_id(required=False)
    default = values.text(longest=50, required=False)

    @validates_schema
    def as_its_type(self, data: dict[str, Any], **_: Any) -> None:
        """Ask for the keys that a type needs, and refuse those that mean nothing to it."""
        type_ = data["type"]
        said = {self.fields[name].data_key or name for name in data}
        needed = NEEDED.get(type_, ())
        wrong = {
            key: [f"This is missing: a question of type “{type_}” needs it."]
            for key in needed
            if key not in said
        }
        for key in said & set(OF_A_TYPE) - {*needed, *MAY_HAVE.get(type_, ())}:
            wrong[key] = [f"A question of type “{type_}” has no “{key}”: leave it out, or change its type."]
        for one, other in ONE_OF_TWO:
            if one in said and other in said:
                wrong.setdefault(other, [f"Use “{one}” or “{other}”, not both."])
        if "options" in MAY_HAVE.get(type_, ()) and not said & {"options", "options_from"}:
            wrong["options"] = ["This is missing: write the choices as {id: Words}, or use “options_from”."]
        if wrong:
            raise ValidationError(wrong)


class Column(AnyQuestion):
    type = values.one_of(*PLAIN_TYPES)


class Question(AnyQuestion):
    type = values.one_of(*TYPES)
    class_ = values.one_of(*CLASSES, required=False, data_key="class")
    compare_as = values.one_of(*COMPARED, required=False)
    shown_when = values.part(ShownWhen, required=False)
    options_from = values.one_of("purposes", "entry.triggers", "verdicts.next_steps", required=False)
    columns = values.list_of(Column, 1, required=False)
    fixed_rows = Labels()
    rows_from = values.one_of("targets", "commitments.all", "commitments.own", required=False)
    max_rows = values.number(1, 100, required=False)
    from_ = values.one_of(*COMPUTED, required=False, data_key="from")
    text = values.text(required=False)


class Section(Part):
    id = values.an_id()
    title = values.label()
    fields_ = values.list_of(Question, 1, data_key="fields")


class Due(Part):
    milestone = values.an_id()
    school_days_before = values.number(0, 100, required=False)
    school_days_after = values.number(0, 100, required=False)

    @validates_schema
    def one_side(self, data: dict[str, Any], **_: Any) -> None:
        if ("school_days_before" in data) == ("school_days_after" in data):
            raise ValidationError(
                {
                    "school_days_before": [
                        "Say how many school days before, or how many after: one of the two."
                    ]
                }
            )


class SuggestedFor(Part):
    phases = values.codes()
    note = values.text(required=False)


class HowMany(Part):
    min = values.number(0, 100)
    max = values.number(1, 100)


class LooksBack(Part):
    unit = values.one_of("school_day")
    value = values.number(1, 400)


class Document(Labelled):
    basis = values.basis()
    requirement = values.requirement()
    kind = values.one_of(*KINDS)
    phase = values.one_of(*PHASES)
    one_of_ = values.an_id(required=False, data_key="one_of")
    suggested_for = values.part(SuggestedFor, required=False)
    completed_by = values.ids()
    multiple = values.part(HowMany, required=False)
    due = values.part(Due, required=False)
    window = values.part(LooksBack, required=False)
    class_ = values.one_of(*CLASSES, data_key="class")
    protected = values.yes_or_no(required=False)
    methods = values.some_of(*METHODS, required=False)
    intro = values.text(required=False)
    sections = values.list_of(Section)
