"""Examples of targets: the cluster's and the school's own, picked by need, and without anybody's name."""

from collections.abc import Callable

from heft_testing.browser import Browser
from heft_testing.doing import Started

BrowserOf = Callable[[str], Browser]


def test_an_example_is_found_by_need_and_words_and_becomes_a_target(
    at_oakfield: Browser, started: Started
) -> None:
    at_oakfield.visit(started.path + "/targets/new")
    page = at_oakfield.follow("Choose from the target bank")
    assert len(page.items) >= 40
    page = at_oakfield.press("Search", need="Asking for help", words="cards")
    assert len(page.items) == 1
    assert "From the cluster" in page.items[0]

    page = at_oakfield.follow("Use this")

    assert page.value_of("Target") == "I show my help card when I am stuck"
    assert page.value_of("Small steps").splitlines()[0] == "An adult turns the card with me"
    page = at_oakfield.press("Save the target")
    assert "1. I show my help card when I am stuck" in page.text
    assert "Small steps, 0 of 3 reached" in page.text


def test_a_target_goes_into_the_schools_bank_without_the_pupils_name(
    browser_of: BrowserOf, running: Started
) -> None:
    sam = browser_of("sam-patel")
    sam.visit(running.path + "/plan")
    sam.follow("Keep in our bank target 1")
    page = sam.press("Put it into our bank", status=422, need="Starting work", success="Maya writes a line")
    assert page.problems == ["The bank holds no pupil’s name. Take “Maya” out, and save again"]
    assert page.value_of("What it looks like") == "Maya writes a line"
    page = sam.press("Put it into our bank", status=422, phase="nursery", success="Writes a line")
    assert page.problems == ["Select a phase of school"]
    sam.press("Put it into our bank", phase="any")
    assert sam.page.messages == ["The target is in our bank. Everybody at school can pick it."]

    sam.follow("Keep in our bank target 1")
    page = sam.press("Put it into our bank", status=422, need="Starting work")
    assert page.problems == ["A target with these words is in the bank already"]

    assert "Our own" in browser_of("daniel-lee").visit("/s/oakfield/target-bank?words=line").items[0]
    assert "Our own" not in browser_of("bronwen-hughes").visit("/s/hillside/target-bank").text
    browser_of("carl-dunne").visit("/s/oakfield/target-bank", status=404)


def test_the_administrator_grows_the_bank_of_the_cluster(browser_of: BrowserOf, started: Started) -> None:
    owen = browser_of("owen-parry")
    owen.visit("/cluster/target-bank")
    owen.press("Add the examples that come with Heft")
    assert owen.page.messages == ["0 examples are new in the bank."]
    owen.follow("Add an example")
    page = owen.press("Save the example", status=422, statement="I 🙂 " + "a" * 300)
    assert page.problems == [
        "Say for which need it is",
        "Use 200 characters or fewer",
        "Say what you will see or hear when it goes well",
        "Select how it is measured",
    ]
    owen.press(
        "Save the example",
        need="Music",
        statement="I hum quietly 🙂",
        success="Soft voice",
        steps="One\nTwo",
        measure="yes_no",
    )
    other = browser_of("owen-parry")
    for one in (owen, other):
        one.visit("/cluster/target-bank?need=Music")
        one.follow("Change: I hum" if "Change: I hum" in one.page.text else "Change")
    other.press("Save the example", success="A very soft voice")
    page = owen.press("Save the example", success="Nearly silent", status=409)
    assert "A very soft voice" in page.text
    assert page.value_of("What it looks like") == "Nearly silent"
    owen.press("Save the example")

    bronwen = browser_of("bronwen-hughes")
    assert "Nearly silent" in bronwen.visit("/s/hillside/target-bank?need=Music").items[0]
    owen.visit("/cluster/target-bank?need=Music")
    owen.follow("Change")
    owen.press("Take this example out of the bank")
    assert bronwen.visit("/s/hillside/target-bank?words=hum").items == []
