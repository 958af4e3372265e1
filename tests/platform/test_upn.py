"""UPNs, permanent and temporary, against the letters that the Department for Education gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heft_platform.pupils.upn import LETTERS, check_letter, is_temporary, is_upn, why_not_a_upn


@pytest.mark.parametrize(
    "upn",
    [
        "B801200005001",
        "A999900025001",
        "P999900025002",
        "D999900025003",
        "P207000016049",  # its sum is 266; a widely copied example says 267, and so Q
        "L99990002500A",
        "N99990002501B",
    ],
)
def test_a_upn_with_its_letter_is_one(upn: str) -> None:
    assert is_upn(upn)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("A801200005001", "its first letter does not fit"),
        ("Q207000016049", "its first letter does not fit"),
        ("B80120000500", "it has 12 characters"),
        ("I801200005001", "I, O and S are not used"),
        ("B8012O0005001", "I, O and S are not used"),
        ("b801200005001", "I, O and S are not used"),
        ("B٨01200005001", "I, O and S are not used"),  # a digit, but of another script
    ],
)
def test_what_is_no_upn_is_told_why(text: str, why: str) -> None:
    assert not is_upn(text)
    assert why in why_not_a_upn(text)


def test_a_temporary_upn_ends_with_a_letter() -> None:
    assert is_temporary("L99990002500A")
    assert not is_temporary("A999900025001")


bodies = st.builds(
    lambda digits, last: digits + last,
    st.from_regex(r"[0-9]{11}", fullmatch=True),
    st.sampled_from("0123456789" + LETTERS),
)


@given(bodies, st.data())
def test_one_wrong_digit_is_always_found(body: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, 10))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != body[place]]))
    wrong = body[:place] + other + body[place + 1 :]

    assert is_upn(check_letter(body) + body)
    assert not is_upn(check_letter(body) + wrong)


@given(bodies, st.integers(0, 9))
def test_two_neighbours_that_changed_places_are_always_found(body: str, place: int) -> None:
    swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]

    assert is_upn(check_letter(body) + swapped) == (swapped == body)
