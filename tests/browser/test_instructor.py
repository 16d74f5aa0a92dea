"""What an instructor does in the browser: grades with the formgrader's button, reads what was found, makes feedback."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lab_in_browser import Server, served
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.kernel, pytest.mark.slow]

ASSIGNMENT = "m05_publish_subscribe"


@pytest.fixture(scope="module")
def instructor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """JupyterLab as an instructor starts it, in the folder of the demonstration class, which is not graded yet."""
    folder = tmp_path_factory.mktemp("demo") / "class"
    subprocess.run(
        [sys.executable, "-m", "grader", "demo-class", str(folder)], check=True, capture_output=True
    )
    lab = [sys.executable, "-m", "course", "lab", "--instructor", "--no-browser", f"--folder={folder}"]
    with served(lab, folder) as server:
        yield server


@pytest.fixture
def row(page: Page, instructor: Server) -> Callable[[str], Locator]:
    """Show the submissions and return the row of one learner."""

    def shown(learner: str) -> Locator:
        page.goto(instructor.address("formgrader/manage_assignments"))
        expect(page.get_by_text(ASSIGNMENT)).to_be_visible()
        page.goto(instructor.address(f"formgrader/manage_submissions/{ASSIGNMENT}"))
        return page.locator("tr", has_text=learner)

    return shown


def press(button: Locator) -> None:
    """Press a button of the formgrader, wait until it says that it succeeded, and put that message away."""
    page = button.page
    button.click()
    said = page.locator(".modal-title").last
    expect(said).to_have_text(re.compile("Success|Error"), timeout=120_000)
    expect(said).to_have_text("Success")
    page.locator(".modal.in button, .modal.show button").last.click()
    expect(page.locator(".modal-backdrop")).to_have_count(0)


@pytest.mark.parametrize(
    "learner, points",
    [("learner-01", "50 / 50"), ("learner-05", "46 / 50"), ("learner-09", "0 / 50")],
    ids=["right", "wrong", "cut off"],
)
def test_the_formgrader_grades_a_submission_with_its_button(
    learner: str, points: str, row: Callable[[str], Locator], keep_picture: Callable[[str], Path]
) -> None:
    found = row(learner)
    expect(found).to_contain_text("needs autograding")
    press(found.locator(".autograde a"))

    expect(found.locator(".status")).to_have_text("graded")
    expect(found.locator(".score")).to_have_text(points)
    keep_picture(f"formgrader-graded-{learner}")


@pytest.mark.parametrize(
    "learner, said",
    [
        ("learner-06", "Look first at this: The three attributes have their types and values."),
        ("learner-09", "breaks off in line"),
    ],
    ids=["wrong", "cut off"],
)
def test_the_page_of_a_graded_submission_tells_what_was_found(
    learner: str,
    said: str,
    page: Page,
    instructor: Server,
    row: Callable[[str], Locator],
    keep_picture: Callable[[str], Path],
) -> None:
    press(row(learner).locator(".autograde a"))
    page.goto(instructor.address(f"formgrader/manage_students/{learner}/{ASSIGNMENT}"))
    page.locator("td a", has_text=ASSIGNMENT).click()
    found = page.get_by_text(said).first
    found.scroll_into_view_if_needed()

    expect(found).to_be_visible()
    expect(page.locator(".jupyter-widgets")).to_have_count(0)
    keep_picture(f"formgrader-page-{learner}")


def test_feedback_made_with_the_button_shows_the_reports_and_asks_the_network_for_nothing(
    page: Page, instructor: Server, row: Callable[[str], Locator], keep_picture: Callable[[str], Path]
) -> None:
    found = row("learner-07")
    press(found.locator(".autograde a"))
    press(found.locator(".generate-feedback a"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    folder = instructor.folder / "classroom" / "feedback" / "learner-07" / ASSIGNMENT
    page.goto((folder / f"{ASSIGNMENT}.html").as_uri())
    report = page.get_by_text("Look first at this").first
    report.scroll_into_view_if_needed()
    keep_picture("feedback-report")

    expect(page.get_by_text("(Score: 47.0 / 50.0)")).to_be_visible()
    expect(page.get_by_text("¶")).to_have_count(0)
    assert [] == [url for url in asked if url.startswith("http")]
