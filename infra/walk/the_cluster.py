"""What the cluster keeps for its schools: a new one is opened, templates and directory are read, a template is written."""

from cast import Cast
from steps import step

LABEL = "Pastoral Support Programme, 12 weeks"


def keep_the_cluster(cast: Cast) -> None:
    with step("The administrator finds a school in the area and opens it"):
        cast.owen.open("/cluster/schools")
        cast.owen.follow("Crag Top School")
        cast.owen.fill("Short name for its address", "crag-top")
        cast.owen.fill("Name of the first person", "Joan Pike")
        cast.owen.fill("Their e-mail address", "joan-pike@crag-top.example")
        cast.owen.choose("Headteacher")
        cast.owen.press("Open this school")
        cast.owen.expect("Crag Top School")
    with step("Everybody reads the templates, and finds help in the directory by any words"):
        cast.sam.open("/library/templates")
        cast.sam.expect(LABEL, "16 weeks")
        cast.sam.open("/directory")
        cast.sam.fill("Words", "playgrounds lunchtime")
        cast.sam.press("Search")
        cast.sam.expect("Lunchtime and playground support", "checked on")
    with step("The school’s calendar shows the authority’s terms"):
        cast.sam.open("/s/oakfield/calendar")
        cast.sam.expect("Autumn term", "Spring term")


def write_the_next_version(cast: Cast) -> None:  # noqa: PLR0915  (a walk is long)
    owen, sam = cast.owen, cast.sam
    with step("Sam adds a question of Oakfield’s own to the template"):
        sam.open("/library/templates")
        sam.follow(LABEL)
        sam.follow("What our school adds")
        sam.follow("Add a question to About me")
        sam.fill("Question", "My pet")
        sam.fill("How it is answered", "A few words")
        sam.press("Add to our template")
        sam.expect("My pet")
    with step("The administrator drafts the next version in the browser, and sees in words what changes"):
        owen.open("/library/templates")
        owen.follow(LABEL)
        owen.press("Make version 2")
        draft = owen.url
        owen.follow("Steps")
        owen.follow("Change: 8-week review")
        owen.fill("Name of the step", "Second review")
        owen.press("Save in the draft")
        owen.open(draft)
        owen.expect("is now called “Second review”")
    with step("The version is published, whole"):
        owen.fill("What schools should know", "Clearer words")
        owen.press("Publish version 2")
        owen.expect(f"{LABEL}, version 2, is published.")
    with step("The school is told what changed, and takes the version on with its own question in it"):
        sam.open("/library/templates")
        sam.follow(LABEL)
        sam.follow("What our school adds")
        sam.expect("Your cluster has published version 2.")
        sam.follow("See what changed")
        sam.expect("Second review", "Clearer words", "Everything that you add fits")
        sam.press("Take version 2 on")
        sam.expect("My pet")
