"""What management information systems write, and what is made of it."""

from datetime import date

import pytest

from heft_platform.csv_files import read_text
from heft_platform.csv_tables import HeadersMissingError, LineProblem, as_text
from heft_platform.names import folded
from heft_platform.pupils.mis_columns import LAYOUT, MOST_PUPILS
from heft_platform.pupils.mis_csv import TooManyPupilsError, read_pupils
from heft_platform.pupils.pupil_line import PupilLine
from heft_platform.pupils.year_groups import year_group_of, year_group_words
from heft_testing.real_data import sample

TODAY = date(2026, 11, 24)


def read(name: str) -> tuple[list[PupilLine], list[LineProblem]]:
    with sample(name).open("rb") as stream:
        return read_pupils(read_text(stream, at_most=1_000_000), today=TODAY)


def test_a_list_with_a_mark_and_all_columns_is_read() -> None:
    pupils, problems = read("pupils-with-a-mark.csv")

    assert problems == []
    assert [(one.given_name, one.family_name, one.preferred_name) for one in pupils] == [
        ("Zoë", "Hartley", ""),
        ("Ellis", "Brown", ""),
        ("Finn", "O’Neill", ""),  # whichever key was pressed for the apostrophe
        ("Łukasz", "Wójcik", "Luke"),
        ("Seren", "Davies-Jones", "Seri"),
        ("", "Suhartini", ""),
    ]
    first = pupils[0]
    assert (first.born_on, first.year_group, first.class_name, first.sen) == (
        date(2017, 3, 14),
        "5",
        "5B",
        "SEN support",
    )


def test_semicolons_windows_letters_iso_dates_other_headings_and_a_title_are_no_hindrance() -> None:
    pupils, problems = read("pupils-with-semicolons.csv")

    assert problems == []
    assert [(one.given_name, one.family_name, one.class_name, one.year_group) for one in pupils] == [
        ("Zoë", "Hartley", "5B", "5"),
        ("Ellis", "Brown", "5B", "5"),
        ("Finn", "O’Neill", "6B", "6"),
        ("Seren", "Davies-Jones", "4A", "4"),
        ("", "Suhartini", "2C", "2"),
    ]
    assert pupils[0].born_on == date(2017, 3, 14)
    assert not pupils[0].tells("sen")  # a column that is not there says nothing


def test_one_column_for_the_name_temporary_upns_and_formulas_are_read_as_text() -> None:
    pupils, problems = read("pupils-with-tabs.csv")

    assert problems == []
    assert [(one.given_name, one.family_name, one.year_group) for one in pupils] == [
        ("Maya", "Brown", "R"),
        ("", "Suhartini", "N2"),
        ('"Click"), Ann', '=HYPERLINK("http://evil.example"', "1"),
    ]


def test_every_problem_is_said_with_its_row_and_column() -> None:
    _, problems = read("pupils-with-problems.csv")

    assert [(one.row, one.column, one.words) for one in problems] == [
        (
            3,
            "UPN",
            "“A999000125002” is not a UPN: its first letter does not fit the digits, so one of them is wrong",
        ),
        (3, "DOB", "“31/02/2016” is not a date. Write it like 31/08/2016 or 2016-08-31"),
        (4, "Year", "“Y99” must be R or 1 to 14, or N1 or N2 in a nursery"),
        (4, "UPN", "Row 2 has the same UPN. Remove one of the two rows"),
        (5, "UPN", "“X123” is not a UPN: it has 4 characters, and a UPN has 13"),
        (5, "Surname", "Enter the pupil’s name"),
        (6, "UPN", "Enter the UPN. Give a pupil who has none yet a temporary one"),
        (6, "DOB", "02/02/2031 has not come yet. Check the year"),
        (7, "DOB", "“Jr” is not a date. Write it like 31/08/2016 or 2016-08-31"),
        (7, "Year", "“02/02/2016” must be R or 1 to 14, or N1 or N2 in a nursery"),
        (
            7,
            "Whole row",
            "This row has more cells than there are headings. Put names with a comma in quotation marks",
        ),
    ]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Surname,Forename\nSmith,Jay\n", "UPN"),
        ("UPN,Year\nA999900025001,5\n", "Surname"),
        ("Something,else\n1,2\n", "UPN and Surname"),
        ("UPN", "Surname"),
    ],
)
def test_a_file_without_the_needed_columns_is_told_which(text: str, missing: str) -> None:
    with pytest.raises(HeadersMissingError) as refused:
        read_pupils(text, today=TODAY)
    assert refused.value.missing == missing


def test_a_short_row_is_a_row_with_empty_cells() -> None:
    pupils, problems = read_pupils("UPN,Surname,Year\nA999900025001\n", today=TODAY)

    assert [(one.family_name, one.year_group) for one in pupils] == [("", "")]
    assert [(one.column, one.words) for one in problems] == [("Surname", "Enter the pupil’s name")]


def test_more_rows_than_any_school_has_pupils_are_refused() -> None:
    with pytest.raises(TooManyPupilsError):
        read_pupils("UPN,Surname\n" + "A999900025001,Smith\n" * (MOST_PUPILS + 1), today=TODAY)


@pytest.mark.parametrize(
    "headings",
    [
        ("UPN", "Legal Surname", "Legal Forename", "DOB", "Year", "Reg Group", "SEN"),
        (
            "Unique Pupil Number",
            "LegalSurname",
            "LegalForename",
            "DateOfBirth",
            "NCyearActual",
            "Form",
            "SEN_Status",
        ),
        (
            "upn",
            "surname",
            "FORENAME",
            "date of birth",
            "Current_NC_Year",
            "Registration Group",
            "SEN Provision",
        ),
    ],
)
def test_headings_of_every_system_are_known(headings: tuple[str, ...]) -> None:
    assert LAYOUT.places_in(headings) == {
        field: [place]
        for place, field in enumerate(
            ("upn", "family_name", "given_name", "born_on", "year_group", "class_name", "sen")
        )
    }


def test_the_legal_name_is_taken_where_there_are_two() -> None:
    assert LAYOUT.places_in(["Surname", "Legal Surname", "Year", "Year Group", "NC Year"]) == {
        "family_name": [1],
        "year_group": [4],
    }


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *(("5", "5"), ("05", "5"), ("Year 5", "5"), ("yr5", "5"), ("Y 10", "10"), ("NC Year 7", "7")),
        *(("R", "R"), ("Reception", "R"), ("rec", "R"), ("N2", "N2"), ("X", "X")),
        *(("Y99", None), ("0", None), ("Nursery", None), ("Oak class", None)),
    ],
)
def test_year_groups_are_understood_as_they_are_written(written: str, code: str | None) -> None:
    assert year_group_of(written) == code


def test_year_groups_are_said_in_words() -> None:
    assert [year_group_words(code) for code in ("5", "R", "N1", "")] == [
        "Year 5",
        "Reception",
        "Nursery first year",
        "",
    ]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("O'Neill", "O’Neill"),
        ("D\u00b4Souza", "D’Souza"),
        ("'Ann'", "'Ann'"),
        ("Anne\u0301", "Ann\u00e9"),  # an accent that stood by itself
        ("Jay\u202e\u0007 Smith", "Jay Smith"),  # what cannot be seen
        (" Mary \n Ann ", "Mary Ann"),
        ("\u06a9\u06cc\u200c\u0627", "\u06a9\u06cc\u200c\u0627"),  # a joiner that a name needs
    ],
)
def test_names_are_kept_as_they_are_read(written: str, text: str) -> None:
    assert as_text(written) == text


@pytest.mark.parametrize(
    ("name", "sought"),
    [
        ("Wójcik", "wojcik"),
        ("Łukasz", "lukasz"),
        ("O’Connor", "oconnor"),
        ("O'Connor", "oconnor"),
        ("Davies-Jones", "davies jones"),
        ("van  der Berg", "van der berg"),
    ],
)
def test_names_are_found_however_they_are_spelt(name: str, sought: str) -> None:
    assert folded(name) == sought
