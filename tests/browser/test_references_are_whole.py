"""A reference stands on one line, however narrow the screen: it is read over the phone."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium

from heft_testing.chromium import launched, live, sign_in
from heft_testing.doing import Started

pytestmark = pytest.mark.browser
BROKEN = """pattern => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), broken = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (const found of node.data.matchAll(new RegExp(pattern, "g"))) {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      const lines = new Set([...range.getClientRects()].map(one => Math.round(one.top)));
      if (lines.size > 1) broken.push(node.parentElement.outerHTML);
    }
  }
  return broken;
}"""
PAGES = ("", "/plan", "/sessions", "/meetings", "/actions", "/access", "/course", "/history")
WIDTHS = range(240, 421, 20)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    with launched() as browser:
        yield browser


def test_no_reference_is_broken_at_its_hyphen(app: Flask, chromium: Chromium, running: Started) -> None:
    with live(app) as address:
        page = chromium.new_page()
        sign_in(page, address, "sam-patel")
        paths = ["/s/oakfield/today", "/s/oakfield/programmes", "/s/oakfield/actions", running.pupil_path]
        for path in (*paths, *(running.path + one for one in PAGES)):
            page.goto(address + path)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 640})
                assert page.evaluate(BROKEN, r"\b[A-Z]{2,4}-[0-9A-Z]{6}\b") == [], f"{path} at {width} pixels"
        page.close()
