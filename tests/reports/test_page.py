"""The page of a class needs nothing but itself, says every number in a table, and can be read by everybody."""

import re

import pytest

from grader.reports.bars import KINDS
from grader.reports.page import as_page


@pytest.fixture
def page(summary):
    return as_page(summary)


def _words(page):
    return re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)


def test_a_page_loads_nothing_and_runs_nothing(page):
    assert [] == re.findall(r"<script|<link|<img|src=|@import|url\(|https?://", page)


def test_a_page_says_what_the_tables_say(page):
    found = re.sub(r"\s+", " ", _words(page))

    for words in (
        "e1 Fan out 10 4.6 6 1 (20%) 2 2 0 0",
        "admits nobody else 3 5 4 (80%) 3 2 1",
        "Hint of K05.2.",
    ):
        assert words in found
    assert "flo could not be graded m05.ipynb breaks off in line 9." in found.replace(" . ", ".").replace(
        "  ", " "
    )


def test_every_picture_stands_in_a_row_of_a_table_that_says_its_numbers(page):
    rows = re.findall(r"<tr.*?</tr>", page, flags=re.DOTALL)
    drawn = [row for row in rows if "class-bar" in row]

    assert page.count('class="class-bar"') == len(drawn)
    assert all('class="course-number"' in row for row in drawn)


def test_the_bar_of_an_exercise_is_as_wide_as_the_class(page):
    bars = re.findall(r'class="class-bar"[^>]*>(.*?)</div>', page)[:2]

    assert [100, 100] == [sum(map(float, re.findall(r"width:([\d.]+)%", bar))) for bar in bars]


def test_pieces_of_a_bar_differ_by_more_than_colour():
    fills = [
        re.sub(r"--course-\w+", "", fill) for kind, fill in KINDS.items() if kind not in ("full", "first")
    ]

    assert len(fills) == len(set(fills))


def test_what_learners_wrote_stands_there_as_text(rows):
    from dataclasses import replace

    from grader.reports.summary import Summary

    evil = "<img src=x onerror=alert(1)>"
    changed = [replace(row, learner=evil, remarks=(evil, "`[points](https://example.org)`")) for row in rows]
    page = as_page(Summary(evil, changed))

    assert evil not in page
    assert "<code>[points](https://example.org)</code>" in page


def test_a_page_warns_where_a_machine_could_not_isolate(page, unguarded):
    assert "WARNING" not in page
    assert "WARNING: 2 of 8 submissions ran on a machine that cannot isolate them" in as_page(unguarded)


def test_a_page_of_nobody_says_so(empty):
    assert "Nobody was graded yet." in as_page(empty)


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_read_a_page(theme, unguarded, tmp_path, chromium):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    file = tmp_path / "class.html"
    file.write_text(as_page(unguarded), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        page = browser.new_page(color_scheme=theme, viewport={"width": 400, "height": 800})
        requests = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto(file.as_uri())
        violations = Axe().run(page).response["violations"]
        width = page.evaluate("document.documentElement.scrollWidth")
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent")
        browser.close()

    assert [] == [violation["id"] for violation in violations]
    assert [file.as_uri()] == requests
    assert width == 400
    assert "Exercises" == focused
