"""Names of other pupils are cut from what leaves the school, and nobody else's are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heft_platform.documents.other_names import INSTEAD, OtherNames

NAMES = OtherNames(
    whole=[("Leo", "Osei"), ("Anna Maria", "van der Berg"), ("Daniel", "Green"), ("Zoë", "O’Neill-Smith")],
    first=["Leo", "Daniel", "Will"],
    own="Jay Smith",
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("He pushed Leo Osei, who fell.", "He pushed another pupil, who fell."),
        ("Osei, Leo was there", "another pupil was there"),
        ("LEO OSEI laughed", "another pupil laughed"),
        ("Anna Maria van der Berg saw it", "another pupil saw it"),
        ("Zoë O’Neill-Smith saw it", "another pupil saw it"),
        ("Called L.O. names", "Called another pupil names"),
        ("Leo hit him back. Leo’s mother rang", "another pupil hit him back. Leo’s mother rang"),
        ("He will go with Daniel Lee", "He will go with Daniel Lee"),
        ("He will try", "He will try"),
        ("Jay Smith and J.S. are the same", "Jay Smith and J.S. are the same"),
        ("", ""),
    ],
)
def test_names_are_cut(written: str, read: str) -> None:
    assert NAMES.cut(written)[0] == read


@given(st.text())
def test_no_text_breaks_it_and_a_name_in_it_is_always_found(around: str) -> None:
    assert NAMES.cut(around)[1] >= 0
    text, number = NAMES.cut(f"{around} . Leo Osei . {around}")
    assert "Leo Osei" not in text
    assert number >= 1
    assert INSTEAD in text
