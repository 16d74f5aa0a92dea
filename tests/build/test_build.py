import json

import pytest

from grader.build import BuildError, build

LESSON = "course/lessons/tiny.ipynb"
SOLUTION = "solutions/m00_tiny/m00_tiny.ipynb"
EXERCISE = "exercises/m00_tiny/m00_tiny.ipynb"
GENERATED = [LESSON, SOLUTION, EXERCISE]


@pytest.fixture
def built(tiny):
    build(tiny)
    return tiny


def contents(root):
    return {name: (root / name).read_bytes() for name in GENERATED}


def change(path, edit):
    """Save the notebook at `path` as JupyterLab would, after `edit` has had it."""
    notebook = json.loads(path.read_text())
    edit(notebook)
    path.write_text(json.dumps(notebook, indent=1))


def run(notebook):
    """What running a notebook and saving it leaves behind."""
    for number, cell in enumerate(cell for cell in notebook["cells"] if cell["cell_type"] == "code"):
        cell["execution_count"] = number
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["hello\n"]}]
        cell["metadata"]["collapsed"] = True
    notebook["metadata"]["language_info"] = {"name": "python", "version": "3.13.1"}
    notebook["metadata"]["kernelspec"]["display_name"] = "Another Python"
    notebook["cells"].append(
        {
            "cell_type": "code",
            "id": "new",
            "metadata": {},
            "source": [],
            "outputs": [],
            "execution_count": None,
        }
    )


def change_source(notebook):
    notebook["cells"][-1]["source"] = ["total = 3"]


def add_cell(notebook):
    notebook["cells"].append({"cell_type": "markdown", "id": "new", "metadata": {}, "source": ["More."]})


def delete_cell(notebook):
    del notebook["cells"][-1]


def change_points(notebook):
    notebook["cells"][-1]["metadata"]["nbgrader"]["points"] = 7


def drop_signature(notebook):
    del notebook["metadata"]["course"]


def test_a_build_makes_lesson_solution_and_exercise(tiny):
    outcome = build(tiny)

    assert GENERATED == [path.as_posix() for path in outcome.stale]
    assert all((tiny / name).is_file() for name in GENERATED)


def test_a_named_build_makes_only_what_is_named(tiny):
    build(tiny, ["tiny"])

    assert [True, False, False] == [(tiny / name).exists() for name in GENERATED]


def test_a_second_build_changes_no_byte(built):
    first = contents(built)
    build(built, discard=True)

    assert first == contents(built)
    assert build(built, check=True).clean


def test_a_folder_elsewhere_gives_the_same_bytes(built, tmp_path):
    elsewhere = tmp_path / "else where"
    (elsewhere / "authoring").parent.mkdir()
    (built / "authoring").rename(elsewhere / "authoring")
    build(elsewhere)

    assert contents(built) == contents(elsewhere)


@pytest.mark.parametrize("name", GENERATED)
def test_a_generated_notebook_holds_no_outputs_no_pairing_and_one_kernel(built, name):
    content = (built / name).read_text()
    notebook = json.loads(content)

    assert [] == [cell for cell in notebook["cells"] if cell.get("outputs") or cell.get("execution_count")]
    assert "jupytext" not in content
    assert "formats" not in content
    assert content.endswith("}\n")
    assert "python3" == notebook["metadata"]["kernelspec"]["name"]


def test_a_generated_notebook_names_its_text(built):
    made_from = [
        json.loads((built / name).read_text())["metadata"]["course"]["made_from"] for name in GENERATED
    ]
    text = "authoring/assignments/m00_tiny.py"

    assert ["authoring/lessons/tiny.py", text, text] == made_from


def test_only_the_solution_shows_a_person_where_it_comes_from(built):
    shown = ["*Made from" in (built / name).read_text() for name in GENERATED]

    assert [False, True, False] == shown


def test_cell_ids_are_grade_ids_or_positions(built):
    cells = json.loads((built / EXERCISE).read_text())["cells"]

    assert [
        "cell-01",
        "setup",
        "e1_task",
        "e1_solution",
        "cell-05",
        "e1_grade",
        "e2_solution",
        "e2_grade",
    ] == [cell["id"] for cell in cells]


@pytest.mark.parametrize("name", GENERATED)
def test_running_and_saving_is_no_edit(built, name):
    fresh = contents(built)
    change(built / name, run)
    outcome = build(built)

    assert ([name], []) == ([path.as_posix() for path in outcome.stale], outcome.edited)
    assert fresh == contents(built)


@pytest.mark.parametrize("name", GENERATED)
@pytest.mark.parametrize("edit", [change_source, add_cell, delete_cell, drop_signature])
def test_an_edited_notebook_stops_the_build_and_nothing_is_written(built, name, edit):
    change(built / name, edit)
    lesson = built / "authoring/lessons/tiny.py"
    lesson.write_text(lesson.read_text() + "\n# %%\nmore = total\n")
    before = contents(built)
    with pytest.raises(BuildError, match=f"^{name}: found an edit in a generated notebook"):
        build(built)

    assert before == contents(built)


def test_changed_points_are_an_edit(built):
    change(built / SOLUTION, change_points)

    assert [SOLUTION] == [path.as_posix() for path in build(built, check=True).edited]


@pytest.mark.parametrize(
    "content",
    [
        "my notes",
        "",
        "[]",
        "{}",
        '{"nbformat": 4, "nbformat_minor": 5, "metadata": {"course": []}, "cells": []}',
    ],
)
def test_a_file_that_was_not_generated_is_never_written_over(built, content):
    (built / LESSON).write_text(content)
    with pytest.raises(BuildError, match="an edit in a generated notebook"):
        build(built)

    assert content == (built / LESSON).read_text()


@pytest.mark.parametrize(
    "name, way",
    [
        (LESSON, f"run `python -m grader take {LESSON}`"),
        (SOLUTION, f"run `python -m grader take {SOLUTION}`"),
        (EXERCISE, "make the same edit in authoring/assignments/m00_tiny.py"),
    ],
)
def test_the_refusal_says_how_to_keep_the_edit_and_how_to_drop_it(built, name, way):
    change(built / name, change_source)
    with pytest.raises(BuildError) as caught:
        build(built)

    assert f"To keep the edit, {way}. To drop it, build with `--discard`." in str(caught.value)


def test_discard_drops_an_edit(built):
    fresh = contents(built)
    change(built / EXERCISE, change_source)
    build(built, discard=True)

    assert fresh == contents(built)


def test_check_writes_nothing_and_names_what_is_stale(built):
    lesson = built / "authoring/lessons/tiny.py"
    lesson.write_text(lesson.read_text().replace("1 + 1", "1 + 2"))
    before = contents(built)
    outcome = build(built, check=True)

    assert ([LESSON], False) == ([path.as_posix() for path in outcome.stale], outcome.clean)
    assert before == contents(built)


def test_a_file_that_nothing_makes_is_a_stray(built):
    (built / "exercises/m00_tiny/notes.txt").touch()
    (built / "solutions/.ipynb_checkpoints").mkdir()
    (built / "solutions/.ipynb_checkpoints/m00_tiny-checkpoint.ipynb").touch()

    assert ["exercises/m00_tiny/notes.txt"] == [path.as_posix() for path in build(built).strays]


def test_an_unknown_name_is_met_with_the_nearest(tiny):
    with pytest.raises(
        BuildError, match=r"found no text notebook named m00_tini; .* Did you mean m00_tiny\?"
    ):
        build(tiny, ["m00_tini"])


def test_a_lesson_of_a_module_ends_with_the_way_to_the_glossary_which_is_no_edit(tiny):
    text = tiny / "authoring" / "lessons" / "tiny.py"
    text.rename(text.with_name("m00_tiny.py"))
    build(tiny)
    made = tiny / "course" / "lessons" / "m00_tiny.ipynb"
    last = json.loads(made.read_text())["cells"][-1]
    change(made, lambda notebook: notebook["cells"].pop())

    assert "(glossary.ipynb)" in "".join(last["source"])
    assert [] == build(tiny, check=True).edited
