"""Every way in which a school's list of pupils can be dirty, and what the person reads of it."""

import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from heft_platform import clock
from heft_platform.csv_files import read_text
from heft_platform.pupils.mis_csv import read_pupils
from heft_platform.pupils.pupil_line import PupilLine
from heft_testing.browser import Browser, Page

BrowserOf = Callable[[str], Browser]
TODAY = date(2026, 11, 24)
UPN = "A999900025001"
SEVENTH = date(2017, 4, 7)


def lines(text: str) -> list[PupilLine]:
    pupils, problems = read_pupils(text, today=TODAY)
    assert problems == []
    return pupils


def problems(text: str) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.words) for one in read_pupils(text, today=TODAY)[1]]


@pytest.mark.parametrize(
    "text",
    [
        f"Pupil list\nOakfield,,\n\nUPN,Surname,Forename\n{UPN},Smith,Jay\n",
        f"Forename,Surname,Extra,UPN\nJay,Smith,x,{UPN}\n",
        f"UPN,Surname,Forename,,\n{UPN},Smith,Jay,,\n,,,,\n\n\n",
        f"UPN,Surname,Forename\n{UPN},Smith,Jay\nTotal,1,\n",
        f"UPN,Surname,Forename\n{UPN},Smith,Jay\nUPN,Surname,Forename\nPrinted on 24/11/2026\n",
        f'UPN,Name\n{UPN},"Smith, Jay"\n',
        "upn|surname|forename\n a9999 0002 5001 |Smith|Jay\n",
        f"UPN,Surname,Surname,Forename\n{UPN},Smith,Smith,Jay\n",
    ],
    ids=[
        "titles",
        "order",
        "empty columns",
        "total",
        "pages",
        "one name",
        "small letters and spaces",
        "twice",
    ],
)
def test_the_same_pupil_is_found_however_the_list_is_laid_out(text: str) -> None:
    assert [(one.upn, one.given_name, one.family_name) for one in lines(text)] == [(UPN, "Jay", "Smith")]


@pytest.mark.parametrize(
    ("born", "also"),
    [
        *(("07/04/2017", ""), ("7.4.2017", ""), ("07-04-17", ""), ("2017-04-07", ""), ("20170407", "")),
        *(("7 April 2017", ""), ("07-Apr-17", ""), ("Fri 7 Apr 2017", ""), ("2017-04-07T00:00:00", "")),
        *(("42832", ""), ("04/07/2017", "04/23/2016"), ("07/04/2017", "23/04/2016")),
    ],
)
def test_a_birthday_is_understood_in_every_style(born: str, also: str) -> None:
    other = f"P999900025002,Brown,{also}\n" if also else ""

    assert lines(f"UPN,Surname,DOB\n{UPN},Smith,{born}\n{other}")[0].born_on == SEVENTH


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (f"{UPN},Smith,Jay,31/02/2017,5,", "DOB", "“31/02/2017” is not a date. Write it like 31/08/2016 or 2016-08-31"),
        (f"{UPN},Smith,Jay,07/04/2027,5,", "DOB", "07/04/2027 has not come yet. Check the year"),
        (f"{UPN},Smith,Jay,07/04/1990,5,", "DOB", "07/04/1990 is too long ago for a pupil. Check the year"),
        ("B999900025001,Smith,Jay,,5,", "UPN", "“B999900025001” is not a UPN: its first letter does not fit the digits, so one of them is wrong"),
        ("=1+1,Smith,Jay,,5,", "UPN", "“=1+1” is not a UPN: it has 4 characters, and a UPN has 13"),
        (f"{UPN},,,,5,", "Surname", "Enter the pupil’s name"),
        (f"{UPN},{'x' * 101},Jay,,5,", "Surname", "The name must be 100 characters or fewer"),
        (f"{UPN},Smith,Jay,,Oak class,", "Year", "“Oak class” must be R or 1 to 14, or N1 or N2 in a nursery"),
        (f"{UPN},Smith,Jay,,5,soon", "Leaving date", "“soon” is not a date. Write it like 31/08/2016 or 2016-08-31"),
        (f"{UPN},Smith,Jay,,5,24/12/2036", "Leaving date", "24/12/2036 is more than a year from now. Check the year"),
        (f"{UPN},Smith, Jay,,5,,too many", "Whole row", "This row has more cells than there are headings. Put names with a comma in quotation marks"),
    ],
)  # fmt: skip
def test_a_row_that_is_not_understood_is_said(row: str, column: str, words: str) -> None:
    assert problems(f"UPN,Surname,Forename,DOB,Year,Leaving date\n{row}\n") == [(2, column, words)]


def test_birthdays_written_in_both_ways_are_not_guessed_at() -> None:
    rows = (f"{UPN},Smith,23/04/2017", "P999900025002,Brown,04/23/2017", "D999900025003,Connor,03/04/2017")
    found = problems("UPN,Surname,DOB\n" + "\n".join(rows))

    assert found == [
        (
            3,
            "DOB",
            "“04/23/2017” has day and month the other way round from other dates in this column. Write all in one way",
        ),
        (
            4,
            "DOB",
            "“03/04/2017” may mean two days: dates in this column are written in both ways. Write all like 2016-08-31",
        ),
    ]


def test_two_columns_of_one_name_are_asked_about_where_they_differ() -> None:
    assert problems(f"UPN,Surname,Surname\n{UPN},Smith,Jones\n") == [
        (
            2,
            "Surname",
            "Two columns are called “Surname”, and say “Smith” and “Jones”. Rename the one that is not meant",
        )
    ]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Zoë", "Zoë"),
        ("محمد", "محمد"),
        ("李 小龙", "李 小龙"),
        ("Jay 😀", "Jay 😀"),
        ("Jay\u202e\u200b", "Jay"),
        ("=cmd|x", "=cmd|x"),
        ("Jay\u00a0Lee", "Jay Lee"),
    ],
)
def test_names_of_every_language_are_kept_as_they_are_read(written: str, kept: str) -> None:
    assert lines(f"UPN,Surname,Forename\n{UPN},Smith,{written}\n")[0].given_name == kept


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_letters_are_right_whatever_the_encoding(encoding: str) -> None:
    octets = f"UPN\tSurname\tForename\r\n{UPN}\tO’Neill\tZoë\r\n".encode(encoding)

    [one] = lines(read_text(io.BytesIO(octets), at_most=10_000))
    assert (one.given_name, one.family_name) == ("Zoë", "O’Neill")


IMPORT = "/s/oakfield/pupils/import"
LIST = f"UPN,Surname,Forename,Reg\n{UPN},Smith,Jay,5B\nP999900025002,Brown,Maya,5B\n"
LEO = "D999900025003,O’Connor,Leo,6A\n"


def choose(browser: Browser, text: str) -> Page:
    browser.visit(IMPORT)
    return browser.press("Check the file", file=(io.BytesIO(text.encode()), "pupils.csv"))


def names(page: Page) -> list[str]:
    return [link.get_text() for link in page.soup.select("main tbody th a")]


def test_pupils_who_are_not_in_the_file_stay_unless_somebody_says_that_they_left(
    at_oakfield: Browser,
) -> None:
    page = choose(at_oakfield, LIST)
    assert "1 pupil on your list is not in this file. An import removes nobody." in page.text
    assert "Leo O’Connor" in page.text
    page = at_oakfield.press("Bring the list up to date")
    assert names(page) == ["Maya Brown", "Leo O’Connor", "Jay Smith"]

    choose(at_oakfield, LIST)
    page = at_oakfield.press("Bring the list up to date", others_left=["yes"])
    assert names(page) == ["Maya Brown", "Jay Smith"]
    assert "6A" not in page.text
    page = at_oakfield.follow("1 pupil who has left")
    assert names(page) == ["Leo O’Connor"]
    page = at_oakfield.follow("Leo O’Connor")
    assert "Left the school on" in page.text
    assert at_oakfield.follow("Log").heading == "Log"


def test_a_pupil_who_comes_back_is_on_the_list_again(at_oakfield: Browser) -> None:
    choose(at_oakfield, LIST)
    at_oakfield.press("Bring the list up to date", others_left=["yes"])

    page = choose(at_oakfield, LIST + LEO)
    today = f"{clock.today():%d/%m/%Y}"
    assert page.rows() == [["Leo O’Connor", "Left on", today, "At the school"]]
    page = at_oakfield.press("Import 1 pupil")
    assert names(page) == ["Maya Brown", "Leo O’Connor", "Jay Smith"]


def test_the_day_of_leaving_may_stand_in_the_file(at_oakfield: Browser) -> None:
    yesterday = clock.today() - timedelta(days=1)
    text = f"UPN,Surname,Forename,Leaving date\n{UPN},Smith,Jay,{yesterday}\n"
    page = choose(at_oakfield, text)
    assert page.rows() == [["Jay Smith", "Left on", "At the school", f"{yesterday:%d/%m/%Y}"]]
    page = at_oakfield.press("Import 1 pupil")

    assert names(page) == ["Maya Brown", "Leo O’Connor"]


def test_changes_of_class_are_reported(at_oakfield: Browser) -> None:
    page = choose(at_oakfield, LIST.replace("Maya,5B", "Maya,5C") + LEO)

    told = {one.dt.get_text(): one.dd.get_text() for one in page.soup.select("main .heft-facts > div")}  # type: ignore[union-attr]
    assert (told["Changed"], told["Change class"]) == ("1", "1")
    assert page.rows() == [["Maya Brown", "Class", "5B", "5C"]]


def test_the_same_list_again_changes_nothing(at_oakfield: Browser) -> None:
    text = LIST.replace("Jay,5B", "Jay,5C") + LEO
    choose(at_oakfield, text)
    at_oakfield.press("Import 1 pupil")

    assert (
        "Your list says the same as this file. There is nothing to import." in choose(at_oakfield, text).text
    )
