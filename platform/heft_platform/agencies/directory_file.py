"""The file that a directory is brought up to date from: a line for each service."""

import csv
import io
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from heft_platform.forms import Form, said

OLDEST = 25
NOT_EMPTY = validate.Length(min=1, error="is empty")
AN_AGE = validate.Range(min=0, max=OLDEST, error=f"must be an age from 0 to {OLDEST}")


class DirectoryLine(Form):
    """A line of the directory's file: a service, with its team and its agency."""

    agency = fields.String(required=True, validate=NOT_EMPTY, error_messages=said(missing="is missing"))
    kind = fields.String(load_default="")
    on_heft = fields.String(load_default="")
    team = fields.String(required=True, validate=NOT_EMPTY, error_messages=said(missing="is missing"))
    contact = fields.String(load_default="")
    email = fields.String(load_default="")
    phone = fields.String(load_default="")
    checked_on = fields.Date(
        required=True, error_messages=said(missing="is missing", invalid="must be a date such as 2026-09-14")
    )
    service = fields.String(required=True, validate=NOT_EMPTY, error_messages=said(missing="is missing"))
    about = fields.String(load_default="")
    needs = fields.String(load_default="")
    youngest = fields.Integer(
        required=True, validate=AN_AGE, error_messages=said(missing="is missing", invalid=str(AN_AGE.error))
    )
    oldest = fields.Integer(
        required=True, validate=AN_AGE, error_messages=said(missing="is missing", invalid=str(AN_AGE.error))
    )
    place = fields.String(load_default="")

    @validates_schema
    def _from_young_to_old(self, line: dict[str, Any], **_: Any) -> None:
        if line["youngest"] > line["oldest"]:
            raise ValidationError("comes after oldest", "youngest")


def read_directory(text: Iterable[str]) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the lines of a directory's file, and everything that is wrong with it by row and column."""
    lines, problems = [], []
    for row, line in enumerate(csv.DictReader(text), start=2):
        try:
            lines.append(DirectoryLine().read(line))
        except ValidationError as wrong:
            problems += [
                f"Row {row}, {column}: {words[0]}." for column, words in wrong.normalized_messages().items()
            ]
    return lines, problems


def directory_of_the_project() -> list[dict[str, Any]]:
    """Return the made-up directory that comes with Heft, for the demonstration and the tests."""
    text = files("heft_platform.agencies").joinpath("directory.csv").read_text(encoding="utf-8")
    lines, _ = read_directory(io.StringIO(text))
    return lines
