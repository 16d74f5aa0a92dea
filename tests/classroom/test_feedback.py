"""A feedback page shows the reports, gives no hidden row away, runs nothing and asks the network for nothing."""

import random
import re
from contextlib import contextmanager

import pytest
from axe_findings import violations
from nbformat import v4
from playwright.sync_api import sync_playwright

from course.clock import Ambient, Clock
from grader.checks import Bench, Exercise, Part, Row, examine, hidden, looked_at_again, table

SEEN = 4_711


@hidden
def below_nought(bench: Bench, rng: random.Random):
    """A number that is negative."""
    return [Row(-SEEN, -2 * SEEN)]


DOUBLE = Exercise(
    id="toy.e1",
    title="Double",
    deliver=("double",),
    parts=(
        Part(
            "numbers are doubled",
            10,
            "B",
            table(
                [Row(1, 2), Row(3, 6)],
                lambda bench, given: bench.answer("double")(given),
                hidden=below_nought,
            ),
        ),
    ),
    hints=("one", "two", "three", "four"),
)


class _Account:
    clock = Clock()


@contextmanager
def _no_account():
    ambient = Ambient(_Account.clock)
    ambient.start()
    yield _Account
    ambient.stop()


def _report(answer):
    settings = {
        "learner_id": "ada",
        "sources": {"double": "def double(number): return number"},
        "cloud": _no_account,
    }
    graded = examine(DOUBLE, {"double": answer}, grading=True, tell_hidden=False, strict=True, **settings)
    return looked_at_again(graded.as_dict(), DOUBLE, {"double": answer}, **settings)


@pytest.fixture
def page(enter, course):
    """Make the feedback page of an answer to e1, graded with hidden rows, and of other cells and outputs."""

    def made(answer, notebook=None):
        enter("ada", notebook, e1=_report(answer))
        result = course.generate_feedback("toy", force=True)
        assert result["success"], result
        folder = course.coursedir.format_path(course.coursedir.feedback_directory, "ada", "toy")
        with open(f"{folder}/toy.html", encoding="utf-8") as file:  # noqa: PTH123  nbgrader gives a text
            return file.read()

    return made


def test_a_report_is_shown_as_a_picture_and_in_words(page):
    shown = page(lambda number: number + 1)

    assert 'class="course course-report ' in shown
    assert "numbers are doubled" in shown
    assert re.search(r"<dt>given</dt><dd>.*?3.*?</dd>.*?came out.*?4.*?expected.*?6", shown, re.DOTALL)


def test_a_hidden_row_that_failed_is_told_without_its_values(page):
    shown = page(lambda number: 2 * abs(number))

    assert "a case that only grading has" in shown
    assert str(SEEN) not in shown
    assert str(2 * SEEN) not in shown


def test_nothing_that_a_learner_showed_runs_or_is_fetched(page, toy):
    notebook = toy.notebook()
    notebook.cells.append(v4.new_code_cell("display(HTML('<script>alert(1)</script>'))"))

    shown = page(lambda number: 2 * number, notebook)
    policy = re.search(r'<head><meta http-equiv="Content-Security-Policy" content="([^"]*)">', shown)[1]

    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert [] == re.findall(r'(?:src|href)="https?:', shown)


def test_pictures_are_as_light_as_the_page_that_they_stand_in(page):
    assert '<body data-jp-theme-light="true"' in page(lambda number: 2 * number)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 400])
def test_everybody_can_read_a_page(width, page, toy, tmp_path, chromium):
    notebook = toy.notebook()
    notebook.cells.append(v4.new_markdown_cell("See [the lesson](lesson.html)."))
    notebook.cells.append(v4.new_markdown_cell("| What | Name |\n| --- | --- |\n| queue | its name |"))
    notebook.cells.append(
        v4.new_code_cell("'\\n' in 'words' or 7  # a remark that is " + "very " * 60 + "long")
    )
    file = tmp_path / "toy.html"
    file.write_text(page(lambda number: number + 1, notebook), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        shown = browser.new_page(viewport={"width": width, "height": 800})
        shown.goto(file.as_uri())
        found = violations(shown)
        wide = shown.evaluate("document.documentElement.scrollWidth")
        entries = shown.locator("#toc a").all_text_contents()
        apart = shown.get_by_role("cell", name="queue", exact=True).evaluate(
            "one => getComputedStyle(one).paddingRight"
        )
        browser.close()

    assert [] == found
    assert width == wide
    assert "Test cell" not in entries
    assert apart != "0px"
