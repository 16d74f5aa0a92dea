"""The released notebook is filled with a learner's answers; everything else of the course's stays as it was."""

from nbformat import NotebookNode, v4

from grader.classroom.cells import SubmittedCell
from grader.classroom.rebuild import rebuild


def _marked(grade_id, source, **marks):
    cell = v4.new_code_cell(source, id=grade_id.replace("_", "-"))
    cell.metadata["nbgrader"] = NotebookNode(grade_id=grade_id, **marks)
    return cell


RELEASED = v4.new_notebook(
    cells=[
        v4.new_markdown_cell("# Toy", id="title"),
        _marked("setup", "import os", locked=True),
        _marked("e1_solution", "...", solution=True),
        _marked("e1_grade", "grade(one)", grade=True, points=10),
        v4.new_code_cell("try_it()", id="try"),
        _marked("e2_solution", "...", solution=True),
        _marked("e2_grade", "grade(two)", grade=True, points=10),
    ]
)
GOOD = (
    SubmittedCell("markdown", "# Toy", "title"),
    SubmittedCell("code", "import os", "setup", "setup"),
    SubmittedCell("code", "one = 1", "e1-solution", "e1_solution"),
    SubmittedCell("code", "grade(one)", "e1-grade", "e1_grade"),
    SubmittedCell("code", "try_it(5)", "try"),
    SubmittedCell("code", "two = 2", "e2-solution", "e2_solution"),
    SubmittedCell("code", "grade(two)", "e2-grade", "e2_grade"),
)
FILLED = ["# Toy", "import os", "one = 1", "grade(one)", "try_it(5)", "two = 2", "grade(two)"]


def _sources(notebook):
    return [cell.source for cell in notebook.cells]


def _changed(place, *cells):
    return [*GOOD[:place], *cells, *GOOD[place + 1 :]]


def test_answers_and_ordinary_cells_are_the_learners():
    notebook, remarks = rebuild(RELEASED, GOOD)

    assert FILLED == _sources(notebook)
    assert [] == remarks


def test_marks_are_the_releases():
    notebook, _ = rebuild(RELEASED, GOOD)

    assert [cell.metadata for cell in RELEASED.cells] == [cell.metadata for cell in notebook.cells]


def test_the_release_itself_is_not_changed():
    rebuild(RELEASED, GOOD)

    assert "..." == RELEASED.cells[2].source


def test_an_edited_course_cell_is_put_back_and_told():
    notebook, remarks = rebuild(RELEASED, _changed(3, SubmittedCell("code", "10.0", "e1-grade", "e1_grade")))

    assert FILLED == _sources(notebook)
    assert ["Course cells had been edited; the course's own were used: e1_grade."] == remarks


def test_a_deleted_course_cell_is_put_back_and_told():
    notebook, remarks = rebuild(RELEASED, _changed(3))

    assert FILLED == _sources(notebook)
    assert ["Course cells were missing; the course's own were used: e1_grade."] == remarks


def test_a_deleted_answer_counts_as_not_answered():
    notebook, remarks = rebuild(RELEASED, _changed(2))

    assert "..." == notebook.cells[2].source
    assert ["The answer cell e1_solution is missing or empty; it counts as not answered."] == remarks


def test_an_emptied_answer_counts_as_not_answered():
    notebook, _ = rebuild(RELEASED, _changed(2, SubmittedCell("code", "  \n", "e1-solution", "e1_solution")))

    assert "..." == notebook.cells[2].source


def test_the_parts_of_a_split_answer_stay_together():
    parts = (
        SubmittedCell("code", "a = 1", "x", "e1_solution"),
        SubmittedCell("code", "one = a", "y", "e1_solution"),
    )

    notebook, remarks = rebuild(RELEASED, _changed(2, *parts))

    assert ["a = 1", "one = a"] == _sources(notebook)[2:4]
    assert ["e1_solution"] == [
        cell.metadata.nbgrader.grade_id for cell in notebook.cells[2:4] if "nbgrader" in cell.metadata
    ]
    assert [] == remarks


def test_a_doubled_grade_cell_counts_once():
    notebook, _ = rebuild(RELEASED, [*GOOD, GOOD[3]])

    assert FILLED == _sources(notebook)


def test_an_additional_cell_stays_where_it_stood():
    notebook, remarks = rebuild(RELEASED, [*GOOD[:2], SubmittedCell("code", "import json", "new"), *GOOD[2:]])

    assert [*FILLED[:2], "import json", *FILLED[2:]] == _sources(notebook)
    assert [] == remarks


def test_an_additional_first_cell_stays_first():
    notebook, _ = rebuild(RELEASED, [SubmittedCell("code", "import json"), *GOOD])

    assert ["import json", *FILLED] == _sources(notebook)


def test_moved_cells_return_to_their_places():
    notebook, _ = rebuild(RELEASED, GOOD[::-1])

    assert FILLED == _sources(notebook)


def test_an_answer_of_another_cell_type_is_code_again():
    notebook, _ = rebuild(
        RELEASED, _changed(2, SubmittedCell("markdown", "one = 1", "e1-solution", "e1_solution"))
    )

    assert FILLED == _sources(notebook)
    assert "code" == notebook.cells[2].cell_type


def test_without_marks_cells_are_known_by_their_ids():
    notebook, remarks = rebuild(RELEASED, [SubmittedCell(cell.type, cell.source, cell.id) for cell in GOOD])

    assert FILLED == _sources(notebook)
    assert [] == remarks


def test_without_marks_and_ids_answers_are_known_by_their_places():
    bare = [SubmittedCell(cell.type, cell.source) for cell in GOOD if cell.id != "try"]

    notebook, remarks = rebuild(RELEASED, bare)

    assert [*FILLED[:4], "try_it()", *FILLED[5:]] == _sources(notebook)
    assert [
        "The answer cell e1_solution had lost its mark; the code cell in its place was taken.",
        "The answer cell e2_solution had lost its mark; the code cell in its place was taken.",
    ] == remarks


def test_every_cell_has_an_id_of_its_own():
    notebook, _ = rebuild(RELEASED, [SubmittedCell("code", "a"), *GOOD, SubmittedCell("code", "b")])
    ids = [cell.id for cell in notebook.cells]

    assert len(set(ids)) == len(ids)


def test_nothing_handed_in_leaves_the_release():
    notebook, remarks = rebuild(RELEASED, [])

    assert _sources(RELEASED) == _sources(notebook)
    assert 3 == len(remarks)
