import hashlib
import shutil
import sqlite3
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

# Row by row with the names of what they belong to.
ROWS = {
    "students": "select student.* from student order by 1",
    "submissions": """
        select a.name, s.student_id, s.timestamp, s.extension from submitted_assignment s
        join assignment a on a.id = s.assignment_id order by 1, 2""",
    "notebooks": """
        select a.name, s.student_id, n.name, m.late_submission_penalty from submitted_notebook m
        join submitted_assignment s on s.id = m.assignment_id join notebook n on n.id = m.notebook_id
        join assignment a on a.id = s.assignment_id order by 1, 2, 3""",
    "grades": """
        select s.student_id, n.name, b.name, g.auto_score, g.manual_score, g.needs_manual_grade, g.extra_credit
        from grade g join base_cell b on b.id = g.cell_id join submitted_notebook m on m.id = g.notebook_id
        join submitted_assignment s on s.id = m.assignment_id join notebook n on n.id = m.notebook_id
        order by 1, 2, 3""",
    "comments": """
        select s.student_id, n.name, b.name, c.auto_comment, c.manual_comment
        from comment c join base_cell b on b.id = c.cell_id join submitted_notebook m on m.id = c.notebook_id
        join submitted_assignment s on s.id = m.assignment_id join notebook n on n.id = m.notebook_id
        order by 1, 2, 3""",
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


@pytest.fixture
def enter(toy, course):
    """Hand in and enter, with reports in the place of an examination: by exercise, as the examiner would give them."""
    from grader.classroom.assignment import Assignment
    from grader.rooms.examiner.paper import Result

    def entered(learner, notebook=None, level="isolated by everything", **reports):
        toy.hand_in(learner, toy.notebook() if notebook is None else notebook)
        assignment = Assignment(course, "toy")
        taken = assignment.take_in(learner, anew=True)
        if taken.paper is None:
            assignment.keep(taken, None)
        else:
            named = [cell.name.removeprefix("Cell ").removesuffix("_grade") for cell in taken.paper.cells]
            outputs = {named.index(exercise): _outputs(report) for exercise, report in reports.items()}
            assignment.keep(taken, Result(outputs, level=level))
        assignment.close()

    return entered


def _outputs(report):
    from grader.notebook import bundle

    shown = {"output_type": "display_data", "data": bundle(report), "metadata": {}}
    points = {"text/plain": repr(report.points)}
    value = {"output_type": "execute_result", "data": points, "metadata": {}, "execution_count": None}
    return [shown, value]


@pytest.fixture(scope="session")
def in_gradebook():
    """All that the gradebook of the course in a folder says about submissions, by kind of row."""

    def found(root):
        database = sqlite3.connect(f"file:{root / 'classroom' / 'gradebook.db'}?mode=ro", uri=True)
        try:
            return {kind: database.execute(question).fetchall() for kind, question in ROWS.items()}
        finally:
            database.close()

    return found


@pytest.fixture(scope="session")
def in_folders():
    """Permissions and content of every autograded file of the course in a folder, by its place."""

    def found(root):
        folder = root / "classroom" / "autograded"
        return {
            str(path.relative_to(folder)): (
                oct(path.stat().st_mode),
                hashlib.sha256(path.read_bytes()).hexdigest(),
            )
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    return found
