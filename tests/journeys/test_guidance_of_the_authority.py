"""The authority's guidance: published with name, date and version, and at hand when nothing changes."""

from collections.abc import Callable
from io import BytesIO

import pytest

from heft_platform import clock
from heft_platform.library.services import templates_of_the_project
from heft_platform.words import short_day
from heft_testing.browser import Browser
from heft_testing.doing import agree_a_plan, start_a_programme

BrowserOf = Callable[[str], Browser]
OPTION = "Family hub, see our prevention guidance"


@pytest.fixture
def guided(browser_of: BrowserOf) -> Browser:
    """Owen Parry, who has published the template of twelve weeks with an option more."""
    text = dict(templates_of_the_project())["hillingdon-12-week.yaml"]
    before = "        - {id: second_cycle, label: A second"
    option = f'        - {{id: family_hub, label: "{OPTION}", requirement: optional}}\n'
    text = text.replace("\nversion: 1\n", "\nversion: 2\n").replace(before, option + before)
    owen = browser_of("owen-parry")
    owen.visit("/cluster/templates/publish")
    owen.press("Publish", file=(BytesIO(text.encode()), "ours.yaml"))
    return owen


@pytest.mark.requirement("S001-05")
@pytest.mark.requirement("S004-22")
def test_a_template_says_who_published_it_when_and_in_which_version(
    guided: Browser, browser_of: BrowserOf
) -> None:
    sam = browser_of("sam-patel")
    sam.visit("/library/templates")
    page = sam.follow("Pastoral Support Programme, 12 weeks")

    assert f"Published {short_day(clock.today())}, by Owen Parry" in page.text
    assert "Version 2, published" in page.text
    assert "Version 1" in sam.follow("Version 1").text
    asked = page.text.partition("What the local authority can be asked for")[2]
    assert asked.startswith(" Advice")


@pytest.mark.requirement("S001-93")
def test_when_nothing_changes_the_authoritys_options_and_services_are_at_hand(
    guided: Browser, browser_of: BrowserOf
) -> None:
    sam = browser_of("sam-patel")
    programme = start_a_programme(sam)
    agree_a_plan(sam, programme)
    page = sam.visit(programme.path + "/review")
    options = [label.get_text(strip=True) for label in page.soup.select('input[name="alternatives"] + label')]
    assert OPTION in options
    assert not [words for words in options if words.lower().startswith("exclude")]

    page = sam.follow("Look in the directory of services")
    assert page.heading.startswith("Directory")
