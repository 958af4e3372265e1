"""Everybody who takes part in the main job, each at a browser of their own."""

from dataclasses import dataclass

from steps import step
from walker import Walker


@dataclass(frozen=True)
class Cast:
    """A school, the authority, an outreach team and the cluster’s administrator."""

    sam: Walker
    ruth: Walker
    marcus: Walker
    niamh: Walker
    owen: Walker
    daniel: Walker


def sign_in(address: str) -> Cast:
    with step("Sam signs in with one click, out again, and the address he had is closed"):
        sam = one_click(address, "Sam Patel")
        sam.expect("Today")
        sam.press("Sign out")
        sam.open("/s/oakfield/pupils")
        sam.expect("E-mail address")
    with step("Sam signs in with e-mail address and password, and is where he wanted to go"):
        sam.fill("E-mail address", "sam-patel@oakfield.example")
        sam.fill("Password", "not my password")
        sam.press("Sign in", expect=422)
        sam.expect("Check your e-mail address and password")
        sam.fill("Password", "three made up words")
        sam.press("Sign in")
        sam.expect("Pupils")
    with step("Everybody else signs in"):
        people = [
            one_click(address, name)
            for name in ("Ruth Okonjo", "Marcus Bennett", "Niamh Doherty", "Owen Parry", "Daniel Lee")
        ]
    return Cast(sam, *people)


def one_click(address: str, name: str) -> Walker:
    person = Walker(address)
    person.open("/demo")
    person.press(name)
    return person


def open_programme(person: Walker, reference: str) -> None:
    """Find a programme on the school’s list."""
    person.open("/s/oakfield/programmes")
    person.follow(reference)
