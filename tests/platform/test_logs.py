"""A log says when, where in our code, and codes. It never says what somebody typed."""

import logging

import pytest

from heft_platform.logs import Words

CHILD = "Zebedee O’Canary"


@pytest.fixture
def words() -> Words:
    return Words()


def line(name: str, message: str, *values: object, **more: object) -> logging.LogRecord:
    record = logging.LogRecord(name, logging.WARNING, "x.py", 7, message, values, None)
    vars(record).update(more)
    return record


def test_our_own_lines_keep_their_words_and_their_codes(words: Words) -> None:
    said = words.format(
        line("heft_workers.drain", "Work was not done", queue="mail", code="oserror", tries=2)
    )

    assert said.endswith('warning heft_workers.drain:7 "Work was not done" queue=mail code=oserror tries=2')


def test_values_and_fields_that_nobody_let_in_are_left_out(words: Words) -> None:
    said = words.format(line("heft_platform.pupils", "Looked for %s", CHILD, pupil=CHILD))

    assert said.endswith('"Looked for %s"')


def test_of_everybody_elses_lines_only_the_place_is_kept(words: Words) -> None:
    said = words.format(line("werkzeug", f"GET /pupils?q={CHILD}"))

    assert said.endswith("warning werkzeug:7")


def test_an_error_is_a_code_and_a_place_in_our_code(words: Words) -> None:
    with pytest.raises(AttributeError) as raised:
        words.format(None)  # type: ignore[arg-type]

    said = words.format(
        line("flask.app", f"Exception on /pupils/{CHILD}", exc_info=(raised.type, raised.value, raised.tb))
    )

    assert " error=attributeerror at=heft_platform.logs:" in said
    assert CHILD not in said
    assert "\n" not in said
