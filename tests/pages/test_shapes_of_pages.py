"""Pages are checked by their shape, frame and inside apart: what is wrong with a page is found so, and nothing else is."""

import html5lib
import pytest
from html5lib.html5parser import ParseError

from heft_testing.every_page import check_markup, shape_of

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Plan &amp; pupil</title></head><body><div class="w"><main id="m"><h1>Plan</h1>
<form action="/a?b=1&amp;c=2" method="post"><input type="hidden" name="csrf_token" value="x.y-z">
<label for="w">What she does – “well”</label><textarea id="w" name="w">
Kind words</textarea><select name="s"><option value="1" selected>One</option></select><button>Save</button></form>
<table class="t"><tbody><tr><td>4 &lt; 5</td><td><a href="/x">Change<span> target 1</span></a></td></tr></tbody></table>
<ul><li>One</li><li>Two</li></ul></main></div></body></html>"""
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
    "a main that is not closed": ("</main>", ""),
    "a main that is closed twice": ("</main>", "</main></main>"),
    "a main in a main": ("<h1>", "<main><h1>"),
    "two mains": ("</main>", "</main><main></main>"),
    "a frame that is closed inside": ("<ul>", "</div><ul>"),
    "a frame that is closed inside and opened again": ("<ul>", "</div></main><div><main><ul>"),
    "a frame that is not closed": ("</div>", ""),
    "a frame that is open in its words": ("<div", "<b><div"),
    "a paragraph that is not closed inside": ("<ul>", "<p>words<ul>"),
    "a row that is not closed at the end": ("</li></ul>", "</li>"),
    "an item that is not closed at the end": ("</ul></main>", "</ul><dl><dt>words</dl><p>words</main>"),
    "a page that ends inside": ("<ul>", "</body></html><ul>"),
    "a head inside": ("<ul>", "<head></head><ul>"),
    "a link of a head inside": ("<ul>", '<link rel="icon" href="/x"><ul>'),
    "a form in a form": ("<table", '<form action="/a"><form action="/b"></form></form><table'),
    "words after the end": ("</html>", "</html>words"),
    "no doctype": ("<!DOCTYPE html>", ""),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_wrong_with_a_page_is_found(change: tuple[str, str]) -> None:
    page = PAGE.replace(*change)
    assert page != PAGE

    assert is_found_right(page) == is_right(page)


def test_some_of_these_changes_are_wrong_and_some_are_not() -> None:
    assert is_right(PAGE)
    assert {is_right(PAGE.replace(*change)) for change in CHANGES.values()} == {True, False}


def test_pages_that_differ_in_words_have_one_shape() -> None:
    assert shape_of(PAGE) == shape_of(PAGE.replace("Kind words", "Other words").replace("x.y-z", "another"))


def test_rows_of_one_kind_have_the_shape_of_one() -> None:
    row = "<li>Two</li>"
    assert shape_of(PAGE) == shape_of(PAGE.replace(row, row * 3)) == shape_of(PAGE.replace(row, ""))


def is_found_right(source: str) -> bool:
    try:
        check_markup(source)
    except ParseError:
        return False
    return True


def is_right(source: str) -> bool:
    try:
        html5lib.HTMLParser(strict=True).parse(source)
    except ParseError:
        return False
    return True
