"""Pages are checked by their shape: what is wrong with a page is wrong with its shape, and nothing else is."""

import html5lib
import pytest
from html5lib.html5parser import ParseError

from heft_testing.every_page import shape_of

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Plan &amp; pupil</title></head><body><main id="m"><h1>Plan</h1>
<form action="/a?b=1&amp;c=2" method="post"><input type="hidden" name="csrf_token" value="x.y-z">
<label for="w">What she does – “well”</label><textarea id="w" name="w">
Kind words</textarea><select name="s"><option value="1" selected>One</option></select><button>Save</button></form>
<table class="t"><tbody><tr><td>4 &lt; 5</td><td><a href="/x">Change<span> target 1</span></a></td></tr></tbody></table>
<ul><li>One</li><li>Two</li></ul></main></body></html>"""
CHANGES = {
    "other words": ("Kind words", "Nothing"),
    "a character that is written as it need not be": ("“well”", "&quot;well&quot;"),
    "other values": ('value="x.y-z"', 'value="another"'),
    "an ampersand that begins nothing": ("Kind", "Kind &foo;"),
    "an ampersand in an address": ("1&amp;c", "1&copy=2&c"),
    "a control character": ("Kind", "Ki\x07nd"),
    "a control character in a value": ("x.y-z", "x\x1fy"),
    "an element that is not closed": ("</span>", ""),
    "an element that is closed twice": ("</ul>", "</ul></ul>"),
    "words in a table": ("<tbody>", "words<tbody>"),
    "a hidden field in a table": ("<tbody>", '<input type="hidden" name="n"><tbody>'),
    "a field in a table": ("<tbody>", '<input type="text" name="n"><tbody>'),
    "an attribute twice": ('id="m"', 'id="m" id="n"'),
    "a quotation mark too many": ('class="t"', 'class="t""'),
    "a quotation mark too few": ('class="t"', 'class="t'),
    "a sign that looks like a tag": ("4 &lt; 5", "4 < 5"),
    "a tag in a text": ("Two", "Two</p>"),
    "a comment": ("<ul>", "<!-- a > b --><ul>"),
    "a wrong comment": ("<ul>", "<!-- a -- b --!><ul>"),
    "an element that is open in every row": ("<li>One</li><li>Two</li>", "<li><b>One</li><li><b>Two</li>"),
    "an element that is open in the second row": ("<li>Two", "<li><b>Two"),
    "an element that is closed between rows": ("<li>Two", "</b><li>Two"),
    "rows inside of rows": ("<li>Two</li>", "<li>Two<ul><li>One</li><li>Two</li></ul></li>"),
    "a row that is not closed": ("One</li>", "One"),
    "a row of another kind": ("<li>Two</li>", "<li>Two</li><tr><td>Three</td></tr>"),
    "words after the end": ("</html>", "</html>words"),
    "no doctype": ("<!DOCTYPE html>", ""),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_shape_is_right_where_its_page_is(change: tuple[str, str]) -> None:
    page = PAGE.replace(*change)
    assert page != PAGE

    assert is_right(shape_of(page)) == is_right(page)


def test_some_of_these_changes_are_wrong_and_some_are_not() -> None:
    assert is_right(PAGE)
    assert {is_right(PAGE.replace(*change)) for change in CHANGES.values()} == {True, False}


def test_pages_that_differ_in_words_have_one_shape() -> None:
    assert shape_of(PAGE) == shape_of(PAGE.replace("Kind words", "Other words").replace("x.y-z", "another"))


def test_rows_of_one_kind_have_the_shape_of_one() -> None:
    row = "<li>Two</li>"
    assert shape_of(PAGE) == shape_of(PAGE.replace(row, row * 3)) == shape_of(PAGE.replace(row, ""))


def is_right(source: str) -> bool:
    try:
        html5lib.HTMLParser(strict=True).parse(source)
    except ParseError:
        return False
    return True
