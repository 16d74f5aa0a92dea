"""What an instructor does in the browser: opens the formgrader and grades a submission with its button."""

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.kernel, pytest.mark.slow]

ASSIGNMENT = "m05_publish_subscribe"


@pytest.fixture
def class_folder(tmp_path: Path) -> Path:
    """The demonstration class, handed in and not graded yet."""
    folder = tmp_path / "class"
    subprocess.run(
        [sys.executable, "-m", "grader", "demo-class", str(folder)], check=True, capture_output=True
    )
    return folder


@pytest.fixture
def instructor(
    class_folder: Path, tmp_path: Path, servers: Callable[..., contextlib.AbstractContextManager]
) -> Iterator:
    """JupyterLab as an instructor starts it, in the folder of the class."""
    command = [
        sys.executable,
        "-m",
        "course",
        "lab",
        "--instructor",
        "--no-browser",
        f"--folder={class_folder}",
    ]
    with servers(command, class_folder) as server:
        yield server


def test_the_formgrader_grades_a_submission_with_its_button(
    page: Page, instructor, class_folder: Path, keep_picture: Callable[[str], Path]
) -> None:
    page.goto(instructor.address("formgrader/manage_assignments"))
    expect(page.get_by_text(ASSIGNMENT)).to_be_visible()
    keep_picture("formgrader-assignments")

    page.goto(instructor.address(f"formgrader/manage_submissions/{ASSIGNMENT}"))
    row = page.locator("tr", has_text="learner-01")
    expect(row).to_contain_text("needs autograding")
    row.locator(".autograde a").click()

    expect(page.locator(".modal-title", has_text="Success")).to_be_visible(timeout=120_000)
    page.locator(".modal.in button, .modal.show button").last.click()
    expect(page.locator(".modal-backdrop")).to_have_count(0)
    expect(row).to_contain_text("graded")
    expect(row.locator(".score")).to_have_text("50 / 50")
    keep_picture("formgrader-graded")
