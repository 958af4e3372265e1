"""Templates are published by the cluster's administrator, read by all its schools, and never changed again."""

from collections.abc import Callable
from io import BytesIO

import pytest

from heft_platform.library.services import templates_of_the_project
from heft_testing.browser import Browser, Page
from heft_testing.doing import Started, start_a_programme

BrowserOf = Callable[[str], Browser]
TWELVE_WEEKS = dict(templates_of_the_project())["hillingdon-12-week.yaml"]
LABEL = "Pastoral Support Programme, 12 weeks"
SECOND = TWELVE_WEEKS.replace("\nversion: 1\n", "\nversion: 2\n").replace(
    f"label: {LABEL}", "label: PSP, new words"
)


def publish(owen: Browser, text: str | bytes, *, name: str = "ours.yaml", status: int = 200) -> Page:
    octets = text.encode() if isinstance(text, str) else text
    owen.visit("/cluster/templates/publish")
    return owen.press("Publish", status=status, file=(BytesIO(octets), name))


def labels(page: Page) -> list[str]:
    return [link.get_text(strip=True) for link in page.soup.select('main a[href^="/library/templates/"]')]


def test_every_template_stands_in_the_library_and_can_be_read_whole(at_oakfield: Browser) -> None:
    assert labels(at_oakfield.visit("/library/templates")) == [
        "Part-time timetable and reintegration plan",
        "Pastoral Support Plan, 6 weeks",
        "Solution-focused Pastoral Support Programme, 6 weeks",
        LABEL,
        "Pastoral Support Plan, 8 to 16 weeks",
        "Pastoral Support Programme, 16 weeks",
        "Short Pastoral Support Programme, 16 weeks",
    ]
    page = at_oakfield.follow(LABEL)
    for words in ("Version 1", "Initial meeting", "12-week final meeting"):
        assert words in page.text


def test_a_new_version_is_for_new_programmes_and_running_ones_keep_theirs(
    browser_of: BrowserOf, running: Started
) -> None:
    owen, sam = browser_of("owen-parry"), browser_of("sam-patel")

    page = publish(owen, SECOND)

    assert page.messages == ["PSP, new words, version 2, is published."]
    assert LABEL not in labels(sam.visit("/library/templates"))
    assert f"{LABEL}, version 1" in sam.visit(running.path).text
    sam.visit("/s/oakfield/pupils")
    sam.follow("Leo O’Connor")
    assert "PSP, new words" in sam.follow("Start a PSP").text


def test_a_version_is_published_once(browser_of: BrowserOf) -> None:
    page = publish(browser_of("owen-parry"), TWELVE_WEEKS.replace(LABEL, "Other words"), status=422)

    assert page.problems == ["This version is published already. Raise its number"]


def test_a_draft_is_not_published(browser_of: BrowserOf) -> None:
    page = publish(browser_of("owen-parry"), SECOND.replace("status: published", "status: draft"), status=422)

    assert page.problems == ["The file says that it is a draft. Set its status to “published”"]


def test_every_fault_is_listed_with_file_path_and_reason(browser_of: BrowserOf) -> None:
    faulty = SECOND.replace("week_basis: school", "week_basis: lunar").replace(
        "status: published", "status: maybe"
    )

    page = publish(browser_of("owen-parry"), faulty, status=422)

    assert page.problems == ["Nothing was published. The file has faults, which are listed below"]
    assert [line.get_text(strip=True) for line in page.soup.select("main ol li")] == [
        "ours.yaml, status: Use one of: draft, published, retired. Found: “maybe”",
        "ours.yaml, duration.week_basis: Use one of: school, calendar. Found: “lunar”",
    ]


@pytest.mark.parametrize(
    ("octets", "words"),
    [
        (b"", "There is nothing in this file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(1000), "This is not a text file. Choose a template saved as YAML"),
        (b"#" * 600_000, "The file is larger than 512 KB"),
    ],
    ids=["nothing", "a picture", "600,000 characters"],
)
def test_a_file_that_is_no_template_is_refused_in_words(
    browser_of: BrowserOf, octets: bytes, words: str
) -> None:
    page = publish(browser_of("owen-parry"), octets, status=422)

    assert page.problems == [words]


def test_no_file_at_all_is_a_problem_in_words(browser_of: BrowserOf) -> None:
    owen = browser_of("owen-parry")
    owen.visit("/cluster/templates/publish")

    assert owen.press("Publish", status=422).problems == ["Choose a file"]


@pytest.mark.parametrize("slug", ["sam-patel", "marcus-bennett", "niamh-doherty", "priya-nair"])
def test_nobody_but_the_administrator_publishes(browser_of: BrowserOf, slug: str) -> None:
    somebody = browser_of(slug)

    assert "Publish" not in somebody.visit("/library/templates").text
    somebody.visit("/cluster/templates/publish", status=404)


def test_what_one_cluster_publishes_no_other_reads(browser_of: BrowserOf) -> None:
    publish(browser_of("owen-parry"), SECOND)

    assert "PSP, new words" not in labels(browser_of("priya-nair").visit("/library/templates"))


def test_a_programme_starts_from_the_newest_version(browser_of: BrowserOf) -> None:
    publish(browser_of("owen-parry"), SECOND.replace("PSP, new words", LABEL))

    sam = browser_of("sam-patel")
    assert f"{LABEL}, version 2" in sam.visit(start_a_programme(sam).path).text
