"""What a form says of an answer where its question has no words of its own. The library's words say what is wrong; ours, what to do."""

from typing import Any

from marshmallow import fields, validate

REAL_DATE = "Enter a real date, such as 4 12 2026"
OPEN_AGAIN = "Open the page again"
OF_SCHEMA = {"type": OPEN_AGAIN, "unknown": OPEN_AGAIN}
NOTHING_ANSWERED = "Enter an answer"
CHOOSE = "Choose from the list"
WRONG = {
    fields.Boolean: "Answer with yes or no",
    fields.Date: REAL_DATE,
    fields.Email: "Enter an e-mail address, such as name@example.com",
    fields.Integer: "Enter a whole number, such as 3",
    fields.List: CHOOSE,
    fields.Number: "Enter a number, such as 3 or 2.5",
    fields.String: "Enter words",
    fields.Time: "Enter a time, such as 9:30",
    fields.UUID: CHOOSE,
    fields.Url: "Enter a web address, such as https://www.example.com",
}
MISSING = frozenset({"required", "null"})
SAID_BY_LIBRARY = frozenset(
    message
    for kind in vars(fields).values()
    if isinstance(kind, type) and issubclass(kind, fields.Field)
    for message in vars(kind).get("default_error_messages", {}).values()
)


def give_words(field: fields.Field[Any], *, nothing: str = NOTHING_ANSWERED) -> None:
    """Put our words in the place of every message that is still the library's, in a question and in what it asks for several times.

    `nothing` is said where something must be answered, and is not.
    """
    own = {key: str(words) for key, words in field.error_messages.items() if words not in SAID_BY_LIBRARY}
    wrong = own.get("invalid") or _wrong(field)
    missing = own.get("required") or own.get("invalid") or nothing
    field.error_messages = {
        key: own.get(key, missing if key in MISSING else wrong) for key in field.error_messages
    }
    for check in field.validators:
        if isinstance(check, validate.Validator) and _says_the_library_s(check):
            check.error = _words_of(check, field, wrong)
    if isinstance(field, fields.List):
        give_words(field.inner, nothing=nothing)
    if isinstance(field, fields.Dict):
        for one in (field.key_field, field.value_field):
            if one is not None:
                give_words(one, nothing=nothing)


def _wrong(field: fields.Field[Any]) -> str:
    return next((WRONG[kind] for kind in type(field).__mro__ if kind in WRONG), OPEN_AGAIN)


def _says_the_library_s(check: validate.Validator) -> bool:
    """Say whether a check has no words of its own. Some checks stand in for nothing with the library's at once."""
    return getattr(check, "error", None) in {None, "", getattr(check, "default_message", None)}


def _words_of(check: validate.Validator, field: fields.Field[Any], wrong: str) -> str:
    if isinstance(check, validate.Range):
        return _within(
            check, "Enter {min} or more", "Enter {max} or less", "Enter a number from {min} to {max}"
        )
    if isinstance(check, validate.Length) and check.equal is None:
        if isinstance(field, fields.List):
            return _within(check, "Choose {min} or more", "Choose {max} or fewer", "Choose {min} to {max}")
        return _within(
            check,
            "Use {min:,} characters or more",
            "Use {max:,} characters or fewer",
            "Use {min:,} to {max:,} characters",
        )
    return CHOOSE if isinstance(check, validate.OneOf) else wrong


def _within(check: validate.Range | validate.Length, least: str, most: str, both: str) -> str:
    if check.min is None:
        return most
    return least if check.max is None else both
