"""No pupil’s name stands in an address; what is signed or drawn by lot may hold three letters of one by chance."""

import pytest

from heft_testing.every_page import check_address

SIGNED = (
    ".eJwdysEKwjAMANB_6Xm1TdOkzVnwPP-Jay_LDzyUEFSq9QHVJsRuJWe2qU4CsSjkTv9qhjCYToSTF2oauDZG-leo-w.j3172xm1Rxs"
)


@pytest.mark.parametrize(
    "path",
    [
        "/s/oakfield/pupils/maya-brown",
        "/s/oakfield/pupils?words=Jay",
        "/s/oakfield/programmes/the-whole-long-story-of-kacper-nowak-and-of-his-class-7C",
        f"/s/oakfield/files/leo?link={SIGNED}",
        f"/s/oakfield/files/1?link={SIGNED}&of=leo",
    ],
)
def test_a_name_in_an_address_is_found(path: str) -> None:
    with pytest.raises(AssertionError, match="a pupil’s name stands in"):
        check_address(path)


@pytest.mark.parametrize(
    "path", [f"/s/oakfield/files/1?link={SIGNED}", f"/choose-password/{SIGNED}", "/s/oakfield/pupils"]
)
def test_letters_that_a_signature_holds_by_chance_are_no_name(path: str) -> None:
    check_address(path)
