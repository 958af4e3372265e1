"""Whoever looks round the demonstration finds programmes in every state, from several templates."""

import pytest

from heft_testing.browser import Browser


@pytest.mark.usefixtures("told_of_others")
def test_the_school_has_programmes_in_every_state(at_oakfield: Browser) -> None:
    page = at_oakfield.visit("/s/oakfield/programmes")
    for name in ("Jay Smith", "Amara Osei", "Noor Haddad", "Reuben Cole", "Tom Fletcher"):
        assert name in page.text, name
    for state, name in (
        ("preparing", "Amara Osei"),
        ("paused", "Reuben Cole"),
        ("closed", "Ivy Marsh"),
        ("active", "Noor Haddad"),
    ):
        assert name in at_oakfield.visit(f"/s/oakfield/programmes?state={state}").text, state

    at_oakfield.follow("PSP-")
    for words in ("Plan", "Meetings", "Progress"):
        at_oakfield.follow(words)
    assert len(at_oakfield.visit("/s/oakfield/actions?whose=all").items) >= 4
    at_oakfield.visit("/s/oakfield/numbers")
    at_oakfield.visit("/s/oakfield/today")


@pytest.mark.usefixtures("told_of_others")
def test_a_programme_leads_to_its_pupil_and_says_how_far_each_target_has_come(at_oakfield: Browser) -> None:
    at_oakfield.visit("/s/oakfield/pupils")
    at_oakfield.follow("Jay Smith")
    page = at_oakfield.follow("Open PSP")

    assert page.text.count("% at the start, ") == 3
    assert at_oakfield.follow("Jay Smith").heading == "Pupil overview"


@pytest.mark.usefixtures("told_of_others")
def test_nobody_is_asked_for_reports_of_a_programme_that_is_paused(at_oakfield: Browser) -> None:
    path = at_oakfield.visit("/s/oakfield/programmes?state=paused").link("PSP-")

    assert "nobody is asked to score lessons until it goes on" in at_oakfield.visit(path + "/report").text


@pytest.mark.usefixtures("told_of_others")
@pytest.mark.parametrize(
    ("tab", "said"),
    [
        ("", "Nothing was scored."),
        ("/progress", "Nothing was scored."),
        ("/rewards", "No reward was agreed."),
        ("/access", "Only your school can see this programme."),
        ("/parts", "Not said"),
    ],
)
def test_a_finished_programme_promises_nothing_that_no_longer_comes(
    at_oakfield: Browser, tab: str, said: str
) -> None:
    path = at_oakfield.visit("/s/oakfield/programmes?state=closed").link("PSP-")

    page = at_oakfield.visit(path + tab)

    assert said in page.text
    for words in ("scored yet", "We draw", "Ask the pupil", "Invite a team", "Not said yet", "Go through it"):
        assert words not in page.text, words
