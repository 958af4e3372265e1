"""Every page about one pupil says whose it is where it begins: whoever was called away comes back to one of several tabs."""

import re

import pytest
from flask import Flask

from heft_testing.browser import Browser
from heft_testing.page import text_of
from heft_testing.places import Places
from heft_testing.screens import SCREENS, Screen

pytestmark = pytest.mark.proof

OF_ONE_PUPIL = [
    one for one in SCREENS if re.match(r"/s/\w+/(programmes|pupils)/\{", one.path) and one.status == 200
]
SAYS_WHOSE = re.compile(r"PSP-\w{6}|REQ-\w{6}|\b[A-Z]\.[A-Z]\.|(Jay|Maya|Leo) (Smith|Brown|O’Connor)")


@pytest.fixture(scope="module")
def ids(places: Places) -> dict[str, str]:
    ids: dict[str, str] = places.begin_at("lived_in")
    return ids


@pytest.mark.parametrize("screen", OF_ONE_PUPIL, ids=lambda screen: screen.name)
def test_a_page_begins_with_whose_it_is(the_application: Flask, ids: dict[str, str], screen: Screen) -> None:
    browser = Browser(the_application)
    browser.is_signed_in_as(screen.who)

    page = browser.visit(screen.path.format(**ids))

    (heading,) = page.all("//main//h1")
    above = page.all("//main//h1/preceding::p[ancestor::main]")
    beside = [heading, *heading.itersiblings()][:2]

    begins = " ".join(text_of(one) for one in [*above, *beside])
    assert SAYS_WHOSE.search(begins), f"neither the pupil nor the programme is named in “{begins}”"
