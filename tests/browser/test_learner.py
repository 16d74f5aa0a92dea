"""What a learner does in JupyterLab: reads the lesson, plays with its pictures, fails an exercise, and passes it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from lab_in_browser import LEARNER, Server
from playwright.sync_api import Locator, Page, expect

from grader import rubrics

pytestmark = [pytest.mark.browser, pytest.mark.kernel]

LESSON = "lessons/m05_publish_subscribe.ipynb"
EXERCISES = "exercises/m05_publish_subscribe/m05_publish_subscribe.ipynb"
ROOT = Path(__file__).parents[2]
RELEASED = ROOT / EXERCISES
SOLUTIONS = ROOT / "solutions/m05_publish_subscribe/m05_publish_subscribe.ipynb"


def errors(notebook: dict[str, Any]) -> list[str]:
    """Return the error outputs and stderr texts of a notebook."""
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    return [output["evalue"] for output in outputs if output["output_type"] == "error"] + [
        output["text"] for output in outputs if output.get("name") == "stderr"
    ]


def reference(grade_id: str) -> str:
    """Return the reference solution of one cell."""
    cells = nbformat.read(SOLUTIONS, as_version=4).cells
    return next(
        cell.source for cell in cells if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )


@pytest.fixture
def filled() -> Callable[..., nbformat.NotebookNode]:
    """Return the exercises with the learner's own right answers to those that are named."""

    def answered(*exercises: str) -> nbformat.NotebookNode:
        notebook = nbformat.read(RELEASED, as_version=4)
        for cell in notebook.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            exercise = name.removesuffix("_solution")
            if exercise in exercises:
                cell.source = rubrics.for_learner(
                    reference(name), rubrics.exercise(f"m05.{exercise}"), LEARNER
                )
        return notebook

    return answered


def test_the_lesson_runs_from_top_to_bottom_and_its_message_flow_steps(
    open_notebook: Callable[[str], Any], keep_picture: Callable[[str], Path]
) -> None:
    notebook = open_notebook(LESSON)
    notebook.run_all()

    saved = notebook.save()

    assert errors(saved) == []
    assert all(
        cell["execution_count"] for cell in saved["cells"] if cell["cell_type"] == "code" and cell["source"]
    )

    flow = notebook.cell("The publisher made 1 call")
    keep_picture("lesson-fan-out")
    before = flow.inner_text()
    flow.get_by_role("button", name="One step forward").click()
    flow.get_by_role("button", name="One step forward").click()
    keep_picture("lesson-fan-out-second-step")

    assert flow.inner_text() != before


def test_a_failing_report_becomes_a_passing_one(
    open_notebook: Callable[[str], Any], keep_picture: Callable[[str], Path]
) -> None:
    notebook = open_notebook(EXERCISES)
    notebook.run_all()

    graded = notebook.cell('grade("m05.e3"')
    expect(graded).to_contain_text("0 of 10")
    keep_picture("exercise-untouched")

    notebook.write(
        notebook.cell("def publish_payment"), reference("e3_solution").replace('"Number"', '"String"')
    )
    notebook.run(notebook.cell("def publish_payment"))
    notebook.run(notebook.cell('grade("m05.e3"'))
    expect(notebook.cell('grade("m05.e3"')).to_contain_text("8 of 10")
    keep_picture("exercise-failing")

    notebook.write(notebook.cell("def publish_payment"), reference("e3_solution"))
    notebook.run(notebook.cell("def publish_payment"))
    notebook.run(notebook.cell('grade("m05.e3"'))
    expect(notebook.cell('grade("m05.e3"')).to_contain_text("10 of 10")
    keep_picture("exercise-passing")


def test_validate_says_what_is_missing_and_success_only_where_nothing_is(
    lab: Server,
    open_notebook: Callable[[str], Any],
    filled: Callable[..., nbformat.NotebookNode],
    keep_picture: Callable[[str], Path],
) -> None:
    nbformat.write(filled("e1", "e2", "e4", "e5"), lab.folder / "four.ipynb")
    nbformat.write(filled("e1", "e2", "e3", "e4", "e5"), lab.folder / "five.ipynb")

    said = _validated(open_notebook("four.ipynb").page)
    expect(said).to_contain_text("`publish_payment` is still to be written", timeout=60_000)
    expect(said.get_by_text("The following cell failed")).to_have_count(1)
    keep_picture("validate-one-missing")

    said = _validated(open_notebook("five.ipynb").page)
    expect(said).to_contain_text("Success", timeout=60_000)
    keep_picture("validate-success")


def _validated(page: Page) -> Locator:
    page.get_by_text("Validate", exact=True).first.click()
    return page.locator(".jp-Dialog")
