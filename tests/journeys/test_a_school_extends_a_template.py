"""A school adds its own to a template of its cluster, keeps what is locked, and takes new versions on when it has read them."""

from collections.abc import Callable

import pytest

from heft_testing.browser import Browser
from heft_testing.doing import start_a_programme

BrowserOf = Callable[[str], Browser]
LABEL = "Pastoral Support Programme, 12 weeks"


def ours(browser: Browser) -> str:
    """Open what the school adds to the template of twelve weeks, and return where that is."""
    browser.visit("/library/templates")
    browser.follow(LABEL)
    return browser.follow("What our school adds").path


def add_a_question(browser: Browser, label: str = "My pet") -> None:
    browser.follow("Add a question to About me")
    browser.press("Add to our template", label=label, type="short_text")


def publish_next(owen: Browser, **words: str) -> None:
    owen.visit("/library/templates")
    owen.follow(LABEL)
    path = owen.press("Make version").path
    owen.follow("Steps")
    owen.follow("Change : 8-week review")
    owen.press("Save in the draft", **{"label": "Second review", **words})
    owen.visit(path)
    owen.press("Publish version", note="Clearer words.")


@pytest.mark.requirement("S001-09")
def test_a_programme_starts_with_what_the_school_adds(browser_of: BrowserOf) -> None:
    sam = browser_of("sam-patel")
    path = ours(sam)
    assert "Nothing yet. Add something to a part below." in sam.page.text
    add_a_question(sam)
    sam.visit(path)
    sam.follow("Add a step to Steps")
    sam.press(
        "Add to our template",
        label="Tea with the head",
        week="2",
        tolerance_school_days="2",
        requirement="optional",
    )
    sam.visit(path)
    sam.follow("Add a person to People")
    sam.press(
        "Add to our template",
        label="Dinner lady",
        party="school",
        requirement="optional",
        access="need_to_know",
    )
    sam.visit(path)
    sam.follow("Add an agenda item to Review")
    sam.press(
        "Add to our template", title="A word from lunchtime", phase="review", pupil="core", lead=["chair"]
    )
    sam.follow("Add guidance")
    page = sam.press("Add to our template", words="Ring the family first.")
    for words in (
        "My pet",
        "Tea with the head",
        "Dinner lady",
        "A word from lunchtime",
        "Ring the family first.",
    ):
        assert words in page.text

    preview = sam.follow("Preview")
    assert "Tea with the head" in [row[0] for row in preview.rows()]
    assert "My pet" in preview.text
    sam.visit("/s/oakfield/pupils")
    sam.follow("Maya Brown")
    sam.follow("Start a PSP")
    page = start_a_programme(sam, until="check", pupil_chosen=True)
    assert "Tea with the head" in [row[0] for row in page.rows()]
    sam.press("Start the PSP")

    hillside = browser_of("bronwen-hughes")
    ours(hillside)
    assert "My pet" not in hillside.page.text


def test_what_is_locked_cannot_be_left_out_and_the_rest_can(browser_of: BrowserOf) -> None:
    sam = browser_of("sam-patel")
    ours(sam)
    page = sam.press("Leave out : I am good at", status=422)
    assert page.problems == [
        "“I am good at” is locked by your cluster. A school can add around it, and cannot leave it out"
    ]
    page = sam.press("Leave out : 12-week final meeting", status=422)
    assert page.problems[0].startswith("“12-week final meeting” is locked by your cluster")
    page = sam.press("Leave out : Further measures")
    assert page.messages == ["Your school leaves out “Further measures”."]
    page = sam.press("Put back : Further measures")
    assert page.messages == ["“Further measures” is back."]


def test_what_was_added_is_changed_and_taken_back(browser_of: BrowserOf) -> None:
    sam, ruth = browser_of("sam-patel"), browser_of("ruth-okonjo")
    path = ours(sam)
    add_a_question(sam)
    ruth.visit(path)
    ruth.follow("Change : My pet")
    sam.follow("Change : My pet")
    sam.press("Save", label="A pet I have")
    page = ruth.press("Save", status=409, label="My animals")
    assert "A pet I have" in page.text
    ruth.press("Save your version")
    assert "My animals" in ruth.page.text
    ruth.press("Take back : My animals")
    assert "Nothing yet. Add something to a part below." in ruth.page.text


def test_a_new_version_is_read_and_then_taken_on(browser_of: BrowserOf) -> None:
    sam, owen = browser_of("sam-patel"), browser_of("owen-parry")
    path = ours(sam)
    add_a_question(sam)
    sam.press("Leave out : Further measures")
    publish_next(owen)

    assert "Your cluster has published version 2." in sam.visit(path).text
    sam.visit("/library/templates")
    sam.follow(LABEL)
    assert "Version 1, published" in sam.page.text  # until it is taken on
    sam.visit(path)
    page = sam.follow("See what changed")
    assert "The step “8-week review” is now called “Second review”" in page.text
    assert "Clearer words." in page.text
    assert "Everything that you add fits into the new version." in page.text
    page = sam.press("Take version 2 on")
    assert page.messages == ["Your school starts programmes from version 2 now."]
    assert "My pet" in page.text
    assert "Second review" in sam.follow("Preview").text


def test_what_no_longer_fits_is_said_and_left_behind(browser_of: BrowserOf) -> None:
    sam, owen = browser_of("sam-patel"), browser_of("owen-parry")
    path = ours(sam)
    add_a_question(sam)
    owen.visit("/library/templates")
    owen.follow(LABEL)
    draft = owen.press("Make version").path
    owen.visit(draft + "/part/documents/pupil_voice_a")
    owen.press("Take out : About me")
    owen.visit(draft)
    owen.press("Publish version 2")

    sam.visit(path)
    page = sam.follow("See what changed")
    assert "Section taken out of ‘Pupil questionnaire A" in page.text
    assert (
        "Your question “My pet” was added to a part that is gone. Add it again where it belongs now."
        in page.text
    )
    page = sam.press("Take version 2 on, without what no longer fits")
    assert "My pet" not in page.text


@pytest.mark.parametrize("slug", ["carl-dunne", "daniel-lee"])
def test_not_everybody_at_school_extends_templates(browser_of: BrowserOf, slug: str) -> None:
    path = ours(browser_of("sam-patel"))
    somebody = browser_of(slug)
    somebody.visit(path, status=404)
    somebody.visit("/library/templates")
    somebody.follow(LABEL)
    assert "What our school adds" not in somebody.page.text


def test_the_cluster_s_own_parts_are_not_rewritten_by_a_school(browser_of: BrowserOf) -> None:
    sam = browser_of("sam-patel")
    path = ours(sam)
    sam.visit(path + "/change/milestones/final", status=404)
    for place in ("nothing", "documents", "purposes", "documents/gone/sections/a/fields"):
        sam.visit(f"{path}/add/{place}", status=404)
    sam.visit(path + "/newer", status=404)


def test_a_preview_asks_for_the_day_that_the_template_counts_from(browser_of: BrowserOf) -> None:
    """Not all count from the first meeting: one begins with the first day back, and meets the day before."""
    sam = browser_of("sam-patel")
    for template, asked in (
        ("Part-time timetable", "If “First day back” is on"),
        ("Pastoral Support Programme, 12 weeks", "If “Initial meeting” is on"),
    ):
        sam.visit("/library/templates")
        sam.follow(template)
        assert asked in sam.follow("Preview at our school").text
