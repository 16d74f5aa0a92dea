"""A learner's notebook: stored answers to the exercises of a module."""

import os
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
NAME = "m05_publish_subscribe"


@pytest.fixture
def answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Write the author's exercise notebook with stored answers, by exercise: ``answered(e1="06_K05.2_no_queue_policy")``.

    A text of several words is an answer itself.
    """
    monkeypatch.setenv("COURSE_LEARNER", "author")
    monkeypatch.setenv("COURSE_HOME", os.fspath(tmp_path / "home"))

    def written(**answers: str) -> Path:
        notebook = nbformat.read(ROOT / "exercises" / NAME / f"{NAME}.ipynb", as_version=4)
        for cell in notebook.cells:
            exercise = cell.metadata.get("nbgrader", {}).get("grade_id", "").removesuffix("_solution")
            if exercise in answers:
                cell.source = _text(exercise, answers[exercise])
        path = tmp_path / "mine.ipynb"
        nbformat.write(notebook, path)
        return path

    return written


def _text(exercise: str, answer: str) -> str:
    if " " in answer:
        return answer
    folder = next((ROOT / "tests" / "answers" / "m05").glob(f"{exercise}_*"))
    return (folder / f"{answer}.py").read_text(encoding="utf-8")
