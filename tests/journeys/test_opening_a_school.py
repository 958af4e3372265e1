"""A cluster is made, its schools are listed from the public list, and one after the other is opened."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from heft_platform import clock
from heft_platform.cluster.commands import cluster
from heft_platform.extensions import db
from heft_testing.browser import Browser
from heft_testing.real_data import real_file, sample

BrowserOf = Callable[[str], Browser]
SCHOOL: dict[str, Any] = {
    "slug": "beck-foot",
    "person_name": "Ada Byron",
    "email": "ada@beck-foot.example",
    "role": "head",
}


def run(app: Flask, group: object, arguments: Iterable[str], said: str | None = None) -> Result:
    with app.app_context():
        result = CliRunner().invoke(group, list(arguments), input=said)  # type: ignore[arg-type]
        db.session.remove()
    return result


def list_schools(app: Flask, *, file: str = "", la: str = "Fellside", slug: str = "fellside") -> list[str]:
    path = file or str(sample("schools.csv"))
    result = run(app, cluster, ["import-schools", path, "--la", la, "--cluster", slug])
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


@pytest.mark.requirement("S001-02")
def test_the_public_list_becomes_the_cluster_s_and_every_organisation_reads_it(
    app: Flask, browser_of: BrowserOf
) -> None:
    assert list_schools(app) == [
        "4 new, 0 changed, 0 unchanged, 0 closed, 2 left out because they are not open, 3 not usable.",
        "Row 7: it has no URN.",
        "Row 8: it has more cells than the first line names columns.",
        "Row 9: it has no URN.",
    ]

    for slug in ("sam-patel", "marcus-bennett", "niamh-doherty"):
        page = browser_of(slug).visit("/directory/schools?q=bega st")
        assert [item.partition(" School")[0] for item in page.items] == ["St Bega’s Church of England"]
        assert "Market Fell ZZ1 2AB" in page.text
    assert browser_of("priya-nair").visit("/directory/schools?q=bega").items == []  # another cluster


def test_run_again_the_import_changes_only_what_changed(app: Flask, tmp_path: Path) -> None:
    list_schools(app)
    assert list_schools(app)[0].startswith("0 new, 0 changed, 4 unchanged, 0 closed, 2 left out")

    later = tmp_path / "schools.csv"
    text = sample("schools.csv").read_text(encoding="cp1252").replace("Scar High School", "Scar Academy")
    closed = text.replace('"900001","Open"', '"900001","Closed"')
    later.write_text(closed, encoding="utf-8")
    assert list_schools(app, file=str(later))[0].startswith(
        "0 new, 1 changed, 2 unchanged, 1 closed, 2 left out"
    )

    later.write_text(text, encoding="utf-8")  # and it opens again
    assert list_schools(app, file=str(later))[0].startswith("0 new, 1 changed, 3 unchanged, 0 closed")


def test_the_real_list_of_an_authority_is_imported(app: Flask) -> None:
    real = str(real_file("gias/establishments-four-las.csv"))

    assert list_schools(app, file=real, la="Hillingdon")[0].startswith("113 new, 0 changed")
    assert list_schools(app, file=real, la="Hillingdon")[0].startswith("0 new, 0 changed, 113 unchanged")


def test_what_is_wrong_with_a_list_of_schools_is_told(app: Flask, tmp_path: Path) -> None:
    assert list_schools(app, la="Felside")[-1] == (
        "No school of Felside is in the file. Is the name spelt as in its column “LA (name)”?"
    )

    picture = tmp_path / "schools.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 3_000_000)
    result = run(app, cluster, ["import-schools", str(picture), "--cluster", "fellside"])
    assert "does not name the columns URN and EstablishmentName" in result.output

    result = run(app, cluster, ["import-schools", str(sample("schools.csv"))])
    assert "Say which cluster is meant, with --cluster. There are: fellside, moorland." in result.output


def test_an_opened_school_is_entered_by_its_first_person(app: Flask, browser_of: BrowserOf) -> None:
    list_schools(app)
    owen = browser_of("owen-parry")
    owen.visit("/cluster/schools?q=beckfoot")
    page = owen.follow("Beck Foot Primary School")
    assert page.value_of("Short name for its address") == "beck-foot"
    page = owen.press("Open this school", **SCHOOL)
    assert page.messages[0].startswith("Beck Foot Primary School is open. Send Ada Byron this link")
    link = page.messages[0].rpartition("localhost")[2]

    ada = Browser(app)
    assert "You sign in with ada@beck-foot.example" in ada.visit(link).text
    assert ada.press("Save the password", status=422, password="short").problems == [
        "Use between 12 and 64 characters"
    ]
    page = ada.press("Save the password", password="a long password")
    assert page.path == "/s/beck-foot/today"
    assert "Your school begins here." in page.text
    assert ada.follow("School calendar").heading == "School calendar"
    ada.visit("/s/beck-foot/today")
    assert ada.follow("Import pupils").heading == "Import pupils"
    assert "No pupils yet." in ada.visit("/s/beck-foot/pupils").text
    ada.visit("/s/oakfield/pupils", status=404)
    assert ada.visit("/s/beck-foot/calendar").rows()[0][0].startswith("Autumn term")

    assert Browser(app).visit(link, status=410).heading == "This link no longer works"


def test_nobody_gets_a_way_into_another_school_by_naming_its_people(
    app: Flask, browser_of: BrowserOf
) -> None:
    list_schools(app)
    owen = browser_of("owen-parry")
    owen.visit("/cluster/schools?q=beckfoot")
    owen.follow("Beck Foot Primary School")
    owen.press("Open this school", **SCHOOL)
    for name, email in (
        ("Scar High School", SCHOOL["email"]),
        ("Quarry Bank Pupil", "sam-patel@oakfield.example"),
    ):
        owen.visit("/cluster/schools")
        owen.follow(name)
        page = owen.press("Open this school", **{**SCHOOL, "slug": name[:5].lower(), "email": email})
        assert page.messages[0].endswith("Ada Byron signs in as before, and finds the school there.")


def test_a_link_for_a_password_runs_out_and_cannot_be_made_up(app: Flask, browser_of: BrowserOf) -> None:
    list_schools(app)
    owen = browser_of("owen-parry")
    owen.visit("/cluster/schools?q=beckfoot")
    owen.follow("Beck Foot Primary School")
    link = owen.press("Open this school", **SCHOOL).messages[0].rpartition("localhost")[2]

    anybody = Browser(app)
    anybody.visit("/choose-password/made-up", status=410)
    middle = link[-20]  # the last letter says only a part of a byte: two of them can mean the same
    anybody.visit(link[:-20] + ("a" if middle != "a" else "b") + link[-19:], status=410)
    with clock.stopped_at(clock.now() + timedelta(days=8)):
        anybody.visit(link, status=410)
    anybody.visit(link)


def test_a_school_is_opened_once_and_its_name_in_addresses_is_nobody_else_s(
    app: Flask, browser_of: BrowserOf
) -> None:
    list_schools(app)
    owen = browser_of("owen-parry")
    for name, slug, problem in (
        ("Scar High School", "tarnside", "Another organisation uses this word. Choose a longer one"),
        (
            "Scar High School",
            "Scar High",
            "Use small letters, digits and hyphens, such as oakfield or st-marys",
        ),
        ("Scar High School", "", "Enter a short name for the address, such as oakfield"),
    ):
        owen.visit("/cluster/schools?q=scar")
        owen.follow(name)
        page = owen.press("Open this school", status=422, **{**SCHOOL, "slug": slug})
        assert page.problems == [problem]
        assert page.value_of("Name of the first person") == "Ada Byron"
    page = owen.press("Open this school", **{**SCHOOL, "slug": "scar"})

    assert page.messages[0].startswith("Scar High School is open.")
    assert owen.post(page.path, **{**SCHOOL, "slug": "scar-high"}).messages == [
        "Scar High School is open already."
    ]
    assert "Working here" in owen.visit("/cluster/schools").text
    assert next(item for item in owen.page.items if item.startswith("Scar High School")).endswith("Open here")


def test_only_the_administrator_opens_schools(app: Flask, browser_of: BrowserOf) -> None:
    list_schools(app)
    school = browser_of("owen-parry").visit("/cluster/schools?q=scar").link("Scar High School")

    for slug in ("sam-patel", "marcus-bennett", "niamh-doherty", "priya-nair"):
        other = browser_of(slug)
        for path in ("/cluster/schools", school, "/cluster/term-dates"):
            other.visit(path, status=404)


def test_a_new_cluster_begins_with_its_administrator(app: Flask) -> None:
    made = run(
        app,
        cluster,
        [
            *("create", "Dale schools", "--authority", "Dale Council", "--slug", "dale"),
            *("--administrator", "Ada Byron", "--email", "Ada@dale.example", "--password", "a long password"),
        ],
    )
    assert made.output == "Dale schools is made. Ada Byron can sign in for Dale Council.\n"

    ada = Browser(app)
    ada.visit("/sign-in")
    page = ada.press("Sign in", email="ada@dale.example", password="a long password")
    assert page.path == "/cluster/schools"
    assert "No schools are listed yet." in page.text
    assert "No term dates yet." in ada.visit("/cluster/term-dates").text
    assert list_schools(app, la="Moorland", slug="dale")[0].startswith("1 new")
    assert ada.visit("/cluster/schools").items[0].startswith("Tarn End School")


def test_a_cluster_whose_address_cannot_be_is_refused(app: Flask) -> None:
    for slug, words in (
        ("fellside", "Another organisation has “fellside” in its addresses"),
        ("Dale Council", "cannot be a part of an address"),
    ):
        made = run(
            app,
            cluster,
            [
                *("create", "Dale schools", "--authority", "Dale Council", "--slug", slug),
                *(
                    "--administrator",
                    "Ada Byron",
                    "--email",
                    "ada@dale.example",
                    "--password",
                    "a long password",
                ),
            ],
        )
        assert made.exit_code == 1
        assert words in made.output
