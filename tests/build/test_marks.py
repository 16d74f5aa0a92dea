import pytest
from nbformat import from_dict
from nbgrader.nbgraderformat import MetadataValidator

from grader.build.marks import cell_metadata, marker_line, marks_of

MARKS = [
    {},
    {"tags": ["playground", "é"]},
    {"solution": "m05.e1"},
    {"grade": "m05.e12", "points": 10},
    {"locked": "setup"},
    {"locked": "e1_task", "tags": ["task"]},
]


@pytest.mark.parametrize("marks", MARKS, ids=str)
def test_marks_come_back_from_the_metadata_they_make(marks):
    assert marks == marks_of(cell_metadata(marks), "m05")


@pytest.mark.parametrize("marks", MARKS, ids=str)
def test_nbgrader_accepts_the_metadata(marks):
    MetadataValidator().validate_cell(from_dict({"cell_type": "code", "metadata": cell_metadata(marks)}))


@pytest.mark.parametrize(
    "metadata",
    [
        {"grade": True, "solution": True, "locked": False, "grade_id": "e1", "points": 3},
        {"grade": False, "solution": False, "locked": False, "task": True, "grade_id": "e1", "points": 3},
        {"grade": False, "solution": True, "locked": False, "grade_id": "my_answer"},
    ],
)
def test_metadata_that_no_mark_makes_has_no_marks(metadata):
    assert marks_of({"nbgrader": metadata | {"schema_version": 3}}, "m05") is None


def test_a_marker_line_is_written_as_an_author_would():
    written = [marker_line("code", {}), marker_line("markdown", {"locked": "a", "tags": ["b"]})]

    assert ["# %%", '# %% [markdown] locked="a" tags=["b"]'] == written
    assert '# %% grade="m05.e1" points=10' == marker_line("code", {"points": 10, "grade": "m05.e1"})
