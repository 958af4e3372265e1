"""A cluster's administrator writes the next version of a template in the browser, and publishes it whole."""

from collections.abc import Callable
from io import BytesIO

import pytest
import yaml

from heft_platform.library.services import templates_of_the_project
from heft_testing.browser import Browser, Page
from heft_testing.doing import Started, start_a_programme
from heft_testing.page import text_of

BrowserOf = Callable[[str], Browser]
LABEL = "Pastoral Support Programme, 12 weeks"
TEXT = dict(templates_of_the_project())["hillingdon-12-week.yaml"]
EVERYTHING = "😀 مرحبا \x07" + "words " * 20


def begin(owen: Browser) -> str:
    """Begin the next version of the template of twelve weeks, and return where its draft is."""
    page = owen.visit("/library/templates")
    published = page.soup.select('main a[href^="/library/templates/"]')
    owen.visit(next(str(link["href"]) for link in published if LABEL in link.get_text()))
    return owen.press("Make version 2").path


def write(owen: Browser, path: str) -> None:
    """Change a little of everything that the pages ask about."""
    owen.follow("Steps")
    owen.follow("Change : 12-week final meeting")
    owen.press("Save in the draft", week="11")
    owen.follow("Change : Initial meeting")
    owen.press("Save in the draft", tolerance_school_days="7", tasks="Book a room | Coordinator")
    owen.follow("People")
    owen.follow("Change : SENCO")
    owen.press("Save in the draft", duties="Comment on learning needs\nBring the support plan")
    owen.follow("Meetings")
    owen.follow("Add an agenda item to Review")
    owen.press("Add to the draft", title="What went well", phase="review", pupil="core", lead=["chair"])
    owen.follow("Questions")
    owen.follow("Pupil questionnaire A")
    owen.follow("Add a question to About me")
    owen.press("Add to the draft", label="What I dream of", type="long_text")
    owen.visit(path)
    owen.follow("Words")
    owen.press("Save in the draft", **{"terms--lead": "Lead", "outputs--pupil_page--label": "My plan"})


def faults(page: Page) -> list[str]:
    return [line.get_text(" ", strip=True) for line in page.soup.select("main ol.govuk-list--number li")]


def test_the_next_version_is_written_compared_and_published(browser_of: BrowserOf, running: Started) -> None:
    owen, sam = browser_of("owen-parry"), browser_of("sam-patel")
    path = begin(owen)
    assert "Nothing yet. Choose a part above and change it." in owen.page.text

    write(owen, path)

    page = owen.visit(path)
    for words in (
        "12-week final meeting moved from week 12 to week 11",
        "Agenda item added to ‘Review meeting’: “What went well”",
        "“What I dream of”",
        "‘SENCO’: duties: added “Bring the support plan”; taken out “Link the SEN support plan”",
        "Who leads was “Coordinator” and is now “Lead”",
        "The print “My plan on one page” is now called “My plan”",
    ):
        assert words in page.text, words
    assert not faults(page)

    page = owen.press("Publish version 2", note="Eleven weeks are enough.")
    assert page.messages == [f"{LABEL}, version 2, is published."]
    assert "Eleven weeks are enough." in page.text
    assert "by Owen Parry" in page.text
    owen.follow("What changed")
    assert "12-week final meeting moved from week 12 to week 11" in owen.page.text
    assert f"{LABEL}, version 1" in sam.visit(running.path).text
    owen.visit(path, status=404)


def test_things_are_moved_and_taken_out_with_buttons(browser_of: BrowserOf) -> None:
    owen = browser_of("owen-parry")
    path = begin(owen)
    owen.follow("People")
    assert [item.split(" ")[0] for item in owen.page.items[:3]] == ["Pupil", "Parent", "Coordinator"]
    owen.press("Down : Pupil")
    owen.press("Up : Coordinator")
    assert [item.split(" ")[0] for item in owen.page.items[:3]] == ["Parent", "Coordinator", "Pupil"]
    page = owen.press("Take out : SENCO")
    assert page.messages == ["“SENCO” is taken out of the draft."]
    owen.visit(f"{path}/part/documents/pupil_voice_a")
    owen.press("Down : About me")
    assert owen.page.soup.select("main .heft-card h2")[0].get_text(strip=True) == "How it feels"


def test_a_draft_with_faults_is_saved_and_never_published(browser_of: BrowserOf) -> None:
    owen = browser_of("owen-parry")
    path = begin(owen)
    owen.follow("Steps")
    owen.follow("Change : 8-week review")
    owen.press("Save in the draft", week="3")
    owen.follow("Change : Initial meeting")
    owen.press("Save in the draft", week="40")

    page = owen.visit(path)
    assert any("week 4" in line.lower() for line in faults(page)), faults(page)
    page = owen.press("Publish version 2", status=422, note="Too early")
    assert page.problems == ["Nothing was published. Mend the faults that are listed below first"]
    assert page.value_of("What schools should know") == "Too early"
    owen.visit(path + "/preview")
    assert owen.page.messages == ["Mend what is listed here first. Then there is something to preview."]
    assert "Version 2" not in browser_of("sam-patel").visit("/library/templates").text


def test_everything_can_be_taken_out_as_a_file_and_put_back(browser_of: BrowserOf) -> None:
    owen = browser_of("owen-parry")
    path = begin(owen)
    text = owen.client.get(path + "/download").get_data(as_text=True)
    body = yaml.safe_load(text)
    assert body == {**yaml.safe_load(TEXT), "version": 2, "status": "draft"}

    owen.visit(path + "/file")
    owen.press("Put it in the place of the draft", file=(BytesIO(text.encode()), "ours.yaml"))
    assert "Nothing yet. Choose a part above and change it." in owen.page.text
    body["monitoring"][0]["max_gap_school_days"] = 5
    owen.follow("File")
    owen.press("Put it in the place of the draft", file=(BytesIO(yaml.dump(body).encode()), "ours.yaml"))
    assert "longest gap in school days was 10 and is now 5" in owen.page.text


def test_a_file_with_faults_becomes_a_draft_and_is_mended_there(browser_of: BrowserOf) -> None:
    owen = browser_of("owen-parry")
    faulty = TEXT.replace("key: hillingdon-12-week", "key: our-own").replace(
        "label: Set up and invite", "label: 7", 1
    )
    owen.visit("/cluster/templates/publish")
    page = owen.press("Make a draft of it", file=(BytesIO(faulty.encode()), "ours.yaml"))
    assert page.messages == ["The file is a draft now. Nothing is published yet."]
    assert any(line.startswith("milestones[0].label") for line in faults(page)), faults(page)
    owen.follow("Steps")
    owen.follow("Change : 7")
    owen.press("Save in the draft", label="Set up")
    owen.follow(LABEL)
    owen.press("Publish version 1")
    assert owen.page.messages == [f"{LABEL}, version 1, is published."]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("label: only", "The file needs the key of the template"),
        ("key: [", "Nothing was published. The file has faults, which are listed below"),
        ("- a list", "Nothing was published. The file has faults, which are listed below"),
    ],
)
def test_what_is_no_template_at_all_becomes_no_draft(browser_of: BrowserOf, text: str, words: str) -> None:
    owen = browser_of("owen-parry")
    owen.visit("/cluster/templates/publish")
    page = owen.press("Make a draft of it", status=422, file=(BytesIO(text.encode()), "ours.yaml"))
    assert page.problems[0].startswith(words)


def test_whatever_is_typed_is_kept_or_refused_in_words(browser_of: BrowserOf) -> None:
    owen = browser_of("owen-parry")
    path = begin(owen)
    owen.visit(path + "/add/roles")
    page = owen.press("Add to the draft", status=422, label="x" * 10_000, party="school")
    assert page.problems == [
        "Use 200 characters or fewer for “What they are called”",
        "Select an answer to “Are they needed?”",
        "Select an answer to “What they may see”",
    ]
    assert page.value_of("What they are called") == "x" * 10_000
    owen.press("Add to the draft", label=EVERYTHING, requirement="optional", access="none")
    assert "😀 مرحبا words" in owen.page.text
    owen.visit(path + "/change/milestones/final")
    for no_number in ("soon", "²", "--5", "9" * 5000):
        page = owen.press("Save in the draft", status=422, week=no_number)
        assert page.problems == ["Enter a whole number for “Week”"]


def test_two_people_at_one_step_see_both_versions(browser_of: BrowserOf) -> None:
    owen, also = browser_of("owen-parry"), browser_of("owen-parry")
    path = begin(owen)
    also.visit(path + "/change/milestones/review_4")
    elsewhere = browser_of("owen-parry")
    elsewhere.visit(path + "/change/milestones/final")
    owen.visit(path + "/change/milestones/review_4")
    owen.press("Save in the draft", label="Review after a month")

    page = also.press("Save in the draft", status=409, label="First review", week="5")
    assert "Review after a month" in page.text
    assert page.value_of("Name of the step") == "First review"
    also.press("Save your version")
    assert "First review" in also.page.text
    elsewhere.press("Save in the draft", label="Last meeting")  # another step: nobody is in the way
    assert "Last meeting" in elsewhere.page.text


def test_two_people_with_two_files_see_what_is_different(browser_of: BrowserOf) -> None:
    owen, also = browser_of("owen-parry"), browser_of("owen-parry")
    path = begin(owen)
    also.visit(path + "/file")
    owen.visit(path + "/change/milestones/review_4")
    owen.press("Save in the draft", label="Review after a month")

    page = also.press("Put it in the place of the draft", status=409, file=(BytesIO(TEXT.encode()), "a.yaml"))
    assert "The step “Review after a month” is now called “4-week review”" in page.text
    also.press("Put my file in its place")
    assert "Nothing yet. Choose a part above and change it." in also.page.text


def test_what_was_not_read_is_not_published(browser_of: BrowserOf) -> None:
    owen, also = browser_of("owen-parry"), browser_of("owen-parry")
    path = begin(owen)
    also.visit(path)
    owen.visit(path + "/change/milestones/review_4")
    owen.press("Save in the draft", label="Review after a month")

    page = also.press("Publish version 2", status=409)
    assert page.problems[0].startswith("Somebody else changed this draft while you were reading it")
    assert "is now called “Review after a month”" in page.text
    also.press("Publish version 2")


def test_a_draft_is_begun_once_and_can_be_thrown_away(browser_of: BrowserOf) -> None:
    owen = browser_of("owen-parry")
    path = begin(owen)
    assert begin(owen) == path
    assert owen.page.messages == ["There is a draft of this template already. Here it is."]
    (folded,) = owen.page.all("//details[not(@open)][.//button[. = 'Throw the draft away']]")
    assert "nobody can bring it back" in text_of(folded)
    owen.press("Throw the draft away")
    assert "Drafts" not in owen.page.text


def test_what_somebody_took_out_meanwhile_is_said(browser_of: BrowserOf) -> None:
    owen, also = browser_of("owen-parry"), browser_of("owen-parry")
    path = begin(owen)
    also.visit(path + "/change/roles/mentor")
    owen.visit(path + "/part/roles")
    owen.press("Take out : Trained adult mentor")
    page = also.press("Save in the draft", label="Mentor")
    assert page.messages == ["Somebody else took this out of the draft meanwhile."]


@pytest.mark.parametrize("slug", ["sam-patel", "marcus-bennett", "niamh-doherty"])
def test_nobody_else_reads_or_writes_a_draft(browser_of: BrowserOf, slug: str) -> None:
    path = begin(browser_of("owen-parry"))
    somebody = browser_of(slug)
    for page in ("", "/part/milestones", "/change/words", "/add/roles", "/file", "/download", "/preview"):
        somebody.visit(path + page, status=404)
    assert "Drafts" not in somebody.visit("/library/templates").text


def test_a_retired_template_starts_nothing_and_ends_nothing(browser_of: BrowserOf, running: Started) -> None:
    owen, sam = browser_of("owen-parry"), browser_of("sam-patel")
    sam.visit("/s/oakfield/pupils")
    sam.follow("Leo O’Connor")
    sam.follow("Start a PSP")
    owen.visit("/library/templates")
    owen.follow(LABEL)
    owen.follow("Retire")
    page = owen.press("Retire the template")
    assert page.messages == [f"{LABEL} is retired. Programmes that run on it go on."]

    page = start_a_programme(sam, until="check", pupil_chosen=True, status=422)
    assert page.problems == [
        f"{LABEL} is retired: no programme starts from it any more. Choose another template"
    ]
    assert f"{LABEL}, version 1" in sam.visit(running.path).text
    assert "No new programme starts from these." in sam.visit("/library/templates").text
    sam.follow(LABEL)
    assert "No new programme starts from it. Programmes that run on it go on to their end." in sam.page.text
    owen.press("Bring it back")
    sam.visit("/library/templates")
    assert "Retired" not in sam.page.text


def test_a_template_is_previewed_before_anyone_uses_it(browser_of: BrowserOf) -> None:
    sam, owen = browser_of("sam-patel"), browser_of("owen-parry")
    sam.visit("/library/templates")
    sam.follow(LABEL)
    page = sam.follow("Preview at our school")
    assert [row[0] for row in page.rows()][-1] == "12-week final meeting"
    assert "Pupil questionnaire A: pictures and short questions" in page.text
    assert "I am good at" in page.text
    assert page.rows(1)[0][:2] == ["My plan on one page", "Pupil"]
    page = sam.press(
        "Show the dates", status=422, **{"first_meeting_on-day": "31", "first_meeting_on-month": "2"}
    )
    assert page.problems == ["The first meeting must be on a real date, such as 4 12 2026"]
    path = begin(owen)
    owen.follow("Steps")
    owen.follow("Change : 8-week review")
    owen.press("Save in the draft", week="9")
    owen.visit(path)
    assert "Dates on the cluster’s term dates" in owen.follow("Preview dates, forms and prints").text
