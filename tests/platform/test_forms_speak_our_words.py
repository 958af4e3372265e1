"""Whatever is sent to a form, what comes back says what to do: nothing is in the words of the library that reads forms."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest
from marshmallow import Schema, ValidationError, fields, validate
from werkzeug.datastructures import MultiDict

import heft_platform
from heft_platform.cases.schemas import Invite
from heft_platform.documents.schemas import AskForFile
from heft_platform.forms import Form
from heft_platform.gathering.schemas import AskSomebody, TypeAnswer
from heft_platform.library.shape.part import Part

BEGINS_AT_ONCE = {"wsgi"}  # to import it is to serve
FIELDS = [one for one in vars(fields).values() if isinstance(one, type) and issubclass(one, fields.Field)]
OF_THE_LIBRARY = {
    message for kind in FIELDS for message in vars(kind).get("default_error_messages", {}).values()
}


def every_schema() -> list[type[Schema]]:
    """Return what people may send or write, of every feature: forms, and the parts of a template."""
    for module in pkgutil.walk_packages(heft_platform.__path__, "heft_platform."):
        if "migrations" not in module.name and module.name.rpartition(".")[2] not in BEGINS_AT_ONCE:
            import_module(module.name)
    return [Form, Part, *_below(Form), *_below(Part)]


def _below(kind: type[Schema]) -> Iterator[type[Schema]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def _all_of(field: fields.Field) -> Iterator[fields.Field]:
    yield field
    if isinstance(field, fields.List):
        yield from _all_of(field.inner)
    if isinstance(field, fields.Dict):
        for one in (field.key_field, field.value_field):
            yield from _all_of(one) if one is not None else ()


def test_no_question_of_any_form_speaks_in_the_words_of_the_library() -> None:
    schemas = every_schema()
    told = []
    for schema in schemas:
        for name, declared in schema().fields.items():
            for field in _all_of(declared):
                where = f"{schema.__module__}.{schema.__name__}.{name}"
                told += [(where, one) for one in field.error_messages.values() if one in OF_THE_LIBRARY]
                told += [
                    (where, type(check).__name__)
                    for check in field.validators
                    if isinstance(check, validate.Validator)
                    and check.error in {None, "", getattr(check, "default_message", None)}
                ]

    assert len(schemas) > 150
    assert told == []


@pytest.mark.parametrize(
    ("form", "name", "sent", "words"),
    [
        (Invite, "sections", "SAFEGUARDING", "Select what they may see"),
        (AskForFile, "is_large", "perhaps", "Answer with yes or no"),
        (AskForFile, "meeting", "the last", "Choose a meeting from the list"),
        (AskSomebody, "asked_id", "Daniel", "Choose a person"),
        (TypeAnswer, "was_explained", "perhaps", "Answer with yes or no"),
    ],
)
def test_what_no_page_sends_is_answered_in_our_words(
    form: type[Form], name: str, sent: str, words: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        form().read(MultiDict({name: sent}))

    said = refused.value.messages_dict[name]
    assert (said[0] if isinstance(said, dict) else said) == [words]
