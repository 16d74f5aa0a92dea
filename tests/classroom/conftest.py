import shutil
from pathlib import Path

import nbformat
import pytest

HERE = Path(__file__).parent
CONFIG = """from pathlib import Path

from grader.build import nbgrader_steps
from grader.classroom import places

places.configure(get_config(), Path(__file__).resolve().parent)
nbgrader_steps.configure(get_config())
get_config().Execute.timeout = 3
"""
RIGHT = {
    "e1_solution": "def double(number):\n    return number + number",
    "e2_solution": "def shout(text):\n    return f'{text.upper()}!'",
}


class Toy:
    """A course with one assignment of two exercises, in which a test hands in what it likes."""

    def __init__(self, root):
        self.root = root

    @property
    def released(self):
        return nbformat.read(self.root / "exercises" / "toy" / "toy.ipynb", as_version=4)

    def folder(self, learner):
        return self.root / "classroom" / "submitted" / learner / "toy"

    def notebook(self, **answers):
        """The released notebook with right answers, or with those given by exercise."""
        notebook = self.released
        texts = {**RIGHT, **{f"{exercise}_solution": text for exercise, text in answers.items()}}
        for cell in notebook.cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
            cell.source = texts.get(grade_id, cell.source)
        return notebook

    def hand_in(self, learner, notebook, name="toy.ipynb"):
        folder = self.folder(learner)
        folder.mkdir(parents=True, exist_ok=True)
        text = notebook if isinstance(notebook, str) else nbformat.writes(notebook)
        (folder / name).write_text(text, encoding="utf-8")
        (folder / "timestamp.txt").write_text("2025-03-08 09:00:00.000000 UTC", encoding="utf-8")
        return folder


@pytest.fixture(scope="session")
def _released(tmp_path_factory):
    """The toy course after `nbgrader generate_assignment`, made once."""
    from grader.classroom.course import open_course

    root = tmp_path_factory.mktemp("toy") / "course"
    shutil.copytree(HERE / "toy_course", root)
    (root / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    result = open_course(root).generate_assignment("toy")
    assert result["success"], result
    return root


@pytest.fixture
def toy(_released, tmp_path):
    return Toy(Path(shutil.copytree(_released, tmp_path / "course")))


@pytest.fixture
def course(toy):
    from grader.classroom.course import open_course

    return open_course(toy.root)
