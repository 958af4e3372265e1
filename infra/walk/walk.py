"""The main job, done over HTTP by the demo people: one line for each step, and an end at the first that fails."""

import sys

from main_job import walk
from steps import step
from walker import Walker


def after_a_new_start(address: str) -> None:
    """What was done before is still there."""
    with step("Sam finds after a new start what was done before it"):
        sam = Walker(address)
        sam.open("/demo")
        sam.press("Sam Patel")
        sam.open("/s/oakfield/programmes")
        sam.expect("Tess O’Hara", "Finished")


if __name__ == "__main__":
    {"main-job": walk, "after-a-new-start": after_a_new_start}[sys.argv[1]](sys.argv[2])
