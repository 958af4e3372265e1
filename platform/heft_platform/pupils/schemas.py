"""What the pages of pupils accept, and what is said of a file that cannot be."""

from typing import Any

from marshmallow import fields

from heft_platform.forms import Form, SaidOf
from heft_platform.pupils import services

SAID_OF_FILE: SaidOf = {
    services.NotATextFileError: (
        "file",
        "This is not a CSV file. In your system or spreadsheet, choose “Export” or “Save as” CSV",
    ),
    services.FileTooLargeError: ("file", "The file must be smaller than 5 MB. A list of pupils is"),
    services.EmptyFileError: ("file", "There is nothing in this file"),
    services.HeadersMissingError: (
        "file",
        "The first line must name the columns. There is no {refusal.missing}",
    ),
    services.TooManyPupilsError: ("file", "There are more than 5,000 pupils in this file"),
    services.BrokenTableError: ("file", "The file cannot be read as a table from row {refusal.row} on"),
}


class YesOrNot(fields.Boolean):
    """Anything but yes is no: in an address nobody can be told what to mend."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:
        return value in self.truthy


class ChoosePupils(Form):
    """Which part of the list is shown: it may stand in an address, because it names nobody."""

    class_name = fields.String(load_default="")
    year_group = fields.String(load_default="")
    who_left = YesOrNot(load_default=False)


class SearchPupils(ChoosePupils):
    """A search for a name, which may not."""

    words = fields.String(load_default="")
